"""The site as a plain docs folder, which any generator that reads mkdocs.yml can build without hooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml

from studyguide.guide.model import Guide
from studyguide.pages.home import fill_markers
from studyguide.pages.page import Page
from studyguide.publish.settings import TOPICS, ProjectSettings, navigation, value_of
from studyguide.publish.theme.layout import NAMES, front_matter, main_template

HEADER = "# Written by `studyguide write`: change the project that it was written from, and write it again.\n"
"""The first line of the mkdocs.yml, by which a folder that was written before is known."""

_ESCAPED = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;"})

THEME = "theme"
"""The folder with what the theme's pages get from us."""

_DROPPED = frozenset({"hooks", "watch", "strict", "site_dir", "docs_dir"})


def plain_docs(
    guide: Guide,
    pages: Iterable[Page],
    settings: ProjectSettings,
    docs: Mapping[str, Path],
    assets: Mapping[str, Path | str],
) -> dict[str, Path | str]:
    """Return what the folder is to hold, by the path in it: a file to copy, or a text.

    Args:
        guide: fills the markers of hand-written pages.
        pages: the generated pages.
        settings: those of the project.
        docs: the files of docs/ by their path in it.
        assets: what a build adds, such as fonts and pictures, by their path in the site.
    """
    generated = list(pages)
    by_hand = {name: _filled(file, guide) if name.endswith(".md") else file for name, file in docs.items()}
    in_docs = {**{page.uri: page_text(page) for page in generated}, **by_hand, **assets}
    return {
        **{f"docs/{name}": content for name, content in in_docs.items()},
        f"{THEME}/main.html": main_template(),
        "mkdocs.yml": HEADER + settings_text(settings, generated),
    }


def _filled(file: Path, guide: Guide) -> str:
    return fill_markers(file.read_text(encoding="utf-8"), guide)


def page_text(page: Page) -> str:
    """Return a page as a Markdown file: front matter, and one block of HTML.

    The themes put what the front matter says into their pages as it is. Fences are looked for in HTML as well, so that
    no sign of one is left in it: a code block that shows a fence would become a code block of the other generator.
    """
    is_searched = page.uri.startswith(TOPICS)  # other pages' headings would stand before the questions that they list
    body = _without_fences(str(page.html).strip())
    return f"{front_matter(page, is_searched=is_searched)}\n<div>\n{body}\n</div>\n"


def _without_fences(text: str) -> str:
    return text.replace("`", "&#96;").replace("~", "&#126;")


def settings_text(settings: ProjectSettings, pages: Sequence[Page]) -> str:
    """Return mkdocs.yml without what only MkDocs with its hook understands."""
    kept = [(key, _setting(key.value, value, pages)) for key, value in settings.tree.value if key.value not in _DROPPED]
    kept.append((_scalar("use_directory_urls"), yaml.ScalarNode("tag:yaml.org,2002:bool", "false")))
    return yaml.serialize(_with_value(settings.tree, kept), Dumper=yaml.SafeDumper, allow_unicode=True)


def _setting(name: str, value: yaml.Node, pages: Sequence[Page]) -> yaml.Node:
    if name == "nav" and isinstance(value, yaml.SequenceNode):
        return _node(navigation(value_of(value), pages))
    if name in NAMES and isinstance(value, yaml.ScalarNode):
        return yaml.ScalarNode(value.tag, value.value.translate(_ESCAPED), style=value.style)
    return _theme(value) if name == "theme" else value


def _with_value(node: yaml.MappingNode, value: list[tuple[yaml.Node, yaml.Node]]) -> yaml.MappingNode:
    return yaml.MappingNode(node.tag, value)


def _theme(node: yaml.Node) -> yaml.Node:
    if not isinstance(node, yaml.MappingNode):
        return node
    kept = [(key, value) for key, value in node.value if key.value != "custom_dir"]
    return _with_value(node, [*kept, (_scalar("custom_dir"), _scalar(THEME))])


def _node(value: object) -> yaml.Node:
    return yaml.representer.SafeRepresenter(default_flow_style=False, sort_keys=False).represent_data(value)


def _scalar(text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text)
