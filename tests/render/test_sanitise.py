"""What the sanitiser leaves of a text is said to the letter, case by case, in sanitised.yml.

Run with UPDATE_GOLDEN=1 to write what it leaves now into the file; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from studyguide.render.sanitise import Addresses, sanitise
from support.golden import Case, golden_cases

FILE = Path(__file__).with_name("sanitised.yml")
ADDRESSES = Addresses("brew", {"leaf.md": "tea.html#leaf", "cup.png": "tea/cup.png"})


def left_of(text: str) -> str:
    return sanitise(text, ADDRESSES)


@pytest.mark.parametrize("case", golden_cases(FILE, left_of), ids=lambda case: case.what)
def test_what_is_left_of_a_text_is_what_its_case_says(case: Case) -> None:
    """Each text becomes just what stands below it."""
    assert left_of(case.text) == case.found


def test_an_answer_does_not_take_the_ids_of_the_one_before() -> None:
    """Each text begins anew: the same id may stand in the next one, with another question's before it."""
    text = '<p id="x">a</p><a href="leaf.md">b</a>'

    assert sanitise(text, ADDRESSES) == '<p id="brew--x">a</p><a href="tea.html#leaf">b</a>'
    assert sanitise(text, Addresses("leaf", {})) == '<p id="leaf--x">a</p><a>b</a>'
