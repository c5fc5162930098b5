"""Answers that would take for ever or exhaust the stack: each ends with a problem of its own, and alone."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from pages import NEIGHBOUR, neighbour_alone, page_of, section_of

from studyguide.render import fragment

SLOW = {
    "images that are never closed": "![[]()" * 11_000,
    "deletions that are never closed": "~~a ~" * 13_000,
    "brackets that are never closed": "[a" * 32_000,
    "alternative texts that are never closed": "![a" * 60_000,
    "formulas that are never closed": "\\(" * 50_000,
    "citations that are never closed": "[@a;" * 40_000,
    "very many formulas": "$x$ " * 40_000,
    "very many backslashes": "\\" * 200_000,
    "very many fences": "```\n" * 40_000,
    "very many underlined headings": "a\n-\n" * 40_000,
    "very many abbreviations": "".join(f"*[A{number}]: x\n" for number in range(3000)) + "A1 " * 20_000,
}
DEEP = {
    "a definition list of many entries": "a\n: b\n" * 600,
    "a definition list of many entries apart": "a\n:   b\n" * 600,
}
HARMLESS = {
    "quotations in quotations": ">" * 5000 + "x",
    "lists in lists": "\n".join("    " * depth + "- x" for depth in range(40)),
    "notes in notes": "\n".join("    " * depth + "!!! note" for depth in range(60)),
    "tabs in tabs": "\n".join("    " * depth + '=== "a"' for depth in range(60)),
    "emphasis in emphasis": "*a _b " * 2000,
    "emphasis in emphasis, closed": "*a _a*_" * 1000,
    "very many stars": "*" * 60_000,
    "very many backticks": " ".join("`" * length for length in range(1, 120)),
    "braces in a formula": "$" + "{" * 20_000 + "}" * 20_000 + "$",
    "braces outside of a formula": "{" * 20_000 + "}" * 20_000,
    "roots in a formula": "$" + r"\sqrt " * 600 + "x$",
    "exponents in a formula": "$" + "x^{" * 190 + "}" * 190 + "$",
    "brackets in a formula": "$" + r"\left(" * 190 + r"\right)" * 190 + "$",
    "accents in a formula": "$" + r"\hat " * 700 + "x$",
    "tables in a formula": "$$" + r"\begin{matrix}" * 100 + r"\end{matrix}" * 100 + "$$",
    "primes in a formula": "$x" + "'" * 3900 + "$",
    "attributes": "a{: " * 5000 + "b=c " * 5000 + "}",
    "entities": "&#x" * 20_000 + "&" * 20_000,
    "empty lines": "\n" * 100_000,
}


@pytest.fixture
def short_limit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A quarter of a second of CPU time an answer, so that these tests end.

    Hypothesis, once it has been used, watches the garbage collector; what is raised meanwhile would be lost.
    """
    neighbour_alone()
    monkeypatch.setattr(fragment, "CPU_SECONDS", 0.25)
    watching = gc.callbacks[:]
    gc.callbacks.clear()
    yield
    gc.callbacks[:] = watching


@pytest.mark.parametrize("name", SLOW)
@pytest.mark.usefixtures("short_limit")
def test_an_answer_that_takes_too_long_is_stopped_and_its_neighbour_is_unharmed(name: str) -> None:
    """It ends with SG313 at the line where the answer begins; what is rendered after it starts from scratch."""
    page, problems = page_of({"hostile": SLOW[name], "neighbour": NEIGHBOUR})

    assert [str(problem).split(": ")[0:2] for problem in problems] == [
        ["content/qa/tea/hostile.md:6", "SG313 the text cannot be rendered"]
    ]
    assert "it takes more than" in problems[0].message
    assert section_of(page, "neighbour") == neighbour_alone()


@pytest.mark.parametrize("name", DEEP)
def test_an_answer_that_is_nested_too_deeply_is_stopped_and_its_neighbour_is_unharmed(name: str) -> None:
    """It ends with SG313 instead of a traceback; what is rendered after it starts from scratch."""
    page, problems = page_of({"hostile": DEEP[name], "neighbour": NEIGHBOUR})

    assert [problem.code for problem in problems] == ["SG313"]
    assert "nested too deeply" in problems[0].message
    assert section_of(page, "neighbour") == neighbour_alone()


@pytest.mark.parametrize("name", HARMLESS)
def test_an_answer_that_is_only_strange_does_no_harm(name: str) -> None:
    """It is rendered or ends with SG313; either way its neighbour is the same."""
    page, problems = page_of({"hostile": HARMLESS[name], "neighbour": NEIGHBOUR})

    assert {problem.code for problem in problems} <= {"SG313"}
    assert section_of(page, "neighbour") == neighbour_alone()


def test_a_list_that_was_cut_off_does_not_go_on_in_the_next_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that fails within a list leaves nothing behind that would make the next one part of a list."""
    nested = "- a\n\n    - b\n\n        c\n{: =}\n" + "- a\n\n" + "    a\n    : b\n" * 600
    page, problems = page_of({"hostile": nested, "neighbour": NEIGHBOUR})

    assert [problem.code for problem in problems] == ["SG313"]
    assert section_of(page, "neighbour") == neighbour_alone()


def test_an_extension_that_fails_is_a_problem_of_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an extension raises is reported by its name, at the answer that made it do so."""
    page, problems = page_of({"hostile": "## Path parameter {id}", "neighbour": NEIGHBOUR})

    assert {problem.code for problem in problems} <= {"SG313"}
    assert section_of(page, "neighbour") == neighbour_alone()
