"""Reading paths: which questions to read in which order for a purpose, from content/paths.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from studyguide.guide.model import Guide, Place
from studyguide.guide.nearest import near
from studyguide.guide.problems import Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """A question's place in a path."""

    id: str
    place: Place


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a path: some questions under a short title."""

    title: str
    entries: tuple[Entry, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ReadingPath:
    """An order of reading for one purpose."""

    id: str
    title: str
    summary: str
    unit: str
    """What a stage is called: `day` or `step`."""
    steps: tuple[Step, ...]
    place: Place

    @property
    def anchor(self) -> str:
        """The id of its section on the page."""
        return f"path-{self.id}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every question of the path, in order."""
        return tuple(entry for step in self.steps for entry in step.entries)


class ReadPaths(NamedTuple):
    """The reading paths, and what is wrong with their file."""

    paths: tuple[ReadingPath, ...]
    problems: tuple[Problem, ...]


def check_paths(paths: Iterable[ReadingPath], guide: Guide) -> Iterator[Problem]:
    """Yield the entries of paths that name no question of the guide."""
    for path in paths:
        for entry in path.entries:
            if entry.id not in guide.ids:
                message = f"the path `{path.id}` names the question `{entry.id}`, which does not exist"
                yield Problem(entry.place.path, entry.place.line, "SG517", message, near(entry.id, guide.ids))
