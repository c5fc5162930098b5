"""A finder simple enough to reason about: the score is the share of words that two questions have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from studyguide.duplicates.entry import Entry, Evidence, Pair, band_of


class SimpleFinder:
    """Compares every two questions by their words."""

    engine_name = "simple"

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries

    def pairs(self, floor: float = 0.5) -> list[Pair]:
        """Return the pairs that share enough words, the surest first."""
        hits = [hit(one, other) for one, other in combinations(self.entries, 2)]
        return sorted((hit for hit in hits if hit.score >= floor), key=lambda hit: -hit.score)


def hit(one: Entry, other: Entry) -> Pair:
    """Return how much two entries have in common."""
    here, there = words(one.question), words(other.question)
    shared, only_here, only_there = (tuple(sorted(some)) for some in (here & there, here - there, there - here))
    score = len(shared) / max(len(here | there), 1)
    return Pair(one.id, other.id, score, band_of(score), lambda: Evidence(shared, only_here, only_there))


def words(text: str) -> set[str]:
    """Return the words of a question."""
    return set(re.findall(r"\w+", text.lower()))
