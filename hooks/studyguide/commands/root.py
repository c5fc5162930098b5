"""Where the project lies whose guide a command works on."""

from __future__ import annotations

from pathlib import Path

from studyguide.guide.printed import complain
from studyguide.guide.source import QUESTIONS


def find_project(start: Path) -> Path | None:
    """Return the nearest folder, upwards from a starting one, that holds content/qa."""
    for folder in (start, *start.parents):
        if (folder / QUESTIONS).is_dir():
            return folder
    return None


def need_project() -> Path | None:
    """Return the project that the working folder lies in; where there is none, say so on standard error."""
    project = find_project(Path.cwd())
    if project is None:
        complain(f"studyguide: there is no `{QUESTIONS}` here or in a folder above; go to the project first")
    return project
