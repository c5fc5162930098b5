"""A field of a question is declared in the model and used in a template, and named in no other place.

The content model is pinned here: a copy of the generator is given a field `minutes` in just these two places. Whatever
lies between the file and the page, such as the check of its value and what is kept for the next build, must follow.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.generators import OwnGenerator
from support.sites import an_answer

DECLARED = {
    r"^    review_by: date \| None = None\n": "    minutes: int = 0\n",
    r'^<section class="sg-question" .*\n': "{% if question.minutes %}<p>Takes {{ question.minutes }} minutes</p>{% endif %}\n",
}
"""What is added after the only line that looks like this: one line of the model, one of the template."""


@pytest.fixture
def extended(tmp_path: Path) -> OwnGenerator:
    """A project with a generator of its own that has the field, and a question that uses it."""
    made = OwnGenerator(tmp_path / "project", DECLARED)
    _write(made, "12")
    return made


def _write(made: OwnGenerator, minutes: str) -> None:
    text = an_answer("two").replace("level:", f"minutes: {minutes}\nlevel:")
    made.project.question("two").write_text(text)


def test_a_field_reaches_the_page(extended: OwnGenerator) -> None:
    """The page shows it when nothing was kept, when all was, and when the field has changed since."""
    assert "<p>Takes 12 minutes</p>" in extended.page()
    assert "<p>Takes 12 minutes</p>" in extended.page()

    _write(extended, "13")
    assert "<p>Takes 13 minutes</p>" in extended.page()


def test_a_field_reaches_a_written_folder(extended: OwnGenerator, tmp_path: Path) -> None:
    """`studyguide write` shows it as well."""
    assert "<p>Takes 12 minutes</p>" in extended.written_page(tmp_path / "plain")


def test_the_value_of_a_field_is_checked_by_its_type(extended: OwnGenerator) -> None:
    """`studyguide check` accepts a value of the declared type, and refuses any other at its line."""
    assert "minutes" not in extended.check()

    _write(extended, "a few")
    assert "two.md:3: SG206 `minutes` has the value `a few`, which is a text, not a whole number" in extended.check()
