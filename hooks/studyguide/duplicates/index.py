"""The index: every question of a guide, ready to be asked what it has twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from studyguide.duplicates.copies import alike_bodies, answer_key, body_of, find_copies, likeness, runs
from studyguide.duplicates.entry import (
    EXACT_SCORE,
    HIGHEST,
    LIKELY,
    POSSIBLE,
    SAME_QUESTION_SCORE,
    Band,
    Entry,
    Evidence,
    Pair,
    band_of,
)
from studyguide.duplicates.lexicon import load_lexicon
from studyguide.duplicates.near_pairs import Searcher
from studyguide.duplicates.score import (
    BONUS,
    Engine,
    answers_bonus,
    evidence_for,
    load_model,
    logit,
    overlap_of,
    sigmoid,
)
from studyguide.duplicates.semantic import Backend, Embedder, choose_embedder
from studyguide.duplicates.vectors import Floats, Sides, fit_weights, tabulate
from studyguide.duplicates.wording import Analyser, Wording

_ALIKE_CODE = 0.5
"""Likeness of two code blocks below which their questions are at most possible duplicates."""
_BELOW_LIKELY = LIKELY - 0.01
_FIRST, _SECOND = np.array([0]), np.array([1])


class Asked(NamedTuple):
    """An entry in one of its wordings."""

    entry: Entry
    wording: Wording


class Found(NamedTuple):
    """Two entries in the wordings that are most alike."""

    first: Asked
    second: Asked
    score: float
    band: Band

    @property
    def order(self) -> tuple[int, float]:
        """For sorting: the surest first."""
        return self.band.rank, -self.score


class Scorer:
    """Says how alike two entries are: by their words, their answers and their code."""

    def __init__(self, analyser: Analyser, engine: Engine, embedder: Embedder | None) -> None:
        self._analyser = analyser
        self._engine = engine
        self._embedder = embedder
        self._roots: dict[str, frozenset[str]] = {}

    def compare(self, first: Asked, second: Asked) -> Found:
        """Return what two wordings are to each other, however low their score."""
        one, other = first.wording, second.wording
        if one.key == other.key and answer_key(first.entry.answer) == answer_key(second.entry.answer):
            return Found(first, second, EXACT_SCORE, Band.EXACT)
        if not (one.standalone and other.standalone):
            both_lean = one.standalone == other.standalone
            score = (
                min(likeness(body_of(first.entry, one), body_of(second.entry, other)), HIGHEST) if both_lean else 0.0
            )
            return Found(first, second, score, band_of(score))
        if one.key == other.key:
            return Found(first, second, SAME_QUESTION_SCORE, Band.SAME_QUESTION)
        score = self.score(self._log_odds(one, other), first, second)
        return Found(first, second, score, band_of(score))

    def score(self, log_odds: float, first: Asked, second: Asked) -> float:
        """Return the score of two wordings from their log-odds, with what their answers and their code say."""
        log_odds += answers_bonus(self._overlap(first.entry.answer, second.entry.answer))
        score = min(float(sigmoid(np.array(log_odds))), HIGHEST)
        one, other = first.wording.code, second.wording.code
        if one and other and likeness(runs(one), runs(other)) < _ALIKE_CODE:
            return min(score, _BELOW_LIKELY)
        return score

    def explain(self, found: Found) -> Evidence:
        """Return why two wordings look alike."""
        overlap = self._overlap(found.first.entry.answer, found.second.entry.answer)
        return evidence_for(found.first.wording, found.second.wording, self._analyser, overlap)

    def _log_odds(self, one: Wording, other: Wording) -> float:
        both = tabulate([one, other], self._engine.weights)
        return float(self._engine.logits(Sides(both, _FIRST, both, _SECOND), self._meaning(one, other))[0])

    def _meaning(self, one: Wording, other: Wording) -> Floats | None:
        if self._embedder is None:
            return None
        first, second = self._embedder.embed([self._analyser.spelt_out(wording.text) for wording in (one, other)])
        return np.array([first @ second], np.float32)

    def _overlap(self, first: str, second: str) -> float | None:
        return overlap_of(self._roots_of(first), self._roots_of(second)) if first and second else None

    def _roots_of(self, answer: str) -> frozenset[str]:
        if answer not in self._roots:
            self._roots[answer] = frozenset(self._analyser.roots(answer))
        return self._roots[answer]


class Index:
    """Finds copies and near duplicates among the entries of a guide.

    Args:
        entries: the questions, in the order of the guide; of two copies the earlier one counts as
            the original.
        backend: `lexical`, `semantic` (needs the extra of that name) or `auto`, which takes the
            semantic one where it is installed.
        cache_dir: where the semantic engine keeps its vectors; None for nowhere.

    Raises:
        ValueError: two entries have the same id.
        SemanticMissingError: `backend` is `semantic`, and the extra is missing or not intact.
    """

    def __init__(self, entries: Iterable[Entry], backend: Backend = "auto", cache_dir: Path | None = None) -> None:
        self._entries = tuple(entries)
        self._positions = {entry.id: at for at, entry in enumerate(self._entries)}
        if len(self._positions) < len(self._entries):
            raise ValueError(f"ids used twice: {', '.join(_repeated(self._entries))}")
        embedder = choose_embedder(backend, cache_dir)
        texts = [wording for entry in self._entries for wording in entry.wordings]
        self._owner = [at for at, entry in enumerate(self._entries) for _ in entry.wordings]
        analyser = Analyser(load_lexicon(), texts)
        self._wordings = [analyser.analyse(text) for text in texts]
        self._copies = find_copies(self._entries, self._wordings, self._owner)
        self._searched = [rows[0] for rows in self._copies.rows.values() if self._wordings[rows[0]].standalone]
        self._searcher = _make_searcher([self._wordings[row] for row in self._searched], analyser, embedder)
        self._scorer = Scorer(analyser, self._searcher.engine, embedder)

    @property
    def engine_name(self) -> str:
        """The engine that speaks: `lexical` or `semantic`."""
        return self._searcher.engine.name

    def compare(self, first: str, second: str) -> Pair:
        """Return what two entries are to each other, however low their score.

        Args:
            first: the id of an entry.
            second: that of another.

        Raises:
            KeyError: no entry has this id.
        """
        sides = product(self._wordings_of(first), self._wordings_of(second))
        return self._pair(min((self._scorer.compare(*side) for side in sides), key=lambda found: found.order))

    def pairs(self, floor: float = POSSIBLE, since: Collection[str] | None = None) -> Iterator[Pair]:
        """Yield every two entries that may ask the same, the surest first.

        Questions that are the same word for word are paired with the first of their kind, and only
        that one with questions in other words.

        Args:
            floor: the score to reach.
            since: ids; only pairs with at least one of them. None for all pairs.
        """
        new = None if since is None else frozenset(since)
        copied: set[tuple[str, str]] = set()
        for found in self._copied():
            ids = (found.first.entry.id, found.second.entry.id)
            copied.add(ids)
            if new is None or not new.isdisjoint(ids):
                yield self._pair(found)
        for found in self._near(floor):
            ids = (found.first.entry.id, found.second.entry.id)
            if ids not in copied and (new is None or not new.isdisjoint(ids)):
                yield self._pair(found)

    def _copied(self) -> Iterator[Found]:
        """Yield the copies, each with the first of its kind, exact ones first."""
        seen: set[tuple[int, int]] = set()
        for first, second, band, row in sorted(self._copies.pairs(), key=lambda pair: (pair[2].rank, pair[:2])):
            if (first, second) not in seen:
                seen.add((first, second))
                score = EXACT_SCORE if band is Band.EXACT else SAME_QUESTION_SCORE
                one, other = (Asked(self._entries[owner], self._wordings[row]) for owner in (first, second))
                yield Found(one, other, score, band)

    def _near(self, floor: float) -> Iterator[Found]:
        """Yield the pairs in other words that reach a score, the surest first, each once."""
        left, right, score = self._scored(floor)
        owner = np.asarray(self._owner, np.intp)
        swap = owner[left] > owner[right]
        left, right = np.where(swap, right, left), np.where(swap, left, right)
        for at in _best_order(owner[left], owner[right], score, floor).tolist():
            value = float(score[at])
            yield Found(self._asked(left[at]), self._asked(right[at]), value, band_of(value))

    def _scored(self, floor: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return rows, the rows that they are like, and the scores."""
        # Answers may help a pair to the floor, so their bonus comes off the log-odds that are looked for.
        found = self._searcher.all_near(logit(floor) - (BONUS if self._has_answers else 0.0))
        searched = np.asarray(self._searched, np.intp)
        left, right = searched[found.left], searched[found.right]
        score = np.minimum(sigmoid(found.logit), HIGHEST)
        if self._has_answers or self._has_code:
            for at, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
                score[at] = self._scorer.score(float(found.logit[at]), self._asked(one), self._asked(other))
        if alike := [*self._bodies_alike(floor)]:
            ones, others, values = zip(*alike, strict=True)
            return np.append(left, ones), np.append(right, others), np.append(score, values)
        return left, right, score

    def _bodies_alike(self, floor: float) -> Iterator[tuple[int, int, float]]:
        """Yield rows that name no subject and have nearly the same code and answer, with their score."""
        leaning = [row for row, wording in enumerate(self._wordings) if not wording.standalone]
        bodies = [body_of(*self._asked(row)) for row in leaning]
        for one, other, found in alike_bodies(bodies, floor):
            left, right = leaning[one], leaning[other]
            if self._owner[left] != self._owner[right]:
                yield left, right, min(found, HIGHEST)

    @cached_property
    def _has_answers(self) -> bool:
        return any(entry.answer for entry in self._entries)

    @cached_property
    def _has_code(self) -> bool:
        return any(self._wordings[row].code for row in self._searched)

    def _wordings_of(self, id_: str) -> list[Asked]:
        at = self._positions[id_]
        return [self._asked(row) for row, owner in enumerate(self._owner) if owner == at]

    def _asked(self, row: int) -> Asked:
        return Asked(self._entries[self._owner[row]], self._wordings[row])

    def _pair(self, found: Found) -> Pair:
        explain = partial(self._scorer.explain, found)
        return Pair(found.first.entry.id, found.second.entry.id, found.score, found.band, explain)


def _make_searcher(wordings: Sequence[Wording], analyser: Analyser, embedder: Embedder | None) -> Searcher:
    name = "semantic" if embedder else "lexical"
    weights = fit_weights(wordings, analyser.lexicon)
    texts = [analyser.spelt_out(wording.text) for wording in wordings] if embedder else []
    return Searcher(
        engine=Engine(name, analyser.lexicon, weights, load_model(name)),
        table=tabulate(wordings, weights),
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


def _repeated(entries: Iterable[Entry]) -> list[str]:
    counts = Counter(entry.id for entry in entries)
    return sorted(key for key, count in counts.items() if count > 1)
