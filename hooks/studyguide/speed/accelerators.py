"""Accelerators: they stand in for parts of libraries, and only where the library is one that they are known to equal.

An accelerator names the files of libraries that it replaces or relies on, and knows their hash. Where they have any
other, as with a newer version, it stays off: the site is the same, and takes longer to build. Once
`tests/building/test_rendering_speedups.py` and `test_navigation.py` have passed with the new version and its hash in
the table, it is known as well.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SWITCH = "STUDYGUIDE_SPEED"
"""A variable of the environment: `off` does without all of this package, and names with commas, without those."""


@dataclass(frozen=True)
class Accelerator:
    """One of them, and the libraries that it is known to equal."""

    name: str
    files: tuple[str, ...]
    """What it replaces or relies on, such as `markdown/core.py`."""
    known: frozenset[str]
    """The hashes of these files in the versions for which it was tested."""

    @property
    def is_known(self) -> bool:
        """Whether the installed libraries are those for which it was tested."""
        return hash_of_files(self.files) in self.known

    @property
    def is_on(self) -> bool:
        """Whether it is to be used."""
        return is_on(self.name) and self.is_known

    def __str__(self) -> str:
        """Return what people are told of one that is not known."""
        libraries = ", ".join(dict.fromkeys(file.partition("/")[0] for file in self.files))
        return f"speed: `{self.name}` is off, as it was tested with other versions of {libraries}; the site is the same"


def is_on(name: str) -> bool:
    """Return whether the environment lets one of the ways to be faster be used."""
    return {"off", name}.isdisjoint(os.environ.get(SWITCH, "").lower().split(","))


@cache  # in one process, libraries stay as they are
def hash_of_files(files: tuple[str, ...]) -> str:
    """Return a hash of files of libraries; of one that is missing, its name counts."""
    whole = hashlib.blake2b(digest_size=16)
    for file in files:
        try:
            data = (_folder(file.partition("/")[0]) / file).read_bytes()
        except OSError:
            data = b""
        whole.update(f"{file}:{len(data)}:".encode())
        whole.update(data)
    return whole.hexdigest()


def _folder(package: str) -> Path:
    """Return the folder in which a package lies, without importing it."""
    spec = find_spec(package)
    return Path(spec.origin).parent.parent if spec and spec.origin else Path()
