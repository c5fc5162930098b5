"""Reads the files that are to be imported; a file that is none of ours is refused before it is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

from studyguide.guide.problems import Problem
from studyguide.importing.decode import MAX_BYTES, decode, too_large
from studyguide.importing.width import shown

STANDARD_INPUT = "-"


def read_file(path: str, stdin: TextIO) -> tuple[str, str, tuple[Problem, ...]]:
    """Return the name, the text and the problems of a file; `-` is the standard input."""
    name = "stdin" if path == STANDARD_INPUT else shown(path.replace(os.sep, "/"))
    try:
        data = stdin.buffer.read(MAX_BYTES + 1) if path == STANDARD_INPUT else _read(Path(path))
    except OSError as error:
        hint = "check its name and its permissions"
        return name, "", (Problem(name, 1, "SG801", f"the file cannot be read: {error.strerror or error}", hint),)
    if isinstance(data, int):
        return name, "", (too_large(name, data),)
    return name, *decode(data, name)


def _read(path: Path) -> bytes | int:
    """Return the bytes of a file, or its size where that is too large."""
    if not path.exists():
        raise FileNotFoundError(2, "there is no such file")
    if not path.is_file() and not path.is_fifo():
        raise OSError(21, "it is not a file")
    size = path.stat().st_size
    if size > MAX_BYTES:
        return size
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    return data
