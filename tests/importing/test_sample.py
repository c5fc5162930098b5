"""A chat transcript in four shapes, the way people paste it, and damaged copies of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyguide.importing import read_transcript

TEXT = (Path(__file__).parent / "sample.md").read_text("utf-8")


def test_finds_every_question() -> None:
    """All four shapes are read, and the copies in it as well."""
    transcript = read_transcript(TEXT, "sample.md")

    assert [item.line for item in transcript.items] == [3, 10, 15, 22, 36, 43, 47, 55, 59]
    assert transcript.items[5].question == "Describe the purpose of a branch."
    assert transcript.problems == ()


def test_lists_loose_lines() -> None:
    """Greetings, advice and the stray image are loose text, each with its line."""
    transcript = read_transcript(TEXT, "sample.md")

    assert [piece.line for piece in transcript.loose] == [1, 13, 32, 34, 51, 53, 63]


def test_keeps_answers_as_written() -> None:
    """Lists and code in an answer survive exactly; a comment in code is no heading, a list no question."""
    items = read_transcript(TEXT, "sample.md").items

    assert items[0].answer.split("\n")[1:4] == ["1. A tree of files", "2. One or more parents", "3. A message"]
    assert items[3].answer.endswith("\n\n```bash\n# Q: is this a question?\ngit revert HEAD\n```")
    assert items[5].answer == "\"A branch is a 'safe place' – a line of work of its own.\""


def without_marks(answer: str) -> str:
    return re.sub(r"\n+", "\n", answer.replace("**", ""))


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: re.sub(r"\n\n+", "\n", text),
        lambda text: text.replace("\n\n", "\n\n\n\n"),
        lambda text: text.replace("**", ""),
        lambda text: re.sub(r"(?m)^### ", "", text),
        lambda text: re.sub(r"(?m)^### ", "", text.replace("**", "")),
        lambda text: re.sub(r"\n\n+", "\n", text.replace("**", "")),
    ],
    ids=["crlf", "bom", "no-blank-lines", "more-blank-lines", "no-bold", "no-hashes", "no-marks", "no-bold-no-blanks"],
)
def test_damage_changes_nothing(damage) -> None:  # type: ignore[no-untyped-def]
    """The same questions, answers and loose lines are read from damaged copies."""
    whole, damaged = read_transcript(TEXT, "a.md"), read_transcript(damage(TEXT), "a.md")

    assert [item.question for item in damaged.items] == [item.question for item in whole.items]
    assert [without_marks(i.answer) for i in damaged.items] == [without_marks(i.answer) for i in whole.items]
    assert [without_marks(p.text) for p in damaged.loose] == [without_marks(p.text) for p in whole.loose]
