"""Markdown as the site renders it: the extensions of mkdocs.yml, without those that reach out of an answer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from studyguide.render.elements import Sizes, complete_elements
from studyguide.speed.converter import Choice
from studyguide.speed.fingerprints import code_of_settings, described
from studyguide.speed.lexing import share_preparations

_UNSAFE = re.compile(r"(^|[.:])(toc|meta|md_in_html|snippets|b64|pathconverter|wikilinks|admonition_files|macros)$")
"""Extensions that read files, give headings an id, or let raw HTML through."""

_CITATION = r"\[(@[^\[\]\s;,]+(?:,[^\[\];]*)?(?:;\s*@[^\[\]\s;,]+(?:,[^\[\];]*)?)*)\]"


@dataclass(frozen=True)
class MarkdownSettings:
    """The `markdown_extensions` of mkdocs.yml."""

    extensions: tuple[str, ...] = ()
    configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __hash__(self) -> int:
        """Return the hash of what equal settings have in common, although a mapping has none."""
        return hash(self.fingerprint())

    def fingerprint(self) -> str:
        """Return a text that changes when the settings do, or the code that they name."""
        named = json.dumps([self.extensions, self.configs], default=described, sort_keys=True)
        return named + code_of_settings(self.extensions, self.configs)


class Renderer:
    """Turns Markdown into HTML, one text at a time and none affecting the next."""

    def __init__(self, settings: MarkdownSettings) -> None:
        self._settings = settings
        self._guide = _GuideExtension()
        self._start_anew()

    def _start_anew(self) -> None:
        self._markdown = _converter(self._settings, self._guide)
        self._choice = Choice(self._markdown)

    def render(self, text: str, labels: Mapping[str, str], sizes: Sizes = MappingProxyType({})) -> str:
        """Return the HTML of one text, which is yet to be sanitised.

        Args:
            text: the Markdown.
            labels: the author–year label of each key that it cites.
            sizes: the width and height of its pictures, by their address as it stands in the text.
        """
        self._markdown.reset()
        self._guide.labels = labels
        self._guide.sizes.clear()
        self._guide.sizes |= sizes
        self._choice.prepare(text)
        try:
            return self._markdown.convert(text)
        except BaseException:
            # A converter that was stopped within one text would go on there in the next.
            self._start_anew()
            raise


def _converter(settings: MarkdownSettings, guide: _GuideExtension) -> markdown.Markdown:
    share_preparations()
    names = [name for name in settings.extensions if not _UNSAFE.search(name)]
    configs = {name: dict(settings.configs.get(name) or {}) for name in names}
    converter = markdown.Markdown(extensions=[*names, guide], extension_configs=configs, output_format="html")
    _accept_no_html(converter)
    return converter


def _accept_no_html(converter: markdown.Markdown) -> None:
    """Let raw HTML come out as the text that it is."""
    for registry, name in ((converter.preprocessors, "html_block"), (converter.inlinePatterns, "html")):
        if name in registry:
            registry.deregister(name)


class _GuideExtension(Extension):
    """Citations, headings without ids, and what elements get from us."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: Mapping[str, str] = {}
        self.sizes: dict[str, tuple[int, int]] = {}

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.inlinePatterns.register(_Citations(self, md), "sg_citations", 185)
        md.treeprocessors.register(_Headings(md), "sg_headings", 1)
        complete_elements(md, self.sizes)


class _Citations(InlineProcessor):
    def __init__(self, guide: _GuideExtension, md: markdown.Markdown) -> None:
        super().__init__(_CITATION, md)
        self._guide = guide

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, match: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        cited = [part.strip().removeprefix("@") for part in match[1].split(";")]
        element = ElementTree.Element("span", {"class": "sg-cites"})
        element.text = "("
        for number, part in enumerate(cited):
            key, _, locator = part.partition(",")
            label = self._guide.labels.get(key.strip())
            if label is None:
                return None, None, None
            link = ElementTree.SubElement(
                element, "a", {"class": "sg-cite", "href": f"../references.html#ref-{key.strip()}"}
            )
            link.text = label
            end = "; " if number + 1 < len(cited) else ")"
            link.tail = (f", {locator.strip()}" if locator.strip() else "") + end
        return element, match.start(0), match.end(0)


class _Headings(Treeprocessor):
    """Drops ids of headings: an id would begin a new search result and take the rest of the answer with it."""

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element.tag in _HEADINGS:
                element.attrib.pop("id", None)


_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
