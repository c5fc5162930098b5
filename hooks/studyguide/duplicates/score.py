"""How alike two wordings are: features of the pair, the models that weigh them, and the same in words for a person."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studyguide.duplicates.entry import LIKELY, POSSIBLE, Evidence
from studyguide.duplicates.lexicon import Lexicon
from studyguide.duplicates.vectors import Bits, Bools, Floats, Indices, Ints, Sides, Weights, weigh
from studyguide.duplicates.wording import Analyser, Wording

_EMPTY = np.float32(1e-9)
_BITS_SET = np.array([number.bit_count() for number in range(1 << 16)], np.uint8)

EARLY = (
    "cover_short",
    "shared_mass",
    "contrast",
    "head_cosine",
    "cosine_agreeing",
    "length_gap",
    "wishes_shared",
    "specific_shared",
    "specific_apart",
    "specific_one_side",
    "difference_one_side",
    "head_wishes_apart",
    "pros_against_cons",
)
"""The columns of `early_features`, in order."""
LATE = ("template", "one_word_apart", "other_direction")
"""The columns of `late_features`, in order. None of them may raise a score."""


@dataclass(frozen=True)
class Overlap:
    """How the terms of two sets of wordings meet; every array has one entry per pair."""

    shared: Floats
    """Sum of the weights of the terms on both sides."""
    mass_a: Floats
    mass_b: Floats
    cosine: Floats
    contrast: Bools
    """Each side has a term that the other lacks, out of one line of contrasts."""


def overlap(a: Ints, b: Ints, weights: Weights) -> Overlap:
    """Compare columns of terms pair by pair.

    Args:
        a: (longest, pairs) padded term numbers.
        b: (longest, pairs) the same.
        weights: of the terms.
    """
    a, b = _trimmed(a), _trimmed(b)
    in_both_a, in_both_b = _meeting(a, b)
    weight_a, weight_b = weigh(a, weights), weigh(b, weights)
    common = weight_a * in_both_a
    norm = np.sqrt((weight_a * weight_a).sum(0) * (weight_b * weight_b).sum(0))
    return Overlap(
        shared=common.sum(0),
        mass_a=weight_a.sum(0),
        mass_b=weight_b.sum(0),
        cosine=(common * common).sum(0) / np.maximum(norm, _EMPTY),
        contrast=(_contrasts(a, in_both_a, weights) & _contrasts(b, in_both_b, weights)) != 0,
    )


def cosines(a: Ints, b: Ints, weights: Weights) -> Floats:
    """Return (pairs,) the cosine of columns of terms, without the rest that `overlap` finds out."""
    a, b = _trimmed(a), _trimmed(b)
    weight_a, weight_b = weigh(a, weights), weigh(b, weights)
    common = weight_a * _meeting(a, b)[0]
    norm = np.sqrt((weight_a * weight_a).sum(0) * (weight_b * weight_b).sum(0))
    return np.asarray((common * common).sum(0) / np.maximum(norm, _EMPTY), np.float32)


def early_features(sides: Sides, weights: Weights, lexicon: Lexicon) -> Floats:
    """Return (pairs, len(EARLY)): what the subjects and the wishes of two questions have in common."""
    a, left, b, right = sides.a, sides.left, sides.b, sides.right
    terms = overlap(a.terms[:, left], b.terms[:, right], weights)
    short = np.minimum(terms.mass_a, terms.mass_b)
    wish_a, wish_b = a.wishes[left], b.wishes[right]
    apart = _apart(wish_a, wish_b, lexicon.specific)
    return _stacked(
        (
            terms.shared / np.maximum(short, _EMPTY),
            np.log1p(terms.shared),
            terms.contrast,
            _head_cosine(sides, weights, terms.cosine),
            terms.cosine * ~apart,
            np.abs(np.log((terms.mass_a + 0.5) / (terms.mass_b + 0.5))),
            *_wish_columns(wish_a, wish_b, lexicon),
            _apart(a.head_wishes[left], b.head_wishes[right], lexicon.specific),
            _crossed(wish_a, wish_b, lexicon.bit("benefit"), lexicon.bit("drawback")),
        )
    )


def late_features(sides: Sides) -> Floats:
    """Return (pairs, len(LATE)): what parts two questions that have most of their words in common."""
    return _stacked((*_template_columns(sides), _other_direction(sides)))


def _stacked(columns: tuple[npt.NDArray[np.generic], ...]) -> Floats:
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _head_cosine(sides: Sides, weights: Weights, cosine: Floats) -> Floats:
    """Return the cosine of the first clauses: few questions have more than the one already compared."""
    several = np.flatnonzero(sides.a.several[sides.left] | sides.b.several[sides.right])
    some = sides.part(several)
    found = cosine.copy()
    found[several] = cosines(some.a.head[:, some.left], some.b.head[:, some.right], weights)
    return found


def _trimmed(terms: Ints) -> Ints:
    """Cut off the places at which no column has a term."""
    return terms[: max(1, int((terms != -1).any(1).sum()))]


def _meeting(a: Ints, b: Ints) -> tuple[Bools, Bools]:
    """Return which terms of `a` are in the same column of `b`, and the reverse.

    Place by place: a handful of passes over long rows beats one pass over many short ones.
    """
    in_both_a, in_both_b = np.zeros(a.shape, np.bool_), np.zeros(b.shape, np.bool_)
    for i in range(len(a)):
        for j in range(len(b)):
            same = a[i] == b[j]
            in_both_a[i] |= same
            in_both_b[j] |= same
    return in_both_a, in_both_b


def _wish_columns(a: Ints, b: Ints, lexicon: Lexicon) -> tuple[npt.NDArray[np.generic], ...]:
    specific = np.int32(lexicon.specific)
    special_a, special_b = a & specific, b & specific
    return (
        _shared_wishes(a, b),
        (special_a & special_b) != 0,
        _apart(a, b, lexicon.specific),
        (special_a == 0) != (special_b == 0),
        _one_side(a, b, lexicon.bit("difference")),
    )


def _template_columns(sides: Sides) -> tuple[npt.NDArray[np.generic], ...]:
    """Tell pairs that read the same but for one place: "How do you create / delete a branch?"."""
    a, left, b, right = sides.a, sides.left, sides.b, sides.right
    short = np.minimum(a.length[left], b.length[right])
    long = np.maximum(a.length[left], b.length[right])
    begin = _same_run(a.begin, b.begin, left, right)
    end = np.minimum(_same_run(a.end, b.end, left, right), short - begin)
    filled = (short > begin + end) & _each_has_own(a.terms[:, left], b.terms[:, right])
    share = (begin + end) / np.maximum(long, 1)
    return share * filled, filled & (long - begin - end == 1)


def _each_has_own(a: Ints, b: Ints) -> Bools:
    """Each side has a term that the other lacks."""
    in_both_a, in_both_b = _meeting(a, b)
    own_a, own_b = ~in_both_a & (a != -1), ~in_both_b & (b != -1)
    return np.asarray(own_a.any(0) & own_b.any(0))


def _same_run(a: Ints, b: Ints, left: Indices, right: Indices) -> Ints:
    """Return how many words are the same from the first place on."""
    alive = np.ones(len(left), np.bool_)
    run = np.zeros(len(left), np.int32)
    for place in range(min(len(a), len(b))):
        words = a[place, left]
        alive &= (words == b[place, right]) & (words >= 0)
        if not alive.any():
            break
        run += alive
    return run


def _other_direction(sides: Sides) -> Bools:
    """Both lead to a term that the other has too, but not to the same one."""
    to_a, to_b = sides.a.target[sides.left], sides.b.target[sides.right]
    apart = np.flatnonzero((to_a != -1) & (to_b != -1) & (to_a != to_b))
    some = sides.part(apart)
    in_b = (some.b.terms[:, some.right] == to_a[apart]).any(0)
    in_a = (some.a.terms[:, some.left] == to_b[apart]).any(0)
    found = np.zeros(len(sides.left), np.bool_)
    found[apart] = in_a & in_b
    return found


def _shared_wishes(a: Ints, b: Ints) -> npt.NDArray[np.float64]:
    """Return the share of the wishes of either side that both have; 1 where neither has any."""
    either = _bit_count(a | b)
    return np.where(either == 0, 1.0, _bit_count(a & b) / np.maximum(either, 1))


def _bit_count(bits: Ints) -> npt.NDArray[np.uint8]:
    """Return how many bits are set; `np.bitwise_count` came with NumPy 2 only."""
    return np.asarray(_BITS_SET[bits & 0xFFFF] + _BITS_SET[bits >> 16])


def _contrasts(terms: Ints, matched: Bools, weights: Weights) -> Bits:
    """Return the lines of contrasts that the unmatched terms of each column stand in."""
    table = np.append(weights.contrast, np.uint64(0))
    bits = np.where(matched, np.uint64(0), table[np.maximum(terms, -1)])
    return np.asarray(np.bitwise_or.reduce(bits, axis=0), np.uint64)


def _apart(a: Ints, b: Ints, mask: int) -> Bools:
    """Both sides want something specific, and nothing of it is the same."""
    left, right = a & np.int32(mask), b & np.int32(mask)
    return np.asarray((left != 0) & (right != 0) & ((left & right) == 0))


def _one_side(a: Ints, b: Ints, bit: int) -> Bools:
    return np.asarray(((a & np.int32(bit)) != 0) != ((b & np.int32(bit)) != 0))


def _crossed(a: Ints, b: Ints, first: int, second: int) -> Bools:
    """One side asks for the first only, the other for the second only."""
    both = np.int32(first | second)
    return np.asarray(((a & both) != (b & both)) & ((a & both) != 0) & ((b & both) != 0))


WEIGHTS = Path(__file__).parent / "data" / "weights.json"


@dataclass(frozen=True)
class Model:
    """A fitted logistic regression, scaled so that 0.80 and 0.50 are the cuts that ship."""

    features: tuple[str, ...]
    weights: Floats
    """(features,)"""
    intercept: float

    def split(self, early: Sequence[str], late: Sequence[str]) -> tuple[Floats, Floats]:
        """Return the weights of two lists of features.

        Raises:
            ValueError: they are not together the features of this model, in order, or one of `late`
                could raise a score.
        """
        if (*early, *late) != self.features:
            raise ValueError(f"the weights are for {self.features}, not {(*early, *late)}")
        first, second = self.weights[: len(early)], self.weights[len(early) :]
        if (second > 0).any():
            raise ValueError(f"one of {tuple(late)} has a weight above 0: {second.tolist()}")
        return first, second


def sigmoid(logits: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
    """Return scores, 0 to 1, of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.asarray(logits, np.float64))))


