"""A cache is believed only where this machine has written it: what comes with a repository decides nothing."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from studyguide.speed import store
from studyguide.speed.seal import SWITCH, key_file, seal, secret_for
from studyguide.speed.store import Store, project_store, store_file


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that has no secret yet."""
    folder = tmp_path / "home"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    monkeypatch.delenv(SWITCH, raising=False)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a project."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def kept(root: Path) -> dict[str, bytes]:
    """Return what a project's cache holds of two texts."""
    return project_store(root).load(["a", "b"])


def forge(file: Path, rows: dict[str, tuple[bytes, bytes]]) -> None:
    """Write a cache as a stranger can, who knows all but the secret."""
    file.parent.mkdir(exist_ok=True)
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB, check_sum BLOB)")
    database.execute("PRAGMA user_version = 3")
    database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", [(key, *row) for key, row in rows.items()])
    database.commit()
    database.close()


def test_what_this_machine_has_kept_is_found_again(home: Path, root: Path) -> None:
    """The secret is made on first use, for its owner only, and is the same from then on."""
    project_store(root).store({"a": b"text"})

    assert kept(root) == {"a": b"text"}
    assert key_file() == home / "studyguide" / "key"
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    assert key_file().stat().st_size == 32
    assert secret_for(root) == secret_for(root) != b""


FORGED = b"a forged page"
PLAIN_SUMS = {
    "a sum keyed by the row's own name": hashlib.blake2b(FORGED, digest_size=16, key=b"b").digest(),
    "a seal without a secret": seal(b"", b"b", FORGED),
    "a seal with another secret": seal(b"another", b"b", FORGED),
    "the seal of another row": b"",
    "no sum": b"",
}


@pytest.mark.parametrize("name", PLAIN_SUMS)
def test_forged_rows_are_not_read(home: Path, root: Path, name: str) -> None:
    """Whoever knows all but the secret cannot write a row, even into the right file."""
    project_store(root).store({"a": FORGED})
    file = store_file(root, secret_for(root))
    row = PLAIN_SUMS[name]
    if name == "the seal of another row":
        row = sqlite3.connect(file).execute("SELECT check_sum FROM kept").fetchone()[0]
    forge(file, {"b": (FORGED, row)})

    assert kept(root) == {"a": FORGED}


def test_a_file_that_came_with_a_repository_is_not_even_opened(
    home: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name is none that this machine looks for, so that no stranger's database is parsed."""
    theirs = secret_for()
    key_file().unlink()
    for name in (store_file(root, theirs), root / ".cache" / "studyguide.sqlite", store_file(root, b"")):
        forge(name, {"b": (FORGED, seal(theirs, b"b", FORGED))})
    opened: list[str] = []
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, **options: (opened.append(Path(file).name), connect(file, **options))[1])  # fmt: skip

    assert kept(root) == {}
    project_store(root).store({"a": b"ours"})
    assert kept(root) == {"a": b"ours"}
    assert set(opened) == {store_file(root, secret_for(root)).name}
    assert [file.name for file in (root / ".cache").glob("studyguide-*")] == opened[:1]


def _no_home(home: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.write_text("a file")


def _switched_off(home: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "off")


def _in_the_project(home: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / "home"))


def _readable_by_others(home: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret_for()
    key_file().chmod(0o644)


def _a_link(home: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret_for()
    (root / "key").write_bytes(b"k" * 32)
    (root / "key").chmod(0o600)
    key_file().unlink()
    key_file().symlink_to(root / "key")


def _a_pipe(home: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret_for()
    key_file().unlink()
    os.mkfifo(key_file(), 0o600)


def _no_random(home: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "read-only")

    monkeypatch.setattr("tempfile.mkstemp", refuse)


@pytest.mark.parametrize(
    "harm", [_no_home, _switched_off, _in_the_project, _readable_by_others, _a_link, _a_pipe, _no_random]
)
def test_without_a_secret_nothing_is_read_or_kept(
    home: Path, root: Path, monkeypatch: pytest.MonkeyPatch, harm: object
) -> None:
    """The build goes on without a cache, and leaves none behind."""
    harm(home, root, monkeypatch)  # type: ignore[operator]
    project_store(root).store({"a": b"text"})

    assert secret_for(root) == b""
    assert kept(root) == {}
    assert not (root / ".cache").exists()


def test_a_secret_that_was_cut_off_is_made_anew(home: Path) -> None:
    """A full disk does not switch caches off for ever."""
    first = secret_for()
    key_file().write_bytes(b"short")

    assert len(secret_for()) == 32
    assert secret_for() not in {first, b""}


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_link_is_neither_read_nor_written(home: Path, root: Path, tmp_path: Path, what: str) -> None:
    """A cache that leads elsewhere is left alone, whatever lies there."""
    project_store(root).store({"a": b"text"})
    file = store_file(root, secret_for(root))
    elsewhere = tmp_path / "elsewhere"
    moved = file if what == "file" else file.parent
    moved.rename(elsewhere)
    moved.symlink_to(elsewhere)
    target = elsewhere if what == "file" else elsewhere / file.name
    before = target.read_bytes()

    assert kept(root) == {}
    project_store(root).store({"b": b"more"})
    assert target.read_bytes() == before


def test_a_file_that_is_too_large_is_not_opened(home: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is none that builds have written."""
    project_store(root).store({"a": b"text"})
    monkeypatch.setattr(store, "MAX_BYTES", 100)

    assert kept(root) == {}


def test_a_cache_without_a_secret_of_its_own_takes_that_of_the_machine(home: Path, root: Path) -> None:
    """Whoever names a file only is as safe."""
    Store(root / ".cache" / "x.sqlite").store({"a": b"text"})

    assert Store(root / ".cache" / "x.sqlite").load(["a"]) == {"a": b"text"}
    assert Store(root / ".cache" / "x.sqlite", b"another").load(["a"]) == {}
