"""Exact copies, and one question with several answers."""

from __future__ import annotations

from studyguide.duplicates import Band, Entry, Group, Index
from support.entries import lexical

CONTENT = [
    Entry("a", "What is overfitting?", (), "The model learns noise."),
    Entry("b", "What is *overfitting*", (), "the model learns noise"),
    Entry("c", "What is overfitting?", (), "It memorises the training set."),
]


def test_copies_are_told_from_other_answers() -> None:
    """Two entries that are the same make an exact group; another answer makes a group of its own kind."""
    assert Index(CONTENT, backend="lexical").exact() == [
        Group(Band.EXACT, ("a", "b")),
        Group(Band.SAME_QUESTION, ("a", "c")),
    ]


def test_an_alias_counts_as_the_question() -> None:
    """A question that is another one's alias is the same question."""
    first = Entry("a", "What is overfitting?", ("Why does a model memorise?",), "Noise.")
    second = Entry("b", "why does a model memorise", (), "Capacity.")

    assert Index([first, second], backend="lexical").exact() == [Group(Band.SAME_QUESTION, ("a", "b"))]


def test_different_questions_make_no_group() -> None:
    """One different word is enough."""
    assert lexical("What is overfitting?", "What is underfitting?").exact() == []


def output(key: str, code: str) -> Entry:
    return Entry(key, "What's the output?", (), f"```js\n{code}\n```")


SNIPPETS = [
    output("a", "let x = 1;\nconsole.log(x + 2);"),
    output("b", "for (const key of Object.keys(map)) { console.log(key); }"),
    output("c", "setTimeout(() => console.log(1), 0); Promise.resolve().then(run);"),
]


def test_a_shared_title_over_different_code_is_no_duplicate() -> None:
    """The title "What's the output?" over different code is no match at all."""
    index = Index(SNIPPETS, backend="lexical")

    assert index.exact() == []
    assert list(index.pairs(0.5)) == []
    assert index.matches(output("d", "const y = [3, 1, 2].sort(); console.log(y[0] * 4);")) == []


def test_a_shared_title_over_the_same_code_is_found() -> None:
    """The same code makes an exact copy, nearly the same code a likely duplicate, whatever the title."""
    index = Index(SNIPPETS, backend="lexical")
    near = Entry("d", "What does this print?", (), SNIPPETS[1].answer + "\nEach of them.")

    assert [match.band for match in index.matches(output("d", "let x = 1;\nconsole.log(x + 2);"))] == [Band.EXACT]
    assert [match.other for match in index.matches(near)] == ["b"]


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