def logit(score: float) -> float:
    """Return the log-odds of a score; infinite at 0 and 1."""
    if score <= 0:
        return -math.inf
    return math.log(score / (1 - score)) if score < 1 else math.inf


@lru_cache(maxsize=4)
def load_model(name: str, path: Path = WEIGHTS) -> Model:
    """Read one engine's model.

    Args:
        name: of the engine, `lexical` or `semantic`.
        path: the file of weights.

    Raises:
        ValueError: the file has no such engine, or not one weight for each feature.
    """
    engines = json.loads(path.read_text("utf-8"))["engines"]
    if name not in engines:
        raise ValueError(f"{path}: no weights for engine '{name}', only for {sorted(engines)}")
    found = engines[name]
    if len(found["features"]) != len(found["weights"]):
        raise ValueError(f"{path}: {len(found['features'])} features have {len(found['weights'])} weights")
    return Model(tuple(found["features"]), np.array(found["weights"], np.float32), float(found["intercept"]))


MEANING = ("meaning", "meaning_4")
"""The features that the semantic engine adds: the cosine of the two sentence vectors, and that to the
fourth, because what tells is the difference between 0.8 and 0.9."""


def meaning_features(cosine: Floats) -> Floats:
    """Return (pairs, len(MEANING)) of the cosines of sentence vectors."""
    return np.stack([cosine, cosine**4], axis=1)


