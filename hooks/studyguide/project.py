"""From a project's folder to a checked guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from studyguide.checks.rules import check_page, check_whole
from studyguide.guide.glossary import parse_glossary
from studyguide.guide.limit import Allowance, fault_of, is_unread, read_within, unread
from studyguide.guide.model import Guide, Question, ReadingPath, Reference, Term, Topic
from studyguide.guide.parse import assemble_guide, parse_file
from studyguide.guide.printed import complain
from studyguide.guide.problems import Problem, errors, tidy
from studyguide.guide.reading_paths import parse_paths
from studyguide.guide.source import BIBLIOGRAPHY, GLOSSARY, PATHS, QUESTIONS, SourceFile, read_sources
from studyguide.speed.work import KeptWork, Task, Work
from studyguide.speed.workers import ENDED, PARALLEL_FROM


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
    is_much = len(sources.files) >= PARALLEL_FROM
    bibliography = work.each(_REFERENCES, [sources.bibliography], apart=is_much)  # while the other files are read
    readings = read_files(sources.files, work, style=style)
    references, in_bibliography = next(bibliography)
    terms, in_glossary = _read_glossary(sources.glossary)
    paths, in_paths = work.once(_PATHS, sources.paths)
    pages = [(reading.page, reading.usable) for reading in readings if reading.page]
    guide, incomplete = assemble_guide(pages, sources.images, references, sources.present)
    guide = replace(guide, terms=terms, paths=paths)
    in_files = [problem for reading in readings for problem in reading.problems]
    beside = [*in_bibliography, *in_glossary, *in_paths]
    return Loaded(guide, tidy([*sources.problems, *beside, *incomplete, *in_files, *check_whole(guide)]))


class _References(NamedTuple):
    """What the bibliography holds."""

    references: Mapping[str, Reference]
    problems: tuple[Problem, ...]


class _Paths(NamedTuple):
    """What the file of the reading paths holds."""

    paths: tuple[ReadingPath, ...]
    problems: tuple[Problem, ...]


def _read_references(path: str, texts: Sequence[str]) -> list[_References]:
    from studyguide.guide.bibliography import parse_references  # noqa: PLC0415 (slow to import, and often not needed)

    none: Mapping[str, Reference] = {}
    return [
        _References(*read_within(path, text, partial(parse_references, text, path), instead=none)) for text in texts
    ]


def _read_paths(path: str, texts: Sequence[str]) -> list[_Paths]:
    none: tuple[ReadingPath, ...] = ()
    return [_Paths(*read_within(path, text, partial(parse_paths, text, path), instead=none)) for text in texts]


def _read_glossary(text: str) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    none: tuple[Term, ...] = ()
    return read_within(GLOSSARY, text, partial(parse_glossary, text, GLOSSARY), instead=none)


def _could_be_read(result: _References | _Paths | Reading) -> bool:
    return not is_unread(result.problems)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the file of a page holds: its question or topic, and every problem that lies in it alone."""

    question: Question | None = None
    topic: Topic | None = None
    usable: bool = False
    """Whether its front matter is right; else there are stand-ins for what is wrong."""
    problems: tuple[Problem, ...] = ()

    @property
    def page(self) -> Question | Topic | None:
        """The question or the topic, if the file could be read as one."""
        return self.question or self.topic


def read_files(files: Sequence[SourceFile], work: Work, *, style: bool) -> list[Reading]:
    """Read the files of pages; `style` tells whether to look for what only warns."""
    return list(work.each(Task(_read, style, Reading, is_worth_keeping=_could_be_read, lost=_lost), files))


def _read(style: bool, files: Sequence[SourceFile]) -> list[Reading]:
    return [_read_file(file, style=style) for file in files]


def _read_file(file: SourceFile, *, style: bool) -> Reading:
    """Parse a file and check it by itself, within the time that there is for one text."""
    found = Reading()

    def parse() -> None:
        nonlocal found
        page, usable, problems = parse_file(file)
        question, topic = (page, None) if isinstance(page, Question) else (None, page)
        found = Reading(question, topic, usable, problems)

    def check() -> None:
        nonlocal found
        if found.page:
            in_page = check_page(found.page, usable=found.usable, style=style)
            found = replace(found, problems=(*found.problems, *in_page))

    allowance = Allowance()
    if fault := fault_of(parse, allowance) or fault_of(check, allowance):
        return _unread(file, fault, found.page.body_line if found.page else 1)
    return found


def _lost(file: SourceFile) -> Reading:
    return _unread(file, ENDED)


def _unread(file: SourceFile, fault: str, line: int = 1) -> Reading:
    return Reading(problems=(unread(file.path, fault, line),))


_REFERENCES = Task(_read_references, BIBLIOGRAPHY, _References, is_worth_keeping=_could_be_read)
_PATHS = Task(_read_paths, PATHS, _Paths, is_worth_keeping=_could_be_read)
