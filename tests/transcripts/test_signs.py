"""How long texts are put on one line, and how texts are laid out for terminals."""

from __future__ import annotations

import pytest

from studyguide.importing.fitting import as_code, fit, shortenings
from studyguide.importing.signs import one_line
from studyguide.importing.width import columns, cut, pad, shown, wrap


def test_a_text_of_any_length_comes_on_one_line() -> None:
    """A very long one keeps its runs of spaces, which cost memory to take out."""
    assert one_line(" a \n b\t\tc\r\n") == "a b c"
    assert one_line(" a  b\nc\td\r" + "e" * 1_000_000) == "a  b c d " + "e" * 1_000_000


def test_marks_that_join_a_letter_take_no_column() -> None:
    """An accent written by itself stands above the letter before it."""
    assert columns("e\u0301te\u0301") == 3
    assert cut("e\u0301te\u0301 e\u0301te\u0301", 4) == "e\u0301te\u0301…"


@pytest.mark.parametrize(
    ("text", "width", "left"),
    [
        ("one two", 7, "one two"),
        ("one two", 6, "one t…"),
        ("one two", 5, "one…"),
        (" a \n b ", 9, "a b"),
        ("\x1b[1m", 9, "\ufffd[1m"),
        ("过", 1, "…"),
    ],
)
def test_a_text_is_cut_to_a_width(text: str, width: int, left: str) -> None:
    """It is on one line, ends in an ellipsis where it was cut, and does not steer the terminal."""
    assert cut(text, width) == left
    assert columns(pad(text, width)) == width


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("one two", ["one", "two"]),
        ("  one two", ["  one", "two"]),
        ("abcdefghijk", ["abcde", "fghij", "k"]),
        ("a\n\n\tb", ["a", "", "    b"]),
        ("过", ["过"]),
        ("a\x07b", ["a\ufffdb"]),
    ],
)
def test_a_text_is_wrapped(text: str, rows: list[str]) -> None:
    """At blanks where there are some, and its own lines and indents stay."""
    assert wrap(text, 5) == rows


def test_a_width_that_no_character_fits_in_still_ends() -> None:
    """Each line has at least one character."""
    assert wrap("过拟合", 1)[:3] == ["过", "拟", "合"]
    assert shown("plain – text") == "plain – text"


def test_a_long_question_has_many_shorter_wordings() -> None:
    """They are all questions, none is too long, and no two are the same."""
    question = "How does one " + "very " * 30 + "carefully brew a cup of green tea in a pot of clay?"
    shorter = shortenings(question)
    found = [next(shorter) for _ in range(5)]

    assert found[1].endswith(" … brew a cup of green tea in a pot of clay?")
    assert [each[-4:] for each in found[2:]] == ["(2)?", "(3)?", "(4)?"]
    assert len(set(found)) == 5
    assert all(len(each) <= 110 and each.endswith("?") for each in found)
    assert next(shortenings("x" * 200 + "?")) == "x" * 108 + "…?"


def test_code_has_a_fence_that_is_not_in_it() -> None:
    """It is longer than any run of the same signs."""
    assert as_code("a") == "```text\na\n```"
    assert as_code("````\n~~~~~") == "``````text\n````\n~~~~~\n``````"


def test_characters_that_the_checks_refuse_are_removed_and_named() -> None:
    """One, a few, and many kinds."""
    assert fit("What\u202e?", "It.").changes == ("1 character that is not accepted was removed: U+202E",)
    many = fit("What?", "a\u202eb\u202ac\u0007d\u0008e\u200ef\u2066g\u2067")
    assert many.answer == "abcdefg"
    assert many.changes == (
        "7 characters that are not accepted were removed: U+0007, U+0008, U+200E, U+202A, U+202E, …",
    )
