"""The lines of a text: indents, ornaments, invisible characters, code and maths, and lines that are really several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

ORNAMENTS = (
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\u25a0-\u27bf\U0001f000-\U0001faff\ufe0e\ufe0f\u200d]*+"
)
"""A pattern of the emoji and arrows that decorate a question or a label."""

_HIDDEN = "\u00ad\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPACES = "\u00a0\u2007\u2009\u202f"
_LONG = 20_000
_LEVEL = str.maketrans(dict.fromkeys(_HIDDEN + _SPACES, " "))
_GONE = str.maketrans(dict.fromkeys(_HIDDEN))


def levelled(text: str) -> str:
    """Return a text of the same length with plain spaces for every kind of space and every invisible character."""
    return text if text.isascii() else text.translate(_LEVEL)


def visible(text: str) -> str:
    """Return a text without soft hyphens, direction marks and zero-width spaces.

    Joiners stay: they change how letters and emoji look.
    """
    return text if text.isascii() else text.translate(_GONE)


def printable(text: str) -> str:
    """Return a text without characters that would steer the terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


def fenced_code(code: str, language: str) -> str:
    """Return a fenced block of code; the fence is longer than any run of backticks in it."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return f"{fence}{language}\n{code}\n{fence}"


def stripped(text: str) -> str:
    """Return a text without white space and invisible characters at its ends."""
    return text.strip() if text.isascii() else text.strip(_HIDDEN + _SPACES + " \t\n\r\f\v")


def single_line(text: str) -> str:
    """Return a text on one line with single spaces.

    A very long text keeps its runs of spaces: split into words it would take ten times its memory.
    """
    if len(text) <= _LONG:
        return " ".join(text.split())
    return text.strip().replace("\r", " ").replace("\n", " ").replace("\t", " ")


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

    A block that is never closed does not count, so that the questions after it are still read.
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
    """Split lines so that every `<details>` and `<summary>` tag outside code stands alone."""
    result: list[Line] = []
    shield: list[bool] = []
    for line, is_inside in zip(lines, inside, strict=True):
        parts = [line] if is_inside or "<" not in line.text else _at_tags(line)
        result += parts
        shield += [is_inside] * len(parts)
    return result, shield


def _at_tags(line: Line) -> list[Line]:
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


_FIRST = re.compile(r"[ \t>*_+-]*+(?:q|question)[ \t]?\d{0,4}+(?P<delim>[:：.)])", re.IGNORECASE)
_LABEL = re.compile(
    r"[.?!。？！)\]\"”’`*_][ \t]*+(?<=[ \t。？！])(?P<label>[*_]{0,3}(?:(?P<q>q|question)|a|ans|answer)"
    r"[ \t]?\d{0,4}+(?P<delim>[:：.)])(?=[*_ \t]))",
    re.IGNORECASE,
)


def split_turns(lines: Sequence[Line], inside: Sequence[bool]) -> tuple[list[Line], list[bool]]:
    """Split a line that holds several questions, `Q: … A: … Q: … A: …`, before each label."""
    result: list[Line] = []
    shield: list[bool] = []
    for line, is_inside in zip(lines, inside, strict=True):
        parts = [line] if is_inside else _at_labels(line)
        result += parts
        shield += [is_inside] * len(parts)
    return result, shield


def _at_labels(line: Line) -> list[Line]:
    first = _FIRST.match(line.text)
    if first is None:
        return [line]
    labels = [match for match in _LABEL.finditer(line.text, first.end()) if match["delim"] == first["delim"]]
    asked = [bool(match["q"]) for match in labels]
    if not any(asked) or asked[0]:
        return [line]
    cuts = [0, *(match.start("label") for match in labels), len(line.text)]
    return [Line(line.number, line.text[start:stop], line.glued or start > 0) for start, stop in pairwise(cuts)]


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

    If fewer than four columns may go, an indent of four or more is a block of code and stays.
    """
    starts = [line for line in lines if not line.is_blank and not line.glued]
    common = min((indent_of(line.text) for line in starts), default=0)
    columns = min(common, most) if common <= most or most >= _CODE else 0
    return [_shifted(line, columns) for line in lines] if columns else list(lines)


def unquoted(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the `>` of a quotation, if all of them have one."""
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
