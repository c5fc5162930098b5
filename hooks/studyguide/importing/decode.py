"""Bytes to text: what can be read is read, and what cannot is named with its line."""

from __future__ import annotations

import codecs

from studyguide.guide.problems import Problem

MAX_BYTES = 64 * 1024 * 1024
"""A transcript larger than this is some other file; it is not even read."""

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

    The text is empty where the file is none; bytes that are not UTF-8 become U+FFFD, each line named.
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
