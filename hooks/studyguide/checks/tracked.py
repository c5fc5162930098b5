"""What has no place in a repository: folders that each machine makes for itself, and would believe."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from studyguide.guide.problems import Problem

_AT_THE_ROOT = (".cache", ".site.last", ".site.next", ".venv", "node_modules", "site")
_ANYWHERE = "__pycache__"
"""Python runs what is compiled there, and nobody reads it."""


def tracked_files(project: Path) -> tuple[str, ...]:
    """Return the files of such folders that git keeps; none where git is not to be had or the project is not in it."""
    places = [*(f":(icase){name}" for name in _AT_THE_ROOT), f":(icase,glob)**/{_ANYWHERE}/**"]
    command = ["git", "-C", str(project), "-c", "core.fsmonitor=false", "ls-files", "-z", "--", *places]
    try:
        listed = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 (git, no shell)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(filter(None, listed.stdout.decode("utf-8", "surrogateescape").split("\0")))


def tracked_problems(files: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each folder that holds such files."""
    for folder in sorted(set(map(_folder, files))):
        hint = f"`git rm -r --cached {shlex.quote(folder)}`, and keep it in .gitignore"
        yield Problem(folder, 1, "SG115", "git keeps this folder, which each machine makes for itself", hint)


def _folder(file: str) -> str:
    parts = file.split("/")
    names = [part.lower() for part in parts]
    return parts[0] if names[0] in _AT_THE_ROOT else "/".join(parts[: names.index(_ANYWHERE) + 1])
