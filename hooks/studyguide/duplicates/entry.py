"""What goes into the search for duplicates and what comes out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Band(StrEnum):
    """How sure it is that two questions ask the same, the surest first."""

    EXACT = "exact"
    """Same question and same answer, but for case, punctuation, marks and spacing."""
    SAME_QUESTION = "same-question"
    """Same question, another answer."""
    LIKELY = "likely"
    """A score of at least `LIKELY`."""
    POSSIBLE = "possible"
    """A score of at least `POSSIBLE`."""
    NONE = "none"
    """Less than that."""

    @property
    def rank(self) -> int:
        """Position from sure to unsure, for sorting."""
        return list(Band).index(self)


LIKELY = 0.80
POSSIBLE = 0.50
EXACT_SCORE = 1.0
SAME_QUESTION_SCORE = 0.99
HIGHEST = 0.98
"""What questions in different words can score at most."""


def band_of(score: float) -> Band:
    """Return the band of questions that are not the same word for word."""
    if score >= LIKELY:
        return Band.LIKELY
    return Band.POSSIBLE if score >= POSSIBLE else Band.NONE


def two_decimals(score: float) -> float:
    """Return a score with two decimals, rounded down where it would seem to reach the next band otherwise."""
    nearest = round(score, 2)
    return nearest if band_of(nearest) is band_of(score) else math.floor(score * 100) / 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer, as the search for duplicates sees it."""

    id: str
    question: str
    aliases: tuple[str, ...] = ()
    """Other wordings of the question."""
    answer: str = ""
    """In Markdown."""

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question and its aliases."""
        return (self.question, *self.aliases)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two questions look alike, in words that a person can check."""

    shared: tuple[str, ...] = ()
    """Words that both questions have, as the first has them in order; one stands for its synonyms."""
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    contrast: tuple[str, ...] = ()
    """Words of the two above that usually tell two questions apart: L1 and L2."""
    answer_overlap: float | None = None
    """Share of the shorter answer's words that are in the other, 0 to 1; None without two answers."""

    def __str__(self) -> str:
        parts = [f"both: {', '.join(self.shared) or 'nothing'}"]
        parts += [f"only first: {', '.join(self.only_first)}"] if self.only_first else []
        parts += [f"only second: {', '.join(self.only_second)}"] if self.only_second else []
        parts += [f"contrast: {', '.join(self.contrast)}"] if self.contrast else []
        if self.answer_overlap is not None:
            parts.append(f"answers share {self.answer_overlap:.0%}")
        return "; ".join(parts)

    def swapped(self) -> Evidence:
        """Return the same seen from the second question."""
        return Evidence(self.shared, self.only_second, self.only_first, self.contrast, self.answer_overlap)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two questions that may ask the same."""

    first: str
    """Id of the one that comes first in the guide."""
    second: str
    score: float
    """0 to 1: a score, not a probability."""
    band: Band
    explain: Callable[[], Evidence] = field(repr=False, compare=False)

    @property
    def evidence(self) -> Evidence:
        """Worked out when asked for: most pairs are never shown."""
        return self.explain()
