"""Answers that would take for ever, exhaust the stack or end the process: each ends with a problem of its own, alone.

What makes them do so is an extension of these tests, which obeys plain words: see tests/support/extensions.py.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pages import NEIGHBOUR, page_of, section_of, settings

from studyguide import project
from studyguide.guide import limit
from studyguide.guide.parse import parse_file
from studyguide.guide.problems import Problem
from studyguide.guide.source import SourceFile
from studyguide.project import load_guide
from studyguide.render.markdown import MarkdownSettings
from studyguide.speed import workers
from studyguide.speed.store import Store
from studyguide.speed.work import KeptWork
from support import extensions


def with_the_extension() -> MarkdownSettings:
    """Return the settings of the guide, and the extension that obeys."""
    return replace(settings(), extensions=(*settings().extensions, extensions.NAME))


def page_with(answers: dict[str, str]) -> tuple[str, tuple[Problem, ...]]:
    """Return the page of answers that are rendered with the extension."""
    return page_of(answers, with_the_extension())


def neighbour() -> str:
    """Return the section of an innocent answer that has the page for itself."""
    return section_of(page_with({"neighbour": NEIGHBOUR})[0], "neighbour")


@pytest.fixture
def short_limit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A tenth of a second, so that these tests end.

    Hypothesis, once it has been used, watches the garbage collector; what is raised meanwhile would be lost.
    """
    neighbour()
    monkeypatch.setattr(limit, "CPU_SECONDS", 0.1)
    watching = gc.callbacks[:]
    gc.callbacks.clear()
    yield
    gc.callbacks[:] = watching


MISDEEDS = {
    "please-spin": "it takes more than 0.1 seconds",
    "please-recurse": "it is nested too deeply",
    "please-fail": "LookupError: on purpose",
}


@pytest.mark.parametrize("word", MISDEEDS)
@pytest.mark.usefixtures("short_limit")
def test_an_answer_that_goes_wrong_is_stopped_and_its_neighbour_is_unharmed(word: str) -> None:
    """It ends with SG313 at the line where the answer begins; what is rendered after it starts from scratch."""
    expected = neighbour()
    page, problems = page_with({"hostile": f"- a\n\n    - b\n\n{word}\n", "neighbour": NEIGHBOUR})

    assert [str(problem).split("\n")[0] for problem in problems] == [
        f"content/qa/tea/hostile.md:6: SG313 the text cannot be rendered: {MISDEEDS[word]}"
    ]
    assert section_of(page, "neighbour") == expected


def test_the_steps_of_an_answer_share_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one step has used is not there for the next."""
    monkeypatch.setattr(limit, "CPU_SECONDS", 0.1)
    allowance = limit.Allowance()

    assert limit.fault_of(extensions._spin, allowance) == "it takes more than 0.1 seconds"
    assert allowance._left < 0.01
    assert limit.fault_of(extensions._spin, allowance) == "it takes more than 0.1 seconds"


def test_a_long_text_has_more_time_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """It grows with the length, up to four times what an answer has."""
    monkeypatch.setattr(limit, "CPU_SECONDS", 2.0)
    lengths = (0, 256 * 1024, 512 * 1024, 1024 * 1024, 4 * 1024 * 1024)

    assert [limit.Allowance(length).seconds for length in lengths] == [2, 2, 4, 8, 8]


def test_an_answer_that_ends_the_process_is_a_problem_and_all_others_are_rendered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The worker that takes it dies; the build looks for the answer, names it and goes on."""
    monkeypatch.setattr(workers, "PARALLEL_FROM", 2)
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    answers = {f"answer-{number}": f"Answer {number}." for number in range(60)} | {"hostile": "please-end"}
    page, problems = page_with(answers)
    workers.dismiss_workers()

    assert [str(problem).split("\n")[0] for problem in problems] == [
        f"content/qa/tea/hostile.md:6: SG313 the text cannot be rendered: {workers.ENDED}"
    ]
    assert all(f"<p>Answer {number}.</p>" in page for number in range(60))


