"""What is said of the style of an answer is in style.yml, case by case: the words of each part, and how it reads.

Run with UPDATE_GOLDEN=1 to write what is said now into the file; read the difference before you commit it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from studyguide.checks.answers import check_style, count_words, lix
from studyguide.guide.model import Level
from studyguide.guide.text import is_question
from support.golden import Case, golden_cases
from support.values import a_guide, a_question, a_topic

FILE = Path(__file__).with_name("style.yml")
WORDS = "The cat sat on the mat and saw that it was warm. "


def found_in(text: str) -> str:
    """Return what is said of an answer below the name of its level; `words × 12` stands for a dozen short words."""
    level, _, body = text.partition("\n")
    body = re.sub(r"words × (\d+)", lambda match: " ".join((WORDS * 100).split()[: int(match[1])]), body)
    question = replace(a_question("brew", body=body, body_line=7), level=Level(level))
    return "".join(f"{problem}\n" for problem in check_style(a_guide(a_topic("tea", question))))


@pytest.mark.parametrize("case", golden_cases(FILE, found_in), ids=lambda case: case.what)
def test_what_is_said_of_an_answer_is_what_its_case_says(case: Case) -> None:
    """The lines, the counts and the words of each warning are just those."""
    assert found_in(case.text) == case.found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One two, three.", 3),
        ("it's e.g. state-of-the-art", 3),
        ("3 5.2 1,000 50% x2 2x", 6),
        ("_ __ - – ( ) 'a' b_c", 2),
        ("[a link](leaf.md) b", 3),
        ("[a](b c d) [@sen, p. 3; @b] e", 2),
        ("[a](never closed b", 4),
        ("[@never closed b", 3),
        ("https://example.org/a/b c http://x.y", 1),
        ("a\n| b | c |\n  | d |\ne | f", 3),
        ("]( ) a [@] b", 2),
        ("", 0),
    ],
)
def test_words_are_counted_as_readers_read(text: str, words: int) -> None:
    """Tables, addresses and citations do not count; what is not closed is text."""
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", 0),
        ("a b c", 0),
        ("The cat sat.", 3),
        ("The cat sat. It sat on it.", 3.5),
        ("A letter. Letters. Letter: letter? letter! end", 1 + 100 / 6),
        ("One letter\n\ntwo letters\n- three letters\n* four", 7 / 4 + 100 * 2 / 7),
        ("e.g.this is 3.5 words", 3),
        ("[letters](https://example.org/letters) words [@letters] words", 3 + 100 / 3),
        ("| letters |\nword", 1),
        ("...", 0),
    ],
)
def test_lix_is_the_words_of_a_sentence_and_the_share_of_long_ones(text: str, value: float) -> None:
    """A sentence needs a word, and a word two letters; seven letters are long."""
    assert lix(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "What is it?",
        "Is it “so?”",
        "Is it (so?)",
        "Why? Say it.",
        "什么？",
        "Explain it",
        "*derive* it.",
        "Τι;",
        "Is it so?»",
    ],
)
def test_this_asks(text: str) -> None:
    """A question mark ends it, whatever closes behind, or it begins with an instruction."""
    assert is_question(text) is True


@pytest.mark.parametrize("text", ["It is.", "", "?!", "Explained", "A? b", "Why? " + "x" * 60 + ".", "1 + 1", "It? is"])
def test_this_does_not_ask(text: str) -> None:
    """A mark somewhere in the text is not enough, and a word that only begins like an instruction is none."""
    assert is_question(text) is False
