"""What builds keep for the next: texts, each by a hash of all that it depends on.

A cache never changes a result: one that is missing, corrupt, locked, read-only or of another version is worth as much
as an empty one.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FILE = Path(".cache", "studyguide.sqlite")
"""Where a project's cache lies, below its root."""

_VERSION = 2
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB, check_sum BLOB)"
_FORGET_ABOVE = 2.0
"""What the last build did not use is dropped when the cache holds this many times as many texts as it used."""

_LIBRARIES = (
    "bibtexparser",
    "jinja2",
    "markdown",
    "math-core",
    "nh3",
    "pygments",
    "pylatexenc",
    "pymdown-extensions",
    "pyyaml",
)
_OURS = ("*.py", "checks/*.py", "pages/*.py", "render/*.py", "templates/*")


class Store:
    """The store of a project, as one build uses it; without a file, it keeps nothing."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._used: set[str] = set()
        self._reader: sqlite3.Connection | None = None
        self._readable = self._writable = file is not None

    def load(self, keys: Collection[str]) -> dict[str, bytes]:
        """Return those of the wanted texts that the cache holds intact."""
        self._used.update(keys)
        found: dict[str, bytes] = {}
        if not self._readable:
            return found
        try:
            for key, value, check_sum in self._rows(list(keys)):
                if isinstance(value, bytes) and check_sum == _sum(key, value):
                    found[key] = value
        except (sqlite3.Error, OSError, ValueError):
            self._readable = False
        return found

    def _rows(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes, bytes]]:
        assert self._file is not None
        if self._reader is None:
            self._reader = _open(self._file)
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            yield from self._reader.execute(f"SELECT key, value, check_sum FROM kept WHERE key IN ({marks})", some)  # noqa: S608 (question marks only)

    def store(self, new: Mapping[str, bytes]) -> None:
        """Add texts; a failure to do so is no failure of the build."""
        self._used.update(new)
        if not new or not self._writable or self._file is None:
            return
        rows = [(key, value, _sum(key, value)) for key, value in new.items()]
        try:
            _write(self._file, rows)
        except (sqlite3.Error, OSError, ValueError) as error:
            self._writable = not isinstance(error, sqlite3.OperationalError) and self._start_anew(rows)

    def _start_anew(self, rows: Sequence[tuple[str, bytes, bytes]]) -> bool:
        """Replace a file that is no database of ours; return whether that worked."""
        self.close()
        with contextlib.suppress(OSError, sqlite3.Error, ValueError):
            assert self._file is not None
            self._file.unlink()
            _write(self._file, rows)
            return True
        return False

    def finish(self) -> None:
        """Forget what has not been used, once that is most of the cache."""
        self.close()
        if self._file is None or not self._writable or not self._file.is_file():
            return
        with contextlib.suppress(sqlite3.Error, OSError, ValueError), contextlib.closing(_open(self._file)) as database:
            (count,) = database.execute("SELECT count(*) FROM kept").fetchone()
            if count > _FORGET_ABOVE * len(self._used):
                with database:
                    held = [key for (key,) in database.execute("SELECT key FROM kept")]
                    unused = [(key,) for key in held if key not in self._used]
                    database.executemany("DELETE FROM kept WHERE key = ?", unused)

    def close(self) -> None:
        """Let go of the file; a later call of `load` opens it again."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None


def _write(file: Path, rows: Sequence[tuple[str, bytes, bytes]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(_open(file)) as database, database:
        if database.execute("PRAGMA user_version").fetchone() != (_VERSION,):
            database.execute("DROP TABLE IF EXISTS kept")
            database.execute(f"PRAGMA user_version = {_VERSION}")
        database.execute(_SCHEMA)
        database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)


def _open(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=1.0)
    database.execute("PRAGMA synchronous = OFF")  # what a power failure spoils, the check sums tell
    return database


def _sum(key: str, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=16, key=key.encode()[:64]).digest()


def digest(*parts: str) -> str:
    """Return the key of what these parts decide."""
    whole = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


@cache
def salt() -> str:
    """Return a text that changes whenever our own code, a template or a library changes that decides a result."""
    package = Path(__file__).parent.parent
    own = hashlib.blake2b()
    for file in sorted(file for pattern in _OURS for file in package.glob(pattern)):
        own.update(f"{file.name}:{file.stat().st_size}:".encode())
        own.update(file.read_bytes())
    return digest(own.hexdigest(), *map(_version, _LIBRARIES))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
