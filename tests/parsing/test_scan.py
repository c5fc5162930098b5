"""What a scan finds in a text is said to the letter, case by case, in scanned.yml.

Run with UPDATE_GOLDEN=1 to write what is found now into the file; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studyguide.guide.scan import scan
from support.golden import Case, golden_cases

FILE = Path(__file__).with_name("scanned.yml")


def found_in(text: str) -> dict[str, Any]:
    """Return what a scan finds in a text, as plain values, without what it does not find."""
    found = scan(text)
    values = {
        "prose": found.prose if found.prose != text else None,
        "code": [[each.line, each.language, each.options, each.text] for each in found.code_blocks],
        "formulas": [[each.line, each.tex, "display" if each.is_display else "inline"] for each in found.formulas],
        "headings": [[each.line, each.level, each.text] for each in found.headings],
        "links": [[each.line, each.target, each.text, *["image"] * each.is_image] for each in found.links],
        "citations": [[each.line, each.key] for each in found.citations],
        "html": [[each.line, each.level, each.text] for each in found.raw_html],
        "open fence": found.unclosed_fence,
        "open formula": found.unclosed_formula,
    }
    return {name: value for name, value in values.items() if value not in (None, [])}


@pytest.mark.parametrize("case", golden_cases(FILE, found_in), ids=lambda case: case.what)
def test_what_is_found_in_a_text_is_what_its_case_says(case: Case) -> None:
    """Lines, texts and targets are just those, and nothing else is found."""
    assert found_in(case.text) == case.found


def test_of_the_text_of_a_link_a_thousand_characters_are_kept() -> None:
    """A longer text is cut; its target counts all the same."""
    assert [len(link.text) for link in scan(f"[{'a' * 1000}](x.md) [{'a' * 1001}](y.md)").links] == [1000, 1000]


def test_a_name_of_a_thousand_characters_is_no_reference() -> None:
    """What is longer than any name is not looked up."""
    name = "a" * 999
    text = f"[{name}], [b{name}]\n\n[{name}]: x.md\n[b{name}]: y.md\n"

    assert [link.target for link in scan(text).links if link.line == 1] == ["x.md"]


def test_code_between_backticks_may_be_long() -> None:
    """Whether a paragraph ends within it is looked for in its first 20,000 characters."""
    for length, is_code in ((19_990, False), (20_010, True)):
        text = f"`{'a' * length}\n\n`"
        assert ("a" not in scan(text).prose) is is_code
