"""Texts that make a slow pattern show it: a piece that a loop takes, repeated, with what leads to it and what fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from operator import mul
from typing import Any, NamedTuple

from support.steps import Test, TooManyStepsError, parsed, run, test_of

GENERAL = " \n\ta1A_-*`[](){}<>#$&;:,.!?\"'/\\|=+@~^%é"
"""Characters that patterns tell apart, besides those that stand in them."""
ALLOWED_GROWTH = 2.3
"""For each doubling; 2 is linear, and what is added once makes it less."""

_SMALL = 32
_STEPS_FOR_EACH = 8
"""A pattern that takes no more steps than this for each character of a small text does not go over it many times."""
_MOST_PIECES = 8
_MOST_PREFIXES = 6


class Slow(NamedTuple):
    """A text by which a pattern is slow."""

    growth: float
    prefix: str
    piece: str
    suffix: str


class Text(NamedTuple):
    """A text of any size."""

    prefix: str
    piece: str
    suffix: str

    def of(self, size: int) -> str:
        return self.prefix + self.piece * size + self.suffix


def slow_text(pattern: re.Pattern[str], how: str) -> Slow | None:
    """Return a text that makes the steps of a pattern grow faster than the text does, if there is one.

    The steps are counted with texts of 32 to 512 pieces.
    """
    return next((slow for text in texts(pattern) if (slow := _slow(pattern, how, text))), None)


def _slow(pattern: re.Pattern[str], how: str, text: Text) -> Slow | None:
    try:
        run(pattern, text.of(_SMALL), how, budget=100 + _STEPS_FOR_EACH * len(text.of(_SMALL)))
    except TooManyStepsError:
        return _measured(pattern, how, text)
    return None


def _measured(pattern: re.Pattern[str], how: str, text: Text) -> Slow | None:
    """Double the text as long as its steps grow too fast; four times is enough to tell."""
    last, growth = run(pattern, text.of(_SMALL), how, budget=2_000_000).steps, 0.0
    for size in (2 * _SMALL, 4 * _SMALL, 8 * _SMALL, 16 * _SMALL):
        try:
            steps = run(pattern, text.of(size), how, budget=8 * last).steps
        except TooManyStepsError:
            return Slow(9.9, *text)
        last, growth = steps, steps / last
        if growth <= ALLOWED_GROWTH:
            return None
    return Slow(round(growth, 2), *text)


def texts(pattern: re.Pattern[str]) -> list[Text]:
    """Return the texts that a pattern is measured with."""
    characters = representatives(pattern)
    loops = list(_loops(parsed(pattern), pattern.flags, characters))
    prefixes = list(dict.fromkeys(["", *(prefix for prefix, _ in loops)]))[: 1 + _MOST_PREFIXES]
    bodies = [body for _, body in loops if len(body) > 1]
    pieces = list(dict.fromkeys([*characters, *bodies, *filter(None, prefixes)]))
    pairs = ["".join(pair) for pair in product(characters, repeat=2) if pair[0] != pair[1]]
    ends = ["", *characters]
    found = [Text(*each) for each in product(prefixes, pieces, ends)]
    found += [Text(*each) for each in product(prefixes, pairs, ("", characters[-1]))]
    found += [Text("", prefix + piece, "") for prefix, piece in product(prefixes, characters)]
    return list(dict.fromkeys(found))


def representatives(pattern: re.Pattern[str]) -> list[str]:
    """Return one character of each kind that the pattern tells apart, the kinds that it names most often first.

    The last one is of a kind that it takes least.
    """
    names, tests = zip(*_tests(parsed(pattern), pattern.flags), strict=True)
    literals = dict.fromkeys(char for char in pattern.pattern if char.isprintable())
    kinds: dict[tuple[bool, ...], str] = {}
    for char in [*GENERAL, *literals]:
        kinds.setdefault((char == "\n", *(test(char) for test in tests)), char)
    weights = [4 if name in ("IN", "ANY", "NOT_LITERAL") else 1 for name in names]
    ordered = sorted(kinds, key=lambda kind: (-sum(map(mul, kind[1:], weights)), kind))
    return [kinds[kind] for kind in [*ordered[: _MOST_PIECES - 1], ordered[-1]]]


def _parts(operation: Any, value: Any, flags: int) -> list[tuple[Any, int]]:
    """Return the sequences within an operation, each with its flags."""
    match str(operation):
        case "SUBPATTERN":
            return [(value[3], (flags | value[1]) & ~value[2])]
        case "BRANCH" | "ASSERT" | "ASSERT_NOT" as name:
            return [(part, flags) for part in (value[1] if name == "BRANCH" else value[1:])]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [(value[2], flags)]
        case "ATOMIC_GROUP":
            return [(value, flags)]
        case "GROUPREF_EXISTS":
            return [(part, flags) for part in value[1:] if part]
        case _:
            return []


def _tests(pieces: Iterable[Any], flags: int) -> Iterator[tuple[str, Test]]:
    for operation, value in pieces:
        if test := test_of(operation, value, flags):
            yield str(operation), test
        for part, inner in _parts(operation, value, flags):
            yield from _tests(part, inner)


def _loops(pieces: Any, flags: int, characters: list[str], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield for each loop a text that leads to it, and a text that its body takes."""
    for operation, value in pieces:
        for part, inner in _parts(operation, value, flags):
            yield from _loops(part, inner, characters, before)
            if str(operation).endswith("REPEAT") and int(value[1]) > 8:
                yield before, _example(part, inner, characters)
        before += _example([(operation, value)], flags, characters)


def _example(pieces: Any, flags: int, characters: list[str]) -> str:
    """Return a short text that a sequence takes."""
    return "".join(_example_of(operation, value, flags, characters) for operation, value in pieces)


def _example_of(operation: Any, value: Any, flags: int, characters: list[str]) -> str:
    if str(operation) == "LITERAL":
        return chr(value)
    test = test_of(operation, value, flags)
    if test:
        return next(filter(test, [*characters, *GENERAL]), "")
    if str(operation).startswith("ASSERT"):
        return ""
    part, inner = next(iter(_parts(operation, value, flags)), ([], flags))
    times = min(int(value[0]), 3) if str(operation).endswith("REPEAT") else 1
    return _example(part, inner, characters) * times
