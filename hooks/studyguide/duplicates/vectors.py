"""Wordings as arrays: TF-IDF weights and padded term numbers, for work on many pairs at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from studyguide.duplicates.lexicon import Lexicon
from studyguide.duplicates.wording import Wording

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Longs = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Bools = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]

LONGEST = 24
"""Terms kept of one wording, the rarest first; questions have about six."""
PRIOR = 200.0
"""Questions that every term is imagined to have been seen in once; steadies small guides."""


@dataclass(frozen=True)
class Weights:
    """How much each term tells: its inverse document frequency, 1 for a word seen nowhere else."""

    numbers: Mapping[str, int]
    """Term -> its number."""
    weight: Floats
    """(terms,) in (0, 1]."""
    frequency: Ints
    """(terms,) in how many wordings it occurs."""
    contrast: Bits
    """(terms,) the bits of its lines in the list of contrasts."""


@dataclass(frozen=True)
class Table:
    """Wordings as columns, so that work on many pairs runs over long contiguous stretches."""

    terms: Ints
    """(longest, n) numbers of the terms, rarest first; -1 where there is none, from -2 unknown ones."""
    head: Ints
    """(longest, n) the same of the first clause."""
    several: Bools
    """(n,) whether the first clause has not all the terms."""
    begin: Ints
    """(longest, n) numbers of all words from the first on; -1 behind the last."""
    end: Ints
    """(longest, n) the same from the last word backwards."""
    length: Ints
    """(n,) how many words there are, `LONGEST` at most."""
    target: Ints
    """(n,) number of the term that "to" leads to; -1 where there is none."""
    wishes: Ints
    head_wishes: Ints

    def __len__(self) -> int:
        return len(self.length)


@dataclass(frozen=True)
class Sides:
    """Pairs of wordings: that in column `left[i]` of one table with that in `right[i]` of another."""

    a: Table
    left: Indices
    b: Table
    right: Indices

    def part(self, which: Indices) -> Sides:
        """Return some of the pairs."""
        return Sides(self.a, self.left[which], self.b, self.right[which])


def fit_weights(wordings: Sequence[Wording], lexicon: Lexicon) -> Weights:
    """Number the terms in order of first appearance and weigh them by how rare they are."""
    counts: dict[str, int] = {}
    for wording in wordings:
        for term in wording.terms:
            counts[term] = counts.get(term, 0) + 1
    frequency = np.fromiter(counts.values(), np.int32, len(counts))
    return Weights(
        numbers={term: number for number, term in enumerate(counts)},
        weight=idf(frequency, len(wordings)),
        frequency=frequency,
        contrast=_contrast_bits(counts, lexicon),
    )


def idf(frequency: Ints, documents: int) -> Floats:
    """Return the weight of terms by their document frequency, scaled so that the rarest weighs 1.

    The scale makes scores comparable between a guide of twenty questions and one of 100,000.
    """
    seen = (frequency + 1.0) / (documents + PRIOR)
    rarest = 2.0 / (documents + PRIOR)
    return np.asarray(np.log(seen) / np.log(rarest), np.float32)


def weigh(terms: Ints, weights: Weights) -> Floats:
    """Return the weight of each number: 0 for no term, 1 (as the rarest) for an unknown one."""
    table = np.append(weights.weight, np.float32(0.0))
    return np.where(terms < -1, np.float32(1.0), table[np.maximum(terms, -1)])


def tabulate(wordings: Sequence[Wording], weights: Weights) -> Table:
    """Return wordings as a table; a term that `weights` does not know gets a number of its own."""
    unknown: dict[str, int] = {}
    numbers = [wording.numbers[:LONGEST] for wording in wordings]
    aiming = [row for row, wording in enumerate(wordings) if wording.target]
    target = np.full(len(wordings), -1, np.int32)
    target[aiming] = _numbers((wordings[row].target for row in aiming), weights.numbers, unknown)
    return Table(
        terms=_by_rarity([wording.terms for wording in wordings], weights, unknown),
        head=_by_rarity([wording.head for wording in wordings], weights, unknown),
        several=np.array([wording.head != wording.terms for wording in wordings], np.bool_),
        begin=_in_order(numbers),
        end=_in_order([words[::-1] for words in numbers]),
        length=np.fromiter(map(len, numbers), np.int32, len(wordings)),
        target=target,
        wishes=np.array([wording.wishes for wording in wordings], np.int32),
        head_wishes=np.array([wording.head_wishes for wording in wordings], np.int32),
    )


def _by_rarity(term_lists: Sequence[tuple[str, ...]], weights: Weights, unknown: dict[str, int]) -> Ints:
    """Return (longest, n) term numbers, rarest first, padded with -1."""
    lengths = np.fromiter(map(len, term_lists), np.int64, len(term_lists))
    flat = np.fromiter(
        _numbers(chain.from_iterable(term_lists), weights.numbers, unknown),
        np.int32,
        int(lengths.sum()),
    )
    frequency = np.append(weights.frequency, np.int32(0))[np.maximum(flat, -1)]
    row = np.repeat(np.arange(len(lengths)), lengths)
    order = np.lexsort((flat, frequency, row)) if len(flat) else np.zeros(0, np.intp)
    return _padded(flat[order], lengths)


def _in_order(number_lists: Sequence[tuple[int, ...]]) -> Ints:
    """Return (longest, n) word numbers in order, padded with -1."""
    lengths = np.fromiter(map(len, number_lists), np.int64, len(number_lists))
    return _padded(np.fromiter(chain.from_iterable(number_lists), np.int32, int(lengths.sum())), lengths)


def _padded(flat: Ints, lengths: Longs) -> Ints:
    """Lay out a flat list of rows as columns of at most `LONGEST`, padded with -1."""
    row = np.repeat(np.arange(len(lengths)), lengths)
    place = np.arange(len(flat)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    kept = place < LONGEST
    table = np.full((int(min(LONGEST, lengths.max(initial=1))), len(lengths)), -1, np.int32)
    table[place[kept], row[kept]] = flat[kept]
    return table


def _numbers(terms: Iterable[str], numbers: Mapping[str, int], unknown: dict[str, int]) -> list[int]:
    """Return the number of each term; those that `numbers` lacks are numbered down from -2."""
    terms = list(terms)
    try:
        return [*map(numbers.__getitem__, terms)]
    except KeyError:
        known = (numbers.get(term) for term in terms)
        return [
            unknown.setdefault(term, -2 - len(unknown)) if number is None else number
            for term, number in zip(terms, known, strict=True)
        ]


def _contrast_bits(terms: Iterable[str], lexicon: Lexicon) -> Bits:
    return np.array(
        [sum(1 << line % 64 for line in lexicon.contrasts.get(term, ())) for term in terms],
        np.uint64,
    )
