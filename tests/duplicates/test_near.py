"""Questions in other words: what is called likely, possible or nothing."""

from __future__ import annotations

import pytest

from studyguide.duplicates import Band, Entry, Index
from support.entries import entries, lexical

BACKGROUND = (
    "What is a closure in JavaScript?",
    "How does garbage collection work in Java?",
    "What are the ACID properties of a transaction?",
    "How do you center an element with CSS?",
    "Explain the CAP theorem.",
    "What is the difference between TCP and UDP?",
    "Why do databases use indexes?",
    "What is the purpose of a load balancer?",
    "How is a binary tree balanced?",
    "What is continuous integration?",
)


def band(one: str, other: str) -> Band:
    index = lexical(*BACKGROUND, one, other)
    return index.compare(f"q{len(BACKGROUND)}", f"q{len(BACKGROUND) + 1}").band


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is eventual consistency?", "Explain the concept of eventual consistency."),
        ("What is the difference between a process and a thread?", "Process vs thread: how do they differ?"),
        ("What is gradient descent?", "What is gradient descent and how does it work?"),
        ("What is a convolutional neural network?", "Can you explain CNNs?"),
        (
            "What is the difference between L1 and L2 regularization?",
            "What's the difference between L2 and L1 regularisation?",
        ),
    ],
)
def test_rewordings_are_likely(one: str, other: str) -> None:
    """The same subject and the same wish in other words is a likely duplicate."""
    assert band(one, other) is Band.LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How do you create a branch in git?", "How do you delete a branch in git?"),
        ("How do you convert a string to a number?", "How do you convert a number to a string?"),
        (
            "How do you pass data from a parent to a child component?",
            "How do you pass data from a child to a parent component?",
        ),
        ("What is the purpose of the encoder?", "What is the purpose of the decoder?"),
        ("What are the advantages of a cache?", "What are the disadvantages of a cache?"),
        ("What is the L1 penalty?", "What is the difference between the L1 and the L2 penalty?"),
        ("Which volume type is best for boot disks?", "Which volume type is best for log archives?"),
        ("What is a liveness probe?", "What is a readiness probe?"),
        ("What is photosynthesis?", "How do you deploy to production?"),
    ],
)
def test_look_alikes_are_not_likely(one: str, other: str) -> None:
    """One replaced word, the other direction, the contrary, or one side of a comparison is another question."""
    assert band(one, other) not in (Band.LIKELY, Band.SAME_QUESTION, Band.EXACT)


def test_one_question_asked_three_ways_is_one() -> None:
    """Each of three ways to ask is paired with the other two."""
    ways = (
        "CNN or RNN?",
        "What is the difference between a CNN and an RNN?",
        "How do convolutional neural networks differ from recurrent neural networks?",
    )
    index = lexical(*BACKGROUND, *ways)

    assert {(pair.first, pair.second) for pair in index.pairs()} == {("q10", "q11"), ("q10", "q12"), ("q11", "q12")}


def test_aliases_are_looked_at() -> None:
    """A question that is near an alias is near the entry, with the score of its best wording."""
    guide = [*entries(*BACKGROUND), Entry("x", "Why do models memorise?", ("What is overfitting?",))]

    (pair,) = Index([*guide, Entry("y", "Explain the concept of overfitting.")], backend="lexical").pairs()

    assert (pair.first, pair.second, pair.band) == ("x", "y", Band.LIKELY)


def test_answers_help_but_never_hurt() -> None:
    """Answers with the same words raise a score; answers with other words leave it as it is."""
    one, other = "How would you monitor a service?", "What do you use to monitor services in production?"
    answer = "Collect metrics, logs and traces, alert on symptoms, and keep dashboards per service."
    unlike = "Ask the users whether anything seems slower than usual on Monday mornings."

    def score(first: str, second: str) -> float:
        index = Index(
            [*entries(*BACKGROUND), Entry("x", one, (), first), Entry("y", other, (), second)], backend="lexical"
        )
        return index.compare("x", "y").score

    assert score(answer, answer + " Review them weekly.") > score("", "")
    assert score(answer, unlike) == score("", "")


def test_since_shows_what_is_new() -> None:
    """Only pairs with a new entry are shown, the old ones among themselves are not."""
    index = lexical("What is recursion?", "Explain recursion.", *BACKGROUND, "What is the CAP theorem?")

    every = {(pair.first, pair.second) for pair in index.pairs()}
    new = {(pair.first, pair.second) for pair in index.pairs(since={"q12"})}

    assert every == {("q0", "q1"), ("q6", "q12")}
    assert new == {("q6", "q12")}


def test_evidence_names_the_words() -> None:
    """Shared words, words of one side and contrasting words are there in a form that readers know."""
    index = lexical(*BACKGROUND, "What is L1 regularization?", "What is L2 regularization in trees?")

    evidence = index.compare("q10", "q11").evidence

    assert evidence.shared == ("regularization",)
    assert evidence.only_first == ("l1",)
    assert evidence.only_second == ("l2", "tree")
    assert evidence.contrast == ("l1", "l2")
    assert str(evidence) == "both: regularization; only first: l1; only second: l2, tree; contrast: l1, l2"


def test_two_entries_with_one_id_are_refused() -> None:
    """The message names the id."""
    with pytest.raises(ValueError, match="ids used twice: a"):
        Index([Entry("a", "One?"), Entry("a", "Two?")], backend="lexical")


def test_an_unknown_id_is_a_key_error() -> None:
    """An id that is not there has no score."""
    with pytest.raises(KeyError):
        lexical("What is recursion?").compare("q0", "nowhere")


def test_an_empty_index_finds_nothing() -> None:
    """No entry, no pair, no error."""
    assert list(lexical().pairs()) == []
