"""A merge that stops anywhere is finished by the same command, and commands at once lose nothing of each other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import studyguide.guide.files
from studyguide.commands import main
from studyguide.duplicates.join import _with_steps
from studyguide.guide.model import Entry, Place, ReadingPath, Step
from studyguide.project import load_guide
from support.guides import question
from support.merging import FILES, project
from support.pictures import picture

STEPS = ("fdopen", "fsync", "chmod", "replace", "unlink")
DRAWN = "Brief. ![a](p.png) ![b](q.png) ![c](shared.png)"
P, Q, SHARED, OTHER, TAKEN = (picture("png", width) for width in range(1, 6))
PICTURES = FILES | {
    "two/gone.md": FILES["two/gone.md"].replace("Brief.", DRAWN),
    "two/third.md": question("How?", "So, ![c](shared.png) and [that](gone.md)."),
    "../glossary.md": "# Glossary\n\n## That\n\nA thing. See [it](qa/two/gone.md).\n",
    "../paths.yml": "- id: way\n  title: The gone way\n  summary: S.\n  steps:\n    - title: Now gone\n"
    "      questions: [other, gone]\n- id: both\n  title: Both\n  summary: S.\n  steps:\n    - title: First\n"
    "      questions:\n        - gone # first\n        - third\n    - title: Then\n      questions: [kept]\n",
    "one/index.md": "---\ntitle: one\norder: 1\nsummary: S.\n---\n\nBegin with [it](../two/gone.md).\n",
}


class Dying(BaseException):
    """The end of a process; whatever it would still do fails as well."""


class Steps:
    """The module `os`, for a process that dies before a certain change to the disk."""

    def __init__(self, last: int | None = None) -> None:
        self.done = 0
        self._last = last

    def __getattr__(self, name: str) -> Any:
        function = getattr(os, name)
        return self._counted(function) if name in STEPS else function

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            if self.done == self._last:
                raise Dying
            self.done += 1
            return function(*arguments, **options)

        return counted


def pictured(folder: Path) -> Path:
    """Write a guide in which the question that goes has pictures, one of them under a name that is taken."""
    root = project(folder, PICTURES)
    for name, data in (("two/p.png", P), ("two/q.png", Q), ("two/shared.png", SHARED), ("one/p.png", OTHER)):
        (root / "content/qa" / name).write_bytes(data)
    return root


def contents(root: Path) -> dict[str, bytes]:
    """Return every file of a guide."""
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def steps_of(root: Path, monkeypatch: pytest.MonkeyPatch, last: int | None, *command: str) -> int:
    """Run a command that dies before a step, and return how many it took."""
    steps = Steps(last)
    monkeypatch.chdir(root)
    with monkeypatch.context() as patch:
        patch.setattr(studyguide.guide.files, "os", steps)
        try:
            main(command)
        except Dying:
            return steps.done
    assert last is None, f"a step before number {last} was the last"
    return steps.done


@pytest.mark.parametrize("command", [("merge", "kept", "gone"), ("distinct", "kept", "gone", "--note", "not the same")])
def test_a_command_that_stopped_is_finished_by_running_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """Whatever the step before which it was killed, the second run ends where one whole run ends."""
    whole = pictured(tmp_path / "whole")
    count = steps_of(whole, monkeypatch, None, *command)
    expected = contents(whole)
    assert not load_guide(whole).errors
    assert count >= 4

    for last in range(count):
        stopped = pictured(tmp_path / str(last))
        steps_of(stopped, monkeypatch, last, *command)
        assert main(command) == 0
        assert contents(stopped) == expected, f"stopped before step {last} of {count}"


def test_a_finished_merge_run_again_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever does not know whether it was finished may run it once more."""
    root = pictured(tmp_path)
    monkeypatch.chdir(root)
    assert main(["merge", "kept", "gone"]) == 0
    expected = contents(root)
    capsys.readouterr()

    assert main(["merge", "kept", "gone"]) == 0
    assert capsys.readouterr().out == "`kept` has taken in `gone` already\n"
    assert contents(root) == expected


