"""What front matter holds, and what is wrong with it, is said to the letter, case by case, in front_matter.yml.

Run with UPDATE_GOLDEN=1 to write what is found now into the file; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studyguide.guide.front_matter import Document, parse_document
from support.golden import Case, golden_cases

FILE = Path(__file__).with_name("front_matter.yml")


def found_in(text: str) -> dict[str, Any]:
    """Return a file taken apart, or the problems with it."""
    document, problems = parse_document(text, "a.md")
    if document is None:
        return {"problems": "\n".join(map(str, problems)) + "\n"}
    assert problems == ()
    lines = {" ".join(map(str, key)): line for key, line in document.lines.items()}
    return {"values": repr(document.values), "lines": lines, "body": document.body, "body line": document.body_line}


@pytest.mark.parametrize("case", golden_cases(FILE, found_in), ids=lambda case: case.what)
def test_what_front_matter_holds_is_what_its_case_says(case: Case) -> None:
    """Values, lines and the body are just those, or the problems are, to the letter."""
    assert found_in(case.text) == case.found


def test_a_field_or_item_is_found_on_its_line_or_on_that_of_what_is_around_it() -> None:
    """What has no line of its own stands where its list or field does, and else on the first line."""
    document = Document({}, {("tags",): 3, ("tags", 0): 4}, "", 1)

    assert [document.line_of(key) for key in (("tags", 0), ("tags", 1), ("tags", 1, "x"), ("other",), ())] == [
        4,
        3,
        3,
        1,
        1,
    ]
