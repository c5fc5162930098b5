"""The reading paths as text: what is read from it, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from studyguide.checks.links import check_paths
from studyguide.guide.model import Guide, ReadingPath
from studyguide.guide.reading_paths import parse_paths

PROJECT = Path(__file__).parents[2]
CASES: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))


def shown(path: ReadingPath) -> list[object]:
    """Return a path as the cases have it."""
    steps = [[step.title, [f"{entry.place.line} {entry.id}" for entry in step.entries]] for step in path.steps]
    return [path.id, path.title, path.summary, path.unit, path.place.line, steps]


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    """Each case of cases.yml gives its paths and its problems."""
    case = CASES[name]

    paths, problems = parse_paths(case["text"], "paths.yml")

    assert [shown(path) for path in paths] == case["paths"]
    assert [f"{problem.line} {problem.code}" for problem in problems] == case["problems"]


def test_a_problem_names_the_file_and_says_what_to_do() -> None:
    """Every problem of the cases has the file, a message and a hint, and speaks of the file and not of front matter."""
    for case in CASES.values():
        for problem in parse_paths(case["text"], "paths.yml")[1]:
            assert problem.path == "paths.yml"
            assert problem.hint
            assert "front matter" not in problem.message


def test_a_question_that_does_not_exist_is_reported_with_the_nearest() -> None:
    """The problem stands at the line of the question."""
    text = "- id: first\n  title: First\n  summary: Bread.\n  steps:\n  - title: Salt\n    questions: [flour, slat]\n"
    paths, _ = parse_paths(text, "paths.yml")

    (problem,) = check_paths(Guide((), ids={"flour": "baking", "salt": "baking"}, paths=paths))

    assert (problem.code, problem.line) == ("SG517", 6)
    assert "`salt`" in problem.hint


def test_the_paths_of_this_guide_are_sound() -> None:
    """content/paths.yml has the five paths and no problems."""
    ids = {file.stem: file.parent.name for file in (PROJECT / "content/qa").glob("*/*.md") if file.stem != "index"}
    text = (PROJECT / "content/paths.yml").read_text(encoding="utf-8")

    paths, problems = parse_paths(text, "content/paths.yml")

    assert problems == ()
    assert list(check_paths(Guide((), ids=ids, paths=paths))) == []
    assert [path.id for path in paths] == ["week", "vision", "language", "infrastructure", "research"]
    assert (paths[0].unit, len(paths[0].steps)) == ("day", 7)
