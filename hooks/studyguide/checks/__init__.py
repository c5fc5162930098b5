"""The rules: each takes the guide and yields problems; none stops at the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from studyguide.checks.answers import check_answers, check_introductions
from studyguide.checks.beside import check_beside
from studyguide.checks.citations import check_citations
from studyguide.checks.formulas import check_formulas
from studyguide.checks.identity import check_identity
from studyguide.checks.links import check_links
from studyguide.checks.questions import check_questions
from studyguide.checks.style import check_style
from studyguide.model import Guide, Question, Topic
from studyguide.problems import Problem

Rule = Callable[[Guide], Iterator[Problem]]

OF_PAGES: tuple[Rule, ...] = (check_questions, check_answers, check_introductions, check_formulas, check_style)
"""The rules that look at each page by itself. What they find is kept until the page's file changes."""

OF_THE_WHOLE: tuple[Rule, ...] = (check_identity, check_links, check_citations, check_beside)
"""The rules for which other files matter as well."""

RULES: tuple[Rule, ...] = (*OF_PAGES, *OF_THE_WHOLE)


def check_guide(guide: Guide) -> Iterator[Problem]:
    """Yield the problems that every rule finds in a guide."""
    for rule in RULES:
        yield from rule(guide)


def check_page(page: Question | Topic, *, usable: bool) -> Iterator[Problem]:
    """Yield what the rules for single pages find in one; `usable` tells whether its front matter is right."""
    if isinstance(page, Topic):
        alone = Guide((page,))
    else:
        topic = Topic(page.topic, "", 0, "", "", "", questions=(page,))
        alone = Guide((topic,)) if usable else Guide((), unusable=(page,))
    for rule in OF_PAGES:
        yield from rule(alone)


def check_whole(guide: Guide) -> Iterator[Problem]:
    """Yield what the rules find for which other files matter as well."""
    for rule in OF_THE_WHOLE:
        yield from rule(guide)
