"""All rules, and those that look at each page by itself; slow to import, and a build that changes little needs none."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.checks.answers import check_answers, check_introductions
from studyguide.checks.formulas import check_formulas
from studyguide.checks.questions import check_questions
from studyguide.checks.style import check_style
from studyguide.checks.whole import OF_THE_WHOLE, Rule
from studyguide.guide.model import Guide, Question, Topic
from studyguide.guide.problems import Problem

OF_PAGES: tuple[Rule, ...] = (check_questions, check_answers, check_introductions, check_formulas)
"""The rules that look at each page by itself. What they find is kept until the page's file changes."""

OF_STYLE: tuple[Rule, ...] = (check_style,)
"""Those that only warn: a build fails by none of them, and leaves them to `studyguide check`."""

RULES: tuple[Rule, ...] = (*OF_PAGES, *OF_STYLE, *OF_THE_WHOLE)


def check_guide(guide: Guide) -> Iterator[Problem]:
    """Yield the problems that every rule finds in a guide."""
    for rule in RULES:
        yield from rule(guide)


def check_page(page: Question | Topic, *, usable: bool, style: bool) -> Iterator[Problem]:
    """Yield what the rules for single pages find in one.

    Args:
        page: the page.
        usable: whether its front matter is right.
        style: whether to apply the rules that only warn.
    """
    if isinstance(page, Topic):
        alone = Guide((page,))
    else:
        topic = Topic(page.topic, "", "", questions=(page,), title="", order=0, summary="")
        alone = Guide((topic,)) if usable else Guide((), unusable=(page,))
    for rule in (*OF_PAGES, *(OF_STYLE if style else ())):
        yield from rule(alone)
