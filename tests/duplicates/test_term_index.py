"""The documents that are most like another, by the words that they have in common."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyguide.duplicates.vectors import TermIndex

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4), max_size=6)


def by_definition(documents: list[dict[str, int]], asked: dict[str, int]) -> list[float]:
    """Return the cosine of each document with another one, term by term."""
    total = len(documents)
    frequency = {term: sum(term in each for each in documents) for term in "abcdefgh"}
    telling = [term for term in "abcdefgh" if 0 < frequency[term] <= max(total / 2, 1)]

    def vector(counts: dict[str, int]) -> list[float]:
        return [
            (1 + math.log(counts[term])) * math.log((total + 1) / frequency[term]) if term in counts else 0.0
            for term in telling
        ]

    def cosine(one: list[float], other: list[float]) -> float:
        return sum(map(float.__mul__, one, other)) / ((math.hypot(*one) or 1.0) * (math.hypot(*other) or 1.0))

    return [cosine(vector(each), vector(asked)) for each in documents]


@given(st.lists(COUNTS, max_size=8), COUNTS)
def test_the_nearest_are_those_of_the_definition(documents: list[dict[str, int]], asked: dict[str, int]) -> None:
    """Each document that shares a telling term is there with its cosine, the nearest first."""
    found = TermIndex(documents).nearest(asked, 99)

    expected = by_definition(documents, asked)
    assert dict(found) == pytest.approx({at: cosine for at, cosine in enumerate(expected) if cosine})
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)


def test_no_more_come_back_than_were_asked_for() -> None:
    """Of documents that are equally near, the earlier one comes first."""
    index = TermIndex([{"tea": 1}, {"tea": 1}, {"milk": 1}, {"milk": 1, "tea": 3}, {"bread": 1}, {"bread": 1}])

    assert [number for number, _ in index.nearest({"tea": 1}, 2)] == [0, 1]
