"""Texts become a guide: topics with their questions, and a problem for whatever cannot be used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from studyguide.frontmatter import parse_document
from studyguide.model import Guide, Image, Question, Reference, Topic
from studyguide.problems import Problem
from studyguide.schema import QuestionFields, TopicFields, validate
from studyguide.source import QUESTIONS, SourceFile

INDEX = "index"
"""The name of a topic's own file."""


def parse_guide(
    files: Iterable[SourceFile], images: Iterable[Image], references: Mapping[str, Reference]
) -> tuple[Guide, tuple[Problem, ...]]:
    """Turn the files of a guide into values.

    A file that cannot be used is left out and reported; the others are not affected.
    """
    problems: list[Problem] = []
    topics: dict[str, Topic] = {}
    questions: dict[str, list[Question]] = defaultdict(list)
    seen: dict[str, set[str]] = defaultdict(set)
    for file in files:
        seen[file.topic].add(file.name)
        if file.name == INDEX:
            topic, found = parse_topic(file)
            topics |= {file.topic: topic} if topic else {}
        else:
            question, found = parse_question(file)
            questions[file.topic] += [question] if question else []
        problems += found
    problems += _incomplete(seen)
    complete = [_filled(topic, questions[slug]) for slug, topic in topics.items()]
    ids = {name: topic for topic, names in seen.items() for name in names - {INDEX}}
    ordered = tuple(sorted(complete, key=lambda topic: (topic.order, topic.slug)))
    return Guide(ordered, dict(references), tuple(images), ids, frozenset(seen)), tuple(problems)


def _incomplete(seen: Mapping[str, set[str]]) -> list[Problem]:
    problems = []
    for topic, names in seen.items():
        folder = f"{QUESTIONS}/{topic}"
        if INDEX not in names:
            hint = "add it with the fields `title`, `order` and `summary` and a short introduction"
            problems.append(Problem(f"{folder}/index.md", 1, "SG106", "the topic has no index.md", hint))
        elif names == {INDEX}:
            problems.append(
                Problem(f"{folder}/index.md", 1, "SG107", "the topic has no questions", "add one, or remove the folder")
            )
    return problems


@lru_cache(maxsize=32768)
def parse_question(file: SourceFile) -> tuple[Question | None, tuple[Problem, ...]]:
    """Turn one file into a question."""
    document, problems = parse_document(file.text, file.path)
    if document is None:
        return None, problems
    fields, problems = validate(QuestionFields, document, file.path)
    if fields is None:
        return None, problems
    question = Question(
        id=file.name,
        topic=file.topic,
        body=document.body,
        path=file.path,
        body_line=document.body_line,
        lines=document.lines,
        **dict(fields),
    )
    return question, ()


def parse_topic(file: SourceFile) -> tuple[Topic | None, tuple[Problem, ...]]:
    """Turn a topic's index.md into a topic that has no questions yet."""
    document, problems = parse_document(file.text, file.path)
    if document is None:
        return None, problems
    fields, problems = validate(TopicFields, document, file.path)
    if fields is None:
        return None, problems
    topic = Topic(slug=file.topic, body=document.body, path=file.path, body_line=document.body_line, **dict(fields))
    return topic, ()


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
