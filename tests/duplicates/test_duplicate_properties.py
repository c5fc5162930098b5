"""What holds for any questions."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.duplicates import Entry, Index
from studyguide.duplicates.copies import question_key

_WORDS = (
    "what is the difference between a cnn and an rnn how does dropout help explain gradient descent why L1 L2".split()
)
_QUESTION = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join)
_ANY_TEXT = st.text(max_size=40)
_LISTS = st.lists(_QUESTION | _ANY_TEXT, min_size=2, max_size=8)


def index_of(questions: list[str]) -> Index:
    return Index([Entry(f"q{at}", text) for at, text in enumerate(questions)], backend="lexical")


@settings(max_examples=60, deadline=None)
@given(_LISTS)
def test_scores_are_symmetric(questions: list[str]) -> None:
    """Two questions have one score, whichever is named first, between 0 and 1."""
    index = index_of(questions)

    there, back = index.compare("q0", "q1"), index.compare("q1", "q0")

    assert abs(there.score - back.score) < 1e-6
    assert there.band is back.band
    assert 0.0 <= there.score <= 1.0
    assert there.evidence.only_first == back.evidence.only_second
    assert set(there.evidence.shared) == set(back.evidence.shared)
    assert there.evidence.contrast == back.evidence.contrast


@settings(max_examples=60, deadline=None)
@given(_LISTS)
def test_the_same_input_gives_the_same_output(questions: list[str]) -> None:
    """Nothing depends on the run: pairs, order and scores are the same again."""
    first, second = index_of(questions), index_of(questions)

    assert list(first.pairs(0.1)) == list(second.pairs(0.1))


@settings(max_examples=60, deadline=None)
@given(_LISTS)
def test_every_pair_is_yielded_once_and_in_order(questions: list[str]) -> None:
    """A pair names the earlier entry first, appears once, and the surest stand first."""
    pairs = list(index_of(questions).pairs(0.1))

    ids = [(int(pair.first[1:]), int(pair.second[1:])) for pair in pairs]
    assert len(set(ids)) == len(ids)
    assert all(first < second for first, second in ids)
    assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)


@settings(max_examples=60, deadline=None)
@given(_LISTS, st.randoms(use_true_random=False))
def test_the_order_of_the_entries_changes_no_score(questions: list[str], rng: random.Random) -> None:
    """The score of two questions does not depend on where they stand in the guide."""
    entries = [Entry(f"q{at}", text) for at, text in enumerate(questions)]
    shuffled = entries[:]
    rng.shuffle(shuffled)

    one, other = Index(entries, backend="lexical"), Index(shuffled, backend="lexical")

    assert abs(one.compare("q0", "q1").score - other.compare("q0", "q1").score) < 1e-6


@settings(max_examples=100, deadline=None)
@given(_ANY_TEXT)
def test_a_key_is_stable_under_case_and_spacing(text: str) -> None:
    """Doubling spaces makes no other key, and the key of a key is itself for plain words."""
    assert question_key(text.replace(" ", "  ")) == question_key(text)


def brute_force(index: Index, count: int, floor: float) -> set[tuple[str, str]]:
    names = [f"q{at}" for at in range(count)]
    return {
        (one, other)
        for at, one in enumerate(names)
        for other in names[at + 1 :]
        if index.compare(one, other).score >= floor
    }


def test_the_search_finds_what_comparing_all_finds() -> None:
    """Of the pairs that score 0.5, looking at every pair finds no more than the search does."""
    rng = random.Random(5)
    subjects = [
        " ".join(rng.choices("raft paxos quorum lease shard gossip epoch ledger".split(), k=2)) for _ in range(40)
    ]
    shapes = ("What is {}?", "Explain {}.", "How does {} work?", "Why is {} needed?")
    questions = sorted({shape.format(subject) for subject in subjects for shape in rng.sample(shapes, 2)})

    index = index_of(questions)

    assert {(pair.first, pair.second) for pair in index.pairs(0.5)} == brute_force(index, len(questions), 0.5)
