"""A finder simple enough to reason about: the score is the share of words that two questions have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from studyguide.duplicates import Entry


@dataclass(frozen=True)
class Words:
    """Evidence."""

    shared: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    contrast: tuple[str, ...] = ()
    answer_overlap: float | None = None


@dataclass(frozen=True)
class Hit:
    """Two entries that have words in common."""

    first: str
    second: str
    score: float
    evidence: Words


class SimpleFinder:
    """Compares every two questions by their words."""

    engine_name = "simple"

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries

    def pairs(self, floor: float = 0.5) -> list[Hit]:
        """Return the pairs that share enough words, the surest first."""
        hits = [hit(one, other) for one, other in combinations(self.entries, 2)]
        return sorted((hit for hit in hits if hit.score >= floor), key=lambda hit: -hit.score)


def hit(one: Entry, other: Entry) -> Hit:
    """Return how much two entries have in common."""
    here, there = words(one.question), words(other.question)
    only = tuple(sorted(here - there)), tuple(sorted(there - here))
    return Hit(
        one.id, other.id, len(here & there) / max(len(here | there), 1), Words(tuple(sorted(here & there)), *only)
    )


def words(text: str) -> set[str]:
    """Return the words of a question."""
    return set(re.findall(r"\w+", text.lower()))
