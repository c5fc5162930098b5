"""Near duplicates: the pairs of wordings that share telling words, found without comparing all, and scored as arrays.

Prefix filtering (Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", WWW 2007) with posting
lists cut to a fixed length: a term that many rows have links only those it says most about, and for
the others two such terms together make a key. So the work grows with the number of rows, not its square.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from studyguide.duplicates.score import Engine, cosines
from studyguide.duplicates.vectors import Bools, Floats, Indices, Ints, Longs, Sides, Table, Weights, weigh

FLOOR = 0.45
"""Least cosine of a candidate; below it hardly any labelled duplicate scored 0.5."""
LONGEST_LIST = 128
"""Rows that one key links."""
_CHUNK = 2_000_000
"""Pairs worked on at once; bounds the memory."""
_COMMON_KEPT = 5
"""Terms of one row that are too common alone and may be paired into keys."""
_SCALE = 16_383
_ROW_BITS, _WEIGHT_BITS, _FAR_BITS = 24, 15, 14
NEAREST = 20
"""Candidates kept of one question; in a dense set the others are less alike than all of these."""
CLOSE_MEANING = 0.60
"""Cosine of two sentence vectors that makes a candidate, whatever the words."""
_PART = 32_768


@dataclass(frozen=True)
class Postings:
    """For each key the rows that have it, one list after the other."""

    start: Longs
    """(keys + 1,) where each list begins in `row`."""
    row: Ints
    """Ascending within each list."""
    value: Floats
    """The share of the key in the row's length-1 vector."""


def unit_values(terms: Ints, weights: Weights) -> Floats:
    """Return (longest, n) the weights of each wording scaled to length 1, 0 where there is no term."""
    values = weigh(terms, weights)
    length = np.sqrt((values * values).sum(0))
    return np.asarray(values / np.maximum(length, np.float32(1e-9)), np.float32)


def all_pairs(terms: Ints, weights: Weights) -> Iterator[tuple[Indices, Indices]]:
    """Yield (left, right) arrays of candidate rows, left < right, each pair once.

    The cosine of the pairs is about `FLOOR` or more; a few below it are let through.
    """
    values = unit_values(terms, weights)
    squares = values * values
    rest = 1.0 - np.cumsum(squares, axis=0) + squares
    used = (terms >= 0) & (rest >= FLOOR * FLOOR)
    frequency = np.bincount(terms[used], minlength=len(weights.weight))
    common = used & (frequency[np.maximum(terms, 0)] > LONGEST_LIST)
    uncounted = np.where(used & ~common, 0.0, squares).sum(0)
    place, row = np.nonzero(used)
    keys, pair_row, pair_value = _pair_keys(terms, values, common)
    offset = len(weights.weight)
    postings = _shortest_lists(
        np.concatenate([terms[place, row].astype(np.int64), keys + offset]),
        np.concatenate([row, pair_row]),
        np.concatenate([values[place, row], pair_value]),
    )
    yield from _join(postings, np.sqrt(uncounted).astype(np.float32))


def _pair_keys(terms: Ints, values: Floats, common: Bools) -> tuple[Longs, Indices, Floats]:
    """Return (key, row, value) for every two terms of a row that are too common to be keys alone."""
    vocabulary = int(terms.max(initial=0)) + 1
    keys: list[Longs] = [np.zeros(0, np.int64)]
    rows: list[Indices] = [np.zeros(0, np.intp)]
    shares: list[Floats] = [np.zeros(0, np.float32)]
    order = np.argsort(~common, axis=0, kind="stable")[:_COMMON_KEPT]
    first = np.take_along_axis(terms, order, 0).astype(np.int64)
    share = np.take_along_axis(values, order, 0)
    counts = np.minimum(common.sum(0), _COMMON_KEPT)
    for i in range(len(order)):
        for j in range(i + 1, len(order)):
            found = np.flatnonzero(counts > j)
            low = np.minimum(first[i, found], first[j, found])
            high = np.maximum(first[i, found], first[j, found])
            keys.append(low * vocabulary + high)
            rows.append(found)
            shares.append(np.hypot(share[i, found], share[j, found]))
    return np.concatenate(keys), np.concatenate(rows), np.concatenate(shares)


def _shortest_lists(key: Longs, row: Indices, value: Floats) -> Postings:
    """Return postings with each list cut to the rows in which its key weighs most."""
    order = np.lexsort((row, -value, key))
    key, row, value = key[order], row[order], value[order]
    new = np.concatenate([[True], key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.bool_)
    number = np.cumsum(new) - 1
    begin = np.flatnonzero(new)
    kept = np.arange(len(key)) - begin[number] < LONGEST_LIST if len(key) else new
    return _postings(number[kept].astype(np.int64), row[kept], value[kept], len(begin))


def _postings(key: Longs, row: Indices, value: Floats, keys: int) -> Postings:
    order = np.lexsort((row, key))
    start = np.concatenate([[0], np.cumsum(np.bincount(key, minlength=keys))])
    return Postings(start.astype(np.int64), row[order].astype(np.int32), value[order])


def _join(postings: Postings, rest: Floats) -> Iterator[tuple[Indices, Indices]]:
    """Yield the pairs within the lists whose cosine may reach the floor.

    Args:
        postings: the keys.
        rest: (n,) the length of what the keys of each row leave out: two rows can have at most the
            product of theirs in common beside what the keys count (Cauchy and Schwarz).
    """
    lengths = np.diff(postings.start)
    following = np.repeat(postings.start[1:], lengths) - np.arange(len(postings.row)) - 1
    entries = np.argsort(postings.row, kind="stable")
    entries = entries[following[entries] > 0]
    sizes = np.cumsum(following[entries])
    begin = 0
    while begin < len(entries):
        done = int(sizes[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(sizes, done + _CHUNK, "right")), begin + 1)
        # A row's entries stay together, or its shares would be summed in two places.
        last = postings.row[entries[end - 1]]
        end = int(np.searchsorted(postings.row[entries], last, "right"))
        yield _filtered(postings, entries[begin:end], following, rest)
        begin = end


def _filtered(postings: Postings, entries: Indices, following: Indices, rest: Floats) -> tuple[Indices, Indices]:
    """Return the pairs of some entries with those behind them in their lists, each once."""
    counts = following[entries]
    source = np.repeat(entries, counts)
    ends = np.cumsum(counts)
    other = source + 1 + np.arange(len(source)) - np.repeat(ends - counts, counts)
    share = np.minimum(postings.value[source] * postings.value[other], np.float32(1.0)) * _SCALE
    packed = postings.row[source].astype(np.int64) << (_ROW_BITS + _WEIGHT_BITS)
    packed |= postings.row[other].astype(np.int64) << _WEIGHT_BITS
    packed |= (share + 1).astype(np.int64)
    packed.sort()
    pair = packed >> _WEIGHT_BITS
    new = np.concatenate([[True], pair[1:] != pair[:-1]])
    begins = np.flatnonzero(new)
    total = np.add.reduceat(packed & ((1 << _WEIGHT_BITS) - 1), begins) / _SCALE
    pair = pair[begins]
    left, right = pair >> _ROW_BITS, pair & ((1 << _ROW_BITS) - 1)
    kept = total + rest[left] * rest[right] >= FLOOR
    return left[kept], right[kept]


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
