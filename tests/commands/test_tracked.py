"""Folders that each machine makes for itself are an error where git keeps them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from studyguide.commands import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A guide without faults in a repository, as the working folder."""
    topic = tmp_path / "content/qa/site"
    topic.mkdir(parents=True)
    (topic / "index.md").write_text("---\ntitle: Tea\norder: 1\nsummary: Leaves in water.\n---\n\nTea is old.\n")
    (topic / "brew.md").write_text("---\nquestion: How is tea brewed?\nlevel: beginner\n---\n\n" + "With water. " * 9)
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    return tmp_path


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)


def codes(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    main(["check", "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    return [(each["code"], each["path"]) for each in printed if each["severity"] == "error"]


@pytest.mark.parametrize(
    ("file", "folder"),
    [
        (".cache/studyguide.sqlite", ".cache"), (".cache/deep/er/x", ".cache"), (".CACHE/x", ".CACHE"),
        (".venv/bin/python", ".venv"), ("node_modules/a/b.js", "node_modules"), ("site/index.html", "site"),
        ("hooks/studyguide/__pycache__/x.pyc", "hooks/studyguide/__pycache__"), ("__pycache__/x.pyc", "__pycache__"),
        ("hooks/x.pyc", "hooks/x.pyc"), (".mypy_cache/3.11/x.json", ".mypy_cache"),
    ],
)  # fmt: skip
def test_such_a_folder_is_an_error_once_git_keeps_it(
    project: Path, capsys: pytest.CaptureFixture[str], file: str, folder: str
) -> None:
    """On disk it is what it should be; in the index it is reported, once, with what to do."""
    (project / file).parent.mkdir(parents=True, exist_ok=True)
    (project / file).write_text("x")
    git("add", "content")
    assert codes(capsys) == []
    git("add", "--force", file)

    assert codes(capsys) == [("SG115", folder)]
    assert main(["check"]) == 1
    assert f"git rm -r --cached {folder}" in capsys.readouterr().out
    git("rm", "-r", "-q", "--cached", folder)
    assert codes(capsys) == []


def test_a_link_in_its_place_is_one_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cache that leads elsewhere is no better than one that is there."""
    (project / ".cache").symlink_to("content")
    git("add", ".cache")

    assert codes(capsys) == [("SG115", ".cache")]


def test_a_project_below_the_root_of_its_repository_is_looked_through(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what lies in the project counts."""
    below = project / "below"
    below.mkdir()
    (project / "content").rename(below / "content")
    for folder in (project, below):
        (folder / ".cache").mkdir()
        (folder / ".cache" / "x").write_text("x")
    git("add", "--force", ".")
    monkeypatch.chdir(below)

    assert codes(capsys) == [("SG115", ".cache")]
    git("rm", "-q", "-r", "--cached", ".cache")
    assert codes(capsys) == []


@pytest.mark.parametrize("without", ["git", "repository"])
def test_without_git_nothing_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, without: str
) -> None:
    """A guide that was unpacked from an archive is checked all the same."""
    (project / "site").mkdir()
    (project / "site/x").write_text("x")
    git("add", "site")
    if without == "git":
        monkeypatch.setenv("PATH", "")
    else:
        (project / ".git").rename(project / "former")
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))

    assert codes(capsys) == []
