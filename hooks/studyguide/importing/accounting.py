"""Accounts for everything in a transcript: no line and no word of it may get lost."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from studyguide.importing.signs import visible
from studyguide.importing.transcript import Item, Transcript

_WORD = re.compile(r"[^\W_]++")
_GAP = re.compile(r"[\W_]")
_PART = 1 << 20


class Use(StrEnum):
    """What became of a line."""

    QUESTION = "question"
    ANSWER = "answer"
    LABEL = "label"
    LOOSE = "loose"
    BLANK = "blank"
    """Nothing but white space or marks."""
    LOST = "lost"
    """Never: it would be a fault of the reader."""


@dataclass(frozen=True, slots=True)
class Accounting:
    """Where the lines and the words of a transcript went."""

    lines: tuple[Use, ...]
    """For each line of `Transcript.source`; empty for JSON, whose lines are not its texts'."""
    missing: tuple[tuple[str, int], ...]
    """Words of the source that are nowhere in the result, with their number."""
    added: tuple[tuple[str, int], ...]
    """Words of the result that are not in the source."""

    def count(self, *uses: Use) -> int:
        """Return how many lines have one of some uses."""
        return sum(use in uses for use in self.lines)

    @property
    def is_complete(self) -> bool:
        """Whether nothing was lost and nothing made up."""
        return not self.missing and not self.added and Use.LOST not in self.lines


def words_of(text: str) -> Counter[str]:
    """Return how often each word stands in a text; marks and white space make no word.

    Part by part: all the words of a large text at once would take ten times its memory.
    """
    counts: Counter[str] = Counter()
    shown = visible(text)
    start = 0
    while start < len(shown):
        gap = _GAP.search(shown, start + _PART)
        stop = gap.start() if gap else len(shown)
        counts.update(_WORD.findall(shown, start, stop))
        start = stop
    return counts


def accounting(transcript: Transcript) -> Accounting:
    """Compare a transcript with what was read from it."""
    difference = words_of(transcript.source)
    difference.subtract(words_of(_everything(transcript)))
    missing = tuple(sorted((word, count) for word, count in difference.items() if count > 0))
    added = tuple(sorted((word, -count) for word, count in difference.items() if count < 0))
    return Accounting(_lines(transcript) if transcript.has_lines else (), missing, added)


def _everything(transcript: Transcript) -> str:
    parts = [piece.text for piece in (*transcript.loose, *transcript.labels)]
    for item in transcript.items:
        parts += [item.question, item.answer, *(piece.text for piece in item.labels)]
    return "\n".join(parts)


def _lines(transcript: Transcript) -> tuple[Use, ...]:
    rows = transcript.source.split("\n")
    uses = [Use.LOST if _WORD.search(row) else Use.BLANK for row in rows]
    for piece in (*transcript.labels, *(label for item in transcript.items for label in item.labels)):
        _mark(uses, piece.line, piece.line + piece.text.count("\n"), Use.LABEL)
    for piece in transcript.loose:
        _mark(uses, piece.line, piece.line + piece.text.count("\n"), Use.LOOSE)
    items = sorted(transcript.items, key=lambda item: item.line)
    for item, following in zip_longest(items, items[1:]):
        answer_line = item.answer_line or item.line
        _mark(uses, answer_line, item.end_line, Use.ANSWER)
        stop = min(answer_line, following.line) if following and following.line > item.line else answer_line
        _mark_above(uses, rows, item, stop)
        _mark(uses, item.line, item.line, Use.QUESTION)
    return tuple(uses)


def _mark_above(uses: list[Use], rows: list[str], item: Item, stop: int) -> None:
    """Mark what stands between a question and its answer: more of the one, or what leads the other, as options do."""
    lost = [number for number in range(item.line, stop) if uses[number - 1] is Use.LOST]
    asked, told = (words_of(item.question), words_of(item.answer)) if lost else (Counter(), Counter())
    for number in lost:
        words = words_of(rows[number - 1])
        uses[number - 1] = Use.QUESTION if words <= asked else Use.ANSWER if words <= told else Use.LOST


def _mark(uses: list[Use], first: int, last: int, use: Use) -> None:
    for number in range(max(first, 1), min(last, len(uses)) + 1):
        if uses[number - 1] is not Use.BLANK:
            uses[number - 1] = use
