"""Publication of a built site: the new one takes the old one's place in a single step, or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_EXCHANGE = 2
_AT_FDCWD = -100


def staging_folder(site: Path) -> Path:
    """Return the folder beside the site in which the next one is built."""
    return site.with_name(f".{site.name}.next")


def publish(staged: Path, site: Path) -> None:
    """Put a staged site in the place of the last one.

    Where the system can exchange two folders at once, there is no moment without a whole site. Elsewhere the last site
    is set aside for the moment between two renames, and `recover` brings it back after a crash in that moment.
    """
    if not site.exists():
        staged.rename(site)
        return
    if not _exchange(staged, site):
        aside = _aside(site)
        shutil.rmtree(aside, ignore_errors=True)
        site.rename(aside)
        staged.rename(site)
        shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(staged, ignore_errors=True)


def recover(site: Path) -> None:
    """Undo what a build that was killed has left behind."""
    aside = _aside(site)
    if aside.exists() and not site.exists():
        aside.rename(site)
    shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(staging_folder(site), ignore_errors=True)


def _aside(site: Path) -> Path:
    return site.with_name(f".{site.name}.last")


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
