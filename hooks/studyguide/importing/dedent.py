"""Takes away the indent that an answer has only because it stood in a list or below a label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studyguide.importing.lines import Line, indent_of

ALL = 1 << 30
"""More columns than any line has."""
_CODE = 4
"""Columns that make a block of code."""


def trimmed(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the blank ones at both ends."""
    first, last = 0, len(lines)
    while first < last and lines[first].is_blank:
        first += 1
    while last > first and lines[last - 1].is_blank:
        last -= 1
    return list(lines[first:last])


def dedented(lines: Sequence[Line], most: int) -> list[Line]:
    """Return the lines without their common indent, of which at most `most` columns are taken.

    Where less than four columns may go, four and more are an indented block of code: they stay.
    """
    starts = [line for line in lines if not line.is_blank and not line.glued]
    common = min((indent_of(line.text) for line in starts), default=0)
    columns = min(common, most) if common <= most or most >= _CODE else 0
    return [_shifted(line, columns) for line in lines] if columns else list(lines)


def unquoted(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the mark of a quotation that all of them have."""
    filled = [line for line in lines if not line.is_blank]
    if not filled or not all(line.text.lstrip().startswith(">") for line in filled):
        return list(lines)
    return [replace(line, text=_without_mark(line.text)) for line in lines]


def _without_mark(text: str) -> str:
    rest = text.lstrip().removeprefix(">")
    return rest.removeprefix(" ")


def _shifted(line: Line, columns: int) -> Line:
    if line.glued:
        return line
    if line.is_blank:
        return replace(line, text=line.text[columns:])
    bare = line.text.lstrip(" \t")
    indent = line.text[: len(line.text) - len(bare)]
    if indent[:columns] == " " * columns:
        return replace(line, text=line.text[columns:])
    return replace(line, text=" " * (indent_of(line.text) - columns) + bare)
