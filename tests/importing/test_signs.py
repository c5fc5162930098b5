"""How texts are shortened, and made fit for the checks."""

from __future__ import annotations

from studyguide.importing.fitting import as_code, fit, shortenings


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
    """It is longer than any run of backticks."""
    assert as_code("a") == "```text\na\n```"
    assert as_code("````\n~~~~~") == "`````text\n````\n~~~~~\n`````"


def test_characters_that_the_checks_refuse_are_removed_and_named() -> None:
    """One, a few, and many kinds."""
    assert fit("What\u202e?", "It.").changes == ("1 character that is not accepted was removed: U+202E",)
    many = fit("What?", "a\u202eb\u202ac\u0007d\u0008e\u200ef\u2066g\u2067")
    assert many.answer == "abcdefg"
    assert many.changes == (
        "7 characters that are not accepted were removed: U+0007, U+0008, U+200E, U+202A, U+202E, …",
    )


def test_references_to_characters_that_the_checks_refuse_are_shown_as_they_are_written() -> None:
    """Nothing of an answer is lost; code and references to visible signs stay."""
    found = fit("What?", "`&rlm;` &amp; a&rlm;b &#x202E;")

    assert found.answer == "`&rlm;` &amp; a&amp;rlm;b &amp;#x202E;"
    assert found.changes == ("references to invisible characters were escaped",)
