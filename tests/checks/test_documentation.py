"""docs/checks.md: what a contributor reads who looks up a code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyguide.guide.problems import CODES, Code

PAGE = (Path(__file__).parents[2] / "docs/checks.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^### (SG\d{3})\n\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_every_code_is_explained(code: Code) -> None:
    """Its section begins with the sentence of problems.py, and goes on to say how to mend it."""
    meaning, _, advice = SECTIONS.get(code.name, "").partition("\n\n")

    assert meaning == code.meaning, f"docs/checks.md: write `### {code.name}` and below it: {code.meaning}"
    assert len(advice.split()) >= 5, f"docs/checks.md: say below {code.name} how to mend it"


def test_no_code_is_explained_that_does_not_exist() -> None:
    """The codes stand in order, each once, and none has gone."""
    found = re.findall(r"^### (.*)$", PAGE, re.MULTILINE)

    assert found == sorted(CODES)
