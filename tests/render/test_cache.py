"""The cache of a project: whatever becomes of it, the result of a build is the same."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from studyguide.pages.page import SiteInfo
from studyguide.pages.site import Site, build_site
from studyguide.project import Loaded, load_guide
from studyguide.render.markdown import MarkdownSettings
from studyguide.speed.store import Store
from studyguide.speed.work import KeptWork, Work
from support import extensions
from support.guides import guide, question
from support.markdown import settings

WORDS = (
    "Water just off the boil is poured over the leaves[^1], which are left in it for **three** minutes.\n\n[^1]: Tea."
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A guide with a warning and some questions."""
    names = ("brew", "leaf", "cup", "pot")
    return guide(
        tmp_path, {f"qa/tea/{name}.md": question(f"What about {name}?", f"Of {name}. {WORDS} $x^2$") for name in names}
    )


def build(project: Path, file: Path | None, markdown: MarkdownSettings | None = None) -> list[str]:
    """Return all that a build gives: every problem, page and search entry."""
    work = KeptWork(Store(file), "salt")
    loaded = load_guide(project, work)
    site = build_site(loaded.guide, SiteInfo("Guide"), markdown or settings(), work)
    work.finish()
    return all_of(loaded, site)


def all_of(loaded: Loaded, site: Site) -> list[str]:
    """Return every problem, page and search entry of a guide and its site."""
    pages = [f"{page.uri} {page.title} {page.html} {page.anchors} {page.entries} {page.index}" for page in site.pages]
    return [*map(str, loaded.problems), *map(str, site.problems), *pages]


def test_a_site_is_the_same_without_all_that_makes_it_fast(project: Path) -> None:
    """Work that is done in turn and kept nowhere gives the same problems, pages and entries."""
    plain = Work()
    loaded = load_guide(project, plain)
    site = build_site(loaded.guide, SiteInfo("Guide"), settings(), plain)

    assert all_of(loaded, site) == build(project, None) == build(project, project / ".cache" / "kept.sqlite")


def _missing(file: Path) -> None:
    file.unlink()


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _a_page_of_garbage(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:8192] = b"\xa5" * 4096
    file.write_bytes(bytes(data))


def _garbage(file: Path) -> None:
    file.write_bytes(b"not a database at all\n" * 1000)


def _another_schema(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE kept (number INTEGER)")
    database.close()


def _a_view_of_the_same_name(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE VIEW kept AS SELECT 1 AS key, 2 AS value, 3 AS check_sum")
    database.close()


def _another_version(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 9999")
    database.close()


def _changed_values(file: Path) -> None:
    _execute(file, "UPDATE kept SET value = CAST(replace(value, 'boil', 'evil') AS BLOB)")


def _flipped_bits(file: Path) -> None:
    with sqlite3.connect(file) as database:
        for key, value in database.execute("SELECT key, value FROM kept").fetchall():
            flipped = bytes([value[0] ^ 1, *value[1:]])
            database.execute("UPDATE kept SET value = ? WHERE key = ?", (flipped, key))
    database.close()


def _exchanged_keys(file: Path) -> None:
    _execute(
        file,
        "CREATE TABLE other AS SELECT a.key, b.value, b.check_sum FROM kept a JOIN kept b"
        " ON b.rowid = (a.rowid % (SELECT max(rowid) FROM kept)) + 1",
        "DELETE FROM kept",
        "INSERT INTO kept SELECT * FROM other",
    )


def _values_of_other_types(file: Path) -> None:
    _execute(file, "UPDATE kept SET value = 7, check_sum = NULL WHERE rowid % 2", "UPDATE kept SET check_sum = 'x'")


def _no_values(file: Path) -> None:
    _execute(file, "UPDATE kept SET value = x'', check_sum = x''")


def _execute(file: Path, *statements: str) -> None:
    with sqlite3.connect(file) as database:
        for statement in statements:
            database.execute(statement)
    database.close()


def _a_folder_in_its_place(file: Path) -> None:
    file.unlink()
    (file / "x").mkdir(parents=True)


def _a_file_in_the_place_of_its_folder(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.write_text("x")


def _a_link_to_nothing(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.parent / "gone" / "away.sqlite")


def _a_left_over_journal(file: Path) -> None:
    Path(f"{file}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 2000)
    Path(f"{file}-wal").write_bytes(b"garbage" * 500)


HARM: tuple[Callable[[Path], None], ...] = (
    _missing, _empty, _truncated, _a_page_of_garbage, _garbage, _another_schema, _a_view_of_the_same_name,
    _another_version, _changed_values, _flipped_bits, _exchanged_keys, _values_of_other_types, _no_values,
    _a_folder_in_its_place, _a_file_in_the_place_of_its_folder, _a_link_to_nothing, _a_left_over_journal,
)  # fmt: skip


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__.strip("_"))
def test_a_harmed_cache_changes_nothing(project: Path, harm: Callable[[Path], None]) -> None:
    """The build after the harm, and the one after that, give what a build without a cache gives."""
    file = project / ".cache" / "kept.sqlite"
    expected = build(project, None)
    assert build(project, file) == expected
    assert build(project, file) == expected
    harm(file)

    assert build(project, file) == expected
    assert build(project, file) == expected


def test_a_locked_cache_changes_nothing_and_keeps_what_it_holds(project: Path) -> None:
    """While another build writes, this one does without; the other's work is not thrown away."""
    file = project / ".cache" / "kept.sqlite"
    expected = build(project, file)
    (held,) = sqlite3.connect(file).execute("SELECT count(*) FROM kept").fetchone()
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")

    assert build(project, file) == expected
    other.rollback()
    other.close()
    assert sqlite3.connect(file).execute("SELECT count(*) FROM kept").fetchone() == (held,)


@pytest.mark.parametrize("error", [PermissionError("denied"), sqlite3.OperationalError("readonly"), OSError("full")])
def test_a_cache_that_cannot_be_written_changes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """A folder or file that is read-only, or a full disk, is no failure of the build."""
    expected = build(project, None)

    def refuse(*arguments: object, **options: object) -> sqlite3.Connection:
        raise error

    monkeypatch.setattr(sqlite3, "connect", refuse)

    assert build(project, project / ".cache" / "kept.sqlite") == expected


def test_an_edit_is_never_answered_from_the_cache(project: Path) -> None:
    """What a text depends on is its key: the text, its links, and the front matter around it."""
    file = project / ".cache" / "kept.sqlite"
    build(project, file)
    question = project / "content/qa/tea/brew.md"
    for old, new in (
        ("**three**", "**four**"),
        ("about brew", "of brewing"),
        ("beginner", "advanced"),
        ("---\n\n", "---\n\n\n"),
    ):
        question.write_text(question.read_text().replace(old, new))

        assert build(project, file) == build(project, None)


def test_a_fault_is_not_kept(project: Path) -> None:
    """A text that could not be rendered is tried again: a slow machine may have been the cause."""
    file = project / ".cache" / "kept.sqlite"
    guide(project, {"qa/tea/cup.md": question("What is a cup?", "please-fail")})
    markdown = replace(settings(), extensions=(*settings().extensions, extensions.NAME))
    expected = build(project, None, markdown)

    assert any("SG313" in line for line in expected)
    assert build(project, file, markdown) == expected
    assert build(project, file, markdown) == expected
