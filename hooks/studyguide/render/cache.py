"""Rendered fragments kept between builds, by a hash of all that they depend on.

A cache never changes a result: one that is missing, corrupt, locked or read-only is worth as much as an empty one.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from studyguide.render.fragment import Fragment

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS fragments (key TEXT PRIMARY KEY, html TEXT, text TEXT, check_sum BLOB) WITHOUT ROWID"
)
_FORGET_ABOVE = 2.0
"""Fragments that the last build did not use are dropped when the cache holds this many times what it used."""


def load_fragments(file: Path, keys: Collection[str]) -> dict[str, Fragment]:
    """Return those of the wanted fragments that the cache holds intact."""
    try:
        with contextlib.closing(_open(file)) as database:
            rows = database.execute("SELECT key, html, text, check_sum FROM fragments").fetchall()
    except (sqlite3.Error, OSError, ValueError):
        return {}
    wanted = set(keys)
    return {
        key: Fragment(html, text)
        for key, html, text, check_sum in rows
        if key in wanted and isinstance(html, str) and isinstance(text, str) and check_sum == _sum(key, html, text)
    }


def store_fragments(file: Path, new: Mapping[str, Fragment], used: Iterable[str]) -> None:
    """Add fragments to the cache; a failure to do so is no failure of the build."""
    if not new:
        return
    rows = [(key, item.html, item.text, _sum(key, item.html, item.text)) for key, item in sorted(new.items())]
    try:
        _write(file, rows, set(used))
    except sqlite3.DatabaseError:
        with contextlib.suppress(OSError, sqlite3.Error):
            file.unlink()
            _write(file, rows, set(used))
    except (OSError, ValueError):
        pass


def _write(file: Path, rows: list[tuple[str, str, str, bytes]], used: set[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(_open(file)) as database, database:
        database.execute(_SCHEMA)
        database.executemany("INSERT OR REPLACE INTO fragments VALUES (?, ?, ?, ?)", rows)
        kept = [key for (key,) in database.execute("SELECT key FROM fragments")]
        if len(kept) > _FORGET_ABOVE * len(used):
            unused = [(key,) for key in kept if key not in used]
            database.executemany("DELETE FROM fragments WHERE key = ?", unused)


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=1.0)


def _sum(key: str, html: str, text: str) -> bytes:
    data = "\0".join((key, html, text)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).digest()
