"""A browser on the machine, or from Debian's packages."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable


def on_machine(variable: str, programs: Iterable[str]) -> str | None:
    """Return the browser that an environment variable names, or the first of some programs that is there."""
    return os.environ.get(variable) or next(filter(None, map(shutil.which, programs)), None)


def from_debian(package: str) -> str | None:
    """Install a package whose program has the same name, and return the program; None where that cannot be done."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], capture_output=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", package], capture_output=True)
    return shutil.which(package)
