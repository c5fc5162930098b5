"""Runs this project's commands as a user would: in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def studyguide(root: Path, *arguments: str, extra: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `studyguide` in a folder, with extra variables in its environment, and return what became of it."""
    return _run(root, "studyguide", *arguments, extra=extra)


def mkdocs(root: Path, *arguments: str, extra: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs` in a folder, with extra variables in its environment, and return what became of it."""
    return _run(root, "mkdocs", *arguments, extra=extra)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a build, without the theme's announcement."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(extra or {})}


def _run(
    root: Path, module: str, *arguments: str, extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=root, env=environment(extra), capture_output=True, text=True)
