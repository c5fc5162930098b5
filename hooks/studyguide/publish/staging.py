"""Publication of a built site: the new one takes the old one's place in a single step, or not at all."""

from __future__ import annotations

import atexit
import ctypes
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from studyguide.guide.files import writing
from studyguide.guide.locks import Lock

_EXCHANGE = 2
_AT_FDCWD = -100
_END = b"</html>"


class SiteError(ValueError):
    """A folder that cannot take a site."""


class WarningCounter(logging.Handler):
    """Counts warnings before the site is published; MkDocs itself counts them only after its last event."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0
        self._logger: logging.Logger | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.count += 1

    def listen_to(self, logger: logging.Logger) -> None:
        """Count the warnings of a logger; with `--quiet` they are no longer printed, but they count all the same."""
        if logger.level > logging.WARNING:
            for handler in logger.handlers:
                handler.setLevel(max(handler.level, logger.level))
            logger.setLevel(logging.WARNING)
        logger.addHandler(self)
        self._logger = logger

    def stop(self) -> None:
        """Count no more."""
        if self._logger is not None:
            self._logger.removeHandler(self)


class Staging:
    """The folder beside a site in which the next one is made, by one build at a time.

    Args:
        site: where the next site is to be; a link is followed.
        tell: called once when another build has been working on the same site for a second.
        sources: folders that the site is made from, whose place it cannot take.

    Raises SiteError where no folder can be replaced there, WriteError where nothing can be written.
    """

    def __init__(self, site: Path, tell: Callable[[], None] = lambda: None, sources: Iterable[Path] = ()) -> None:
        self.site = site.resolve()
        if reason := _refusal(self.site, sources):
            raise SiteError(reason)
        self.folder = _beside(self.site, "next")
        self._lock = Lock(_beside(self.site, "lock"), tell)
        with writing(self.site):
            self._lock.wait()
        atexit.register(self.close)
        _recover(self.site)

    def publish(self) -> None:
        """Put the staged site in the place of the last one, and let the next build begin; raises WriteError."""
        with writing(self.site):
            _publish(self.folder, self.site)
        self.close()

    def close(self) -> None:
        """Give up what has not been published, and let the next build begin."""
        if self._lock.is_held:  # else the folder may be another build's by now
            _remove(self.folder)
            self._lock.release()
            atexit.unregister(self.close)


def lacking(folder: Path, pages: Iterable[str], files: Iterable[str]) -> tuple[str, ...]:
    """Return what a site lacks, or has only a part of, sorted.

    Args:
        folder: that of the site.
        pages: paths in it of pages, which have an end by which a whole one is known.
        files: paths in it of files that are not empty.
    """
    half = {page for page in pages if not _has_end(folder / page)}
    return tuple(sorted(half | {file for file in files if not _has_bytes(folder / file)}))


def _has_end(page: Path) -> bool:
    try:
        with page.open("rb") as stream:
            stream.seek(max(0, os.fstat(stream.fileno()).st_size - 100))
            return stream.read().rstrip().endswith(_END)
    except OSError:
        return False


def _has_bytes(file: Path) -> bool:
    try:
        return file.stat().st_size > 0
    except OSError:
        return False


def _refusal(site: Path, sources: Iterable[Path]) -> str:
    """Return why a folder cannot be replaced as a whole; nothing where it can."""
    if os.path.ismount(site):
        return f"{site} is where a file system begins, and cannot be replaced: name a folder in it for the site"
    if os.path.lexists(site) and not site.is_dir():
        return f"{site} is a file: remove it, or name another folder for the site"
    for source in sources:
        if site == source or site in source.parents or source in site.parents:
            return f"{site} cannot take the site, which is made from {source}: name another folder for it"
    return ""


def _publish(staged: Path, site: Path) -> None:
    """Put a staged site in the place of the last one.

    Where the system can exchange two folders at once, there is no moment without a whole site. Elsewhere the last site
    is set aside for the moment between two renames, and the next build brings it back after a crash in that moment.
    """
    if not site.exists():
        staged.rename(site)
        return
    if not _exchange(staged, site):
        aside = _beside(site, "last")
        _remove(aside)
        site.rename(aside)
        try:
            staged.rename(site)
        except OSError:
            aside.rename(site)
            raise
        _remove(aside)


def _recover(site: Path) -> None:
    """Undo what a build that was killed has left behind."""
    aside = _beside(site, "last")
    if aside.exists() and not site.exists():
        aside.rename(site)
    _remove(aside)
    _remove(_beside(site, "next"))


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        with suppress(OSError):
            folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _beside(site: Path, what: str) -> Path:
    return site.with_name(f".{site.name}.{what}")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux: renameat2; macOS: renamex_np); return whether it was done."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            return bool(library.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)
        if sys.platform == "darwin":
            return bool(library.renamex_np(os.fsencode(one), os.fsencode(other), _EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):
        pass
    return False
