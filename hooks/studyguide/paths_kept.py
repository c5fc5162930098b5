"""The reading paths as a build reads them: from the cache where their file has not changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from studyguide.model import Place
from studyguide.paths import Entry, ReadingPath, Step
from studyguide.problems import Problem
from studyguide.render.cache import Cache, digest, salt


def read_paths(text: str, path: str, cache: Cache) -> tuple[tuple[ReadingPath, ...], tuple[Problem, ...]]:
    """Read the paths; a file that cannot be used gives no paths, and problems that say why."""
    if not text.strip():
        return (), ()
    return _from_record(cache.text(digest("paths", salt(), path, text), lambda: _record(text, path)))


def _record(text: str, path: str) -> str:
    from studyguide.paths_file import parse_paths  # noqa: PLC0415 (slow to import, and often not needed)

    paths, problems = parse_paths(text, path)
    return json.dumps([[asdict(each) for each in paths], [asdict(each) for each in problems]])


def _from_record(text: str) -> tuple[tuple[ReadingPath, ...], tuple[Problem, ...]]:
    paths, problems = json.loads(text)
    return tuple(map(_path, paths)), tuple(Problem(**each) for each in problems)


def _path(fields: dict[str, Any]) -> ReadingPath:
    return ReadingPath(**fields | {"steps": tuple(map(_step, fields["steps"])), "place": Place(**fields["place"])})


def _step(fields: dict[str, Any]) -> Step:
    entries = tuple(Entry(each["id"], Place(**each["place"])) for each in fields["entries"])
    return Step(fields["title"], entries, Place(**fields["place"]))
