"""Patterns written for speed find what the plain ones find that say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from studyguide.checks import answers as style
from studyguide.duplicates import join
from studyguide.guide import model, scan
from studyguide.render import fragment, terms

ANSWERS = sorted((Path(__file__).resolve().parents[2] / "content" / "qa").glob("*/*.md"))

quick = profile(
    max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def of(pieces: str) -> st.SearchStrategy[str]:
    """Return texts of pieces and blanks."""
    return st.lists(st.sampled_from([*pieces.split(), " ", "\t", "\n", "  "]), max_size=24).map("".join)


FENCE = re.compile(
    r"^(?P<indent>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)$", re.MULTILINE
)
ATX = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(#{1,6})(?!#)[ \t]*(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
TARGET = re.compile(r"\(\s*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
DEFINITION = re.compile(r"^ {0,3}\[([^\]^\n][^\]\n]*)\]:[ \t]*\n?[ \t]*<?([^\s<>]+)>?", re.MULTILINE)
ADDRESS = re.compile(r"\]\([^)]*\)|\[@[^\]]*\]|https?://\S+")
REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
TOKEN = re.compile(r'<(math|pre)\b.*?</\1>|<(/?)([a-z][a-z0-9]*)\b[^<>"]*(?:"[^"]*"[^<>"]*)*>', re.DOTALL)
MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
INITIALS = re.compile(r"(?: [^\W\d_](?:\.|-[^\W\d_]\.)+)+$")


@quick
@given(of("``` ~~~ ` ~ - * 1. 2) > a python"))
def test_fences(text: str) -> None:
    assert [m.span(0) + m.groups() for m in scan._FENCE.finditer(text)] == [
        m.span(0) + m.groups() for m in FENCE.finditer(text)
    ]


@quick
@given(of("# ## ####### a b# - 1. >"))
def test_headings(text: str) -> None:
    expected = [(m[1], m[2]) for line in text.split("\n") if (m := ATX.match(line))]

    assert [("#" * heading.level, heading.text) for heading in scan._headings(text, text, scan._Lines(text))][
        : len(expected)
    ] == expected


@quick
@given(of("( ) < > \" ' a b.md (c)"))
def test_targets(text: str) -> None:
    for at in range(len(text)):
        found, expected = scan._TARGET.match(text, at), TARGET.match(text, at)
        assert (found and found[0]) == (expected and expected[0])
        if found and expected:
            assert (found[1] or found[2] or "") == (expected[2] if expected[1] is None else expected[1])


@quick
@given(of("[ ] ]: [a]: < > b ^"))
def test_definitions(text: str) -> None:
    assert [(m.span(), m.groups()) for m in scan._DEFINITION.finditer(text)] == [
        (m.span(), m.groups()) for m in DEFINITION.finditer(text)
    ]


@quick
@given(of("]( [@ ) ] https:// http:// a ("))
def test_addresses(text: str) -> None:
    assert style._without_addresses(text, "~") == ADDRESS.sub("~", text)


@quick
@given(of("[^ ] [^a] a [ ^"))
def test_references_to_footnotes(text: str) -> None:
    assert [m[1] for m in join._REFERENCE.finditer(text) if m[2]] == [m[1] for m in REFERENCE.finditer(text)]


HTML = of('<p> </p> <a␣href="x"> </a> <math> </math> <math␣display="block"> <pre> </pre> <code> a b &lt; <h3>').map(
    lambda text: text.replace("␣", " ")
)


@quick
@given(HTML)
def test_tags(text: str) -> None:
    expected = [(m.start(), m.end()) for m in TOKEN.finditer(text)]

    assert [(start, stop) for start, stop, _ in terms._tags(text)] == expected


@quick
@given(HTML)
def test_formulas_in_html(text: str) -> None:
    assert fragment._without_formulas(text) == MATH.sub(" ", text)


@quick
@given(of("Sen A. B.-C. -D. . é. Öz"))
def test_initials(author: str) -> None:
    author = " ".join(author.split())
    assert model._surname(author) == INITIALS.sub("", author)


@quick
@given(of("### # a ## b"))
def test_headings_that_become_bold(block: str) -> None:
    block = block.replace("\n", "")
    heading = re.fullmatch(r"### +(.+?) *#*", block)
    expected = f"**{heading[1]}.**" if heading and heading[1].strip() else block

    assert join._label(block) == expected


@pytest.mark.parametrize("file", ANSWERS, ids=lambda file: file.stem)
def test_in_the_answers_of_the_guide(file: Path) -> None:
    """All of them, on every answer."""
    text = file.read_text("utf-8")
    for test in (
        test_fences,
        test_headings,
        test_targets,
        test_definitions,
        test_addresses,
        test_references_to_footnotes,
    ):
        test.hypothesis.inner_test(text)  # type: ignore[attr-defined]