@pytest.mark.usefixtures("short_limit")
def test_a_file_that_takes_too_long_to_read_is_a_problem_and_all_others_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It ends with SG113, in the check as in the build; nothing else is said of it, and the cache forgets it."""
    write(tmp_path, "index", "title: Tea\norder: 1\nsummary: Leaves.", "")
    write(tmp_path, "good", "question: What?\nlevel: beginner", "A link to [it](slow.md).\n")
    write(tmp_path, "slow", "question: Why?\nlevel: beginner", "Slow.\n")
    write(tmp_path, "wrong", "question: Why?\nlevel: beginner", "## No part\n")
    monkeypatch.setattr(project, "parse_file", slow_to_parse)
    first = problems_of(tmp_path)
    again = problems_of(tmp_path)
    monkeypatch.setattr(project, "parse_file", parse_file)
    mended = problems_of(tmp_path)

    assert [(each.path, each.line, each.code) for each in first] == [
        ("content/qa/tea/slow.md", 1, "SG113"),
        ("content/qa/tea/wrong.md", 5, "SG301"),
        ("content/qa/tea/wrong.md", 6, "SG302"),
    ]
    assert "takes more than 0.1 seconds" in first[0].message
    assert again == first
    assert [each.code for each in mended] == ["SG301", "SG302"]


@pytest.mark.parametrize(
    ("module", "function", "name"),
    [
        ("guide.bibliography", "parse_references", "references.bib"),
        ("project", "parse_glossary", "glossary.md"),
        ("project", "parse_paths", "paths.yml"),
    ],
)
@pytest.mark.usefixtures("short_limit")
def test_a_file_beside_the_questions_that_takes_too_long_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, module: str, function: str, name: str
) -> None:
    """The bibliography, the glossary and the paths end with SG113 as a question does, every time."""
    write(tmp_path, "index", "title: Tea\norder: 1\nsummary: Leaves.", "")
    write(tmp_path, "good", "question: What?\nlevel: beginner", "Good.\n")
    (tmp_path / "content" / name).write_text("x", "utf-8")
    monkeypatch.setattr(f"studyguide.{module}.{function}", lambda *arguments: extensions._spin())

    for _ in range(2):
        assert [(each.path, each.line, each.code) for each in problems_of(tmp_path)] == [
            (f"content/{name}", 1, "SG113")
        ]


def problems_of(root: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a guide, with a cache that outlives the call."""
    work = KeptWork(Store(root / ".cache" / "kept.sqlite"), "salt")
    try:
        return load_guide(root, work, style=False).problems
    finally:
        work.finish()


def slow_to_parse(file: SourceFile) -> object:
    """Never come to an end with the file that has this name."""
    if file.name == "slow":
        extensions._spin()
    return parse_file(file)


def write(root: Path, name: str, fields: str, body: str) -> None:
    """Write a file of a topic."""
    file = root / "content" / "qa" / "tea" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{fields}\n---\n\n{body}", "utf-8")


HARMLESS = {
    "quotations in quotations": ">" * 50 + "x",
    "lists in lists": "\n".join("    " * depth + "- x" for depth in range(20)),
    "notes in notes": "\n".join("    " * depth + "!!! note" for depth in range(20)),
    "tabs in tabs": "\n".join("    " * depth + '=== "a"' for depth in range(20)),
    "emphasis in emphasis, closed": "*a _a*_" * 100,
    "many backticks": " ".join("`" * length for length in range(1, 60)),
    "braces in a formula": "$" + "{" * 150 + "}" * 150 + "$",
    "roots in a formula": "$" + r"\sqrt " * 100 + "x$",
    "exponents in a formula": "$" + "x^{" * 100 + "}" * 100 + "$",
    "brackets in a formula": "$" + r"\left(" * 100 + r"\right)" * 100 + "$",
    "primes in a formula": "$x" + "'" * 400 + "$",
    "attributes": "a{: " * 50 + "b=c " * 50 + "}",
    "empty lines": "\n" * 10_000,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_an_answer_that_is_only_strange_does_no_harm(name: str) -> None:
    """It is rendered, and its neighbour is the same."""
    page, problems = page_of({"hostile": HARMLESS[name], "neighbour": NEIGHBOUR})

    assert {problem.code for problem in problems} <= {"SG313"}
    assert section_of(page, "neighbour") == section_of(page_of({"neighbour": NEIGHBOUR})[0], "neighbour")
