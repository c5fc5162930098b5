"""Proposes a topic for a question: that of the questions of the guide it is most like.

Being about the same is another matter than asking the same, so the search for duplicates is no help:
here the words of question and answer are compared, by TF-IDF and cosine (Salton & Buckley, 1988).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from studyguide.duplicates.stemmer import stem
from studyguide.duplicates.vectors import TermIndex
from studyguide.guide.model import Question
from studyguide.importing.report import UNSORTED
from studyguide.importing.words import FUNCTION_WORDS

NEIGHBOURS = 5
"""How many similar questions are asked for their topic."""
FLOOR = 0.1
"""Below this similarity two texts have no subject in common."""

_WORD = re.compile(r"[^\W\d_]{3,}|[一-鿿぀-ヿ가-힣]{2}")
_QUESTION_WEIGHT = 3
"""A word of the question counts as much as three of the answer."""


class TopicIndex:
    """Knows the words of every topic's questions."""

    def __init__(self, questions: Iterable[Question]) -> None:
        """Take the questions of the guide and the drafts that have a topic."""
        sorted_ones = [question for question in questions if question.topic != UNSORTED]
        self._topics = [question.topic for question in sorted_ones]
        self._index = TermIndex([_terms((one.question, *one.also_asked), one.body) for one in sorted_ones])

    def propose(self, question: str, answer: str) -> tuple[str, float]:
        """Return the topic of the most similar questions, and its share of their scores, 0 to 1.

        A question that is like none is unsorted, with a confidence of 0.
        """
        nearest = self._index.nearest(_terms((question,), answer), NEIGHBOURS)
        return _vote((self._topics[number], score) for number, score in nearest if score >= FLOOR)


def _terms(wordings: Iterable[str], answer: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in wordings:
        for word in _content(text):
            counts[stem(word)] += _QUESTION_WEIGHT
    counts.update(stem(word) for word in _content(answer))
    return counts


def _content(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in FUNCTION_WORDS]


def _vote(neighbours: Iterable[tuple[str, float]]) -> tuple[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for topic, score in neighbours:
        weights[topic] += score
    if not weights:
        return UNSORTED, 0.0
    topic = min(weights, key=lambda name: (-weights[name], name))
    return topic, round(weights[topic] / sum(weights.values()), 2)
