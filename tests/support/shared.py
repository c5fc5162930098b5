"""What all test processes of a run share: a folder that one of them makes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def shared_folder(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that is made once in a run, whichever test process needs it first; nobody may write into it.

    Args:
        factory: knows the folder of this process, which lies in that of the run.
        name: the folder's name.
        make: makes the folder at the path that it is given.
    """
    own = factory.getbasetemp()
    whole_run = own.parent if own.name.startswith("popen-") else own
    folder = whole_run / f"shared-{name}"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            unfinished = own / f"unfinished-{name}"
            make(unfinished)
            unfinished.rename(folder)
    return folder
