"""The index that the theme's search reads, completed with our own entries once the theme has written it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

_ENTRIES = b',"docs":['
"""Where the entries begin; within a text of JSON, its quotation marks would be escaped."""


def index_files(plugins: Iterable[str]) -> frozenset[str]:
    """Return the files of the search index that plugins write, by the names of those that are switched on."""
    names = {name.removeprefix("material/") for name in plugins}
    if "search" not in names:
        return frozenset()
    return frozenset({"search/search_index.json"} | ({"search/search_index.js"} if "offline" in names else set()))


def fill_index(folder: Path, entries: Iterable[str]) -> None:
    """Put entries before those that the theme has written to its index, and to the script that holds the same.

    They go from one file to another, for together they are larger than all else that a build has in memory.

    Args:
        folder: that of the index; where the theme has written none, nothing is done.
        entries: one or more entries each, with commas between them.

    Raises ValueError where the theme's index is not as Material for MkDocs 9.8 writes it.
    """
    index, script = folder / "search_index.json", folder / "search_index.js"
    if not index.is_file():
        return
    written = index.read_bytes()
    before, found, after = written.partition(_ENTRIES)
    if not found:
        raise ValueError("the theme's search index is not as Material for MkDocs 9.8 writes it")
    _write_index(index, before + found, entries, after)
    if script.is_file():
        _copy(index, script, script.read_bytes().removesuffix(written))


def _write_index(file: Path, before: bytes, entries: Iterable[str], after: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(before)
        comma = b""
        for entry in entries:
            stream.write(comma + entry.encode())
            comma = b","
        stream.write(comma + after if after.startswith(b"{") else after)


def _copy(source: Path, target: Path, before: bytes) -> None:
    with source.open("rb") as original, target.open("wb") as copy:
        copy.write(before)
        shutil.copyfileobj(original, copy)
