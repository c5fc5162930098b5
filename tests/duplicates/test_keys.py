"""The same key means the same wording."""

from __future__ import annotations

import pytest

from studyguide.duplicates.copies import answer_key, fingerprint, question_key


@pytest.mark.parametrize(
    "variant",
    [
        "What is overfitting",
        "what is   OVERFITTING?",
        "## What is **overfitting**?",
        "What is _overfitting_?!",
        "> What is [overfitting](https://example.org/x)?",
        "What is\n`overfitting`?",
        "Ｗｈａｔ is overfitting?",
        "“What is overfitting?”",
    ],
)
def test_marks_case_and_spacing_make_no_difference(variant: str) -> None:
    """A question keeps its key under another case, marks, spacing and full-width letters."""
    assert question_key(variant) == question_key("What is overfitting?")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is C?", "What is C++?"),
        ("What is C?", "What is C#?"),
        ("What does == do?", "What does === do?"),
        ("Is 0.5 enough?", "Is 05 enough?"),
        ("Is -1 valid?", "Is 1 valid?"),
        ("What is a_b?", "What is ab?"),
        ("What's the output?\n```js\nf(1)\n```", "What's the output?\n```js\nf(2)\n```"),
        ("What is über?", "What is uber?"),
    ],
)
def test_what_makes_another_question_makes_another_key(one: str, other: str) -> None:
    """Signs that belong to a name, numbers, operators and code are part of the key."""
    assert question_key(one) != question_key(other)


def test_answers_that_differ_in_marks_only_have_one_key() -> None:
    """Emphasis, list marks and line breaks in prose do not make another answer."""
    assert answer_key("* **It** memorises\nthe data.") == answer_key("it memorises the data")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("`a == b`", "`a != b`"),
        ("```py\nif x:\n    y()\nz()\n```", "```py\nif x:\n    y()\n    z()\n```"),
        ("It is `A`.", "It is `a`."),
        ("It is $X$.", "It is $x$."),
        ("About 10 %", "About 10"),
        ("", "no"),
    ],
)
def test_code_and_formulas_are_kept_in_the_key_of_an_answer(one: str, other: str) -> None:
    """An exact copy is dropped without asking, so code must be the same sign for sign."""
    assert answer_key(one) != answer_key(other)


def test_a_fingerprint_follows_the_wording() -> None:
    """The fingerprint stays under another layout and changes with a word."""
    assert fingerprint("What is **X**?") == fingerprint("what is x")
    assert fingerprint("What is X?") != fingerprint("What was X?")
    assert len(fingerprint("What is X?")) == 8
