"""What has no place in a repository: folders that each machine makes for itself, and would trust."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from studyguide.guide.problems import Problem

_AT_THE_ROOT = (
    ".cache", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".site.last", ".site.next", ".venv",
    "node_modules", "site",
)  # fmt: skip
_COMPILED = "__pycache__"
"""Python runs what is compiled there, and nobody reads it."""


def tracked_files(project: Path) -> tuple[str, ...]:
    """Return the files of such folders that git keeps; none without git or outside of a repository."""
    compiled = (f":(icase,glob)**/{_COMPILED}/**", ":(icase,glob)**/*.pyc")
    places = [*(f":(icase){name}" for name in _AT_THE_ROOT), *compiled]
    command = ["git", "-C", str(project), "-c", "core.fsmonitor=false", "ls-files", "-z", "--", *places]
    try:
        listed = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 (git, no shell)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(filter(None, listed.stdout.decode("utf-8", "surrogateescape").split("\0")))


def tracked_problems(files: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each such folder, and for compiled files elsewhere."""
    for folder in sorted(set(map(_folder, files))):
        hint = f"`git rm -r --cached {shlex.quote(folder)}`, and keep it in .gitignore"
        yield Problem(folder, 1, "SG115", "git keeps this, which each machine makes for itself", hint)


def _folder(file: str) -> str:
    parts = file.split("/")
    names = [part.lower() for part in parts]
    if names[0] in _AT_THE_ROOT:
        return parts[0]
    return "/".join(parts[: names.index(_COMPILED) + 1]) if _COMPILED in names else file