@dataclass(frozen=True)
class Engine:
    """Everything that scoring needs beside the wordings themselves."""

    name: str
    lexicon: Lexicon
    weights: Weights
    model: Model

    def logits(self, sides: Sides, cosine: Floats | None = None, least: float = -np.inf) -> Floats:
        """Return the log-odds of pairs of wordings.

        Args:
            sides: the pairs.
            cosine: (pairs,) of their sentence vectors; only the semantic engine takes them.
            least: log-odds below this need not be right, only below it.
        """
        columns = early_features(sides, self.weights, self.lexicon)
        if cosine is not None:
            columns = np.hstack([columns, meaning_features(cosine)])
        early, late = self.model.split((*EARLY, *(() if cosine is None else MEANING)), LATE)
        found = columns @ early + np.float32(self.model.intercept)
        open_ones = np.flatnonzero(found >= least)
        found[open_ones] += late_features(sides.part(open_ones)) @ late
        return np.asarray(found, np.float32)


FEWEST = 5
"""Words that an answer needs before its overlap says something."""
EXPECTED = 0.25
"""Overlap of two answers that share a subject and nothing else."""
BONUS = logit(LIKELY) - logit(POSSIBLE)
"""Log-odds that a full overlap adds: it makes a possible duplicate likely, and no more than that. Nothing is taken off
for a small one, as two authors may have few words in common."""


