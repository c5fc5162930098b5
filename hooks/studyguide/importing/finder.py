"""What the import needs of a search for duplicates; `studyguide.duplicates.index.Index` is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from studyguide.duplicates.entry import Entry


class Similarity(Protocol):
    """Why two questions look alike."""

    @property
    def shared(self) -> tuple[str, ...]:
        """Words of both."""

    @property
    def only_first(self) -> tuple[str, ...]:
        """Words of the first question only."""

    @property
    def only_second(self) -> tuple[str, ...]:
        """Words of the second question only."""

    @property
    def contrast(self) -> tuple[str, ...]:
        """Words that usually tell two questions apart."""

    @property
    def answer_overlap(self) -> float | None:
        """Share of the shorter answer's words that are in the other."""


class Found(Protocol):
    """Two entries that may ask the same."""

    @property
    def first(self) -> str:
        """The id of the one that comes first among the entries."""

    @property
    def second(self) -> str:
        """The id of the other."""

    @property
    def score(self) -> float:
        """0 to 1."""

    @property
    def evidence(self) -> Similarity:
        """Why."""


class Finder(Protocol):
    """Finds what resembles each other among the entries it was made of."""

    @property
    def engine_name(self) -> str:
        """Which engine speaks."""

    def pairs(self, floor: float = 0.5) -> Iterable[Found]:
        """Yield every two entries that reach a score, the surest first.

        One call for all: asked for one question after the other, the work would grow with their square.
        """


FinderFactory = Callable[[Sequence[Entry]], Finder]
"""Makes a finder of the entries of the guide and of the import, in that order."""
