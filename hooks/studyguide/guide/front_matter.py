"""Front matter: the YAML at the head of a file, loaded safely and with line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from studyguide.guide.problems import Problem
from studyguide.guide.text import INVISIBLE

MAX_DEPTH = 8
"""Nesting beyond this has no use here and only serves to exhaust the parser."""

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Key = tuple[str | int, ...]

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?|[-+]?\.(inf|nan)", re.IGNORECASE)
_WORDS: Mapping[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """A file taken apart: its front matter as values, and its body."""

    values: Mapping[str, Value]
    lines: Mapping[Key, int]
    """Where each key and list item stands: `("tags",)` and `("tags", 0)`."""
    body: str
    body_line: int
    """The line of the file on which the body begins."""

    def line_of(self, key: Key) -> int:
        """Return the line of a field or item, or of the nearest thing around it that has one."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


class _RefusedError(Exception):
    """Something that is not accepted, with its line counted from 0 in the YAML."""

    def __init__(self, message: str, line: int, code: str = "SG215") -> None:
        super().__init__(message)
        self.line = line
        self.code = code


def parse_document(text: str, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Split a file into front matter and body.

    Line ends must already be those of Unix. Returns no document where the front matter cannot be used;
    the problems then say why.
    """
    parts = _split(text)
    if parts is None:
        return None, (Problem(path, 1, "SG201", "the file has no closed front matter", _HOW),)
    source, body, body_line = parts
    try:
        values, lines = _load(source)
    except _RefusedError as refused:
        problem = Problem(path, refused.line + 2, refused.code, str(refused), "write plain text, lists and dates only")
        return None, (problem,)
    except (yaml.YAMLError, UnicodeError) as error:
        return None, (_yaml_problem(path, source, error),)
    return Document(values, lines, body, body_line), ()


_HOW = "begin the file with a line `---`, then `question: …` and the other fields, then a line `---`"


def _split(text: str) -> tuple[str, str, int] | None:
    opening = _FENCE.match(text)
    if not opening:
        return None
    closing = _FENCE.search(text, opening.end())
    if not closing:
        return None
    source = text[opening.end() + 1 : closing.start()]
    return source, text[closing.end() + 1 :], text.count("\n", 0, closing.end()) + 2


def _yaml_problem(path: str, source: str, error: Exception) -> Problem:
    what = getattr(error, "problem", None) or "the text cannot be read"
    mark = getattr(error, "problem_mark", None)
    if "end of stream" in what:  # a quotation that is not closed: where it begins tells more
        mark = getattr(error, "context_mark", None) or mark
    before = source.encode("utf-8", "replace")[: getattr(error, "position", 0)]
    line = 2 + (mark.line if mark else before.count(b"\n"))
    hint = 'put a text that contains ": " or " #", or begins with a special character, in "double quotes"'
    return Problem(path, line, "SG202", f"the front matter is not valid YAML: {what}", hint)


def _load(source: str) -> tuple[dict[str, Value], dict[Key, int]]:
    """Build values from YAML events, so that no anchor, tag or merge is ever followed."""
    lines: dict[Key, int] = {}
    events = yaml.parse(source, Loader=_LOADER)
    value: Value = None
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            value = _build(event, events, (), lines)
        elif isinstance(event, yaml.DocumentStartEvent) and event.explicit:
            raise _RefusedError("a second document begins inside the front matter", _line(event))
    if not isinstance(value, dict):
        raise _RefusedError("the front matter is not a list of `field: value` lines", 0)
    return value, lines


def _build(event: yaml.Event, events: Iterator[yaml.Event], key: Key, lines: dict[Key, int]) -> Value:
    _refuse(event)
    if len(key) > MAX_DEPTH:
        raise _RefusedError("the front matter is nested too deeply", _line(event))
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    return _mapping(events, key, lines) if isinstance(event, yaml.MappingStartEvent) else _sequence(events, key, lines)


def _line(event: yaml.Event) -> int:
    """Return the line of an event, counted from 0 in the YAML."""
    return event.start_mark.line if event.start_mark else 0


def _mapping(events: Iterator[yaml.Event], key: Key, lines: dict[Key, int]) -> dict[str, Value]:
    result: dict[str, Value] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        name = _field_name(event)
        if name in result:
            raise _RefusedError(f"the field `{name}` is given twice", _line(event))
        lines[(*key, name)] = _line(event) + 2
        result[name] = _build(next(events), events, (*key, name), lines)
    return result


def _field_name(event: yaml.Event) -> str:
    _refuse(event)
    if not isinstance(event, yaml.ScalarEvent):
        raise _RefusedError("a field's name is not plain text", _line(event))
    if event.value == "<<" and event.implicit[0]:
        raise _RefusedError("merge keys (`<<`) are not accepted", _line(event))
    if not event.value.isprintable():
        raise _RefusedError("a field's name has characters that cannot be printed", _line(event), "SG108")
    return event.value


def _sequence(events: Iterator[yaml.Event], key: Key, lines: dict[Key, int]) -> list[Value]:
    result: list[Value] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        item = (*key, len(result))
        lines[item] = _line(event) + 2
        result.append(_build(event, events, item, lines))
    return result


def _scalar(event: yaml.ScalarEvent) -> Value:
    text: str = event.value
    if hidden := INVISIBLE.search(text):  # written as an escape: the file itself was searched when it was read
        message = f"the invisible character U+{ord(hidden[0]):04X} is not accepted"
        raise _RefusedError(message, _line(event), "SG108")
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text) and len(text) < 16:
        return int(text)
    return _number(text) if _NUMBER.fullmatch(text) else text


def _number(text: str) -> float:
    return float(re.sub(r"\.(?=[in])", "", text.lower()))


def _refuse(event: yaml.Event) -> None:
    if not isinstance(event, yaml.NodeEvent):
        return
    if event.anchor is not None:  # an alias has one, too
        raise _RefusedError("anchors and aliases (`&name`, `*name`) are not accepted", _line(event))
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        raise _RefusedError(f"the tag {tag!a} is not accepted", _line(event))
