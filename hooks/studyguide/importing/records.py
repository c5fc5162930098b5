"""Reads JSON and JSONL: objects with a question and an answer, wherever they stand, with their lines."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from studyguide.guide.problems import Problem
from studyguide.importing.blocks import column_name
from studyguide.importing.transcript import Kind, Pair, Piece, Reading, add_pair
from studyguide.importing.words import COLUMN_ANSWER, COLUMN_QUESTION, KEY_ANSWER, KEY_QUESTION, ends_asking

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


def _looks_like_json(text: str) -> bool:
    """Whether a text begins as an object or a list of JSON."""
    start = text.lstrip()[:200]
    if start.startswith("{"):
        return start[1:].lstrip()[:1] in ('"', "}")
    return start.startswith("[") and start[1:].lstrip()[:1] in ('"', "{", "[", "]")


ReadOther = Callable[[Node, Reading], list[str] | None]
"""Reads a value of another kind, such as the export of a chat; returns its texts, or None where it is no such value."""


def read_json(text: str, name: str, read_other: ReadOther) -> Reading | None:
    """Return the questions of a JSON or JSONL text, or None where it is something else."""
    if not _looks_like_json(text):
        return None
    reading = Reading(name)
    source: list[str] = []
    for node in _nodes(text, reading):
        if isinstance(node, Piece):
            source += _unread(node, reading)
        else:
            other = read_other(node, reading)
            source += _read(node, reading) if other is None else other
    reading.texts = "\n".join(source)
    return reading


def _nodes(text: str, reading: Reading) -> list[Node | Piece]:
    """Return the values of a text, and as pieces what cannot be read of it."""
    try:
        return [load_located(text)]
    except JsonError as fault:
        whole = fault
    nodes, broken = _by_line(text)
    if sum(isinstance(node, Object | list) for node in nodes) <= len(broken):
        nodes, broken = _until_fault(text), [whole]
    reading.problems += [_broken(reading.name, fault) for fault in broken]
    return nodes


def _by_line(text: str) -> tuple[list[Node | Piece], list[JsonError]]:
    """Read one value from each line."""
    nodes: list[Node | Piece] = []
    broken: list[JsonError] = []
    for number, row in enumerate(text.split("\n"), start=1):
        try:
            nodes += [load_located(row, number)] if row.strip() else []
        except JsonError as fault:
            broken.append(fault)
            nodes.append(Piece(number, row.strip()))
    return nodes, broken


def _until_fault(text: str) -> list[Node | Piece]:
    """Read the objects of a list that breaks off, and return the rest as pieces."""
    nodes: list[Node | Piece] = []
    position, line = text.find("[") + 1, 1
    line += text.count("\n", 0, position)
    while found := next_object(text, position, line):
        node, position, line = found
        nodes.append(node)
    rest = text[position:].split("\n")
    return nodes + [Piece(line + offset, row.strip()) for offset, row in enumerate(rest) if row.strip(" ,]")]


def _unread(piece: Piece, reading: Reading) -> list[str]:
    reading.loose.append(piece)
    return [piece.text]


def _broken(name: str, fault: JsonError) -> Problem:
    hint = "check the file in an editor that marks errors in JSON"
    return Problem(name, fault.line, "SG807", f"the JSON cannot be read: {fault}", hint)


def _read(node: Node, reading: Reading) -> list[str]:
    try:
        leaves = flat(node)
        _walk(node, reading)
    except RecursionError:
        reading.problems.append(_broken(reading.name, JsonError("it is nested too deeply", 1)))
        return []
    return [leaf.text if isinstance(leaf, Text) else leaf for leaf in leaves]


def _walk(node: Node, reading: Reading, line: int = 1) -> None:
    if isinstance(node, Text):
        if node.text.strip():
            reading.loose.append(Piece(node.line, node.text.strip()))
    elif isinstance(node, Number):
        reading.labels.append(Piece(line, node))
    elif isinstance(node, Object):
        _object(node, reading)
    elif _is_pair(node):
        add_pair(reading, _pair(node[0], node[1], ()))
    else:
        for inner in node:
            _walk(inner, reading, line)


def _is_pair(node: Sequence[Node]) -> bool:
    return (
        len(node) == 2 and isinstance(node[0], Text) and isinstance(node[1], Text) and ends_asking(node[0].text)
        and not ends_asking(node[1].text)
    )  # fmt: skip


def _object(node: Object, reading: Reading) -> None:
    if _lists(node, reading):
        return
    keys = _keys(node)
    if keys is None:
        _mapping(node, reading)
        return
    question, answer = keys
    for index, (name, value) in enumerate(node.pairs):
        if index not in keys:
            reading.labels.append(Piece(name.line, name.text))
            _walk(value, reading, name.line)
    labels = [node.pairs[index][0].text for index in keys if index >= 0]
    labels += _not_said(node.pairs[answer][1]) if answer >= 0 else []
    add_pair(reading, _pair(node.pairs[question][1], node.pairs[answer][1] if answer >= 0 else [], tuple(labels)))


def _lists(node: Object, reading: Reading) -> bool:
    """Read a list of questions beside a list of as many answers; return whether the object has them."""
    lists = {column_name(name.text): (name, value) for name, value in node.pairs if isinstance(value, list)}
    names = next(
        ((q, a) for q in ("questions", "question") for a in ("answers", "answer") if {q, a} <= set(lists)), None
    )
    if names is None:
        return False
    (asked, questions), (answered, answers) = (lists[name] for name in names)
    if not isinstance(questions, list) or not isinstance(answers, list) or len(questions) != len(answers):
        return False
    if not questions or not all(isinstance(text, Text) for text in (*questions, *answers)):
        return False
    for name, value in node.pairs:
        reading.labels.append(Piece(name.line, name.text))
        if name is not asked and name is not answered:
            _walk(value, reading, name.line)
    for question, answer in zip(questions, answers, strict=True):
        add_pair(reading, _pair(question, answer, ()))
    return True


def _mapping(node: Object, reading: Reading) -> None:
    """An object without telling keys: each key that asks is a question, and its text the answer."""
    for name, value in node.pairs:
        if ends_asking(name.text) and _is_text(value):
            add_pair(reading, _pair(name, value, tuple(_not_said(value))))
        else:
            reading.labels.append(Piece(name.line, name.text))
            _walk(value, reading, name.line)


def _keys(node: Object) -> tuple[int, int] | None:
    """Return the places of the question and the answer, the latter -1 where it is missing."""
    names = [column_name(_spaced(name.text)) for name, _ in node.pairs]
    questions = [
        i for i, (_, value) in enumerate(node.pairs) if names[i] in COLUMN_QUESTION and isinstance(value, Text)
    ]
    answers = [i for i, (_, value) in enumerate(node.pairs) if names[i] in COLUMN_ANSWER and _is_text(value)]
    question = min(questions, key=lambda index: _rank(names[index], KEY_QUESTION), default=-1)
    answer = min(answers, key=lambda index: _rank(names[index], KEY_ANSWER), default=-1)
    if question < 0 or (answer < 0 and names[question] not in ("question", "q")):
        return None
    return (question, answer) if question != answer else None


def _spaced(key: str) -> str:
    """Part the words of `questionText`."""
    return "".join(f" {c}" if c.isupper() and index and key[index - 1].islower() else c for index, c in enumerate(key))


def _rank(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _is_text(value: Node) -> bool:
    """Whether a value is a text or a number, or has texts in it and no question of its own."""
    if isinstance(value, Object):
        return _keys(value) is None and all(_is_plain(inner) for _, inner in value.pairs) and _has_text(value)
    if isinstance(value, list):
        return all(isinstance(inner, Text) or (isinstance(inner, Object) and _is_text(inner)) for inner in value)
    return isinstance(value, Text) or (isinstance(value, Number) and value != "null")


def _is_plain(value: Node) -> bool:
    return not isinstance(value, list | Object) or (isinstance(value, list) and all(map(_is_leaf, value)))


def _is_leaf(value: Node) -> bool:
    return isinstance(value, Text | Number)


def _has_text(value: Object) -> bool:
    return any(isinstance(leaf, Text) and leaf.text.strip() for _, inner in value.pairs for leaf in flat(inner))


def _said(value: Node) -> list[Text]:
    """Return the texts of a value, without the keys of its objects."""
    if isinstance(value, Object):
        return [text for _, inner in value.pairs for text in _said(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _said(inner)]
    return [value] if isinstance(value, Text) else []


def _not_said(value: Node) -> list[str]:
    """Return the keys and numbers of a value."""
    if isinstance(value, Object):
        return [part for name, inner in value.pairs for part in (name.text, *_not_said(inner))]
    if isinstance(value, list):
        return [part for inner in value for part in _not_said(inner)]
    return [value] if isinstance(value, Number) else []


def _pair(question: Node, answer: Node, labels: tuple[str, ...]) -> Pair:
    assert isinstance(question, Text)
    texts = _said(answer)
    text = "\n\n".join(leaf.text for leaf in texts)
    if isinstance(answer, Number):
        text, labels = str(answer), tuple(label for label in labels if label is not answer)
    lines = [leaf.line for leaf in texts] or [question.line]
    return Pair(question.line, question.text, lines[0], text, lines[-1], Kind.JSON, labels)
