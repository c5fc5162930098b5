"""The formats that transcripts come in, as the table of the reader lists them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from studyguide.importing.reader import FORMATS, Format, read_transcript
from studyguide.importing.transcript import Kind

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def format_of(text: str, name: str) -> Format:
    """Return the first format that reads a text."""
    return next(each for each in FORMATS if each.read(text, name))


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)
def test_an_example_is_read_as_its_format(each: Format) -> None:
    """Every format reads its own example, whatever the name of the file, and none before it does."""
    found = read_transcript(each.example, "notes")

    assert format_of(each.example, "notes") is each
    assert found.items[0].question == "What is a leaf?"
    assert found.items[0].answer == "The flat green part of a plant."
    assert not found.problems


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_format_yields_the_kinds_it_names(path: Path) -> None:
    """No case has a question of a kind that the table does not expect of its format."""
    text = yaml.safe_load(path.read_text("utf-8"))["input"]

    assert {item.kind for item in read_transcript(text, path.stem).items} <= format_of(text, path.stem).kinds


def test_every_kind_is_seen() -> None:
    """Each kind of question has a case, and each stands in the table."""
    transcripts = [read_transcript(yaml.safe_load(path.read_text("utf-8"))["input"], path.stem) for path in CASES]

    assert {item.kind for transcript in transcripts for item in transcript.items} == set(Kind)
    assert frozenset().union(*(each.kinds for each in FORMATS)) == set(Kind)
