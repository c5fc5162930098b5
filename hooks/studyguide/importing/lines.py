"""The lines of a Markdown text, and which of them no question can begin on: code, maths, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.importing.signs import stripped

_FENCE = re.compile(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+(`{3,}+|~{3,}+)([^`]*+)$")
_LATE_FENCE = re.compile(r"[ \t>]*+[-*+#\d.) \t]*+[\w* \t]{1,40}[:：.)][*_ \t]*+(`{3,}+|~{3,}+)([^`]*+)$")
_TABLE_RULE = re.compile(r"[ \t>]*+\|?+[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?+[ \t]*+$")
_TAG = re.compile(r"</?(?:details|summary)\b[^<>]{0,200}+>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, or a part of one: `<details>` and `<summary>` tags stand alone."""

    number: int
    """Counted from 1 in the file."""
    text: str
    glued: bool = False
    """Whether it follows the part before it on the same line of the file."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing but white space stands on it."""
        text = self.text
        return not text or text.isspace() or (not text[0].isascii() and not stripped(text))


def split_lines(text: str, first: int = 1) -> list[Line]:
    """Split a text at its line ends only, so that the numbers are those an editor shows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [Line(number, row) for number, row in enumerate(text.split("\n"), start=first)]


def join_lines(lines: Sequence[Line]) -> str:
    """Return the text of some lines, as it stood in the file."""
    parts: list[str] = []
    for index, line in enumerate(lines):
        if index and not line.glued:
            parts.append("\n")
        parts.append(line.text)
    return "".join(parts)


def indent_of(text: str) -> int:
    """Return how many columns a line is indented; a tab reaches to the next multiple of four."""
    columns = 0
    for character in text:
        if character == " ":
            columns += 1
        elif character == "\t":
            columns += 4 - columns % 4
        else:
            break
    return columns


def fenced(lines: Sequence[Line]) -> list[bool]:
    """Tell for each line whether it belongs to a closed block of code or of display maths.

    A block that is never closed shields nothing: the questions after it are still to be read.
    """
    fences = [_fence(line.text) for line in lines]
    longest = _longest_closers(fences)
    last_maths = max((index for index, line in enumerate(lines) if "$$" in line.text), default=-1)
    last_bracket = max((index for index, line in enumerate(lines) if line.text.strip() == r"\]"), default=-1)
    inside = [False] * len(lines)
    index = 0
    while index < len(lines):
        stop = index
        if (fence := fences[index]) and longest[fence[0][0]][index + 1] >= len(fence[0]):
            stop = _fence_end(fences, index)
        elif index < last_maths and _opens_maths(lines[index].text):
            stop = _find(lines, index + 1, "$$")
        elif index < last_bracket and lines[index].text.strip() == r"\[":
            stop = _find(lines, index + 1, r"\]")
        if stop > index:
            inside[index : stop + 1] = [True] * (stop + 1 - index)
        index = stop + 1
    return inside


def _fence(text: str) -> tuple[str, str] | None:
    if "```" not in text and "~~~" not in text:
        return None
    match = _FENCE.match(text) or _LATE_FENCE.match(text)
    return (match[1], match[2].strip()) if match else None


def _longest_closers(fences: Sequence[tuple[str, str] | None]) -> dict[str, list[int]]:
    """For each kind of fence and each line: the longest bare fence from there to the end."""
    longest = {"`": [0] * (len(fences) + 1), "~": [0] * (len(fences) + 1)}
    for index in range(len(fences) - 1, -1, -1):
        fence = fences[index]
        for kind, lengths in longest.items():
            own = len(fence[0]) if fence and not fence[1] and fence[0][0] == kind else 0
            lengths[index] = max(own, lengths[index + 1])
    return longest


def _fence_end(fences: Sequence[tuple[str, str] | None], index: int) -> int:
    opening = fences[index]
    assert opening
    for stop in range(index + 1, len(fences)):
        fence = fences[stop]
        if fence and not fence[1] and fence[0][0] == opening[0][0] and len(fence[0]) >= len(opening[0]):
            return stop
    return index


def _opens_maths(text: str) -> bool:
    return text.lstrip(" \t>").startswith("$$") and text.count("$$") % 2 == 1


def _find(lines: Sequence[Line], start: int, text: str) -> int:
    for index in range(start, len(lines)):
        if text in lines[index].text:
            return index
    return start - 1


def is_table_rule(text: str) -> bool:
    """Whether a line is the second line of a table: `|---|:--:|`."""
    return "|" in text and "-" in text and bool(_TABLE_RULE.match(text))


def split_tags(lines: Sequence[Line], inside: Sequence[bool]) -> tuple[list[Line], list[bool]]:
    """Let every `<details>` and `<summary>` tag outside of code stand on a line of its own."""
    result: list[Line] = []
    shield: list[bool] = []
    for line, is_inside in zip(lines, inside, strict=True):
        parts = [line] if is_inside or "<" not in line.text else _parts(line)
        result += parts
        shield += [is_inside] * len(parts)
    return result, shield


def _parts(line: Line) -> list[Line]:
    parts: list[Line] = []
    position = seen = ticks = 0
    for match in _TAG.finditer(line.text):
        ticks += line.text.count("`", seen, match.start())
        seen = match.start()
        if ticks % 2:
            continue
        if before := line.text[position : match.start()]:
            parts.append(Line(line.number, before, bool(parts)))
        parts.append(Line(line.number, match[0], bool(parts)))
        position = match.end()
    if rest := line.text[position:]:
        parts.append(Line(line.number, rest, bool(parts)))
    return parts or [line]
