"""What reads, checks and reworks a text runs lines of code in proportion to the text, whatever its shape."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from studyguide.duplicates.join import with_own_names
from studyguide.guide.addresses import resolve
from studyguide.guide.bibliography import parse_references
from studyguide.guide.glossary import parse_glossary
from studyguide.guide.model import Guide
from studyguide.guide.reading_paths import parse_paths
from studyguide.guide.source import SourceFile, decode
from studyguide.pages.search import search_html
from studyguide.project import read_files
from studyguide.render.fragment import search_text
from studyguide.render.terms import link_terms, terms_in
from studyguide.speed.work import Work
from support.lines import lines_run

SIZES = (60, 120, 240)
ALLOWED = 2.3
"""For each doubling; 2 is linear."""

PIECES = """[ ] ![ ]( [a](b) [[a]] [@ [@a] [@a; [^1] [^1]: [a]: < <a> <!-- & ` `` ``` ~~~ $ $$ # ### > - 1. | * _ = \\
( ) " ' : ; @ word https://a.b""".split()
SHAPES = [
    *(piece + end for piece in PIECES for end in ("", " ", "\n", "\n\n")),
    *("".join(pair) for pair in itertools.permutations(["[", "](", "]", "`", "$", "\n", "<", "#"], 2)),
]


def _file(body: str) -> SourceFile:
    return SourceFile("tea", "brew", "b.md", f"---\nquestion: How?\nlevel: beginner\n---\n{body}")


def _read(body: str) -> object:
    return read_files([_file(body)], Work(), style=True)


def _front_matter(text: str) -> object:
    return read_files([SourceFile("tea", "brew", "b.md", f"---\nquestion: {text}\n---\n")], Work(), style=True)


GLOSSARY, _ = parse_glossary(
    "## a\n\nIt is a. See [a](qa/t/b.md).\n\n## a a a\n\nIt is b. See [a](qa/t/c.md).\n", "g.md"
)
GUIDE = Guide(())

CALLS: dict[str, Callable[[str], object]] = {
    "reading": _read,
    "front matter": _front_matter,
    "decoding": lambda text: decode(text.encode(), "a.md"),
    "glossary": lambda text: parse_glossary(text, "g.md"),
    "terms": lambda text: link_terms(text, terms_in(text, GLOSSARY), "x"),
    "footnotes": lambda text: with_own_names(text, text.upper()),
    "links": lambda text: resolve(GUIDE, "tea", text),
    "paths": lambda text: parse_paths(text, "p.yml"),
    "references": lambda text: parse_references.__wrapped__(text, "r.bib"),
    "text for search": lambda text: search_html(search_text(text)),
}


@pytest.mark.parametrize("name", CALLS)
def test_it_is_linear(name: str) -> None:
    """For no shape do the lines grow faster than the text."""
    slow = {}
    for shape in SHAPES:
        counts = [lines_run(lambda text=shape * size: CALLS[name](text)) for size in SIZES]
        growth = (counts[-1] / max(counts[0], 1)) ** (1 / (len(SIZES) - 1))
        if growth > ALLOWED:
            slow[shape] = round(growth, 2)

    assert not slow


ENTRY = "## {}\n\nIt is so. See [a](qa/t/b.md).\n\n"


def test_a_glossary_out_of_order_is_linear() -> None:
    """Where an entry belongs is found without going through all entries for each."""
    counts = [
        lines_run(
            lambda size=size: parse_glossary(
                "".join(ENTRY.format(name) for name in ["a"] * size + ["z", "y"] * size), "g"
            )
        )
        for size in SIZES
    ]

    assert counts[-1] / counts[0] < ALLOWED**2


def test_a_loop_within_a_loop_is_seen() -> None:
    """The counter tells a quadratic use of this project's code from a linear one."""

    def quadratic(size: int) -> Callable[[], object]:
        return lambda: [resolve(GUIDE, "tea", "a") for _ in range(size) for _ in range(size)]

    assert lines_run(quadratic(40)) > 3.5 * lines_run(quadratic(20))
