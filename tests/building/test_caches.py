"""A cache makes builds faster and changes nothing else."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest

from studyguide.project import load_guide
from studyguide.speed import store
from studyguide.speed.seal import SWITCH
from studyguide.speed.store import Store
from studyguide.speed.work import KeptWork
from support.guides import guide, question, topic
from support.shared import shared_folder
from support.sites import ANSWER, Project
from support.sites import project as make_project


def _cut_short(project: Project) -> None:
    data = project.cache.read_bytes()
    project.cache.write_bytes(data[: len(data) // 2])


def _torn(project: Project) -> None:
    """Overwrite the middle of every page of the database, its head apart."""
    data = bytearray(project.cache.read_bytes())
    for start in range(8192, len(data) - 600, 4096):
        data[start + 500 : start + 600] = b"x" * 100
    project.cache.write_bytes(bytes(data))


def _wrong_values(project: Project) -> None:
    _execute(project, "UPDATE kept SET value = CAST('<b>wrong</b>' || char(0) || '<b>wrong</b>' AS BLOB)")


def _exchanged(project: Project) -> None:
    """Give each entry the value and the check sum of another."""
    connection = sqlite3.connect(project.cache)
    rows = connection.execute("SELECT key, value, check_sum FROM kept ORDER BY key").fetchall()
    moved = [(value, total, key) for (key, *_), (_, value, total) in zip(rows, rows[1:] + rows[:1], strict=True)]
    connection.executemany("UPDATE kept SET value = ?, check_sum = ? WHERE key = ?", moved)
    connection.commit()
    connection.close()


def _below_a_file(project: Project) -> None:
    shutil.rmtree(project.cache.parent)
    project.cache.parent.write_text("no folder")


def _execute(project: Project, *statements: str) -> None:
    connection = sqlite3.connect(project.cache)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


_SPOILED: list[Callable[[Project], None]] = [_cut_short, _torn, _wrong_values, _exchanged, _below_a_file]
"""Of all that can become of a cache, what a whole build could take amiss; tests/render/test_cache.py has the rest."""


@pytest.mark.parametrize("spoil", _SPOILED)
def test_a_spoiled_cache_is_worth_an_empty_one(built: Project, spoil: Callable[[Project], None]) -> None:
    """Whatever has become of the cache, the site is the same, and so is that of the build after."""
    first = built.hashes()
    spoil(built)
    assert built.build() == first
    assert built.build() == first


@contextmanager
def _locked(project: Project) -> Iterator[None]:
    connection = sqlite3.connect(project.cache, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    yield
    connection.close()


@contextmanager
def _read_only(project: Project) -> Iterator[None]:
    """Take away the right to write; the superuser has it all the same, for whom the next test stands in."""
    project.cache.chmod(0o444)
    project.cache.parent.chmod(0o555)
    yield
    project.cache.parent.chmod(0o755)


@pytest.mark.parametrize("hold", [_locked, _read_only, lambda project: nullcontext()])
def test_a_cache_in_use_or_read_only_changes_nothing(
    built: Project, hold: Callable[[Project], AbstractContextManager[None]]
) -> None:
    """A build that can read the cache, but not write it, or neither, makes the same site of edited texts."""
    built.write_question("two", answer=ANSWER + "\nMore.\n")
    with hold(built):
        cached = built.build()
    shutil.rmtree(built.cache.parent)
    assert built.build() == cached


@pytest.mark.parametrize("extra", ["XDG_CACHE_HOME", SWITCH])
def test_a_build_without_a_secret_makes_the_same_site(project: Project, extra: str) -> None:
    """Where this machine keeps none, or caches are off as for a deployment, nothing is read and nothing is left."""
    first = project.build()
    kept = project.cache
    _execute(project, "UPDATE kept SET value = CAST('wrong' AS BLOB)")
    before = kept.read_bytes()
    value = "off" if extra == SWITCH else str(project.root / "mkdocs.yml")
    assert project.build(extra={extra: value}) == first
    assert kept.read_bytes() == before
    assert [file.name for file in kept.parent.iterdir()] == [kept.name]


def test_a_cache_that_cannot_be_written_is_still_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a read-only disk the cache serves what it has, and whatever is to be added is dropped without a word."""
    file = tmp_path / "cache.sqlite"
    Store(file).store({"a": b"kept"})
    monkeypatch.setattr(store, "_open", lambda path: sqlite3.connect(f"file:{path}?mode=ro", uri=True))
    held = Store(file)
    assert held.load(["a", "b"]) == {"a": b"kept"}
    held.store({"b": b"new"})
    held.finish()
    assert Store(file).load(["a", "b"]) == {"a": b"kept"}


def test_what_is_no_longer_used_is_forgotten(tmp_path: Path) -> None:
    """A cache does not grow without end: once most of it is of no use, that part goes."""
    file = tmp_path / "cache.sqlite"
    Store(file).store({str(number): b"old" for number in range(10)})
    held = Store(file)
    held.store({"new": b"new"})
    assert held.load(["1"]) == {"1": b"old"}
    held.finish()
    assert Store(file).load(["0", "1", "new"]) == {"1": b"old", "new": b"new"}


def _edit_answer(project: Project) -> None:
    project.write_question("two", answer=ANSWER.replace("short", "shorter"), related="one")


def _edit_title(project: Project) -> None:
    project.write_question("one", question="What is the first?", related="two")


def _edit_reference(project: Project) -> None:
    file = project.root / "content" / "references.bib"
    file.write_text(file.read_text().replace("An Example", "Another Example"))


def _edit_topic(project: Project) -> None:
    file = project.question("index")
    file.write_text(file.read_text().replace("A topic", "The topic").replace("Its", "All its"))