def test_pictures_keep_their_place_where_others_need_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that another question shows stays, and none takes the place of another."""
    root = pictured(tmp_path)
    monkeypatch.chdir(root)
    (root / "content/qa/one/gone-p.png").write_bytes(TAKEN)
    assert main(["merge", "kept", "gone"]) == 0

    found = contents(root)
    pictures = {name.removeprefix("content/qa/"): data for name, data in found.items() if name.endswith(".png")}
    assert pictures == {
        "one/gone-2-p.png": P,
        "one/gone-p.png": TAKEN,
        "one/p.png": OTHER,
        "one/q.png": Q,
        "one/shared.png": SHARED,
        "two/shared.png": SHARED,
    }
    assert b"![a](gone-2-p.png)" in found["content/qa/one/kept.md"]


def test_glossary_and_paths_lead_to_the_one_that_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that had both has it once, where it was; words in titles stay."""
    root = pictured(tmp_path)
    monkeypatch.chdir(root)
    assert main(["merge", "kept", "gone"]) == 0

    assert "See [it](qa/one/kept.md)." in (root / "content/glossary.md").read_text()
    assert (root / "content/paths.yml").read_text() == (
        "- id: way\n  title: The gone way\n  summary: S.\n  steps:\n    - title: Now gone\n"
        "      questions: [other, kept]\n- id: both\n  title: Both\n  summary: S.\n  steps:\n    - title: First\n"
        "      questions:\n        - third\n    - title: Then\n      questions: [kept]\n"
    )
    assert not load_guide(root).errors


@pytest.mark.parametrize(
    ("listed", "left"),
    [
        ("[gone, kept]", "[kept]"),
        ("[kept, gone]", "[kept]"),
        ('[kept, "gone", x]', "[kept, x]"),
        ("[gone-2, gone, kept]", "[gone-2, kept]"),
    ],
)
def test_an_id_goes_from_a_list_in_brackets(listed: str, left: str) -> None:
    """Neither a comma nor a quotation mark stays behind, and ids that begin alike are others."""
    names = tuple(Entry(name.strip(' "'), Place("", 1)) for name in listed[1:-1].split(","))
    path = ReadingPath("way", "Way", "S.", "step", (Step("First", names, Place("", 1)),), Place("", 1))

    assert _with_steps(f"questions: {listed}", [path], "gone", "kept") == f"questions: {left}"


def test_a_full_disk_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The space is found wanting before the first file takes its place; the message names the file."""
    root = pictured(tmp_path)
    before = contents(root)
    monkeypatch.chdir(root)
    synced = []

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 5:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("studyguide.guide.files.os.fsync", full)
    assert main(["merge", "kept", "gone"]) == 1
    error = capsys.readouterr().err
    assert error == "studyguide merge: cannot write content/paths.yml: No space left on device\n"
    assert contents(root) == before


def test_commands_at_once_all_leave_their_mark(tmp_path: Path) -> None:
    """Eight decisions at the same time are eight decisions, and a merge among them is a merge."""
    names = [f"q{number}" for number in range(9)]
    letters = "ABCDEFGHI"
    files = {
        f"one/{name}.md": question(f"What is {letter}?", f"It is {letter}.")
        for name, letter in zip(names, letters, strict=True)
    }
    root = project(tmp_path, FILES | files)
    commands = [["distinct", "q0", name] for name in names[1:]] + [["merge", "kept", "gone"]]
    running = [
        subprocess.Popen([sys.executable, "-m", "studyguide", *command], cwd=root, stdout=subprocess.DEVNULL)
        for command in commands
    ]

    assert [process.wait() for process in running] == [0] * len(commands)
    decided = (root / "content/duplicates.txt").read_text().splitlines()
    assert [line.split()[1:3] for line in decided[1:]] == [["q0", name] for name in names[1:]]
    assert not (root / "content/qa/two/gone.md").exists()
    assert not [file for file in contents(root) if file.endswith((".tmp", ".lock"))]


def test_imports_at_once_file_each_question_once(tmp_path: Path) -> None:
    """Two imports of one transcript are as good as one, and what another brings is filed too."""
    root = project(tmp_path, FILES)
    for name in ("sky", "sea"):
        text = f"## Why is the {name} blue?\n\nBecause the {name} scatters short waves more.\n"
        (root / f"{name}.md").write_text(text)
    running = [
        subprocess.Popen([sys.executable, "-m", "studyguide", "import", file], cwd=root, stdout=subprocess.DEVNULL)
        for file in ("sky.md", "sea.md", "sky.md", "sea.md")
    ]

    assert [process.wait() for process in running] == [0] * len(running)
    drafts = sorted(file.read_text() for file in (root / "content/drafts").rglob("*.md"))
    assert ["sea" in draft for draft in drafts] == [True, False]
    assert ["sky" in draft for draft in drafts] == [False, True]
