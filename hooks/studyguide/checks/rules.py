"""All rules: those that look at each page by itself, and those for which more than one file matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from studyguide.checks.answers import check_answers, check_formulas, check_introductions, check_style
from studyguide.checks.links import check_citations, check_glossary, check_links, check_paths
from studyguide.checks.questions import check_identity, check_questions
from studyguide.guide.model import Guide, Question, Topic
from studyguide.guide.problems import Problem

Rule: TypeAlias = Callable[[Guide], Iterator[Problem]]

OF_PAGES: tuple[Rule, ...] = (check_questions, check_answers, check_introductions, check_formulas)
"""The rules that look at each page by itself. What they find is kept until the page's file changes."""

OF_STYLE: tuple[Rule, ...] = (check_style,)
"""Those that only warn: a build never fails because of them, and leaves them to `studyguide check`."""

OF_THE_WHOLE: tuple[Rule, ...] = (check_identity, check_links, check_citations, check_glossary, check_paths)
"""The rules for which more than one file matters."""


def check_guide(guide: Guide) -> Iterator[Problem]:
    """Yield the problems that every rule finds in a guide."""
    return _apply((*OF_PAGES, *OF_STYLE, *OF_THE_WHOLE), guide)


def check_whole(guide: Guide) -> Iterator[Problem]:
    """Yield what the rules find for which other files matter as well."""
    return _apply(OF_THE_WHOLE, guide)


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
    return _apply((*OF_PAGES, *(OF_STYLE if style else ())), alone)


def _apply(rules: tuple[Rule, ...], guide: Guide) -> Iterator[Problem]:
    for rule in rules:
        yield from rule(guide)
