"""The files of a guide, each read by itself: its question or topic, and every problem that lies in it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.guide.limit import Allowance, fault_of, is_unread, unread
from studyguide.guide.model import Question, Topic
from studyguide.guide.problems import Problem
from studyguide.guide.source import SourceFile
from studyguide.speed.work import Task, Work
from studyguide.speed.workers import ENDED


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds."""

    question: Question | None
    topic: Topic | None
    usable: bool
    """Whether its front matter is right; else there are stand-ins for what is wrong."""
    problems: tuple[Problem, ...]

    @property
    def page(self) -> Question | Topic | None:
        """The question or the topic, if the file could be read as one."""
        return self.question or self.topic


def read_files(files: Sequence[SourceFile], work: Work, *, style: bool) -> list[Reading]:
    """Read files; `style` tells whether to look for what only warns."""
    task = Task(_read, style, Reading, is_worth_keeping=lambda reading: not is_unread(reading.problems), lost=_lost)
    return list(work.each(task, files))


def _lost(file: SourceFile) -> Reading:
    return _unread(file, ENDED)


def _unread(file: SourceFile, fault: str, line: int = 1) -> Reading:
    return Reading(None, None, False, (unread(file.path, fault, line),))


def _read(style: bool, files: Sequence[SourceFile]) -> list[Reading]:
    return [_Draft(file, style).finished() for file in files]


class _Draft:
    """A reading in the making."""

    def __init__(self, file: SourceFile, style: bool) -> None:
        self._file, self._style = file, style
        self._page: Question | Topic | None = None
        self._usable = False
        self._problems: tuple[Problem, ...] = ()

    def finished(self) -> Reading:
        allowance = Allowance()
        if fault := fault_of(self._parse, allowance) or fault_of(self._check, allowance):
            return _unread(self._file, fault, self._page.body_line if self._page else 1)
        question, topic = (self._page, None) if isinstance(self._page, Question) else (None, self._page)
        return Reading(question, topic, self._usable, self._problems)

    def _parse(self) -> None:
        from studyguide.guide.parse import parse_file  # noqa: PLC0415 (slow to import, and often not needed)

        self._page, self._usable, self._problems = parse_file(self._file)

    def _check(self) -> None:
        from studyguide.checks.rules import check_page  # noqa: PLC0415 (slow to import, and often not needed)

        if self._page is not None:
            found = check_page(self._page, usable=self._usable, style=self._style)
            self._problems = (*self._problems, *found)
