"""Of the patterns and processors of a converter, only those are tried on a text that it can need.

Python-Markdown tries each of its patterns on each piece of text, and each of its block processors on each block. Most
need signs that are not there, so that leaving them out changes nothing but the time. What is not known here, such as
the processors of other extensions, is always tried.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import ETX, STX, AtomicString, Registry

Signs: TypeAlias = tuple[str, ...]
"""Of which a text must have one; empty where nothing is known."""

_INLINE: Mapping[str, Signs] = {
    "arithmatex-inline": ("$", "\\"),
    "autolink": ("<",),
    "automail": ("<",),
    "backtick": ("`", "\\"),
    "em_strong": ("*", "_"),
    "entity": ("&",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "linebreak": ("  \n", "\r", "\t"),
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
_UNESCAPE = "markdown.treeprocessors.UnescapeTreeprocessor"
_PROCESSORS: Mapping[str, Signs] = {
    "markdown.blockprocessors.HRProcessor": ("-", "*", "_"),
    "markdown.blockprocessors.HashHeaderProcessor": ("#",),
    "markdown.blockprocessors.ListIndentProcessor": _INDENTED,
    "markdown.blockprocessors.ReferenceProcessor": ("]:",),
    "markdown.blockprocessors.SetextHeaderProcessor": ("=", "-"),
    "markdown.extensions.abbr.AbbrBlockprocessor": ("*[",),
    "markdown.extensions.admonition.AdmonitionProcessor": ("!!!", ">"),  # it also goes on with callouts of quotes
    "markdown.extensions.attr_list.AttrListTreeprocessor": ("{",),
    "markdown.extensions.def_list.DefListIndentProcessor": _INDENTED,
    "markdown.extensions.def_list.DefListProcessor": (":",),
    "markdown.extensions.footnotes.FootnoteBlockProcessor": ("[^",),
    "markdown.extensions.sane_lists.SaneOListProcessor": (". ", "\t"),
    "markdown.extensions.sane_lists.SaneUListProcessor": ("-", "*", "+"),
    "markdown.extensions.tables.TableProcessor": ("|",),
    _UNESCAPE: ("\\",),
    "pymdownx.arithmatex.BlockArithmatexProcessor": ("$", "\\"),
    "pymdownx.details.DetailsProcessor": ("???", ">"),  # it, too
    "pymdownx.quotes.QuotesProcessor": (">",),
    "pymdownx.superfences.SuperFencesCodeBlockProcessor": _INDENTED,
    "pymdownx.tabbed.TabbedProcessor": ("===",),
    "pymdownx.tasklist.TasklistTreeprocessor": ("[",),
    "studyguide.render.elements.Alignment": ("|",),
    "studyguide.render.elements.Checkboxes": ("[",),
    "studyguide.render.elements.Formulas": ("$", "\\"),
    "studyguide.render.elements.Pictures": ("![",),
    "studyguide.render.markdown._Headings": ("#", "=", "-"),
}
"""By class, as different extensions register different processors under the same name."""

_BLOCKS: Mapping[str, Signs] = {
    "markdown.blockprocessors.HashHeaderProcessor": ("#",),
    "markdown.blockprocessors.SetextHeaderProcessor": ("\n=", "\n-"),
    "markdown.extensions.def_list.DefListProcessor": (": ",),
}
"""Of which a single block must have one, for those that would search it with a slow expression; by class, too."""

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
        for processor in self._blocks.all:
            _look_first(processor)
        if not all(map(_is_known, (*converter.inlinePatterns, *self._blocks.all, *self._trees.all))):
            self._trees.always(_UNESCAPE)  # what others do may have to be undone
        self._signs = sorted(self._inline.signs | self._blocks.signs | self._trees.signs)

    def prepare(self, text: str) -> None:
        """Choose for the text that is converted next."""
        reserved = STX in text or ETX in text  # dropped by the converter, so that what stands around them meets
        found = None if reserved else frozenset([sign for sign in self._signs if sign[0] in text and sign in text])
        for chooser in (self._inline, self._blocks, self._trees):
            chooser.choose(found)


def _is_needed(signs: Signs, found: frozenset[str] | None) -> bool:
    """Return whether something with these signs can be needed by a text in which some were found; None for any text."""
    return found is None or not signs or not found.isdisjoint(signs)


def _has_one(text: str, signs: Signs) -> bool:
    if not signs:
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
        self.all = list(registry)
        self._known = [(_PROCESSORS.get(_class(processor), ()), processor) for processor in self.all]
        self.signs = {sign for signs, _ in self._known for sign in signs}
        self.choose(None)

    def always(self, name: str) -> None:
        """Let one processor be needed by every text."""
        self._known = [(() if _class(each) == name else signs, each) for signs, each in self._known]

    def choose(self, found: frozenset[str] | None) -> None:
        self._chosen = [processor for signs, processor in self._known if _is_needed(signs, found)]

    def __iter__(self) -> Iterator[Processor]:
        return iter(self._chosen)


def _class(processor: object) -> str:
    return f"{type(processor).__module__}.{type(processor).__qualname__}"


def _is_known(processor: object) -> bool:
    """Return whether something belongs to Python-Markdown, PyMdown or this project."""
    return type(processor).__module__.partition(".")[0] in {"markdown", "pymdownx", "studyguide"}


def _look_first(processor: BlockProcessor) -> None:
    """Let a block processor test only blocks that have one of its signs."""
    signs, test = _BLOCKS.get(_class(processor), ()), processor.test
    if signs:
        processor.test = lambda parent, block: _has_one(block, signs) and test(parent, block)  # type: ignore[method-assign]


class _PieceByPiece(InlineProcessor):
    """Python-Markdown's inline processor; it tries on each piece of text only the patterns that can match there."""

    def __init__(self, converter: Markdown) -> None:
        super().__init__(converter)
        registry = converter.inlinePatterns
        signs = {
            id(registry[name]): _signs(name, registry[name]) for name in (*_INLINE, _DELIMITER) if name in registry
        }
        self._known = [(signs.get(id(pattern), ()), pattern) for pattern in registry]
        self.signs = {sign for signs, _ in self._known for sign in signs}
        self.choose(None)

    def choose(self, found: frozenset[str] | None) -> None:
        self._chosen: Sequence[tuple[Signs, Any]] = [each for each in self._known if _is_needed(each[0], found)]

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


