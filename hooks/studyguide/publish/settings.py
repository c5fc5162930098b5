"""The settings of mkdocs.yml, read without MkDocs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from studyguide.pages.page import SiteInfo
from studyguide.render.markdown import MarkdownSettings

_ALWAYS = ("toc", "tables", "fenced_code")
"""Extensions that MkDocs adds to whatever mkdocs.yml names."""


class SettingsError(ValueError):
    """Settings that cannot be used; the message says where and why."""


@dataclass(frozen=True)
class ProjectSettings:
    """What mkdocs.yml says, as a tree of YAML nodes that can be written again with every tag kept."""

    tree: yaml.MappingNode

    @property
    def site(self) -> SiteInfo:
        """What pages need to know of the site."""
        edit = self._text("edit_uri").strip("/").removeprefix("edit/").split("/")[0]
        return SiteInfo(
            name=self._text("site_name"),
            description=self._text("site_description"),
            repository=self._text("repo_url").rstrip("/"),
            branch=edit or "main",
        )

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
        value = _value(field(field(self.tree, "theme"), "custom_dir"))
        return value if isinstance(value, str) else ""

    def _text(self, name: str) -> str:
        value = _value(field(self.tree, name))
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
    return {key.value: _value(value) or {} for key, value in _pairs(item)}


def _value(node: yaml.Node | None) -> Any:
    """Return a node's value; `!ENV` takes the environment's, and functions named by a tag are left out."""
    if node is None:
        return None
    if node.tag == "!ENV":
        return _from_environment(node)
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in _pairs(node)}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    if node.tag.startswith("tag:yaml.org,2002:python/"):
        return None
    return yaml.SafeLoader("").construct_object(node)


def _from_environment(node: yaml.Node) -> Any:
    names = node.value if isinstance(node, yaml.SequenceNode) else [node]
    *variables, default = names if len(names) > 1 else [*names, None]
    for variable in variables:
        if variable.value in os.environ:
            return os.environ[variable.value]
    return _value(default)
