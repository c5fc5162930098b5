"""Exact copies, and one question with several answers."""

from __future__ import annotations

from studyguide.duplicates import Band, Entry, Index
from support.entries import lexical


def found(index: Index, floor: float = 0.5) -> list[tuple[str, str, Band]]:
    """Return the pairs of an index with their bands."""
    return [(pair.first, pair.second, pair.band) for pair in index.pairs(floor)]


CONTENT = [
    Entry("a", "What is overfitting?", (), "The model learns noise."),
    Entry("b", "What is *overfitting*", (), "the model learns noise"),
    Entry("c", "What is overfitting?", (), "It memorises the training set."),
]


def test_copies_are_told_from_other_answers() -> None:
    """Two entries that are the same in everything are an exact copy; another answer makes another kind of pair."""
    index = Index(CONTENT, backend="lexical")

    assert found(index) == [("a", "b", Band.EXACT), ("a", "c", Band.SAME_QUESTION)]
    assert [index.compare("a", other).band for other in "bc"] == [Band.EXACT, Band.SAME_QUESTION]


def test_an_alias_counts_as_the_question() -> None:
    """A question that is another one's alias is the same question."""
    first = Entry("a", "What is overfitting?", ("Why does a model memorise?",), "Noise.")
    second = Entry("b", "why does a model memorise", (), "Capacity.")

    assert Index([first, second], backend="lexical").compare("a", "b").band is Band.SAME_QUESTION
    assert found(Index([first, second], backend="lexical")) == [("a", "b", Band.SAME_QUESTION)]


def output(key: str, code: str) -> Entry:
    return Entry(key, "What's the output?", (), f"```js\n{code}\n```")


SNIPPETS = [
    output("a", "let x = 1;\nconsole.log(x + 2);"),
    output("b", "for (const key of Object.keys(map)) { console.log(key); }"),
    output("c", "setTimeout(() => console.log(1), 0); Promise.resolve().then(run);"),
]


def test_a_shared_title_over_different_code_is_no_duplicate() -> None:
    """The title "What's the output?" over different code is no match at all."""
    assert found(Index(SNIPPETS, backend="lexical")) == []


def test_a_shared_title_over_the_same_code_is_found() -> None:
    """The same code makes an exact copy, nearly the same code a possible duplicate, whatever the title."""
    same = output("d", "let x = 1;\nconsole.log(x + 2);")
    near = Entry("e", "What does this print?", (), SNIPPETS[1].answer + "\nEach of them.")

    assert found(Index([*SNIPPETS, same, near], backend="lexical")) == [
        ("a", "d", Band.EXACT),
        ("b", "e", Band.POSSIBLE),
    ]


def test_code_in_the_question_parts_questions_that_read_the_same() -> None:
    """With different code in the question itself, a pair is at most possible."""
    one = Entry("a", "What does the map function return?\n```js\n[1, 2, 3].map(parseInt)\n```")
    other = Entry("b", "What does the map function return?\n```js\nnames.map((n) => n.length)\n```")

    assert all(pair.band is Band.POSSIBLE for pair in Index([one, other], backend="lexical").pairs())


def test_many_copies_are_paired_with_the_first_only() -> None:
    """A hundred copies make ninety-nine pairs, not 4,950."""
    pairs = list(lexical(*["What is a deadlock?"] * 100).pairs())

    assert len(pairs) == 99
    assert {pair.first for pair in pairs} == {"q0"}
