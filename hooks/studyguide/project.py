"""From a project's folder to a checked guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from studyguide.checks.whole import check_whole
from studyguide.guide.assembly import assemble_guide
from studyguide.guide.glossary import Glossary, parse_glossary
from studyguide.guide.limit import is_unread, read_within
from studyguide.guide.model import Bibliography, Guide, Reference
from studyguide.guide.paths import ReadingPath, ReadPaths
from studyguide.guide.problems import Problem, errors, tidy
from studyguide.guide.source import BIBLIOGRAPHY, GLOSSARY, PATHS, read_sources
from studyguide.reading import read_files
from studyguide.speed.work import KeptWork, Task, Work
from studyguide.speed.workers import PARALLEL_FROM


@dataclass(frozen=True)
class Loaded:
    """A guide as far as it could be read, with every problem found in it, sorted."""

    guide: Guide
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that fail the build."""
        return errors(self.problems)


def load_guide(root: Path, work: Work | None = None, *, style: bool = True) -> Loaded:
    """Read and check the guide of a project.

    Args:
        root: the folder of the project.
        work: how the work is done.
        style: whether to look for faults of style too, which are warnings and never fail a build.
    """
    work = work or KeptWork()
    sources = read_sources(root)
    apart = len(sources.files) >= PARALLEL_FROM
    task = Task(_read_references, BIBLIOGRAPHY, Bibliography, lambda found: not is_unread(found.problems))
    bibliography = work.each(task, [sources.bibliography], apart=apart)
    readings = read_files(sources.files, work, style=style)
    references, in_bibliography = next(bibliography)
    pages = [(reading.page, reading.usable) for reading in readings if reading.page]
    guide, incomplete = assemble_guide(pages, sources.images, references, sources.present)
    in_files = [problem for reading in readings for problem in reading.problems]
    glossary, in_glossary = read_within(
        GLOSSARY, sources.glossary, lambda: parse_glossary(sources.glossary, GLOSSARY), instead=Glossary()
    )
    paths, in_paths = work.once(
        Task(_read_paths, PATHS, ReadPaths, lambda found: not is_unread(found.problems)), sources.paths
    )
    guide = replace(guide, terms=glossary.terms, paths=paths)
    beside = [*in_bibliography, *in_glossary, *in_paths]
    return Loaded(guide, tidy([*sources.problems, *beside, *incomplete, *in_files, *check_whole(guide)]))


def _read_references(path: str, texts: Sequence[str]) -> list[Bibliography]:
    from studyguide.guide.bibliography import parse_references  # noqa: PLC0415 (slow to import, and often not needed)

    none: Mapping[str, Reference] = {}
    return [
        Bibliography(*read_within(path, text, partial(parse_references, text, path), instead=none)) for text in texts
    ]


def _read_paths(path: str, texts: Sequence[str]) -> list[ReadPaths]:
    from studyguide.guide.reading_paths import parse_paths  # noqa: PLC0415 (slow to import, and often not needed)

    none: tuple[ReadingPath, ...] = ()
    return [
        ReadPaths(*read_within(path, text, partial(parse_paths, text, path), instead=none))
        if text.strip()
        else ReadPaths((), ())
        for text in texts
    ]
