"""The rules for which more than one file matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from studyguide.checks.beside import check_beside
from studyguide.checks.citations import check_citations
from studyguide.checks.identity import check_identity
from studyguide.checks.links import check_links
from studyguide.guide.model import Guide
from studyguide.guide.problems import Problem

Rule = Callable[[Guide], Iterator[Problem]]

OF_THE_WHOLE: tuple[Rule, ...] = (check_identity, check_links, check_citations, check_beside)


def check_whole(guide: Guide) -> Iterator[Problem]:
    """Yield what the rules find for which other files matter as well."""
    for rule in OF_THE_WHOLE:
        yield from rule(guide)
