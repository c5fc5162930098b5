"""A finder simple enough to reason about: the score is the share of words that two questions have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.dedup import Entry


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
    """A match."""

    other: str
    score: float
    evidence: Words


class SimpleFinder:
    """Compares every two questions by their words."""

    engine_name = "simple"

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = {entry.id: entry for entry in entries}

    def matches(self, asked: Entry | str, k: int = 3, floor: float = 0.5) -> list[Hit]:
        """Return the entries that share the most words."""
        entry = self.entries[asked] if isinstance(asked, str) else asked
        hits = [self._hit(entry, other) for other in self.entries.values() if other.id != entry.id]
        return sorted((hit for hit in hits if hit.score >= floor), key=lambda hit: (-hit.score, hit.other))[:k]

    def _hit(self, entry: Entry, other: Entry) -> Hit:
        here, there = words(entry.question), words(other.question)
        score = len(here & there) / len(here | there)
        return Hit(
            other.id,
            score,
            Words(tuple(sorted(here & there)), tuple(sorted(here - there)), tuple(sorted(there - here))),
        )


def words(text: str) -> set[str]:
    """Return the words of a question."""
    return set(re.findall(r"\w+", text.lower()))
