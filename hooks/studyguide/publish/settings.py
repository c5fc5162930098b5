"""The settings of mkdocs.yml: what they mean, whoever has read them, and how they are read without MkDocs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from studyguide.pages.page import Page, SiteInfo
from studyguide.render.markdown import MarkdownSettings

_ALWAYS = ("toc", "tables", "fenced_code")
"""Extensions that MkDocs adds to whatever mkdocs.yml names."""

_OF_SITE = ("site_name", "site_description", "repo_url", "edit_uri")

TOPICS = "topics/"
"""The entry of the navigation that stands for the pages of all topics, and the folder in which they are."""

_OPTIONAL = frozenset({"glossary.md", "paths.md"})
"""Pages that a navigation may name although the guide has nothing for them."""


def site_info(settings: Mapping[str, Any]) -> SiteInfo:
    """Return what pages need to know of the site; settings that are missing or no text are empty."""
    given = (settings.get(name) for name in _OF_SITE)
    name, description, repository, edit = (value if isinstance(value, str) else "" for value in given)
    branch = edit.strip("/").removeprefix("edit/").split("/")[0]
    return SiteInfo(name, description, repository.rstrip("/"), branch or "main")


def navigation(items: Sequence[Any], pages: Iterable[Page]) -> list[Any]:
    """Return the `nav` of mkdocs.yml with the topics' pages in the place of `topics/`, and without absent pages."""
    generated = list(pages)
    topics = [{page.title: page.uri} for page in generated if page.uri.startswith(TOPICS) and page.is_found]
    return _resolved(items, topics, _OPTIONAL - {page.uri for page in generated})


def _resolved(items: Sequence[Any], topics: list[dict[str, str]], absent: Collection[str]) -> list[Any]:
    return [_entry(item, topics, absent) for item in items if not _leads_to(item, absent)]


def _leads_to(item: Any, absent: Collection[str]) -> bool:
    targets = item.values() if isinstance(item, dict) else [item]
    return any(isinstance(target, str) and target in absent for target in targets)


def _entry(item: Any, topics: list[dict[str, str]], absent: Collection[str]) -> Any:
    if not isinstance(item, dict):
        return item
    return {
        title: topics if value == TOPICS else _resolved(value, topics, absent) if isinstance(value, list) else value
        for title, value in item.items()
    }


class SettingsError(ValueError):
    """Settings that cannot be used; the message says where and why."""


@dataclass(frozen=True)
class ProjectSettings:
    """What mkdocs.yml says, as a tree of YAML nodes that can be written again with every tag kept."""

    tree: yaml.MappingNode

    @property
    def site(self) -> SiteInfo:
        """What pages need to know of the site."""
        return site_info({name: value_of(field(self.tree, name)) for name in _OF_SITE})

    @property
    def markdown(self) -> MarkdownSettings:
        """The Markdown extensions, those that MkDocs always adds included."""
        node = field(self.tree, "markdown_extensions")
        names: dict[str, Mapping[str, Any]] = {name: {} for name in _ALWAYS}
        for item in node.value if isinstance(node, yaml.SequenceNode) else []:
            names |= _extension(item)
        return MarkdownSettings(tuple(names), {name: config for name, config in names.items() if config})

    @property
    def theme_folder(self) -> str:
        """The folder of the project's own parts of the theme, or nothing."""
        value = value_of(field(field(self.tree, "theme"), "custom_dir"))
        return value if isinstance(value, str) else ""


def read_settings(text: str) -> ProjectSettings:
    """Read mkdocs.yml. Raises SettingsError where it is not a mapping in valid YAML."""
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise SettingsError(f"mkdocs.yml is not valid YAML: {error}") from None
    if not isinstance(tree, yaml.MappingNode):
        raise SettingsError("mkdocs.yml holds no settings")
    return ProjectSettings(tree)


def field(tree: yaml.Node | None, name: str) -> yaml.Node | None:
    """Return the node of a field, or None."""
    return next((value for key, value in _pairs(tree) if key.value == name), None)


def _pairs(tree: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    if isinstance(tree, yaml.MappingNode):
        yield from tree.value


def _extension(item: yaml.Node) -> dict[str, Mapping[str, Any]]:
    if isinstance(item, yaml.ScalarNode):
        return {item.value: {}}
    return {key.value: value_of(value) or {} for key, value in _pairs(item)}


def value_of(node: yaml.Node | None) -> Any:
    """Return a node's value; `!ENV` takes the environment's, and functions named by a tag are left out."""
    if node is None:
        return None
    if node.tag == "!ENV":
        return _from_environment(node)
    if isinstance(node, yaml.MappingNode):
        return {key.value: value_of(value) for key, value in _pairs(node)}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    if node.tag.startswith("tag:yaml.org,2002:python/"):
        return None
    return yaml.SafeLoader("").construct_object(node)


def _from_environment(node: yaml.Node) -> Any:
    names = node.value if isinstance(node, yaml.SequenceNode) else [node]
    *variables, default = names if len(names) > 1 else [*names, None]
    for variable in variables:
        if variable.value in os.environ:
            return os.environ[variable.value]
    return value_of(default)
