"""Text cut and padded to columns of a terminal, in which ideographs take two."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def cut(text: str, width: int) -> str:
    """Return a text on one line of at most `width` columns, with an ellipsis where it was longer."""
    text = shown(" ".join(text.split()))
    if columns(text) <= width:
        return text
    used, kept = 1, []
    for character in text:
        used += _columns(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def pad(text: str, width: int) -> str:
    """Return a text cut or filled with spaces to exactly `width` columns."""
    text = cut(text, width)
    return text + " " * (width - columns(text))


def wrap(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` columns; its own line ends and indents stay."""
    rows: list[str] = []
    for line in text.split("\n"):
        rows += _wrapped(shown(line.expandtabs(4).rstrip()), width)
    return rows


def shown(text: str) -> str:
    """Return a text without characters that would steer the terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


def _wrapped(line: str, width: int) -> list[str]:
    rows: list[str] = []
    while columns(line) > width:
        end = _fitting(line, width)
        space = line.rfind(" ", 0, end + 1)
        end = space if space > len(line) - len(line.lstrip()) else end
        rows.append(line[:end].rstrip())
        line = line[end:].lstrip()
    return [*rows, line]


def _fitting(line: str, width: int) -> int:
    used = 0
    for index, character in enumerate(line):
        used += _columns(character)
        if used > width:
            return max(index, 1)
    return len(line)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
