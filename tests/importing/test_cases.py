"""Golden cases: each file in `cases` is a transcript with what is to be read from it.

A new fault is a new file. `pytest tests/importing/test_cases.py --co -q` lists them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from studyguide.importing import Transcript, accounting, read_transcript

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_reads_what_the_case_says(path: Path) -> None:
    """A transcript gives the questions, the answers, the loose text and the problems of its case."""
    case = yaml.safe_load(path.read_text("utf-8"))

    assert as_case(read_transcript(case["input"], path.stem)) == {"items": [], **case, "input": None}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_windows_line_ends_and_a_mark_change_nothing(path: Path) -> None:
    """A transcript reads the same with Windows line ends and a byte order mark."""
    case = yaml.safe_load(path.read_text("utf-8"))
    windows = "\ufeff" + case["input"].replace("\n", "\r\n")

    assert read_transcript(windows, path.stem) == read_transcript(case["input"], path.stem)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_loses_nothing(path: Path) -> None:
    """Every word and every line of a case is accounted for."""
    case = yaml.safe_load(path.read_text("utf-8"))

    assert accounting(read_transcript(case["input"], path.stem)).is_complete


def as_case(transcript: Transcript) -> dict[str, Any]:
    """Return a transcript in the form of a case."""
    items = [
        {"line": item.line, "shape": item.kind, "question": item.question, "answer": item.answer}
        for item in transcript.items
    ]
    values: dict[str, Any] = {"input": None, "items": items}
    if transcript.loose:
        values["loose"] = [f"{piece.line}: {piece.text}" for piece in transcript.loose]
    if transcript.problems:
        values["problems"] = [str(problem).split("\n")[0] for problem in transcript.problems]
    return values
