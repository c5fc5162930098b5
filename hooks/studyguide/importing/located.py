"""JSON with line numbers: the standard decoder reads it, and the texts are found again in order."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_BETWEEN = re.compile(r"[\s,]*+")
_STRING = re.compile(r'"(?:[^"\\]++|\\.?+)*+(?:"|\Z)', re.DOTALL)


class Pairs(list[tuple[str, Any]]):
    """An object of JSON as its pairs, so that a key given twice is not lost."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in JSON, with its line."""

    line: int
    text: str


class Number(str):
    """A number, `true`, `false` or `null`, as it is written."""


@dataclass(slots=True)
class Object:
    """An object of JSON: its keys and values in order."""

    line: int
    pairs: list[tuple[Text, Node]]

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node = Text | Number | list["Node"] | Object


class JsonError(Exception):
    """The text is not JSON; `line` says where it stops being so."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def load_located(text: str, first: int = 1) -> Node:
    """Return JSON with the line of every text; `first` is the number of the first line.

    Raises JsonError.
    """
    try:
        value = json.loads(
            text, object_pairs_hook=Pairs, parse_int=Number, parse_float=Number, parse_constant=Number, strict=False
        )
        return _locate(value, _lines_of_strings(text, first))
    except json.JSONDecodeError as error:
        raise JsonError(error.msg, error.lineno + first - 1) from error
    except RecursionError as error:
        raise JsonError("it is nested too deeply", first) from error


def next_object(text: str, position: int, line: int) -> tuple[Node, int, int] | None:
    """Return the object that begins at a position, commas and white space aside, and where it ends.

    `line` is the line of the position; the line of the end is returned. None where no whole object begins.
    """
    match = _BETWEEN.match(text, position)
    start = match.end() if match else position
    if text[start : start + 1] != "{":
        return None
    try:
        _, end = json.JSONDecoder(strict=False).raw_decode(text, start)
        first = line + text.count("\n", position, start)
        return load_located(text[start:end], first), end, first + text.count("\n", start, end)
    except (json.JSONDecodeError, JsonError, RecursionError):
        return None


def _lines_of_strings(text: str, first: int) -> Iterator[int]:
    ends = [match.start() for match in re.finditer("\n", text)]
    for match in _STRING.finditer(text):
        yield bisect_right(ends, match.start()) + first


def _locate(value: Any, lines: Iterator[int]) -> Node:
    if isinstance(value, Pairs):
        pairs = [(Text(next(lines), key), _locate(inner, lines)) for key, inner in value]
        return Object(pairs[0][0].line if pairs else 0, pairs)
    if isinstance(value, list):
        return [_locate(inner, lines) for inner in value]
    if isinstance(value, str) and not isinstance(value, Number):
        return Text(next(lines), value)
    return Number(json.dumps(value)) if not isinstance(value, Number) else value


def flat(node: Node) -> list[Text | Number]:
    """Return every key, text and number in the order of the file."""
    if isinstance(node, Object):
        return [leaf for name, value in node.pairs for leaf in (name, *flat(value))]
    if isinstance(node, list):
        return [leaf for value in node for leaf in flat(value)]
    return [node]
