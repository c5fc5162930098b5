"""A secret of this machine, by which caches know what they have written themselves.

It lies outside of every project, so that nothing that comes with a repository can bear it. Where there is none, nothing
that lies in a cache is read, and the result is the same.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

SWITCH = "STUDYGUIDE_CACHE"
"""A variable of the environment: `off` lets a build neither read nor keep anything."""

_BYTES = 32
_SEAL_BYTES = 16


def key_file() -> Path:
    """Return where the secret lies: in the folder for caches of this machine's user.

    Raises RuntimeError where the user has no home.
    """
    folder = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(folder) if os.path.isabs(folder) else Path.home() / ".cache") / "studyguide" / "key"


def secret_for(project: Path | None = None) -> bytes:
    """Return the secret, which is made on first use; nothing where it cannot be kept, or where caches are off.

    Args:
        project: a folder in which the secret must not lie, since whoever wrote the project could know it.
    """
    if os.environ.get(SWITCH, "").lower() == "off":
        return b""
    with suppress(OSError, RuntimeError):
        file = key_file()
        if project is None or not file.resolve().is_relative_to(project.resolve()):
            return _read(file) or _make(file)
    return b""


def _read(file: Path) -> bytes:
    """Return what a file holds that only its owner can read and write; nothing where it is missing or too short."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return b""
    with os.fdopen(handle, "rb") as stream:
        if not _is_private(os.fstat(handle)):
            raise PermissionError(f"{file} is open to others")
        secret = stream.read(_BYTES)
    return secret if len(secret) == _BYTES else b""


def _is_private(status: os.stat_result) -> bool:
    """Return whether this is a file of ours that nobody else may read; Windows keeps such things elsewhere."""
    ours = not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & 0o077)
    return stat.S_ISREG(status.st_mode) and ours


def _make(file: Path) -> bytes:
    """Make the secret, and return it or that of another build which was quicker."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)  # which only its owner may read
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(os.urandom(_BYTES))
        if file.exists():
            os.replace(name, file)  # it was cut off
        else:
            with suppress(FileExistsError):
                os.link(name, file)
    finally:
        with suppress(OSError):
            os.unlink(name)
    return _read(file)


def seal(secret: bytes, *parts: bytes) -> bytes:
    """Return what only a holder of the secret can write beside these parts."""
    whole = hashlib.blake2b(key=secret, digest_size=_SEAL_BYTES)
    for part in parts:
        whole.update(b"%d:" % len(part))
        whole.update(part)
    return whole.digest()


def is_plain(file: Path, root: Path, most: int) -> bool:
    """Return whether a file of a cache may be opened, or made where there is none.

    It and the folders on the way to it are no links, and it is a file of our own that is not too large.

    Args:
        file: of the cache.
        root: the folder below which no link is followed.
        most: bytes that it may have.
    """
    try:
        way = file.relative_to(root).parents
        if any((root / folder).is_symlink() for folder in list(way)[:-1]):
            return False
        status = os.lstat(file)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    ours = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
    return stat.S_ISREG(status.st_mode) and ours and status.st_size <= most
