"""Writes files whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_TEMPORARY = re.compile(r"\..+\.[a-z0-9_]{8}\.tmp", re.DOTALL)
"""The name of a file that is being written, as `tempfile` makes it of our prefix and suffix."""

_ONLY_WRITING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""What only somebody who writes is told by the system."""


class WriteError(OSError):
    """A file that cannot be written."""


@contextmanager
def writing(path: str | Path) -> Iterator[None]:
    """Name the file that is being written when the system refuses; raises WriteError."""
    try:
        yield
    except WriteError:
        raise
    except OSError as error:
        raise WriteError(error.errno, error.strerror or str(error), str(path)) from error


def explain(error: OSError) -> str:
    """Return what a person is told about a file that cannot be read or written."""
    does = "write" if isinstance(error, WriteError) or error.errno in _ONLY_WRITING else "read"
    name = error.filename2 or error.filename
    reason = error.strerror or str(error)
    return f"cannot {does} {shown(name)}: {reason}" if name else f"cannot {does} a file: {reason}"


def shown(name: object) -> str:
    """Return a path as people would type it."""
    path = os.fsdecode(name) if isinstance(name, str | bytes) else str(name)
    with suppress(OSError, ValueError):
        relative = os.path.relpath(os.path.realpath(path))
        path = path if relative.startswith("..") or not os.path.isabs(path) else relative
    return path if path.isprintable() else ascii(path)[1:-1]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command changes on disk, all of it known before the first change is made."""

    written: Mapping[str, str | bytes]
    """Path -> content, in the order in which the files take their places."""
    removed: tuple[str, ...] = ()
    """What goes once all is written, in this order."""


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file so that an interruption leaves either the old one or the new one.

    Folders that are missing are made. The content goes to a temporary file beside the target, which then
    takes its name. Raises WriteError.
    """
    carry_out(path.parent, Changes({path.name: content}))


def carry_out(root: Path, changes: Changes) -> None:
    """Change files below a folder.

    Everything is written beside its place first, so that a disk that is full or a folder that is read-only is found
    out before anything has changed. Then each file takes its place in one step. Raises WriteError.
    """
    staged: dict[Path, str] = {}
    try:
        for name, content in changes.written.items():
            staged[root / name] = _stage(root / name, content)
        for path in list(staged):
            with writing(path):
                os.replace(staged[path], path)
            del staged[path]
    except BaseException:
        for temporary in staged.values():
            with suppress(OSError):
                os.unlink(temporary)
        raise
    for name in changes.removed:
        with writing(root / name), suppress(FileNotFoundError):
            os.unlink(root / name)


def _stage(path: Path, content: str | bytes) -> str:
    """Write a temporary file beside a path and return its name."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content.encode() if isinstance(content, str) else content)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(name, _mode(path))
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise
        return name


def _mode(path: Path) -> int:
    """Return the permissions of the file as it is, or those of a new one."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def sweep(folders: Iterable[Path]) -> None:
    """Remove the temporary files that commands have left behind that were killed.

    Only for those who hold the lock under which all others write there.
    """
    for top in folders:
        for folder, _, names in os.walk(top):
            for name in names:
                if _TEMPORARY.fullmatch(name):
                    with suppress(OSError):
                        os.unlink(os.path.join(folder, name))
