"""One at a time: a lock that the system takes back from a process that ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from studyguide.guide.files import sweep, writing
from studyguide.guide.printed import complain

_POLLING = 0.05
_PATIENCE = 1.0
"""Seconds to wait before saying what is waited for."""

_BUSY = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})

_here: set[Path] = set()
"""The files of the locks that this process holds: the system would give it the same lock twice."""


class Lock:
    """A lock on whatever a file stands for; the file is there only while the lock is held.

    Used as a context manager, it waits for its turn.

    Args:
        file: its folder is made where it is missing.
        tell: called once when another process has held the lock for a second.
    """

    def __init__(self, file: Path, tell: Callable[[], None] = lambda: None) -> None:
        self._file = Path(os.path.abspath(file))
        self._tell = tell
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this is the one that holds the lock."""
        return self._handle is not None

    def take(self) -> bool:
        """Take the lock if it is free, and return whether it is held now; raises OSError."""
        if self._file in _here:
            return False
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not _locked(handle) or not _is(handle, self._file):
                os.close(handle)
                return False
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle
        _here.add(self._file)
        return True

    def wait(self) -> None:
        """Take the lock, however long another process holds it; raises OSError."""
        begun, told = time.monotonic(), False
        while not self.take():
            if not told and time.monotonic() - begun >= _PATIENCE:
                self._tell()
                told = True
            time.sleep(_POLLING)

    def release(self) -> None:
        """Let go of the lock, if it is held."""
        if self._handle is None:
            return
        with suppress(OSError):  # Windows keeps a file that is open; the next to hold the lock removes it
            self._file.unlink()
        os.close(self._handle)
        self._handle = None
        _here.discard(self._file)

    def __enter__(self) -> Lock:
        self.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _is(handle: int, file: Path) -> bool:
    """Return whether an open file still has its name: who held the lock before has removed the file since."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(file))
    except FileNotFoundError:
        return False


def _locked(handle: int) -> bool:
    """Lock an open file, and return whether that was possible.

    The lock belongs to this process alone. One made by `flock` would live on in the workers that are forked from it.
    A file system that knows no locks refuses none: there, each has to take care.
    """
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (there is none elsewhere)

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 (there is none on Windows)

            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _BUSY
    return True


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
