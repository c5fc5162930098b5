"""What the import needs of a search for duplicates; `studyguide.dedup.Index` is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from studyguide.dedup import Entry


class Similarity(Protocol):
    """Why two questions look alike."""

    @property
    def shared(self) -> tuple[str, ...]:
        """Words of both."""

    @property
    def only_first(self) -> tuple[str, ...]:
        """Words of the question asked about only."""

    @property
    def only_second(self) -> tuple[str, ...]:
        """Words of the other only."""

    @property
    def contrast(self) -> tuple[str, ...]:
        """Words that usually tell two questions apart."""

    @property
    def answer_overlap(self) -> float | None:
        """Share of the shorter answer's words that are in the other."""


class Found(Protocol):
    """An entry that may ask the same."""

    @property
    def other(self) -> str:
        """Its id."""

    @property
    def score(self) -> float:
        """0 to 1."""

    @property
    def evidence(self) -> Similarity:
        """Why."""


class Finder(Protocol):
    """Finds what resembles a question among the entries it was made of."""

    @property
    def engine_name(self) -> str:
        """Which engine speaks."""

    def matches(self, asked: Entry | str, k: int = 3, floor: float = 0.5) -> Sequence[Found]:
        """Return the most similar entries, the surest first."""


FinderFactory = Callable[[Sequence[Entry]], Finder]
"""Makes a finder of the entries of the guide and of the import, in that order."""
