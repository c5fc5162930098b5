"""Words that strangers chose never become a command to the machine that reads the log of a run."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyguide.commands import check_guide as check
from studyguide.commands import main
from studyguide.commands.merge_questions import _tell
from studyguide.duplicates.entry import Band, Evidence, Pair
from studyguide.duplicates.findings import as_json, as_markdown, as_text
from studyguide.duplicates.guide_pairs import Findings
from studyguide.duplicates.join import Merge
from studyguide.guide.model import Guide, Level, Question, Topic
from studyguide.guide.printed import harmless, one_line, say
from studyguide.guide.problems import CODES, Problem
from studyguide.importing.report import Fate, LooseLine, Report, ReportItem, report_text, resemblance
from studyguide.importing.review import Case, render_case

PIECES = (
    "::", ":", "##[", "#", "[", "]", "error", "warning file=a.md,line=1", "%0A", "%", "\n", "\r", "\r\n", "\v", "\f",
    "\x1b[2K", "\x85", "\u2028", "\u202e", "\ufeff", " ", "\t", "\u00a0", "a", "word", ",", "`", "<b>", "é",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def commands_in(log: str) -> list[str]:
    """Return the lines that GitHub would take for commands: it ends lines at both signs, and drops blanks before."""
    lines = re.split(r"\r\n|\r|\n", log)
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


PROBLEMS = st.lists(
    st.builds(Problem, path=TEXTS, line=st.just(3), code=st.sampled_from(sorted(CODES)), message=TEXTS, hint=TEXTS),
    max_size=4,
)


@given(PROBLEMS)
def test_a_list_of_problems_holds_no_command_but_ours(problems: list[Problem]) -> None:
    """As text and as JSON there is none; as annotations there is exactly one for each problem, complete on its line."""
    assert not commands_in(check.FORMATS["text"](problems))
    assert not commands_in(check.FORMATS["json"](problems))
    annotations = check.FORMATS["github"](problems)
    ours = r"::(error|warning) file=[^:,\r\n]*,line=3,title=SG\d{3}::[^\r\n]*"
    assert len(commands_in(annotations)) == len(problems)
    assert all(re.fullmatch(ours, line) for line in commands_in(annotations))
    assert [each["message"] for each in json.loads(check.FORMATS["json"](problems))] == [p.message for p in problems]


@given(PROBLEMS)
def test_a_problem_takes_one_line_and_its_hint_another(problems: list[Problem]) -> None:
    """A line end in a name or value cannot make up a problem that is none."""
    for problem in problems:
        assert len(str(problem).splitlines()) == 1 + bool(problem.hint)


def _guide(first: str, second: str) -> Guide:
    questions = tuple(
        Question(id=name, topic="tea", question=text, level=Level.BEGINNER, body="", path=f"content/qa/tea/{name}.md",
                 body_line=1, reviewed=date(2026, 1, 1))
        for name, text in (("one", first), ("two", second))
    )  # fmt: skip
    return Guide((replace(Topic.stand_in("tea"), questions=questions),))


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3), st.sampled_from([Band.EXACT, Band.LIKELY, Band.POSSIBLE]))
def test_a_report_on_duplicates_holds_no_command(first: str, second: str, words: list[str], band: Band) -> None:
    """Neither questions nor the words that they share begin one, whatever the format."""
    evidence = Evidence(tuple(words), (first,), (second,), (), 0.5)
    findings = Findings((Pair("one", "two", 0.9, band, lambda: evidence),), "lexical")
    guide = _guide(first, second)
    for form in (as_text, as_json, as_markdown):
        assert not commands_in(form(guide, findings, None)), form.__name__
    pair = json.loads(as_json(guide, findings, None))["pairs"][0]
    assert (pair["first"]["question"], pair["evidence"]["shared"]) == (first, words)
    entry = as_markdown(guide, findings, None)
    assert entry.count("\n- **") == 1


@given(TEXTS, TEXTS, TEXTS, st.sampled_from([Fate.NEW, Fate.LIKELY, Fate.EXACT]))
def test_a_report_of_an_import_holds_no_command(question: str, answer: str, file: str, fate: Fate) -> None:
    """Neither do words of a transcript, nor its name."""
    why = Evidence((question, answer), (answer,))
    items = [
        ReportItem(f"{name}:1", 1, question, answer, fate, f"{file}:7", answer, 0.9, why, id="an-id")
        for name in (file, "other.md")
    ]
    report = Report(tuple(items), (LooseLine(file, 1, answer),), drafts=("content/drafts/a.md",))
    printed = io.StringIO()
    say(report_text(report), printed)
    case = Case("an-id", "key", f"{file}:1", question, answer, "other", answer, question, 0.9, resemblance(why))
    for width in (40, 100):
        say(render_case(case, width), printed)
    assert not commands_in(printed.getvalue())


@given(TEXTS)
def test_a_merge_tells_without_commands(paragraph: str) -> None:
    """A paragraph that stands once now is told on one line."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", printed)
        _tell(Merge({}, "content/qa/tea/two.md", {}, (), (paragraph,)), dry_run=False)
    assert not commands_in(printed.getvalue())
    assert printed.getvalue().count("\n") == 2


