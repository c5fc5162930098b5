"""The entries of an index taken apart once, and the scores of two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from studyguide.duplicates.answers import BONUS, Answers, Runs, alike_bodies, bonus, likeness, runs
from studyguide.duplicates.copies import Copies, find_copies
from studyguide.duplicates.engine import Engine
from studyguide.duplicates.entry import (
    EXACT_SCORE,
    HIGHEST,
    LIKELY,
    SAME_QUESTION_SCORE,
    Band,
    Entry,
    Evidence,
    band_of,
)
from studyguide.duplicates.evidence import compare
from studyguide.duplicates.features import Sides
from studyguide.duplicates.lexicon import load_lexicon
from studyguide.duplicates.model import load_model, logit, sigmoid
from studyguide.duplicates.normalise import answer_key
from studyguide.duplicates.search import Near, Searcher
from studyguide.duplicates.semantic import Embedder
from studyguide.duplicates.vectorise import Floats, fit_weights, tabulate
from studyguide.duplicates.wording import Analyser, Wording

_ALIKE_CODE = 0.5
"""Likeness of two code blocks below which their questions are at most possible duplicates."""
_BELOW_LIKELY = LIKELY - 0.01
_FIRST, _SECOND = np.array([0]), np.array([1])


class Found(NamedTuple):
    """Two wordings that may ask the same."""

    first: Entry
    second: Entry
    score: float
    band: Band
    wording_first: Wording
    wording_second: Wording


@dataclass(frozen=True)
class Corpus:
    """All wordings of all entries, one row each."""

    entries: Sequence[Entry]
    analyser: Analyser
    wordings: Sequence[Wording]
    owner: Sequence[int]
    """(rows,) position of the entry that each wording belongs to."""
    copies: Copies
    answers: Answers
    rows: Sequence[int]
    """Rows that `searcher` knows: those that name a subject, each key once."""
    searcher: Searcher
    embedder: Embedder | None

    def copied(self) -> Iterator[Found]:
        """Yield the copies, each with the first of its kind, exact ones first."""
        pairs = sorted(self.copies.pairs(), key=lambda pair: (pair[2].rank, pair[:2]))
        seen: set[tuple[int, int]] = set()
        for first, second, band, row in pairs:
            if (first, second) not in seen:
                seen.add((first, second))
                score = EXACT_SCORE if band is Band.EXACT else SAME_QUESTION_SCORE
                one, other = self.entries[first], self.entries[second]
                yield Found(one, other, score, band, self.wordings[row], self.wordings[row])

    def near(self, floor: float) -> Iterator[Found]:
        """Yield the pairs in other words that reach a score, the surest first, each once."""
        found = self.searcher.all_near(self._least(floor))
        rows, owner = np.asarray(self.rows, np.intp), np.asarray(self.owner, np.intp)
        left, right = rows[found.left], rows[found.right]
        score = self._scores(found, left, right)
        if alike := [*self._bodies_alike(floor)]:
            ones, others, values = zip(*alike, strict=True)
            left, right, score = np.append(left, ones), np.append(right, others), np.append(score, values)
        first, second = owner[left], owner[right]
        swap = first > second
        first, second = np.where(swap, second, first), np.where(swap, first, second)
        left, right = np.where(swap, right, left), np.where(swap, left, right)
        for at in _best_order(first, second, score, floor).tolist():
            value = float(score[at])
            one, other = self.entries[first[at]], self.entries[second[at]]
            yield Found(one, other, value, band_of(value), self.wordings[left[at]], self.wordings[right[at]])

    def between(self, first: Entry, second: Entry) -> Found:
        """Return the best pair of wordings of two entries, whatever its score."""
        one = [self.analyser.analyse(text) for text in first.wordings]
        other = [self.analyser.analyse(text) for text in second.wordings]
        found = [Found(first, second, *self._verdict(first, second, a, b), a, b) for a in one for b in other]
        return min(found, key=lambda pair: (pair.band.rank, -pair.score))

    def _verdict(self, first: Entry, second: Entry, one: Wording, other: Wording) -> tuple[float, Band]:
        if one.key == other.key and answer_key(first.answer) == answer_key(second.answer):
            return EXACT_SCORE, Band.EXACT
        if not (one.standalone and other.standalone):
            alike = one.standalone == other.standalone
            score = likeness(body_of(first, one), body_of(second, other)) if alike else 0.0
            return min(score, HIGHEST), band_of(min(score, HIGHEST))
        if one.key == other.key:
            return SAME_QUESTION_SCORE, Band.SAME_QUESTION
        weights = self.searcher.engine.weights
        both = tabulate([one, other], weights)
        meaning = self._meaning(one, other)
        sides = Sides(both, _FIRST, both, _SECOND)
        log_odds = self.searcher.engine.logits(sides, meaning)
        score = self._score(float(log_odds[0]), first, second, one, other)
        return score, band_of(score)

    def _meaning(self, one: Wording, other: Wording) -> Floats | None:
        if self.embedder is None:
            return None
        texts = [self.analyser.spelt_out(wording.text) for wording in (one, other)]
        first, second = self.embedder.embed(texts)
        return np.array([first @ second], np.float32)

    def explain(self, found: Found) -> Evidence:
        """Return the evidence for two wordings."""
        overlap = self.answers.overlap(found.first.answer, found.second.answer)
        return compare(found.wording_first, found.wording_second, self.analyser, overlap)

    def _scores(self, near: Near, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Return the scores of pairs of rows; answers and code are looked at only where there are any."""
        scores = np.minimum(sigmoid(near.logit), HIGHEST)
        if self._has_answers or self._has_code:
            for at, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
                scores[at] = self._score(
                    float(near.logit[at]),
                    self.entries[self.owner[one]],
                    self.entries[self.owner[other]],
                    self.wordings[one],
                    self.wordings[other],
                )
        return scores

    def _score(self, log_odds: float, first: Entry, second: Entry, one: Wording, other: Wording) -> float:
        """Return the score of two questions, with what their answers and their code say."""
        log_odds += bonus(self.answers.overlap(first.answer, second.answer))
        score = min(float(sigmoid(np.array(log_odds))), HIGHEST)
        if one.code and other.code and likeness(runs(one.code), runs(other.code)) < _ALIKE_CODE:
            return min(score, _BELOW_LIKELY)
        return score

    def _least(self, floor: float) -> float:
        """Return the log-odds at which a pair may still reach a score, its answers helping."""
        return logit(floor) - (BONUS if self._has_answers else 0.0)

    @cached_property
    def _has_answers(self) -> bool:
        return any(entry.answer for entry in self.entries)

    @cached_property
    def _has_code(self) -> bool:
        return any(self.wordings[row].code for row in self.rows)

    @cached_property
    def _leaning(self) -> list[int]:
        """Rows that name no subject; their code and answers are compared instead."""
        return [row for row, wording in enumerate(self.wordings) if not wording.standalone]

    @cached_property
    def _bodies(self) -> list[Runs]:
        return [body_of(self.entries[self.owner[row]], self.wordings[row]) for row in self._leaning]

    def _bodies_alike(self, floor: float) -> Iterator[tuple[int, int, float]]:
        for one, other, found in alike_bodies(self._bodies, floor):
            left, right = self._leaning[one], self._leaning[other]
            if self.owner[left] != self.owner[right]:
                yield left, right, min(found, HIGHEST)


