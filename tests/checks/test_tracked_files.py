"""Files of folders that each machine makes for itself: which git lists, and what is said of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from studyguide.checks.tracked import tracked_files, tracked_problems


@pytest.mark.parametrize(
    ("files", "folders"),
    [
        (["site/a.html", "site/b/c.html", ".cache/x"], [".cache", "site"]),
        (["SITE/a.html", ".Venv/bin/python"], [".Venv", "SITE"]),
        (["a/b/__pycache__/c.pyc", "a/b/__PYCACHE__/d.pyc", "e.pyc"], ["a/b/__PYCACHE__", "a/b/__pycache__", "e.pyc"]),
        (["a/__pycache__/b/__pycache__/c.pyc", "__pycache__/x"], ["__pycache__", "a/__pycache__"]),
        ([], []),
    ],
)
def test_each_folder_is_named_once(files: list[str], folders: list[str]) -> None:
    """In order, as git writes it."""
    assert [problem.path for problem in tracked_problems(files)] == folders


def test_what_is_said_of_a_folder() -> None:
    """The hint is a command that works whatever the name is."""
    assert "".join(f"{problem}\n" for problem in tracked_problems(["a b/__pycache__/c.pyc"])) == (
        "a b/__pycache__:1: SG115 git keeps this, which each machine makes for itself\n"
        "    hint: `git rm -r --cached 'a b/__pycache__'`, and keep it in .gitignore\n"
    )


def test_git_lists_just_those_files(tmp_path: Path) -> None:
    """What is tracked and has no place; names that are not UTF-8 are no harm, and without git there are none."""
    wrong = [".cache/x", "Node_Modules/a/b.js", "a/__pycache__/b.PYC", "c.pyc", "site/\udcff.html"]
    for name in [*wrong, "content/site/x", "a.py", ".site.next/untracked", "docs/caché/x"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert tracked_files(tmp_path) == ()

    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "--force", ".", ":!.site.next"], cwd=tmp_path, check=True)
    assert sorted(tracked_files(tmp_path)) == sorted(wrong)
    assert tracked_files(tmp_path / "missing") == ()


def test_without_git_no_file_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy that came as an archive is checked all the same."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert tracked_files(tmp_path) == ()


def test_a_program_that_the_repository_names_is_not_run(tmp_path: Path) -> None:
    """Git may be told to ask a program which files changed; to look at a stranger's files must not run it."""
    program, flag = tmp_path / "program", tmp_path / "flag"
    program.write_text(f"#!/bin/sh\ntouch '{flag}'\n")
    program.chmod(0o755)
    project = tmp_path / "project"
    (project / "site").mkdir(parents=True)
    (project / "site" / "a.html").write_text("x")
    for command in (["init", "-q"], ["add", "."], ["config", "core.fsmonitor", str(program)]):
        subprocess.run(["git", *command], cwd=project, check=True)

    assert tracked_files(project) == ("site/a.html",)
    assert not flag.exists()

    subprocess.run(["git", "ls-files"], cwd=project, check=True, capture_output=True)
    assert flag.exists()
