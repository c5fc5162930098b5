"""Of the patterns and processors of a converter, only those are tried on a text that it can need.

Python-Markdown tries each of its patterns on each piece of text, and each of its block processors on each block. Most
need signs that are not there, so that leaving them out changes nothing but the time. What is not known here, such as
the processors of other extensions, is always tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import ETX, STX, AtomicString, Registry

from studyguide.render.beginnings import beginnings

Signs: TypeAlias = tuple[str, ...]
"""Of which a text must have one; empty where nothing is known."""

_INLINE: Mapping[str, Signs] = {
    "arithmatex-inline": ("$", "\\"),
    "autolink": ("<",),
    "automail": ("<",),
    "backtick": ("`", "\\"),
    "entity": ("&",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "linebreak": ("  \n", "  \r", "\t"),
    "link": ("[",),
    "reference": ("[",),
    "sg_citations": ("[@",),
    "short_image_ref": ("![",),
    "short_reference": ("[",),
}
"""By name, as different patterns are of the same class."""
_DELIMITER = "delimiter"
"""One pattern for all signs of emphasis; which those are depends on the extensions."""

_INDENTED = ("    ", "\t")
_PROCESSORS: Mapping[str, Signs] = {
    "markdown.blockprocessors.HRProcessor": tuple(f"{sign}{gap}{sign}" for sign in "-*_" for gap in ("", " ", "  ")),
    "markdown.blockprocessors.HashHeaderProcessor": ("#",),
    "markdown.blockprocessors.ListIndentProcessor": _INDENTED,
    "markdown.blockprocessors.ReferenceProcessor": ("]:",),
    "markdown.blockprocessors.SetextHeaderProcessor": ("\n=", "\n-", "\n ", "\n>", "\t", "\r"),
    "markdown.extensions.abbr.AbbrBlockprocessor": ("*[",),
    "markdown.extensions.admonition.AdmonitionProcessor": ("!!!", ">"),  # it also goes on with callouts of quotes
    "markdown.extensions.attr_list.AttrListTreeprocessor": ("{",),
    "markdown.extensions.def_list.DefListIndentProcessor": _INDENTED,
    "markdown.extensions.def_list.DefListProcessor": (": ", ":\t"),
    "markdown.extensions.footnotes.FootnoteBlockProcessor": ("[^",),
    "markdown.extensions.sane_lists.SaneOListProcessor": (". ", ".\t"),
    "markdown.extensions.sane_lists.SaneUListProcessor": tuple(f"{sign}{gap}" for sign in "-*+" for gap in " \t"),
    "markdown.extensions.tables.TableProcessor": ("|",),
    "pymdownx.arithmatex.BlockArithmatexProcessor": ("$", "\\"),
    "pymdownx.details.DetailsProcessor": ("???", ">"),  # it, too
    "pymdownx.quotes.QuotesProcessor": (">",),
    "pymdownx.superfences.SuperFencesCodeBlockProcessor": _INDENTED,
    "pymdownx.tabbed.TabbedProcessor": ("===",),
}
"""By class, as different extensions register different processors under the same name."""


_INLINE_PRIORITY = 20
"""Python-Markdown's own."""


class Choice:
    """The patterns and processors of a converter, from which each text gets its own."""

    def __init__(self, converter: Markdown) -> None:
        self._inline = _PieceByPiece(converter)
        converter.treeprocessors.register(self._inline, "inline", _INLINE_PRIORITY)
        self._blocks: _Chosen[BlockProcessor] = _Chosen(converter.parser.blockprocessors)
        converter.parser.blockprocessors = self._blocks
        self._trees: _Chosen[Treeprocessor] = _Chosen(converter.treeprocessors)
        converter.treeprocessors = self._trees

    def prepare(self, text: str) -> None:
        """Choose for the text that is converted next."""
        reserved = STX in text or ETX in text  # dropped by the converter, so that what stands around them meets
        for chooser in (self._inline, self._blocks, self._trees):
            chooser.choose(None if reserved else text)


def _has_one(text: str | None, signs: Signs) -> bool:
    if text is None or not signs:
        return True
    for sign in signs:  # noqa: SIM110 (half as fast with any(), and called more often than anything else)
        if sign in text:
            return True
    return False


Processor = TypeVar("Processor")


class _Chosen(Registry[Processor]):
    """A registry of processors that goes through only those that a text can need."""

    def __init__(self, registry: Registry[Processor]) -> None:
        super().__init__()
        vars(self).update(vars(registry))
        self._known = [(_PROCESSORS.get(_class(processor), ()), processor) for processor in registry]
        self.choose(None)

    def choose(self, text: str | None) -> None:
        self._chosen = [processor for signs, processor in self._known if _has_one(text, signs)]

    def __iter__(self) -> Iterator[Processor]:
        return iter(self._chosen)


def _class(processor: object) -> str:
    return f"{type(processor).__module__}.{type(processor).__qualname__}"


class _PieceByPiece(InlineProcessor):
    """Python-Markdown's inline processor; it tries on each piece of text only the patterns that can match there."""

    def __init__(self, converter: Markdown) -> None:
        super().__init__(converter)
        registry = converter.inlinePatterns
        signs = {
            id(registry[name]): _signs(name, registry[name]) for name in (*_INLINE, _DELIMITER) if name in registry
        }
        self._known = [(signs.get(id(pattern), ()), pattern) for pattern in registry]
        self.choose(None)

    def choose(self, text: str | None) -> None:
        self._chosen: Sequence[tuple[Signs, Any]] = [each for each in self._known if _has_one(text, each[0])]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 (their names)
        """Replace what patterns match in a piece of text; each sees what those before it have left."""
        if isinstance(data, AtomicString):
            return data
        for number in range(patternIndex, len(self._chosen)):
            signs, pattern = self._chosen[number]
            start, matched = 0, _has_one(data, signs)
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, number, start)  # type: ignore[attr-defined]
        return data


def _signs(name: str, pattern: Pattern) -> Signs:
    """Return the signs that a pattern needs; none if it is not the pattern that is known by its name."""
    begins = beginnings(pattern.getCompiledRegExp())
    if begins is None:
        return ()
    signs = tuple(sorted(begins)) if name == _DELIMITER else _INLINE[name]
    return signs if begins <= {sign[0] for sign in signs} else ()
