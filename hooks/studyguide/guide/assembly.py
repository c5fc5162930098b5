"""Pages become a guide: topics in order, each with its questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from studyguide.guide.model import Guide, Image, Question, Reference, Topic
from studyguide.guide.problems import Problem
from studyguide.guide.source import QUESTIONS

INDEX = "index"
"""The name of a topic's own file."""


def assemble_guide(
    pages: Iterable[tuple[Question | Topic, bool]],
    images: Iterable[Image],
    references: Mapping[str, Reference],
    present: Mapping[str, AbstractSet[str]],
) -> tuple[Guide, tuple[Problem, ...]]:
    """Put pages together, each with whether its front matter is right.

    Args:
        pages: questions, and topics that have no questions yet.
        images: the pictures beside them.
        references: the bibliography.
        present: the names of all Markdown files in each topic's folder.
    """
    topics = {
        slug: Topic(slug, "", f"{QUESTIONS}/{slug}/index.md", title=slug, order=0, summary="") for slug in present
    }
    questions: dict[str, list[Question]] = defaultdict(list)
    unusable: list[Question] = []
    for page, usable in pages:
        if isinstance(page, Topic):
            topics[page.slug] = page
        elif usable:
            questions[page.topic].append(page)
        else:
            unusable.append(page)
    complete = [_filled(topic, questions[slug]) for slug, topic in topics.items()]
    ids = {name: topic for topic, names in sorted(present.items()) for name in sorted(names - {INDEX})}
    ordered = tuple(sorted(complete, key=lambda topic: (topic.order, topic.slug)))
    guide = Guide(ordered, dict(references), tuple(images), ids, frozenset(present), tuple(unusable))
    return guide, tuple(_incomplete(present))


def _incomplete(present: Mapping[str, AbstractSet[str]]) -> list[Problem]:
    problems = []
    for topic, names in present.items():
        folder = f"{QUESTIONS}/{topic}"
        if INDEX not in names:
            hint = "add it with the fields `title`, `order` and `summary` and a short introduction"
            problems.append(Problem(f"{folder}/index.md", 1, "SG106", "the topic has no index.md", hint))
        elif names == {INDEX}:
            problems.append(
                Problem(f"{folder}/index.md", 1, "SG107", "the topic has no questions", "add one, or remove the folder")
            )
    return problems


def _filled(topic: Topic, questions: Iterable[Question]) -> Topic:
    """Return the topic with its questions in reading order: by section, then level, then id."""
    found = list(questions)
    named = {name: number for number, name in enumerate(topic.sections)}
    easiest = {
        section: min(question.level.rank for question in found if question.section == section)
        for section in {question.section for question in found}
    }

    def order(question: Question) -> tuple[int, int, str, int, str]:
        section = question.section
        return named.get(section, len(named)), easiest[section], section, question.level.rank, question.id

    return replace(topic, questions=tuple(sorted(found, key=order)))
