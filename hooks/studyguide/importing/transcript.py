"""A transcript as values, what its reader collects, and the account of every line and word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import zip_longest

from studyguide.guide.problems import Problem
from studyguide.guide.text import shortened
from studyguide.importing.heads import read_head
from studyguide.importing.lines import Line, indent_of, single_line, visible
from studyguide.importing.words import asks, clean_question, ends_asking


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of the transcript, with the line it stands on, counted from 1."""

    line: int
    text: str


class Kind(StrEnum):
    """By what a question is recognised."""

    LABEL = "label"
    """`Q: …`"""
    SPEAKER = "speaker"
    """`Interviewer: …`, in the record of a conversation."""
    HEADING = "heading"
    BOLD = "bold"
    NUMBER = "number"
    """`1. …`"""
    BULLET = "bullet"
    PLAIN = "plain"
    """A line without any mark, before a labelled answer or alone."""
    DETAILS = "details"
    """A foldable block: `<details><summary>…`."""
    TABLE = "table"
    CARD = "card"
    """`question::answer`"""
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    """An object with a question and an answer."""
    CONVERSATION = "conversation"
    """What a person asked in a chat, in the export of that chat."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its answer, as the transcript has them."""

    line: int
    """The line of the question."""
    end_line: int
    """The last line of the answer."""
    question: str
    """On one line, without label, number or quotes around it."""
    answer: str
    """Markdown, as written; only labels and a common indent are taken away."""
    kind: Kind
    """By what the question was recognised."""
    answer_line: int = 0
    """The first line of the answer."""
    labels: tuple[Piece, ...] = ()
    """What was taken away: `Q1:`, `Answer:`, `<summary>` …"""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript taken apart. Every word of `source` is in an item, in a label or in `loose`."""

    name: str
    source: str = field(repr=False)
    """The text that was read: the file, or the texts inside a JSON file, one after the other."""
    items: tuple[Item, ...] = ()
    loose: tuple[Piece, ...] = ()
    """Greetings, advice, stray images: one piece for each line."""
    labels: tuple[Piece, ...] = ()
    """Labels that belong to no single item, such as the head of a table."""
    problems: tuple[Problem, ...] = ()
    has_lines: bool = True
    """Whether the lines of `source` are those of the file, as in all formats but JSON."""


@dataclass
class Reading:
    """Collects what is found while a transcript is read."""

    name: str
    items: list[Item] = field(default_factory=list)
    loose: list[Piece] = field(default_factory=list)
    labels: list[Piece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    texts: str | None = None
    """The texts inside a JSON file, one after the other; None where the text of the file itself was read."""

    def loosen(self, lines: Iterable[Line]) -> None:
        """Add lines that belong to no question to the loose text, except blank ones."""
        self.loose += [Piece(line.number, line.text.strip()) for line in lines if not line.is_blank]

    def unanswered(self, line: int, question: str) -> None:
        """Note a question without an answer."""
        message = f"the question has no answer: “{shortened(question)}”"
        self.problems.append(Problem(self.name, line, "SG806", message, "write the answer below it, or take it out"))

    def unasked(self, line: int, answer: str) -> None:
        """Note an answer without a question."""
        message = f"the answer has no question: “{shortened(answer)}”"
        self.problems.append(Problem(self.name, line, "SG806", message, "write the question before it, or take it out"))


_LONGEST = 400
_CODE = 4
"""Columns that make a block of code."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of a file, with their lines."""

    line: int
    question: str
    answer_line: int
    answer: str
    end_line: int
    kind: Kind
    labels: tuple[str, ...] = ()
    """What else belongs to the two but carries no content: keys, `<br>` tags, a running number."""


def add_pair(reading: Reading, pair: Pair) -> None:
    """Add a question with its answer to a reading, or note which of the two is missing."""
    question, extra, taken = split_question(pair.question)
    answer, label = _unlabelled(pair.answer)
    answer = "\n\n".join(part for part in (extra, answer) if part.strip())
    labels = tuple(Piece(pair.line, text) for text in (taken, label, *pair.labels) if text)
    if question and pair.answer.strip():
        place = (pair.line, max(pair.line, pair.end_line), question, answer, pair.kind)
        reading.items.append(Item(*place, answer_line=pair.answer_line, labels=labels))
        return
    reading.labels += [Piece(pair.line, text) for text in pair.labels if text]
    pieces = ((pair.line, pair.question), (pair.answer_line, pair.answer))
    reading.loose += [Piece(line, text.strip()) for line, text in pieces if text.strip()]
    if question:
        reading.unanswered(pair.line, question)
    elif answer.strip():
        reading.unasked(pair.answer_line, answer)


def split_question(text: str) -> tuple[str, str, str]:
    """Return a question on one line, what belongs before its answer (code, a long text), and its label."""
    first, extra = _first_part(text.strip())
    head = read_head(single_line(first))
    if head.label == "a" or head.bullet:
        return clean_question(first), extra, ""
    mark = "#" * head.level
    return clean_question(head.text, head.opened), extra, f"{mark} {head.taken}".strip(" #")


def _first_part(text: str) -> tuple[str, str]:
    if "\n" not in text:
        return text, ""
    at = text.find("```")
    before = text[:at].strip() if at > 0 else text
    if at != 0 and len(before) <= _LONGEST:
        return before, text[at:] if at > 0 else ""
    rows = text.split("\n")
    chosen = next((index for index, row in enumerate(rows) if ends_asking(row)), None)
    chosen = next((index for index, row in enumerate(rows) if asks(row)), 0) if chosen is None else chosen
    return rows[chosen], "\n".join(rows[:chosen] + rows[chosen + 1 :]).strip("\n")


def _unlabelled(text: str) -> tuple[str, str]:
    text = text.strip("\n").rstrip()
    text = text.lstrip() if indent_of(text) < _CODE else text
    first, newline, rest = text.partition("\n")
    head = read_head(first)
    if head.label != "a" or head.speaker or head.delim not in (":", "：") or head.bullet:
        return text, ""
    lead = head.opened + head.text
    return (lead + newline + rest if lead else rest.strip("\n")), head.taken


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
    """Should never happen: the reader would be at fault."""


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

    The text is read in parts: all the words of a large one at once would take ten times its memory.
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
