"""Whatever text a file holds, reading, checking and rendering it ends with a result and never with a traceback."""

from __future__ import annotations

import difflib
import json
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from studyguide.checks.rules import check_guide
from studyguide.guide.bibliography import parse_references
from studyguide.guide.front_matter import parse_document
from studyguide.guide.model import Guide, Level, Question, Topic
from studyguide.guide.parse import assemble_guide, parse_file
from studyguide.guide.pictures import Fault, read_drawing
from studyguide.guide.problems import CODES, Problem, tidy
from studyguide.guide.scan import find_mentions, scan
from studyguide.guide.source import SourceFile, decode
from studyguide.guide.text import MAX_HINTS, is_question
from studyguide.render.formulas import FormulaError, to_mathml
from studyguide.render.fragment import Fragment, Job, render_fragments
from studyguide.render.markdown import Renderer
from support.markdown import settings

quick = profile(
    max_examples=120, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

MARKDOWN_PIECES = """# | ### Explanation | ``` | ```python | ~~~ | ` | `` | $ | $$ | \\( | \\) | \\[ | \\] | [ | ] | (
) | ![ | ]( | [@key] | [@ | ; | [^1] | [^1]: | [x]: | [x] | < | > | <b> | <!-- | <![ | </ | & | &lt; | * | ** | _ | ~~
~ | {: | } | #id | .class | a=b | === "x" | !!! note | ??? tip | - [ ] | - | 1. | : | | | |-|-| | --- | ===
*[HTML]: | HTML | javascript: | https://example.org | leaf.md | #leaf | word | \\ | \\frac{1}{2} | \\begin{matrix}
\\text | { | ^"""
YAML_PIECES = r"""question: level: beginner tags: - [ ] { } , : & * ! !!str | > ' " # % @ ` ~ null true .inf .NaN 1e9
0x1F ? --- ... <<: \ \x00 2026-01-01"""
BIBTEX_PIECES = r"""@article{ @misc{ @string{ @comment{ @preamble{ key , title = {x} "x" { } " # author year 2020 and
others \ \"{o} $ % doi 10.1000/x eprint 1706.03762 url https://x"""
SVG_PIECES = """<svg␣xmlns='http://www.w3.org/2000/svg'> </svg> <g> </g> <a> <script> <style> </style> <!-- --> <?x␣?>
<!DOCTYPE [ ]> &x; href='#a' onload='x' /> url( @import <g␣id='a'> <use␣href='#a'/> <rect␣fill='url(#a)'/>
<filter␣width='9'/> &#2; &#8203;"""


def texts(pieces: list[str]) -> st.SearchStrategy[str]:
    """Return texts made of these pieces, of blanks and of anything else."""
    blanks = st.sampled_from(["\n", "\n\n", "\n  ", " ", "    ", "\t", ","])
    return st.lists(st.sampled_from(pieces) | blanks | st.text(max_size=3), max_size=50).map("".join)


MARKDOWN = texts([piece for line in MARKDOWN_PIECES.split("\n") for piece in line.split(" | ")])
YAML = texts(YAML_PIECES.split())
BIBTEX = texts(BIBTEX_PIECES.split())
SVG = texts([piece.replace("␣", " ") for piece in SVG_PIECES.split()])


@cache
def renderer() -> Renderer:
    return Renderer(settings())


def rendered(text: str) -> Fragment:
    job = Job("brew", text, (("leaf.md", "#leaf"),), (("key", "Sen, 1979"),))
    return render_fragments(renderer(), [job])[0]


def sound(problems: object, path: str, lines: int) -> None:
    """Fail unless problems are of known codes, in one line each, and within the file."""
    assert isinstance(problems, tuple)
    for problem in problems:
        assert isinstance(problem, Problem)
        assert problem.code in CODES
        assert problem.path == path
        assert 1 <= problem.line <= lines
        assert "\n" not in problem.message
        assert all(line.isprintable() for line in str(problem).split("\n"))


@quick
@given(YAML | st.text())
@example("a: .NaN\nb: -.INF\nc: .inf")
@example('a: "\\ud800"')
@example("a: \ud800")
@example("a: 1\nb: \ufffe")
def test_front_matter_never_raises(source: str) -> None:
    """Any YAML is taken apart or refused, with a line that the file has."""
    text = f"---\n{source}\n---\nbody"
    document, problems = parse_document(text, "a.md")

    assert (document is None) == bool(problems)
    sound(problems, "a.md", text.count("\n") + 1)
    assert repr(parse_document(text, "a.md")) == repr((document, problems))


@quick
@given(st.text() | MARKDOWN)
def test_any_file_is_taken_apart_or_refused(text: str) -> None:
    """Without a closed front matter there is no document; with one, no line of the body is lost."""
    document, problems = parse_document(text, "a.md")

    assert (document is None) == bool(problems)
    if document:
        assert text.split("\n")[document.body_line - 1 :] in (document.body.split("\n"), [])


@quick
@given(YAML, MARKDOWN)
def test_the_checks_never_raise(fields: str, body: str) -> None:
    """Any question in any topic is checked to the end, twice with the same result."""
    good = "question: How?\nlevel: beginner\n"
    files = [
        SourceFile("tea", "index", "i.md", "---\ntitle: Tea\norder: 1\nsummary: x\n---\n" + body),
        SourceFile("tea", "leaf", "l.md", f"---\n{good}---\n{body}"),
        SourceFile("tea", "brew", "b.md", f"---\n{good}{fields}\n---\n{body}"),
    ]

    def problems() -> tuple[Problem, ...]:
        parsed = [parse_file(file) for file in files]
        pages = [(page, usable) for page, usable, _ in parsed if page]
        guide, incomplete = assemble_guide(pages, (), {}, {"tea": {file.name for file in files}})
        return tidy([*incomplete, *(problem for *_, found in parsed for problem in found), *check_guide(guide)])

    found = problems()
    for file in files:
        lines = file.text.count("\n") + 1
        sound(tuple(problem for problem in found if problem.path == file.path), file.path, lines)
    assert problems() == found


@quick
@given(MARKDOWN | st.text())
@example("<a\nhref=x>")
@example("## Path parameter {id}")
@example("`<![>`")
@example("\ud800")
def test_rendering_never_raises_and_is_the_same_twice(text: str) -> None:
    """Any text becomes safe HTML, or a fault; and the text before it changes nothing."""
    first = rendered(text)
    rendered("*[HTML]: x\n\n[x]: y\n[^1]: z\n\n- a\n\n    - b")

    assert rendered(text) == first
    assert "<script" not in first.html
    assert "javascript:" not in first.html or "javascript:" in first.text


@quick
@given(MARKDOWN | st.text())
def test_a_scan_keeps_every_line_and_column(text: str) -> None:
    """What is masked is replaced character for character, so that every place in it is one in the text."""
    found = scan(text)

    assert len(found.prose) == len(text)
    assert [len(line) for line in found.prose.split("\n")] == [len(line) for line in text.split("\n")]
    lines = text.count("\n") + 1
    for part in (found.headings, found.links, found.citations, found.raw_html, found.formulas, found.code_blocks):
        assert all(1 <= item.line <= lines for item in part)


@quick
@given(BIBTEX | st.text())
def test_a_bibliography_never_raises(text: str) -> None:
    """Any text gives references and problems; no reference is without a title or year."""
    references, problems = parse_references.__wrapped__(text, "r.bib")

    assert all(reference.title and reference.year and reference.label for reference in references.values())
    assert {problem.code for problem in problems} <= {"SG403", "SG404", "SG405"}


@quick
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    """What is accepted has Unix line ends and nothing invisible; what is not has its line."""
    found = decode(data, "a.md")

    if isinstance(found, Problem):
        assert found.code in {"SG101", "SG108"}
        assert 1 <= found.line <= len(data) + 1
    else:
        assert "\r" not in found
        assert "\x00" not in found


@quick
@given(SVG)
def test_a_drawing_never_raises(text: str) -> None:
    """Any text is a plain drawing, or is refused with a reason in one line."""
    found = read_drawing(text.encode("utf-8", "replace"))

    assert not isinstance(found, Fault) or (found.line >= 1 and found.message.isprintable())
    assert isinstance(found, Fault) or "<script" not in text


@quick
@given(st.text(alphabet="\\{}^_&$ab1<>\"'#%~|[]()\n ", max_size=80) | st.text(max_size=30), st.booleans())
def test_a_formula_is_converted_or_refused(tex: str, is_display: bool) -> None:
    """Nothing in it comes out as a tag or attribute that is not of mathematics."""
    try:
        mathml = to_mathml(tex, is_display=is_display)
    except FormulaError as error:
        assert "\n" not in str(error)
    else:
        assert mathml.startswith("<math")
        assert not {"<script", "<img", " onclick", "<a "} & {mathml[i : i + 7] for i in range(len(mathml))}


@quick
@given(st.text())
def test_whether_a_text_asks_is_always_answered(text: str) -> None:
    """An empty text asks nothing; one that ends in a question mark does."""
    assert is_question(text) in (True, False)
    assert is_question(text + "?")


def test_the_search_for_similar_names_is_done_for_the_first_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of thousands of unknown names is checked to the end; the report names them all."""
    searches: list[str] = []

    def search(word: str, *arguments: object, **options: object) -> list[str]:
        searches.append(word)
        return []

    monkeypatch.setattr(difflib, "get_close_matches", search)
    ids = {f"some-question-number-{number}": "tea" for number in range(300)}
    keys = "".join(f"[@key{number}]" for number in range(5_000))
    links = "".join(f"[a](some-question-nr-{number}.md)\n" for number in range(2_000))
    body = f"Hot.\n{keys}\n{links}"
    question = Question(
        "brew", "tea", body, "b.md", mentions=find_mentions(body), question="How?", level=Level.BEGINNER
    )
    topic = Topic("tea", "", "i.md", questions=(question,), title="Tea", order=1, summary="x")
    guide = Guide((topic,), ids=ids, slugs=frozenset({"tea"}))

    found = [problem.code for problem in check_guide(guide)]

    assert found.count("SG401") == 5_000
    assert found.count("SG306") == 2_000
    assert len(searches) <= 2 * MAX_HINTS


def test_settings_are_those_of_the_project() -> None:
    """The properties above are of the extensions that the site uses."""
    assert "pymdownx.superfences" in json.dumps(settings().extensions)
