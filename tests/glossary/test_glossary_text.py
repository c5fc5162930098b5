"""The glossary as text: what is read from it, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from studyguide.checks.links import check_glossary
from studyguide.guide.glossary import parse_glossary
from studyguide.guide.model import Guide, Term

PROJECT = Path(__file__).parents[2]
CASES: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))


def shown(term: Term) -> list[object]:
    """Return a term as the cases have it."""
    explained = [term.topic, term.question, term.see]
    return [term.anchor, term.name, list(term.aliases), term.definition, *explained, term.place.line]


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    """Each case of cases.yml gives its terms and its problems."""
    case = CASES[name]

    terms, problems = parse_glossary(case["text"], "glossary.md")

    assert [shown(term) for term in terms] == case["terms"]
    assert [f"{problem.line} {problem.code}" for problem in problems] == case["problems"]


def test_a_problem_names_the_file_and_says_what_to_do() -> None:
    """Every problem of the cases has the file, a message and a hint."""
    for case in CASES.values():
        for problem in parse_glossary(case["text"], "glossary.md")[1]:
            assert problem.path == "glossary.md"
            assert problem.message
            assert problem.hint


def test_the_hint_names_the_place_of_a_term_out_of_order() -> None:
    """A term out of order is told which term it belongs before."""
    entry = "## {}\n\nA thing. See [more](qa/baking/crumb.md).\n"
    text = entry.format("Crumb") + entry.format("Dough") + entry.format("Yeast") + entry.format("Crust")

    (problem,) = parse_glossary(text, "glossary.md")[1]

    assert "before `Dough`" in problem.hint


@pytest.mark.parametrize(
    ("ids", "hint"),
    [({"crumb": "oven"}, "qa/oven/crumb.md"), ({"crumbs": "baking"}, "`crumbs`")],
)
def test_a_term_must_lead_to_a_question_of_the_guide(ids: dict[str, str], hint: str) -> None:
    """A link to a question that does not exist, or lies in another topic, is a problem with a suggestion."""
    text = "## Crumb\n\nThe inside of a loaf. See [more](qa/baking/crumb.md).\n"
    terms, _ = parse_glossary(text, "glossary.md")

    (problem,) = check_glossary(Guide((), ids=ids, terms=terms))

    assert (problem.code, problem.line) == ("SG505", 1)
    assert hint in problem.hint
    assert not list(check_glossary(Guide((), ids={"crumb": "baking"}, terms=terms)))


def test_the_glossary_of_this_guide_is_sound() -> None:
    """content/glossary.md has no problems, at least 120 terms, and terms from every topic."""
    files = (PROJECT / "content/qa").glob("*/*.md")
    ids = {file.stem: file.parent.name for file in files if file.stem != "index"}
    text = (PROJECT / "content/glossary.md").read_text(encoding="utf-8")

    terms, problems = parse_glossary(text, "content/glossary.md")

    assert problems == ()
    assert list(check_glossary(Guide((), ids=ids, terms=terms))) == []
    assert len(terms) >= 120
    assert {term.topic for term in terms} == set(ids.values())