def _rename_topic(project: Project) -> None:
    """Change what only search shows of a topic's introduction."""
    file = project.question("index")
    file.write_text(file.read_text().replace("A topic", "One topic"))


def _edit_glossary(project: Project) -> None:
    file = project.root / "content" / "glossary.md"
    file.write_text(file.read_text().replace("## Point", "## Source"))


def _add_question(project: Project) -> None:
    project.write_question("four", related="three")


def _remove_question(project: Project) -> None:
    project.question("three").unlink()


def _move_address(project: Project) -> None:
    file = project.question("two")
    file.write_text(file.read_text().replace("level:", "redirect_from: [former, gone/former]\nlevel:"))


def _edit_settings(project: Project) -> None:
    file = project.root / "mkdocs.yml"
    text = file.read_text()
    assert "  - pymdownx.highlight\n" in text
    file.write_text(text.replace("  - pymdownx.highlight\n", "  - pymdownx.highlight: { linenums: true }\n"))


def _edit_repository(project: Project) -> None:
    """Change what stands in the links of every question, and in no file of content/."""
    file = project.root / "mkdocs.yml"
    file.write_text(file.read_text().replace("example/study-guide", "example/another"))


def _edit_term(project: Project) -> None:
    """Let a word that answers use become a term."""
    file = project.root / "content" / "glossary.md"
    file.write_text(file.read_text().replace("## Point", "## Formula"))


def _rename_neighbour(project: Project) -> None:
    """Change a question that stands on the page of another topic, whose files stay as they are."""
    file = project.root / "content" / "qa" / "other" / "far.md"
    file.write_text(file.read_text().replace("What is far?", "What is farther?"))


def _raise_neighbour(project: Project) -> None:
    file = project.root / "content" / "qa" / "other" / "far.md"
    file.write_text(file.read_text().replace("beginner", "advanced"))


def _add_topic(project: Project) -> None:
    _write_topic(project, "third", "near")


def _edit_picture(project: Project) -> None:
    """Change the size of a picture, which is kept free for it on the page."""
    file = project.root / "content" / "qa" / "topic" / "drawing.svg"
    file.write_text(file.read_text().replace('width="10"', 'width="20"'))


def _edit_path(project: Project) -> None:
    file = project.root / "content" / "paths.yml"
    file.write_text(file.read_text().replace("One step.", "One step only."))


def _write_topic(project: Project, slug: str, name: str) -> None:
    files = {f"qa/{slug}/index.md": topic(slug, order="2"), f"qa/{slug}/{name}.md": question(f"What is {name}?")}
    guide(project.root, files)


def _with_neighbours(project: Project) -> None:
    """Add a second topic, to which the first one's questions lead, and a picture."""
    _write_topic(project, "other", "far")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>'
    guide(project.root, {"qa/topic/drawing.svg": drawing, "qa/topic/index.md": topic()})
    project.write_question("three", answer=ANSWER + "\n![A square](drawing.svg)\n", related="far")


_EDITS: list[Callable[[Project], None]] = [
    _edit_answer, _edit_title, _edit_reference, _edit_topic, _rename_topic, _edit_glossary, _add_question, _remove_question,
    _move_address, _edit_settings, _edit_repository, _edit_term, _rename_neighbour, _raise_neighbour, _add_topic,
    _edit_picture, _edit_path,
]  # fmt: skip


@pytest.fixture
def neighbours(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of a project with two topics and a picture that was built once."""

    def make(root: Path) -> None:
        made = make_project(root)
        _with_neighbours(made)
        made.build()

    once = shared_folder(tmp_path_factory, "neighbours", make)
    return Project(shutil.copytree(once, tmp_path / "neighbours", symlinks=True))


@pytest.mark.parametrize("edit", _EDITS)
def test_what_is_kept_is_what_a_new_build_would_make(neighbours: Project, edit: Callable[[Project], None]) -> None:
    """After an edit, a build with the cache of the texts before makes what one without a cache makes."""
    before = neighbours.hashes()
    edit(neighbours)
    with_cache = neighbours.build()
    assert with_cache != before
    shutil.rmtree(neighbours.cache.parent)
    assert neighbours.build() == with_cache


def test_problems_are_reported_from_the_cache_too(project: Project) -> None:
    """A file that has not changed is not read anew, but what is wrong with it is said again, at the same place."""
    project.write_question("two", answer="Short.\n\n### Explnation\n\nA [link](nowhere.md).\n")
    first, second = project.try_build(), project.try_build()
    assert first.returncode == second.returncode != 0
    assert "content/qa/topic/two.md:12: SG302" in first.stderr
    assert "SG306" in first.stderr
    assert _problems(first.stderr) == _problems(second.stderr)


def _problems(report: str) -> list[str]:
    return [line for line in report.split(os.linesep) if "SG" in line or "hint" in line]


def test_a_build_leaves_style_to_the_command_that_checks(project: Project) -> None:
    """Faults of style are found where they are asked for, whatever a build has kept; all else is found by both."""
    project.write_question("two", answer="Short.\n\n### Explnation\n\nA [link](nowhere.md).\n")
    for _ in range(2):
        without = load_guide(project.root, KeptWork(Store(project.cache), "salt"), style=False).problems
        assert {problem.code for problem in without} >= {"SG302", "SG306"}
        assert not {problem.code for problem in without} & {"SG601", "SG602"}
        with_style = load_guide(project.root, KeptWork(Store(project.cache), "salt")).problems
        assert {problem for problem in with_style if problem.code < "SG601"} == set(without)
        assert "SG601" in {problem.code for problem in with_style}