def body_of(entry: Entry, wording: Wording) -> Runs:
    """Return what a question without a subject leans on: its code and its answer."""
    return runs(f"{wording.code}\n{entry.answer}")


def build_corpus(entries: Sequence[Entry], embedder: Embedder | None) -> Corpus:
    """Take entries apart. See `Index` for the arguments."""
    texts = [wording for entry in entries for wording in entry.wordings]
    owner = [at for at, entry in enumerate(entries) for _ in entry.wordings]
    analyser = Analyser(load_lexicon(), texts)
    wordings = [analyser.analyse(text) for text in texts]
    copies = find_copies(entries, wordings, owner)
    rows = [rows[0] for rows in copies.rows.values() if wordings[rows[0]].standalone]
    return Corpus(
        entries=entries,
        analyser=analyser,
        wordings=wordings,
        owner=owner,
        copies=copies,
        answers=Answers(analyser),
        rows=rows,
        searcher=_make_searcher([wordings[row] for row in rows], analyser, embedder),
        embedder=embedder,
    )


def _make_searcher(wordings: Sequence[Wording], analyser: Analyser, embedder: Embedder | None) -> Searcher:
    name = "semantic" if embedder else "lexical"
    weights = fit_weights(wordings, analyser.lexicon)
    table = tabulate(wordings, weights)
    texts = [analyser.spelt_out(wording.text) for wording in wordings] if embedder else []
    return Searcher(
        engine=Engine(name, analyser.lexicon, weights, load_model(name)),
        table=table,
        vectors=embedder.embed(texts) if embedder else None,
    )


def _best_order(first: np.ndarray, second: np.ndarray, score: np.ndarray, floor: float) -> np.ndarray:
    """Return the places of the best pair of wordings of every two entries, the surest first."""
    kept = np.flatnonzero((score >= floor) & (first != second))
    order = kept[np.lexsort((-score[kept], second[kept], first[kept]))]
    codes = np.stack([first[order], second[order]])
    new = np.ones(len(order), np.bool_)
    new[1:] = (codes[:, 1:] != codes[:, :-1]).any(0)
    order = order[new]
    return order[np.lexsort((second[order], first[order], -score[order]))]