Characters: TypeAlias = frozenset[str]

KNOWN: Characters = frozenset("\t\n\r\f\v") | frozenset(map(chr, range(32, 127)))
"""The characters that can be told apart here; all others may begin any match."""

_SPACE = KNOWN & frozenset(" \t\n\r\f\v")
_DIGIT = KNOWN & frozenset("0123456789")
_WORD = frozenset(character for character in KNOWN if character.isalnum()) | {"_"}
_CATEGORIES = {
    "CATEGORY_SPACE": _SPACE,
    "CATEGORY_NOT_SPACE": KNOWN - _SPACE,
    "CATEGORY_DIGIT": _DIGIT,
    "CATEGORY_NOT_DIGIT": KNOWN - _DIGIT,
    "CATEGORY_WORD": _WORD,
    "CATEGORY_NOT_WORD": KNOWN - _WORD,
}
_WITHOUT_WIDTH = {"AT", "ASSERT", "ASSERT_NOT"}
"""They take no character. That they can forbid one is left out: what is found may be too much, but never too little."""
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_FOLDED_FROM_AFAR = frozenset("iIkKsS")
"""Letters that a letter beyond ASCII is the same as where case makes no difference."""


class _UnknownError(Exception):
    """The expression has something in it whose beginning is not known."""


@lru_cache(maxsize=4096)
def beginnings(expression: object) -> Characters | None:
    """Return which of the `KNOWN` characters a match can begin with; None for any, or if a match can be empty.

    Args:
        expression: a compiled one; of anything else nothing is known.
    """
    if not isinstance(expression, re.Pattern) or not isinstance(expression.pattern, str):
        return None
    try:
        parsed = importlib.import_module("re._parser").parse(expression.pattern, expression.flags)
        found, empty = _of_sequence(parsed, bool(expression.flags & re.IGNORECASE))
    except (ImportError, AttributeError, RecursionError, re.error, _UnknownError):
        return None
    return None if empty else found


def _of_sequence(items: Iterable[Any], fold: bool) -> tuple[Characters, bool]:
    """Return what a sequence can begin with, and whether it can match without any character."""
    found: Characters = frozenset()
    for operation, argument in items:
        more, empty = _of_item(str(operation), argument, fold)
        found |= more
        if not empty:
            return found, False
    return found, True


def _of_item(operation: str, argument: Any, fold: bool) -> tuple[Characters, bool]:
    if operation in _WITHOUT_WIDTH:
        return frozenset(), True
    if operation == "BRANCH":
        parts = [_of_sequence(part, fold) for part in argument[1]]
        return frozenset().union(*(part for part, _ in parts)), any(empty for _, empty in parts)
    if operation == "SUBPATTERN":
        return _of_sequence(argument[3], fold or bool(argument[1] & re.IGNORECASE))
    if operation == "ATOMIC_GROUP":
        return _of_sequence(argument, fold)
    if operation in _REPEATS:
        found, empty = _of_sequence(argument[2], fold)
        return found, empty or argument[0] == 0
    return _of_character(operation, argument, fold), False


def _of_character(operation: str, argument: Any, fold: bool) -> Characters:
    match operation:
        case "ANY":
            return KNOWN
        case "NOT_LITERAL":
            return KNOWN if fold else KNOWN - {chr(argument)}
        case "LITERAL":
            return _folded({chr(argument)}, fold)
        case "IN":
            return _of_class(argument, fold)
    raise _UnknownError(operation)


def _of_class(items: Iterable[Any], fold: bool) -> Characters:
    """Return what a class such as `[^a-z]` has in it."""
    found: set[str] = set()
    negated = False
    for operation, argument in items:
        match str(operation):
            case "NEGATE":
                negated = True
            case "LITERAL":
                found.add(chr(argument))
            case "RANGE":
                found.update(map(chr, range(argument[0], min(argument[1], 128) + 1)))
                found.add(chr(argument[1]))
            case "CATEGORY" if str(argument) in _CATEGORIES:
                found |= _CATEGORIES[str(argument)]
            case _:
                raise _UnknownError(operation)
    if negated:
        return KNOWN if fold else KNOWN - found
    return _folded(found, fold)


def _folded(characters: Iterable[str], fold: bool) -> Characters:
    """Return characters; if case makes no difference, all that are the same as one of them."""
    found = frozenset(characters)
    if fold:
        found |= {form for character in found for form in (character.lower(), character.upper())}
        found |= frozenset() if all(map(str.isascii, found)) else _FOLDED_FROM_AFAR
    return KNOWN & found
