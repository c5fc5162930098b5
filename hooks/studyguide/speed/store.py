"""What builds keep for the next: texts, each by a hash of all that it depends on.

A cache never changes a result: one that is missing, corrupt, locked, read-only, of another version or written by
another machine is treated as empty. Its name and its rows are sealed with a secret of this machine, so that a file
which came with the repository is not even opened.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from studyguide.speed.seal import is_plain, seal, secret_for

FOLDER = ".cache"
"""Where a project's caches lie, below its root."""

MAX_BYTES = 2 * 1024**3
"""A file larger than this is none that builds have written."""

_VERSION = 3
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB, check_sum BLOB)"
_FORGET_ABOVE = 2.0
"""What the last build did not use is dropped when the cache holds this many times as many texts as it used."""


class Store:
    """The store of a project, as one build uses it; without a file or a secret, it keeps nothing.

    Args:
        file: the database, which is made where there is none.
        secret: what tells rows of this machine from others; by default, what this machine has.
    """

    def __init__(self, file: Path | None = None, secret: bytes | None = None) -> None:
        self._secret = secret_for() if secret is None and file else secret or b""
        if file and not (self._secret and is_plain(file, file.parent.parent, MAX_BYTES)):
            file = None
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
                if isinstance(value, bytes) and check_sum == self._seal(key, value):
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
        rows = [(key, value, self._seal(key, value)) for key, value in new.items()]
        try:
            _write(self._file, rows)
        except (sqlite3.Error, OSError, ValueError) as error:
            self._writable = not isinstance(error, sqlite3.OperationalError) and self._start_anew(rows)

    def _seal(self, key: str, value: bytes) -> bytes:
        return seal(self._secret, key.encode(), value)

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


def project_store(root: Path) -> Store:
    """Return the store of a project; one that keeps nothing where this machine has no secret."""
    secret = secret_for(root)
    if not secret:
        return Store()
    file = store_file(root, secret)
    if not file.exists() and is_plain(file, root, MAX_BYTES):
        _remove_others(file)
    return Store(file, secret)


def store_file(root: Path, secret: bytes) -> Path:
    """Return where a project's store lies, under a name that only a holder of the secret knows."""
    return root / FOLDER / f"studyguide-{seal(secret, b'name').hex()}.sqlite"


def _remove_others(file: Path) -> None:
    """Remove caches of former secrets, which nothing can read any more."""
    for other in file.parent.glob("studyguide-*.sqlite*"):
        with contextlib.suppress(OSError):
            other.unlink()


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
