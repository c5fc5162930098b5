"""`studyguide check`: what it prints, how it ends, and what it is asked about."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from studyguide.commands import main
from studyguide.commands.check_guide import as_github, as_json, as_text
from studyguide.guide.problems import Problem
from support.guides import guide, question, topic

WORDS = (
    "Water just off the boil is poured over the leaves, which are left in it for some three minutes and then taken out."
)


TEA = {
    "qa/tea/index.md": topic("Tea", WORDS),
    "qa/tea/brew.md": question("How is tea brewed?", WORDS),
    "qa/tea/leaf.md": question("What is a leaf?", WORDS),
}
FAULTS = {
    "qa/tea/brew.md": question("How is tea brewed?", WORDS, level="hard"),
    "qa/tea/leaf.md": question("What is a leaf?", f"{WORDS} <b>"),
    "references.bib": "@book{sen,\n  title = {Tea Life},\n}\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A guide without faults, as the working folder."""
    monkeypatch.chdir(tmp_path)
    return guide(tmp_path, TEA)


@pytest.fixture
def faulty(project: Path) -> Path:
    """A guide with an error in each of two files, and one more in the bibliography."""
    return guide(project, TEA | FAULTS)


def test_a_guide_without_faults_ends_with_0(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is printed but the summary, which goes to standard error."""
    assert main(["check"]) == 0

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "2 questions: 0 errors, 0 warnings\n"


def test_every_problem_is_printed_and_the_exit_code_is_1(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems of all files come in one run, sorted by path and line, each with its hint."""
    assert main(["check"]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[:2] for line in lines[::2]] == [
        ["content/qa/tea/brew.md:3:", "SG207"],
        ["content/qa/tea/leaf.md:6:", "SG305"],
        ["content/references.bib:1:", "SG405"],
    ]
    assert all(line.startswith("    hint: ") for line in lines[1::2])


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["content/qa/tea/brew.md"], ["SG207"]),
        (["./content/qa/tea/../tea/leaf.md"], ["SG305"]),
        (["content/qa"], ["SG207", "SG305"]),
        (["content/qa/"], ["SG207", "SG305"]),
        (["."], ["SG207", "SG305", "SG405"]),
        (["content/references.bib", "content/qa/tea/leaf.md"], ["SG305", "SG405"]),
        (["content/qa/tea/index.md"], []),
    ],
)
def test_paths_choose_what_is_reported(
    faulty: Path, capsys: pytest.CaptureFixture[str], paths: list[str], expected: list[str]
) -> None:
    """Only problems in the named files and folders are printed, and only they decide the exit code."""
    assert main(["check", "--format", "json", *paths]) == bool(expected)

    assert [problem["code"] for problem in json.loads(capsys.readouterr().out)] == expected


def test_paths_are_relative_to_the_working_folder(
    faulty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The project is found from a folder within it; what is printed stays relative to the project."""
    monkeypatch.chdir(faulty / "content/qa/tea")

    assert main(["check", "leaf.md"]) == 1
    assert capsys.readouterr().out.startswith("content/qa/tea/leaf.md:6: SG305 ")


def test_an_absolute_path_may_lead_over_a_link_to_the_project(
    faulty: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is the same file by whatever way it is named."""
    link = tmp_path_factory.mktemp("elsewhere") / "guide"
    link.symlink_to(faulty)

    assert main(["check", str(link / "content/qa/tea/leaf.md")]) == 1
    assert "SG305" in capsys.readouterr().out


def test_a_link_within_the_guide_is_reported_when_it_is_named(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A symbolic link is what is wrong, so it is not followed on the way to its report."""
    (project / "content/qa/tea/cup.md").symlink_to("leaf.md")

    assert main(["check", "content/qa/tea/cup.md"]) == 1
    assert capsys.readouterr().out.startswith("content/qa/tea/cup.md:1: SG103 ")


@pytest.mark.parametrize("path", ["content/qa/tea/gone.md", "..", "/etc", "../elsewhere.md"])
def test_a_path_that_is_none_of_the_project_is_a_wrong_call(
    project: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    """A slip of the pen in a path must not look like a guide without faults."""
    assert main(["check", path]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert path in printed.err


def test_outside_of_a_project_the_call_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what is missing and where to go."""
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) == 2
    assert "content/qa" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["check", "--format", "xml"], ["check", "--frmat"], ["chekc"], []])
