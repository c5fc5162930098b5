"""What a match of a regular expression can begin with."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeAlias

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
