"""What a schema makes of front matter, and what it finds wrong, is said to the letter in fields.yml.

Run with UPDATE_GOLDEN=1 to write what is found now into the file; read the difference before you commit it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, make_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from studyguide.guide.front_matter import Document, parse_document
from studyguide.guide.model import Level, QuestionFields, Slug, Title, TopicFields
from studyguide.guide.schema import Fault, UnfitError, salvage, schema_of, single, validate
from support.golden import Case, golden_cases

FILE = Path(__file__).with_name("fields.yml")


@dataclass(frozen=True)
class AllKinds:
    """A field of each kind."""

    text: str
    title: Title
    slug: Slug
    number: int
    level: Level
    day: date
    maybe: date | None = None
    slugs: tuple[Slug, ...] = ()
    texts: tuple[str, ...] = ()


MODELS = {"kinds": AllKinds, "question": QuestionFields, "topic": TopicFields}


def document_of(text: str) -> Document:
    document, problems = parse_document(f"---\n{text}---\n", "a.md")
    assert document is not None, problems
    return document


def found_in(text: str) -> dict[str, Any]:
    """Return what becomes of the fields below the name of a model."""
    name, _, fields = text.partition("\n")
    document = document_of(fields)
    found, problems = validate(schema_of(MODELS[name]), document, "a.md")
    assert (found is None) is bool(problems)
    if found is not None:
        return {"fields": {name: repr(value) for name, value in found.items()}}
    salvaged = {"salvaged": repr(salvage(document))} if name == "question" else {}
    return {"problems": "\n".join(map(str, problems)) + "\n", **salvaged}


@pytest.mark.parametrize("case", golden_cases(FILE, found_in), ids=lambda case: case.what)
def test_what_becomes_of_fields_is_what_its_case_says(case: Case) -> None:
    """The values are just those, or the problems are, to the letter, and with what is kept all the same."""
    assert found_in(case.text) == case.found


def test_a_schema_knows_what_must_be_there_and_what_may() -> None:
    """A field without a value of its own is required; wants are named for numbers and lists."""
    schema = schema_of(AllKinds)

    assert list(schema.required) == ["text", "title", "slug", "number", "level", "day"]
    assert list(schema.optional) == ["maybe", "slugs", "texts"]
    assert schema.wanted == {"number": "a whole number", "slugs": "a list", "texts": "a list"}


@pytest.mark.parametrize("kind", [dict[str, str], str | int])
def test_a_field_of_a_type_that_front_matter_does_not_have_is_refused(kind: Any) -> None:
    """Who declares one is told at once."""
    model = make_dataclass("Model", [("field", kind)])

    with pytest.raises(TypeError, match=f"^front matter has no values of the type {re.escape(str(kind))}$"):
        schema_of(model)


def test_a_single_value_is_read_or_a_fault_with_its_place() -> None:
    """What the reader calls the fault is what is told, with the value as it stands."""

    def doubled(value: int) -> int:
        if value > 3:
            raise UnfitError("SG000", "is too much")
        return 2 * value

    faults: list[Fault] = []
    found = [single(doubled)(value, ("tags", number), faults) for number, value in enumerate((3, 4))]

    assert found == [6, None]
    assert faults == [Fault(("tags", 1), "SG000", 4, "is too much")]


def test_the_nearest_names_are_looked_for_for_the_first_fields_only() -> None:
    """The search takes time: after fifty faults the hint lists the names."""
    text = "".join(f"lev_el{number:02}: x\n" for number in range(51))
    _, problems = validate(schema_of(QuestionFields), document_of(text), "a.md")
    near = ["did you mean" in problem.hint for problem in problems if problem.code == "SG205"]

    assert near == [True] * 48 + [False] * 3
