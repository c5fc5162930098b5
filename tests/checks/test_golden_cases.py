"""Every file in cases/ is a guide with a fault, what is reported of it, and the same guide with the fault mended.

Run with UPDATE_GOLDEN=1 to write what is reported now into the files; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from small_guide import write_guide

from studyguide.guide.problems import CODES
from studyguide.project import load_guide

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


ELSEWHERE = "SG5"
"""Codes from here on are those of imports, of style and of duplicates, which have tests of their own."""


def report(root: Path) -> str:
    return "".join(f"{problem}\n" for problem in load_guide(root).problems if problem.code < ELSEWHERE)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_fault_is_reported_as_its_case_says_and_not_once_it_is_mended(file: Path, tmp_path: Path) -> None:
    """The report of the wrong guide is the expected one, to the letter; that of the mended guide is empty."""
    case = yaml.safe_load(file.read_text("utf-8"))
    found = report(write_guide(tmp_path / "wrong", case["wrong"])) if "wrong" in case else ""
    if os.environ.get("UPDATE_GOLDEN"):
        _update(file, found)
    expected = yaml.safe_load(file.read_text("utf-8")).get("problems", "")

    assert found == expected
    assert report(write_guide(tmp_path / "right", case["right"])) == ""


def _update(file: Path, found: str) -> None:
    head = file.read_text("utf-8").partition("problems:")[0]
    lines = "".join(f"  {line}\n" for line in found.splitlines())
    file.write_text(head + (f"problems: |\n{lines}" if found else ""), "utf-8")


def test_every_code_has_a_case() -> None:
    """No code is without a guide that shows it; those of git and of texts that take too long have tests of their own."""
    reported = "".join(file.read_text("utf-8").partition("problems:")[2] for file in CASES)

    assert {code for code in CODES if code < ELSEWHERE and f" {code} " not in reported} == {"SG113", "SG115", "SG313"}
