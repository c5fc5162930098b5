"""`studyguide write`: the same pages as a plain folder that another generator builds without our hooks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from studyguide.project import load_guide
from support.commands import studyguide
from support.guides import guide

pytestmark = pytest.mark.xdist_group("writing")  # one test process builds the folders that these tests share
ROOT = Path(__file__).resolve().parent.parent.parent
QUESTION_HEADING = re.compile(r'<h2 id="([^"]+)"')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide of this project, written as a plain folder."""
    target = tmp_path_factory.mktemp("write") / "plain"
    result = studyguide(ROOT, "write", str(target))
    assert result.returncode == 0, result.stdout + result.stderr
    return target


@pytest.fixture(scope="module")
def zensical_site(folder: Path) -> Path:
    """The plain folder, built by Zensical."""
    command = [str(Path(sys.executable).parent / "zensical"), "build", "--clean"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "No issues found" in result.stdout + result.stderr
    return folder / "site"


def anchors(site: Path) -> set[tuple[str, str]]:
    """Return page and id of every heading of a topic's page that has an id."""
    return {
        (page.name, id_)
        for page in (site / "topics").glob("*.html")
        for id_ in QUESTION_HEADING.findall(page.read_text(encoding="utf-8"))
    }


def question_entries(entries: list[dict[str, object]]) -> set[str]:
    """Return the addresses of the search entries that lead to a question."""
    return {str(entry["location"]) for entry in entries if re.match(r"topics/.*#", str(entry["location"]))}


def test_zensical_builds_every_page(zensical_site: Path, built_site: Path) -> None:
    """No page of the site is missing."""
    pages = {page.relative_to(built_site).as_posix() for page in built_site.rglob("*.html")}

    assert pages <= {page.relative_to(zensical_site).as_posix() for page in zensical_site.rglob("*.html")}


def test_zensical_builds_the_same_question_anchors(zensical_site: Path, built_site: Path) -> None:
    """A link to a question works on either site."""
    expected = {(f"{question.topic}.html", question.id) for question in load_guide(ROOT).guide.questions}

    assert anchors(zensical_site) == anchors(built_site) == expected


def test_zensical_finds_the_same_questions(zensical_site: Path, built_site: Path) -> None:
    """Search has one entry for each question on either site, with the text of its answer."""
    ours = json.loads((built_site / "search" / "search_index.json").read_text())["docs"]
    theirs = json.loads((zensical_site / "search.json").read_text())["items"]

    assert question_entries(theirs) == question_entries(ours)
    adam = next(entry for entry in theirs if str(entry["location"]).endswith("#adam"))
    assert "bias correction" in adam["text"]
    assert "Show answer" not in adam["text"]


def test_a_written_folder_may_be_written_again_and_no_other(folder: Path, tmp_path: Path) -> None:
    """A folder that holds anything else is left alone."""
    (tmp_path / "precious.txt").write_text("mine")

    assert studyguide(ROOT, "write", str(folder)).returncode == 0
    refused = studyguide(ROOT, "write", str(tmp_path))
    assert refused.returncode == 2
    assert "holds other files" in refused.stderr
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_a_guide_with_problems_is_not_written(tmp_path: Path) -> None:
    """The problems are listed, the exit code is 1, and nothing is written."""
    guide(tmp_path, {"qa/topic/index.md": "no front matter"})

    result = studyguide(tmp_path, "write", str(tmp_path / "out"))

    assert result.returncode == 1
    assert "content/qa/topic/index.md:1: SG201" in result.stdout
    assert not (tmp_path / "out").exists()


def test_a_file_put_into_a_written_folder_is_not_lost(folder: Path) -> None:
    """Writing again would replace the folder; a person's own file in it is named instead."""
    notes = folder / "notes.txt"
    notes.write_text("mine")
    refused = studyguide(ROOT, "write", str(folder))
    kept = notes.read_text()
    notes.unlink()

    assert refused.returncode == 2
    assert "holds other files, such as `notes.txt`" in refused.stderr
    assert kept == "mine"