@given(TEXTS)
def test_nothing_that_is_said_holds_a_command(text: str) -> None:
    """The last gate before the stream lets no command through, and leaves all else as it is."""
    assert not commands_in(harmless(text))
    if not commands_in(text):
        assert harmless(text) == text
    assert len(one_line(text).splitlines()) <= 1


FIELDS = {
    "the question": ("content/qa/tea/brew.md", '---\nquestion: "What?{}"\nlevel: beginner\n---\n\nWater.\n'),
    "the level": ("content/qa/tea/brew.md", '---\nquestion: What is it?\nlevel: "hard{}"\n---\n\nWater.\n'),
    "a tag": ("content/qa/tea/brew.md", '---\nquestion: What is it?\nlevel: beginner\ntags: ["a{}"]\n---\n\nWater.\n'),
    "an unknown field": ("content/qa/tea/brew.md", '---\nquestion: What?\nlevel: beginner\n"a{}": 1\n---\n\nWater.\n'),
    "a key": ("content/references.bib", "@misc{{k{},\n  title = {{T}}\n}}\n"),
    "a name": ("content/glossary.md", "## Name{}\n\nNo link\n"),
    "a path": ("content/paths.yml", '- id: "a{}"\n  title: T\n'),
}


@pytest.mark.parametrize("form", ["text", "github", "json"])
@pytest.mark.parametrize("place", FIELDS)
@pytest.mark.parametrize("end", ["\\n", "\\r", "%0A", "\n"])
def test_no_value_of_a_file_begins_a_command(  # noqa: PLR0917 (fixtures and parameters)
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str, place: str, end: str
) -> None:
    """Every message that repeats a value does so on its own line, from the file to the log."""
    name, text = FIELDS[place]
    topic = tmp_path / "content/qa/tea"
    topic.mkdir(parents=True)
    (topic / "index.md").write_text("---\ntitle: Tea\norder: 1\nsummary: Leaves.\n---\n\nTea.\n")
    (tmp_path / name).write_text(text.format(f"{end}::error file=a.md::made up ##[error]b"))
    monkeypatch.chdir(tmp_path)

    assert main(["check", "--format", form]) == 1

    printed = capsys.readouterr()
    found = commands_in(printed.out + printed.err)
    assert all(re.match(r"::(error|warning) file=content/", line) for line in found)
    assert form == "github" or not found


def test_a_file_whose_name_begins_a_command_is_imported_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The name of a transcript begins lines of the report."""
    (tmp_path / "content/qa").mkdir(parents=True)
    (tmp_path / "::error::a.md").write_text("")
    (tmp_path / "::warning::b.md").write_text("Q: What is it?\nA: It.\n\nloose ##[error]c\n")
    monkeypatch.chdir(tmp_path)
    for options in ([], ["--json"]):
        main(["import", "--dry-run", *options, "::error::a.md", "::warning::b.md"])
    printed = capsys.readouterr()
    assert "SG801" in printed.err
    assert not commands_in(printed.out + printed.err)
