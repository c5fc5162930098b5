"""Reads files of any format as transcripts: bytes to text, text to questions."""

from __future__ import annotations

import codecs
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from studyguide.guide.problems import Problem, tidy
from studyguide.importing.chats import read_chats
from studyguide.importing.delimited import read_delimited
from studyguide.importing.lines import printable
from studyguide.importing.markdown_forms import read_cards, read_markdown
from studyguide.importing.records import read_json
from studyguide.importing.transcript import Kind, Reading, Transcript

MAX_BYTES = 64 * 1024 * 1024
"""A larger file is no transcript, and is not even read."""

_MAX_NAMED = 20
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b\b")
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, with Unix line ends and without a byte order mark.

    The text is empty if the file is not text; bytes that are not UTF-8 become U+FFFD, and their lines are named.
    """
    if len(data) > MAX_BYTES:
        return "", (too_large(name, len(data)),)
    if not data.strip():
        return "", (Problem(name, 1, "SG801", "the file is empty", "nothing to import"),)
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            return _wide(data, name, encoding)
    if _is_binary(data):
        return "", (Problem(name, 1, "SG802", "the file is not text", _HINT_TEXT),)
    return _utf8(data.removeprefix(codecs.BOM_UTF8), name)


_HINT_TEXT = "save the transcript as plain text in UTF-8 and import that file"


def too_large(name: str, size: int) -> Problem:
    """Return the problem of a file beyond the limit; `size` is in bytes."""
    message = f"the file is too large: {size / 1024 / 1024:,.0f} MB, and the limit is {MAX_BYTES // 1024 // 1024} MB"
    return Problem(name, 1, "SG803", message, "split it, and import the parts")


def _wide(data: bytes, name: str, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode(encoding, errors="replace")
    problems = [_damaged(name, line, "") for line in _damaged_lines(text)] if "\ufffd" in text else []
    return _unified(text), tuple(problems[:_MAX_NAMED])


def _is_binary(data: bytes) -> bool:
    head = data[:65_536]
    controls = sum(byte in _CONTROLS for byte in head)
    return b"\0" in data or controls * 100 > len(head)


def _utf8(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        return _unified(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        pass
    text = _unified(data.decode("utf-8", errors="replace"))
    if text.count("\ufffd") * 4 > len(text):
        return "", (Problem(name, 1, "SG802", "the file is not text in UTF-8", _HINT_TEXT),)
    rows = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return text, tuple(_damages(rows, name))


def _damages(rows: list[bytes], name: str) -> list[Problem]:
    found: list[Problem] = []
    more = 0
    for number, row in enumerate(rows, start=1):
        try:
            row.decode("utf-8")
        except UnicodeDecodeError as error:
            if len(found) < _MAX_NAMED:
                found.append(_damaged(name, number, f": byte 0x{row[error.start]:02X} at column {error.start + 1}"))
            else:
                more += 1
    if more:
        found.append(Problem(name, 1, "SG804", f"{more} more lines are not UTF-8", _HINT_TEXT))
    return found


def _damaged(name: str, line: int, what: str) -> Problem:
    return Problem(name, line, "SG804", f"the line is not UTF-8{what}; read with � in its place", _HINT_TEXT)


def _damaged_lines(text: str) -> list[int]:
    return [number for number, row in enumerate(_unified(text).split("\n"), start=1) if "\ufffd" in row]


def _unified(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


STANDARD_INPUT = "-"


def read_file(path: str, stdin: TextIO) -> tuple[str, str, tuple[Problem, ...]]:
    """Return the name, the text and the problems of a file; `-` is the standard input."""
    name = "stdin" if path == STANDARD_INPUT else printable(path.replace(os.sep, "/"))
    try:
        data = stdin.buffer.read(MAX_BYTES + 1) if path == STANDARD_INPUT else _read_bytes(Path(path))
    except OSError as error:
        hint = "check its name and its permissions"
        return name, "", (Problem(name, 1, "SG801", f"the file cannot be read: {error.strerror or error}", hint),)
    if isinstance(data, int):
        return name, "", (too_large(name, data),)
    return name, *decode(data, name)


def _read_bytes(path: Path) -> bytes | int:
    """Return the bytes of a file, or its size where that is too large."""
    if not path.exists():
        raise FileNotFoundError(2, "there is no such file")
    if not path.is_file() and not path.is_fifo():
        raise OSError(21, "it is not a file")
    size = path.stat().st_size
    if size > MAX_BYTES:
        return size
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _json(text: str, name: str) -> Reading | None:
    """Read JSON; a text that only begins like it, and has questions as Markdown, is Markdown."""
    reading = read_json(text, name, read_chats)
    is_broken = reading is not None and reading.problems and not reading.items
    return None if is_broken and read_markdown(text, name).items else reading


@dataclass(frozen=True, slots=True)
class Format:
    """A format that transcripts come in."""

    name: str
    recognised: str
    """By what a text of this format is told from others, in words."""
    read: Callable[[str, str], Reading | None]
    """Reads a text with the name of its file; None where the text is of another format."""
    example: str
    kinds: frozenset[Kind]
    """What its questions are recognised by."""


_MARKED = frozenset(Kind) - {Kind.CARD, Kind.CSV, Kind.TSV, Kind.JSON, Kind.CONVERSATION}

FORMATS = (
    Format(
        "JSON, JSONL, and the exports of chats",
        "begins as an object or a list of JSON",
        _json,
        '[{"question": "What is a leaf?", "answer": "The flat green part of a plant."}]',
        _MARKED | {Kind.JSON, Kind.CONVERSATION},  # a message of a chat may be a list of questions in Markdown
    ),
    Format(
        "CSV, TSV, and the text exports of Anki",
        "has settings of Anki, columns with telling names, or the ending of its file's name",
        read_delimited,
        "question,answer\nWhat is a leaf?,The flat green part of a plant.\n",
        frozenset((Kind.CSV, Kind.TSV)),
    ),
    Format(
        "flash cards kept in notes",
        "has a card on at least half of its lines",
        read_cards,
        "What is a leaf?::The flat green part of a plant.\nWhat is a root?::The part below the ground.\n",
        frozenset((Kind.CARD,)),
    ),
    Format(
        "Markdown and plain text",
        "is none of the others",
        read_markdown,
        "Q: What is a leaf?\nA: The flat green part of a plant.\n",
        _MARKED,
    ),
)
"""Every format, in the order in which they are tried; the last one reads any text."""


def read_transcript(text: str, name: str) -> Transcript:
    """Return the questions and answers of a transcript, and everything in it that is neither.

    The format is told from the text; the ending of `name` counts only for CSV and TSV without a head.
    Takes time in proportion to the length of the text.
    """
    text = _unified(text)
    with _without_garbage_collection():
        reading = next(found for each in FORMATS if (found := each.read(text, name)))
    problems = list(reading.problems)
    if not reading.items and not problems and text.strip():
        message = "no question with an answer was found"
        hint = "mark them, for instance as `Q: …` and `A: …`, each at the beginning of a line"
        problems.append(Problem(name, 1, "SG805", message, hint))
    return Transcript(
        name=name,
        source=text if reading.texts is None else reading.texts,
        items=tuple(reading.items),
        loose=tuple(sorted(reading.loose, key=lambda piece: piece.line)),
        labels=tuple(reading.labels),
        problems=tidy(problems),
        has_lines=reading.texts is None,
    )


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Pause the garbage collector: a reader makes many small objects, keeps them all, and makes no cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
