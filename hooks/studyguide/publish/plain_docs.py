"""The site as a plain docs folder, which any generator that reads mkdocs.yml can build without hooks."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml

from studyguide.guide.model import Guide
from studyguide.pages.home import fill_markers
from studyguide.pages.page import Page
from studyguide.publish.nav import TOPICS, absent_pages, topic_pages
from studyguide.publish.settings import ProjectSettings
from studyguide.publish.theme.policy import CHARSET, meta, policy_for_any_generator

HEADER = "# Written by `studyguide write`: change the project that it was written from, and write it again.\n"
"""The first line of the mkdocs.yml, by which a folder that was written before is known."""

_ESCAPED = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;"})
_NAMES = frozenset({"site_name", "site_description", "site_author", "repo_name"})
"""Texts that are no HTML, and that themes put into their pages as they are; `copyright` is HTML."""

THEME = "theme"
"""The folder with what the theme's pages get from us."""

_MAIN = """{#- Every page tells its policy to the browser before anything else. -#}
{% extends "base.html" %}

{% block site_meta %}
  {{ super() | replace('CHARSET', 'CHARSETPOLICY') }}
{% endblock %}
"""

_DROPPED = frozenset({"hooks", "watch", "strict", "site_dir", "docs_dir"})


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder is to hold: texts, and files to copy, by their path in it."""

    texts: Mapping[str, str]
    copies: Mapping[str, Path]


def materialise(
    guide: Guide, pages: Iterable[Page], settings: ProjectSettings, docs: Mapping[str, Path], extra: Mapping[str, Path]
) -> Folder:
    """Return the plain project.

    Args:
        guide: fills the markers of hand-written pages.
        pages: the generated pages.
        settings: those of the project.
        docs: the files of docs/ by their path in it.
        extra: files that a build adds, such as fonts and pictures, by their path in the site.
    """
    generated = list(pages)
    texts = {f"docs/{page.uri}": page_text(page) for page in generated}
    copies = {f"docs/{name}": file for name, file in {**docs, **extra}.items()}
    for name, file in docs.items():
        if name.endswith(".md"):
            del copies[f"docs/{name}"]
            texts[f"docs/{name}"] = fill_markers(file.read_text(encoding="utf-8"), guide)
    texts[f"{THEME}/main.html"] = main_template()
    texts["mkdocs.yml"] = HEADER + settings_text(settings, generated)
    return Folder(texts, copies)


def page_text(page: Page) -> str:
    """Return a page as a Markdown file: front matter, and one block of HTML.

    The themes put what the front matter says into their pages as it is. Fences are looked for in HTML as well, so that
    no sign of one is left in it: a code block that shows a fence would become a code block of the other generator.
    """
    meta: dict[str, object] = {"title": html.escape(page.title), "description": html.escape(page.description)}
    if page.hidden:
        meta["hide"] = list(page.hidden)
    if not page.uri.startswith(TOPICS):
        meta["search"] = {"exclude": True}  # its headings would stand before the questions that it lists
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", "", f"<div>\n{_without_fences(str(page.html).strip())}\n</div>", ""])


def _without_fences(text: str) -> str:
    return text.replace("`", "&#96;").replace("~", "&#126;")


def main_template() -> str:
    """Return the template of every page, for Material for MkDocs and for Zensical."""
    policy = meta(policy_for_any_generator()).replace("'", "\\'")
    return _MAIN.replace("CHARSET", CHARSET).replace("POLICY", policy)


def settings_text(settings: ProjectSettings, pages: Sequence[Page]) -> str:
    """Return mkdocs.yml without what only MkDocs with its hook understands."""
    nav = partial(_resolved, topics=_topics(pages), absent=absent_pages(pages))
    kept = [(key, _setting(key.value, value, nav)) for key, value in settings.tree.value if key.value not in _DROPPED]
    kept.append((_scalar("use_directory_urls"), yaml.ScalarNode("tag:yaml.org,2002:bool", "false")))
    return yaml.serialize(_with_value(settings.tree, kept), Dumper=yaml.SafeDumper, allow_unicode=True)


def _setting(name: str, value: yaml.Node, nav: Callable[[yaml.Node], yaml.Node]) -> yaml.Node:
    if name == "nav":
        return nav(value)
    if name in _NAMES and isinstance(value, yaml.ScalarNode):
        return yaml.ScalarNode(value.tag, value.value.translate(_ESCAPED), style=value.style)
    return _theme(value) if name == "theme" else value


def _with_value(node: yaml.MappingNode, value: list[tuple[yaml.Node, yaml.Node]]) -> yaml.MappingNode:
    return yaml.MappingNode(node.tag, value)


def _theme(node: yaml.Node) -> yaml.Node:
    if not isinstance(node, yaml.MappingNode):
        return node
    kept = [(key, value) for key, value in node.value if key.value != "custom_dir"]
    return _with_value(node, [*kept, (_scalar("custom_dir"), _scalar(THEME))])


def _topics(pages: Iterable[Page]) -> yaml.Node:
    entries = [_mapping(page.title, page.uri) for page in topic_pages(pages)]
    return yaml.SequenceNode("tag:yaml.org,2002:seq", entries)


def _resolved(node: yaml.Node, topics: yaml.Node, absent: Collection[str]) -> yaml.Node:
    """Return a part of the navigation with the topics in their place, and no page that is not."""
    if isinstance(node, yaml.SequenceNode):
        kept = [item for item in node.value if not _leads_to(item, absent)]
        return yaml.SequenceNode(node.tag, [_resolved(item, topics, absent) for item in kept])
    if isinstance(node, yaml.MappingNode):
        return _with_value(node, [(key, _resolved(value, topics, absent)) for key, value in node.value])
    return topics if isinstance(node, yaml.ScalarNode) and node.value == TOPICS else node


def _leads_to(node: yaml.Node, absent: Collection[str]) -> bool:
    targets = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else [node]
    return any(isinstance(target, yaml.ScalarNode) and target.value in absent for target in targets)


def _mapping(key: str, value: str) -> yaml.MappingNode:
    return yaml.MappingNode("tag:yaml.org,2002:map", [(_scalar(key), _scalar(value))])


def _scalar(text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text)