def overlap_of(first: frozenset[str], second: frozenset[str]) -> float | None:
    """Return the share of the shorter answer's words that the other has; None where it is too short to tell."""
    short = min(len(first), len(second))
    return len(first & second) / short if short >= FEWEST else None


def answers_bonus(overlap: float | None) -> float:
    """Return what the overlap of two answers adds to the log-odds of their questions."""
    if overlap is None or overlap <= EXPECTED:
        return 0.0
    return BONUS * (overlap - EXPECTED) / (1 - EXPECTED)


def evidence_for(
    first: Wording,
    second: Wording,
    analyser: Analyser,
    answer_overlap: float | None = None,
) -> Evidence:
    """Return the evidence that two wordings ask the same.

    Args:
        first: a wording.
        second: another.
        analyser: took them apart, so it knows their words and which of them contrast.
        answer_overlap: see `Evidence`.
    """
    spell = analyser.spell
    only_first = _without(first, second)
    only_second = _without(second, first)
    return Evidence(
        shared=tuple(spell(term) for term in first.terms if term in second.terms),
        only_first=tuple(map(spell, only_first)),
        only_second=tuple(map(spell, only_second)),
        contrast=tuple(map(spell, _contrasting(only_first, only_second, analyser.lexicon))),
        answer_overlap=None if answer_overlap is None else round(answer_overlap, 2),
    )


def _without(wording: Wording, other: Wording) -> list[str]:
    """Return the words of one that the other lacks, first those of the subject."""
    there = {*other.terms, *other.soft}
    return [word for word in (*wording.terms, *wording.soft) if word not in there]


def _contrasting(first: list[str], second: list[str], lexicon: Lexicon) -> list[str]:
    lines_first = {line for word in first for line in lexicon.contrasts.get(word, ())}
    lines_second = {line for word in second for line in lexicon.contrasts.get(word, ())}
    both = lines_first & lines_second
    return sorted(word for word in (*first, *second) if both & set(lexicon.contrasts.get(word, ())))
