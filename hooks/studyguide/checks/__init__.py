"""The rules: each takes the guide and yields problems; none stops at the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from studyguide.checks.answers import check_answers, check_introductions
from studyguide.checks.citations import check_citations
from studyguide.checks.formulas import check_formulas
from studyguide.checks.identity import check_identity
from studyguide.checks.links import check_links
from studyguide.checks.questions import check_questions
from studyguide.model import Guide
from studyguide.problems import Problem

Rule = Callable[[Guide], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    check_identity,
    check_questions,
    check_answers,
    check_introductions,
    check_links,
    check_citations,
    check_formulas,
)


def check_guide(guide: Guide) -> Iterator[Problem]:
    """Yield the problems that every rule finds in a guide."""
    for rule in RULES:
        yield from rule(guide)
