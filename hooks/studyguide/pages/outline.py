"""The guide without its texts: all that lists, tables and maps of it show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studyguide.model import Guide, Question, Topic


def outline_of(guide: Guide) -> Guide:
    """Return the outline of a guide; what stands beside the questions is kept whole."""
    return replace(guide, topics=tuple(_outline_of_topic(topic) for topic in guide.topics))


def _outline_of_topic(topic: Topic) -> Topic:
    """Return a topic without its introduction, and with the outlines of its questions."""
    return Topic(
        slug=topic.slug,
        title=topic.title,
        order=topic.order,
        summary=topic.summary,
        body="",
        path=topic.path,
        sections=topic.sections,
        questions=tuple(outline_of_question(question) for question in topic.questions),
    )


def outline_of_question(question: Question) -> Question:
    """Return as much of a question as a list shows. A list that is to show more needs it here and in `outline_key`."""
    return Question(
        id=question.id,
        topic=question.topic,
        question=question.question,
        level=question.level,
        body="",
        path="",
        section=question.section,
        tags=question.tags,
    )


def outline_key(topics: Iterable[Topic]) -> str:
    """Return a text that changes when the outline of any of these topics does."""
    return repr([_topic_key(topic) for topic in topics])


def _topic_key(topic: Topic) -> tuple[object, ...]:
    questions = [
        (each.id, each.topic, each.question, each.level.value, each.section, each.tags) for each in topic.questions
    ]
    return (topic.slug, topic.title, topic.order, topic.summary, topic.path, topic.sections, questions)
