"""A transcript as values: the questions read from it, and everything that is no question or answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from studyguide.guide.problems import Problem


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of the transcript, with the line it stands on, counted from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its answer, as the transcript has them."""

    line: int
    """The line of the question."""
    end_line: int
    """The last line of the answer."""
    question: str
    """On one line, without label, number and quotes."""
    answer: str
    """Markdown, as written; only labels and a common indent are taken away."""
    shape: str
    """How the question was told apart: `label`, `heading`, `bold`, `number`, `details`, `table`, `csv` …"""
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
