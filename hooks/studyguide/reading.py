"""The files of a guide, each read by itself: its question or topic, and every problem that lies in it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.guide.model import Question, Topic
from studyguide.guide.problems import Problem
from studyguide.guide.source import SourceFile
from studyguide.speed.work import Task, Work


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
    return list(work.each(Task(_read, style, Reading), files))


def _read(style: bool, files: Sequence[SourceFile]) -> list[Reading]:
    from studyguide.checks.rules import check_page  # noqa: PLC0415 (slow to import, and often not needed)
    from studyguide.guide.parse import parse_file  # noqa: PLC0415 (the same)

    readings = []
    for file in files:
        page, usable, problems = parse_file(file)
        if page is not None:
            problems = (*problems, *check_page(page, usable=usable, style=style))
        question, topic = (page, None) if isinstance(page, Question) else (None, page)
        readings.append(Reading(question, topic, usable, problems))
    return readings