def test_an_unknown_option_or_verb_is_a_wrong_call(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The usage is shown and the exit code is 2."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert "usage: studyguide" in capsys.readouterr().err


def test_help_names_the_formats_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """What a script needs to know stands in --help."""
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--help"])

    printed = " ".join(capsys.readouterr().out.split())
    assert stopped.value.code == 0
    assert "{text,github,json}" in printed
    assert "Exit code: 0 no errors, 1 errors found, 2 wrong call." in printed


HOSTILE = Problem("content/a,b:c%\nd.md", 7, "SG305", "100 % of\r\n::error::it, a: b", "mend\nit")


def test_an_annotation_cannot_be_ended_by_its_text() -> None:
    """Percent signs, line ends, colons and commas are escaped as GitHub wants them, in properties and in data."""
    assert as_github([HOSTILE]) == (
        "::error file=content/a%2Cb%3Ac%25%0Ad.md,line=7,title=SG305::"
        "100 %25 of%0D%0A::error::it, a: b%0Ahint: mend%0Ait"
    )


def test_a_warning_is_annotated_as_one() -> None:
    """The command's name is the severity."""
    assert as_github([Problem("a.md", 1, "SG601", "long")]) == "::warning file=a.md,line=1,title=SG601::long"


def test_json_is_a_list_of_objects_whatever_the_text() -> None:
    """The list can be read back, a lone surrogate included, and is pure ASCII for any terminal."""
    strange = Problem("a.md", 1, "SG305", "é \ud800 \x1b", "")

    assert as_json([strange]).isascii()
    assert json.loads(as_json([])) == []
    assert json.loads(as_json([HOSTILE, strange])) == [
        {
            "path": problem.path,
            "line": problem.line,
            "code": "SG305",
            "severity": "error",
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in (HOSTILE, strange)
    ]


def test_text_is_a_line_to_click_and_a_hint_below() -> None:
    """Without a hint there is one line only."""
    problem = Problem("content/qa/tea/brew.md", 7, "SG305", "raw HTML", "write Markdown")

    assert as_text([problem]) == "content/qa/tea/brew.md:7: SG305 raw HTML\n    hint: write Markdown"
    assert as_text([Problem("a.md", 1, "SG101", "byte")]) == "a.md:1: SG101 byte"


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_a_terminal_that_knows_ascii_only_gets_all_problems(faulty: Path, form: str) -> None:
    """A character that cannot be shown is written as an escape; it is no reason to stop with a traceback."""
    guide(faulty, TEA | FAULTS | {"qa/tea/leaf.md": question("何ですか。", WORDS)})
    command = [sys.executable, "-m", "studyguide", "check", "--format", form]
    result = subprocess.run(
        command,
        check=False,
        cwd=faulty,
        capture_output=True,
        text=True,
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[2] / "hooks")},
    )

    assert result.returncode == 1, result.stderr
    assert "SG212" in result.stdout
    assert "SG405" in result.stdout
    assert "Traceback" not in result.stderr


def test_of_very_many_problems_people_are_shown_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line counts those that are not shown; the report for programs has all."""
    monkeypatch.setattr("studyguide.guide.problems.MAX_SHOWN", 2)
    many = [Problem("a.md", line, "SG101", "byte") for line in (1, 2, 3, 4)]

    assert as_text(many) == "a.md:1: SG101 byte\na.md:2: SG101 byte\n… and 2 more"
    assert as_text(many[:2]) == "a.md:1: SG101 byte\na.md:2: SG101 byte"
    assert as_github(many).splitlines()[1:] == ["::error file=a.md,line=2,title=SG101::byte", "… and 2 more"]
    assert len(json.loads(as_json(many))) == 4
