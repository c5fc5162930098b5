"""A disk, file or stream that fails is a line with its name and the exit code 1, whatever the verb."""

from __future__ import annotations

import errno
import io
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from studyguide.commands import main
from support.pictures import picture

ROOT = Path(__file__).resolve().parents[2]
VERBS: Mapping[str, tuple[str, ...]] = {
    "check": ("check",),
    "duplicates": ("duplicates",),
    "distinct": ("distinct", "one", "two"),
    "merge": ("merge", "one", "two"),
    "import": ("import", "chat.md"),
    "write": ("write", "out"),
    "help": ("--help",),
}
"""A call of each verb that prints something."""

FAULTY = "---\nquestion: Why?\nlevel: hard\n---\n"
"""A question that `check` has something to say about."""

ANSWER = "Water just off the boil is poured over the leaves, which are left in it for three minutes and taken out."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A guide of two questions and a picture, and something to import."""
    root = tmp_path / "guide"
    topic = root / "content/qa/tea"
    topic.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for name in ("hooks", "node_modules"):
        (root / name).symlink_to(ROOT / name)
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# Tea\n")
    (topic / "index.md").write_text("---\ntitle: Tea\norder: 1\nsummary: Leaves in water.\n---\n")
    (topic / "cup.png").write_bytes(picture("png"))
    for name, question in (("one", "How is tea brewed?"), ("two", "What is a leaf?")):
        text = f"---\nquestion: {question}\nlevel: beginner\n---\n\n{ANSWER}\n\n![A cup](cup.png)\n"
        (topic / f"{name}.md").write_text(text)
    (root / "chat.md").write_text("## Why is the sky blue?\n\nBecause small things scatter short waves more.\n")
    return root


def contents(root: Path) -> dict[str, bytes]:
    """Return every file of a guide but those that commands keep for the next."""
    files = (file for folder in ("content", "docs") for file in (root / folder).rglob("*"))
    return {str(file.relative_to(root)): file.read_bytes() for file in files if file.is_file()}


def run(project: Path, verb: str, redirection: str, prepare: Callable[[], None] | None = None) -> Any:
    """Run a verb by a shell and return what became of it."""
    if verb == "check":
        (project / "content/qa/tea/faulty.md").write_text(FAULTY)
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"$0" -m studyguide "$@" {redirection}', sys.executable, *VERBS[verb]],
        cwd=project,
        capture_output=True,
        text=True,
        preexec_fn=prepare,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")
@pytest.mark.parametrize(
    ("redirection", "reason"), [(">/dev/full", "No space left on device"), (">&-", "it is closed")]
)
@pytest.mark.parametrize("verb", VERBS)
def test_an_output_that_takes_nothing_is_named(project: Path, verb: str, redirection: str, reason: str) -> None:
    """One line on standard error, and nothing from the interpreter behind it."""
    result = run(project, verb, redirection)

    named = f"studyguide {VERBS[verb][0]}: cannot write the standard output: {reason}"
    assert [line for line in result.stderr.splitlines() if " questions: " not in line] == [named]
    assert result.returncode == 1


@pytest.mark.parametrize(
    ("verb", "redirection"),
    [*((verb, "| true") for verb in VERBS), ("check", "2>&-"), ("import", "2>/dev/full"), ("import", "<&- 2>&-")],
)
def test_a_reader_that_has_left_changes_nothing(project: Path, verb: str, redirection: str) -> None:
    """The command does its work and ends with its own exit code; nothing is printed that speaks of the stream."""
    result = run(project, verb, redirection)

    assert result.returncode == int(verb == "check"), result.stderr
    assert "Error" not in result.stderr and "ignored" not in result.stderr
    assert (project / "content/drafts").exists() == (verb == "import")


def no_space() -> None:
    """Let every write to a file fail, as on a full disk; pipes still take what is printed."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


@pytest.mark.parametrize(
    ("verb", "named"),
    [
        ("distinct", "studyguide distinct: cannot write content/duplicates.txt: File too large"),
        ("merge", "studyguide merge: cannot write content/qa/tea/one.md: File too large"),
        ("write", "studyguide write: cannot write .out.next/docs/"),
        ("import", "the draft cannot be written: File too large"),
    ],
)
def test_a_disk_without_space_is_named_and_changes_nothing(project: Path, verb: str, named: str) -> None:
    """What stood there stays, nothing half is left beside it."""
    before = contents(project)
    result = run(project, verb, "", no_space)

    assert result.returncode == 1
    assert named in result.stderr
    assert "Traceback" not in result.stderr
    assert contents(project) == before
    assert not (project / "out").exists() and not list(project.glob(".out*"))


@pytest.mark.parametrize("verb", ["check", "duplicates"])
def test_a_cache_that_cannot_be_kept_is_no_fault(project: Path, verb: str) -> None:
    """Commands that only read need no space."""
    assert "Traceback" not in run(project, verb, "", no_space).stderr


UNREADABLE = {
    "check": "content/duplicates.txt",
    "duplicates": "content/duplicates.txt",
    "distinct": "content/duplicates.txt",
    "merge": "content/qa/tea/cup.png",
    "write": "docs/index.md",
}


@pytest.mark.parametrize("verb", UNREADABLE)
def test_a_file_that_cannot_be_read_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    """A bad sector, or a file that went a moment ago, is no traceback; nothing changes."""
    name = UNREADABLE[verb]
    if not (project / name).exists():
        (project / name).write_text("")
    before = contents(project)
    opened = io.open

    def failing(path: Any, *arguments: Any, **options: Any) -> Any:
        if str(path).endswith(name):
            raise OSError(errno.EIO, "Input/output error", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.chdir(project)
    if verb != "merge":  # which reads pictures once more: this one went after the first time
        monkeypatch.setattr("builtins.open", failing)
    monkeypatch.setattr(io, "open", failing)
    assert main(VERBS[verb]) in (1, 2)
    told = "".join(capsys.readouterr())
    assert f"cannot read {name}: Input/output error\n" in told or (
        f"{name}:1: SG109 the file cannot be read: Input/output error\n" in told
    )
    monkeypatch.undo()
    assert contents(project) == before


@pytest.mark.parametrize("verb", ["distinct", "merge", "import"])
def test_a_project_that_cannot_be_locked_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    """Where the lock cannot be made, here for a file in the place of its folder, nothing is changed without it."""
    before = contents(project)
    (project / ".cache").write_text("")
    monkeypatch.chdir(project)

    assert main(VERBS[verb]) == 1
    assert capsys.readouterr().err == f"studyguide {verb}: cannot write .cache/guide.lock: File exists\n"
    assert contents(project) == before


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "help"])
def test_an_interruption_is_one_line(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    """Whatever a verb is doing when Ctrl-C is pressed, it ends with 130, and with the guide as it was."""

    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    before = contents(project)
    monkeypatch.chdir(project)
    monkeypatch.setattr("studyguide.guide.source._visible", interrupted)
    assert main(VERBS[verb]) == 130
    assert capsys.readouterr().err == f"\nstudyguide {verb}: interrupted\n"
    assert contents(project) == before
    assert not list(project.glob(".cache/*.lock"))
