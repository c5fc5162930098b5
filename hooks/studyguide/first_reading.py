"""The first reading of files: front matter and text are taken apart and checked."""

from __future__ import annotations

from collections.abc import Sequence

from studyguide.checks.rules import check_page
from studyguide.mentions import Mentions, find_mentions
from studyguide.model import Question, Topic
from studyguide.parser import parse_file
from studyguide.problems import Problem
from studyguide.reading import Reading
from studyguide.source import SourceFile


def read_each(files: Sequence[SourceFile], *, style: bool) -> list[Reading]:
    """Read files, each by itself; `style` tells whether to look for what only warns."""
    parsed = [parse_file(file) for file in files]  # all of them first: what it needs stays in the processor's caches
    return [_reading(*each, style=style) for each in parsed]


def _reading(page: Question | Topic | None, usable: bool, problems: tuple[Problem, ...], *, style: bool) -> Reading:
    if page is None:
        return Reading(None, usable, Mentions(), problems)
    return Reading(page, usable, find_mentions(page.body), (*problems, *check_page(page, usable=usable, style=style)))
