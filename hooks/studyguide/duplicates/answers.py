"""How much two answers share, and how alike the texts are that questions without a subject lean on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from studyguide.duplicates.entry import LIKELY, POSSIBLE
from studyguide.duplicates.model import logit
from studyguide.duplicates.normalise import tokenise
from studyguide.duplicates.text import fold
from studyguide.duplicates.wording import Analyser

FEWEST = 5
"""Words an answer needs before its overlap says something."""
EXPECTED = 0.25
"""Overlap of two answers that have nothing to do with each other beyond the subject."""
BONUS = logit(LIKELY) - logit(POSSIBLE)
"""Log-odds that a full overlap adds: at most it makes a possible duplicate likely. There is no malus, as
two authors may share little."""
_RUN = 3
_COMMONEST = 50


Runs = frozenset[tuple[str, ...]]
"""Every few words in a row of a text."""


class Answers:
    """Answers, each taken apart when it is first compared."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._roots: dict[str, frozenset[str]] = {}

    def overlap(self, first: str, second: str) -> float | None:
        """Return the share of the shorter answer's words that the other has; None if either is short.

        Args:
            first: an answer in Markdown.
            second: another.
        """
        return share(self._of(first), self._of(second)) if first and second else None

    def _of(self, text: str) -> frozenset[str]:
        if text not in self._roots:
            self._roots[text] = frozenset(self._analyser.roots(text))
        return self._roots[text]


def share(first: frozenset[str], second: frozenset[str]) -> float | None:
    """Return the share of the smaller set that is in the other; None where that says nothing."""
    short = min(len(first), len(second))
    return len(first & second) / short if short >= FEWEST else None


def bonus(overlap: float | None) -> float:
    """Return what the overlap of two answers adds to the logit of their questions."""
    if overlap is None or overlap <= EXPECTED:
        return 0.0
    return BONUS * (overlap - EXPECTED) / (1 - EXPECTED)


def runs(body: str) -> Runs:
    """Return every three words in a row of a code block or an answer, symbols as words."""
    words = [word for line in fold(body).splitlines() for word in tokenise(line)]
    last = max(1, len(words) - _RUN + 1)
    return frozenset(tuple(words[at : at + _RUN]) for at in range(last)) if words else frozenset()


def likeness(first: Runs, second: Runs) -> float:
    """Return the Jaccard similarity of two bodies, 0 to 1; 0 where one is too short to tell."""
    if min(len(first), len(second)) < FEWEST:
        return 0.0
    return len(first & second) / len(first | second)


def alike_bodies(bodies: Sequence[Runs], floor: float) -> Iterator[tuple[int, int, float]]:
    """Yield (index, later index, likeness) of the bodies that are alike, in order.

    Runs that many bodies have, such as the opening of every answer, do not make candidates.
    """
    having: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, body in enumerate(bodies):
        for run in body:
            having[run].append(index)
    together: Counter[tuple[int, int]] = Counter()
    for indices in having.values():
        if len(indices) <= _COMMONEST:
            together.update((i, j) for at, i in enumerate(indices) for j in indices[at + 1 :])
    for first, second in sorted(together):
        found = likeness(bodies[first], bodies[second])
        if found >= floor:
            yield first, second, found
