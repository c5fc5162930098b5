"""Whose turn it is to change the guide: commands that read it, decide and write go one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from studyguide.guide.files import sweep, writing
from studyguide.guide.locking import Lock
from studyguide.guide.printed import complain

_FILE = Path(".cache", "guide.lock")
_WRITTEN = (Path("content"), Path("docs"))


@contextmanager
def changing(project: Path) -> Iterator[None]:
    """Keep every other command from changing a guide, and wait for one that does.

    Raises WriteError where the project cannot be written to.
    """
    lock = Lock(project / _FILE, _tell)
    with writing(project / _FILE):
        lock.wait()
    try:
        sweep(project / folder for folder in _WRITTEN)
        yield
    finally:
        lock.release()


def clear_up(project: Path) -> None:
    """Remove what killed commands have left in a project, unless one is changing it just now."""
    lock = Lock(project / _FILE)
    with suppress(OSError):
        if lock.take():
            sweep(project / folder for folder in _WRITTEN)
    lock.release()


def _tell() -> None:
    complain("waiting for another command that is changing the guide; Ctrl-C stops this one")
