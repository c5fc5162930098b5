"""Guides as values, for tests that need no file: only what a test is about has to be said."""

from __future__ import annotations

from typing import Any

from studyguide.guide.model import Guide, Level, Question, Topic
from studyguide.guide.scan import find_mentions


def a_question(id: str, asks: str = "", *, topic: str = "tea", **more: Any) -> Question:
    """Return a question of which only the id matters; `more` are fields of the model."""
    found = find_mentions(more.get("body", ""))
    fields = {"level": Level.BEGINNER, "body": "", "mentions": found, "path": f"content/qa/{topic}/{id}.md", **more}
    return Question(id=id, topic=topic, question=asks or f"What is {id}?", **fields)


def a_topic(slug: str, *questions: Question, **more: Any) -> Topic:
    """Return a topic with these questions; `more` are fields of the model."""
    found = find_mentions(more.get("body", ""))
    fields = {"title": slug.capitalize(), "order": 1, "summary": "", "body": "", "mentions": found, **more}
    return Topic(slug=slug, path=f"content/qa/{slug}/index.md", questions=questions, **fields)


def a_guide(*topics: Topic, **more: Any) -> Guide:
    """Return a guide of these topics, which knows the ids of their questions; `more` are fields of the model."""
    ids = {question.id: question.topic for topic in topics for question in topic.questions}
    return Guide(topics, **{"ids": ids, "slugs": frozenset(topic.slug for topic in topics), **more})
