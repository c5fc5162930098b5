"""The first reading of a file: front matter and text are taken apart and checked."""

from __future__ import annotations

from studyguide.checks.rules import check_page
from studyguide.mentions import Mentions, find_mentions
from studyguide.parser import parse_file
from studyguide.reading import Reading
from studyguide.source import SourceFile


def read_file(file: SourceFile, *, style: bool) -> Reading:
    """Read one file by itself; `style` tells whether to look for what only warns."""
    page, usable, problems = parse_file(file)
    if page is None:
        return Reading(None, usable, Mentions(), problems)
    return Reading(page, usable, find_mentions(page.body), (*problems, *check_page(page, usable=usable, style=style)))
