"""Near duplicates: questions in other words, found and scored as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from studyguide.duplicates.candidates import FLOOR, all_pairs
from studyguide.duplicates.engine import Engine
from studyguide.duplicates.features import Indices, Sides, cosines
from studyguide.duplicates.vectorise import Floats, Table

NEAREST = 20
"""Candidates kept of one question; in a dense set the others are less alike than all of these."""
CLOSE_MEANING = 0.60
"""Cosine of two sentence vectors that makes a candidate, whatever the words."""
_PART = 32_768
_ROW_BITS, _FAR_BITS = 24, 14


class Near(NamedTuple):
    """Scored pairs of wordings; every array has one entry per pair."""

    left: Indices
    right: Indices
    logit: Floats


@dataclass(frozen=True)
class Searcher:
    """Wordings that can be searched: those that name a subject, each key once."""

    engine: Engine
    table: Table
    vectors: Floats | None = None
    """(n, dimensions) sentence vectors of length 1; None with the lexical engine."""

    def all_near(self, least: float) -> Near:
        """Return all pairs, left < right, whose log-odds reach `least`, each once."""
        parts = [self._scored(left, right, least) for left, right in self._candidates()]
        return _joined(parts)

    def _candidates(self) -> Iterator[tuple[Indices, Indices]]:
        """Yield parts of the candidates, each pair once, cut to the nearest of each wording."""
        lexical = all_pairs(self.table.terms, self.engine.weights)
        cut = (self._nearest(left, right) for left, right in lexical)
        if self.vectors is None:
            yield from cut
        else:
            pairs = [*cut, *_close_pairs(self.vectors)]
            size = len(self.table)
            codes = np.unique(np.concatenate([left * size + right for left, right in pairs]))
            yield codes // size, codes % size

    def _nearest(self, left: Indices, right: Indices) -> tuple[Indices, Indices]:
        """Keep the pairs that reach the floor, and of each left side the nearest ones."""
        terms, weights = self.table.terms, self.engine.weights
        cosine = np.zeros(len(left), np.float32)
        for part in self._parts(left, right):
            cosine[part] = cosines(terms[:, left[part]], terms[:, right[part]], weights)
        near = np.flatnonzero(cosine >= FLOOR)
        left, right, far = left[near], right[near], 1.0 - np.minimum(cosine[near], 1.0)
        # One number to sort by: left, then the nearest first, then right.
        packed = left << (_ROW_BITS + _FAR_BITS)
        packed |= (far * ((1 << _FAR_BITS) - 1)).astype(np.int64) << _ROW_BITS
        packed |= right
        packed.sort()
        left, right = packed >> (_ROW_BITS + _FAR_BITS), packed & ((1 << _ROW_BITS) - 1)
        new = np.flatnonzero(np.diff(left, prepend=-1))
        rank = np.arange(len(left)) - np.repeat(new, np.diff(new, append=len(left)))
        return left[rank < NEAREST], right[rank < NEAREST]

    def _scored(self, left: Indices, right: Indices, least: float) -> Near:
        parts = []
        for part in self._parts(left, right):
            meaning = None
            if self.vectors is not None:
                meaning = np.einsum("ij,ij->i", self.vectors[left[part]], self.vectors[right[part]])
            sides = Sides(self.table, left[part], self.table, right[part])
            logits = self.engine.logits(sides, meaning, least)
            kept = logits >= least
            parts.append(Near(left[part][kept], right[part][kept], logits[kept]))
        return _joined(parts)

    def _parts(self, left: Indices, right: Indices) -> Iterator[Indices]:
        """Yield the places of the pairs part by part, short questions with short ones.

        A part costs what its longest question costs, so a few long ones are kept to themselves.
        """
        longest = np.maximum(self._counts[left], self._counts[right])
        order = np.argsort(longest, kind="stable")
        for begin in range(0, len(order), _PART):
            yield order[begin : begin + _PART]

    @cached_property
    def _counts(self) -> npt.NDArray[np.uint8]:
        """(n,) how many terms each wording has."""
        return np.asarray((self.table.terms != -1).sum(0), np.uint8)


def _joined(parts: list[Near]) -> Near:
    empty = Near(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32))
    return Near(*(np.concatenate(column) for column in zip(empty, *parts, strict=True)))


def _close_pairs(vectors: Floats) -> Iterator[tuple[Indices, Indices]]:
    """Yield the pairs whose vectors are close, at most `NEAREST` of each wording, part by part."""
    step = max(1, 16_000_000 // max(1, len(vectors)))
    for begin in range(0, len(vectors), step):
        cosine = vectors[begin : begin + step] @ vectors.T
        cosine[np.arange(len(cosine)), np.arange(begin, begin + len(cosine))] = -1.0
        if len(vectors) > NEAREST:
            least = np.partition(cosine, -NEAREST, axis=1)[:, -NEAREST]
            cosine[cosine < least[:, None]] = -1.0
        row, other = np.nonzero(cosine >= CLOSE_MEANING)
        yield np.minimum(row + begin, other), np.maximum(row + begin, other)
