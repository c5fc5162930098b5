"""Texts become a guide: topics with their questions, and a problem for whatever cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from studyguide.guide.assembly import INDEX, assemble_guide
from studyguide.guide.front_matter import Document, parse_document
from studyguide.guide.mentions import find_mentions
from studyguide.guide.model import Guide, Image, Question, Reference, Topic
from studyguide.guide.problems import Problem
from studyguide.guide.schema import QUESTION, TOPIC, salvage, validate
from studyguide.guide.source import SourceFile


def parse_guide(
    files: Iterable[SourceFile],
    images: Iterable[Image],
    references: Mapping[str, Reference],
    present: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Guide, tuple[Problem, ...]]:
    """Turn the files of a guide into values.

    A file that cannot be used is reported; what it holds is kept only as far as the checks need it.

    Args:
        files: the Markdown files that could be read.
        images: the pictures beside them.
        references: the bibliography.
        present: the names of all Markdown files in each topic's folder; those of `files` where it is not given.
    """
    files = list(files)
    parsed = [parse_file(file) for file in files]
    seen = {topic: set(names) for topic, names in (present or {}).items()}
    for file in files:
        seen.setdefault(file.topic, set()).add(file.name)
    pages = [(page, usable) for page, usable, _ in parsed if page]
    guide, problems = assemble_guide(pages, images, references, seen)
    return guide, (*problems, *(problem for _, _, found in parsed for problem in found))


def parse_file(file: SourceFile) -> tuple[Question | Topic | None, bool, tuple[Problem, ...]]:
    """Turn one file into a question, or into a topic that has no questions yet.

    The second value tells whether its front matter is right; else the page has stand-ins for what is wrong in it.
    """
    if file.name == INDEX:
        topic, problems = parse_topic(file)
        return topic or _topic_without_fields(file), topic is not None, problems
    question, problems = parse_question(file)
    return question or _without_fields(file), question is not None, problems


def _without_fields(file: SourceFile) -> Question | None:
    """Return what can be checked of a question whose front matter is wrong: its answer and its other fields."""
    document, _ = parse_document(file.text, file.path)
    return None if document is None else _question(file, document, salvage(document))


def _topic_without_fields(file: SourceFile) -> Topic:
    """Return a topic that stands in for one whose front matter is wrong, so that its texts are checked."""
    document, _ = parse_document(file.text, file.path)
    body, line = (document.body, document.body_line) if document else ("", 1)
    found = find_mentions(body)
    return Topic(file.topic, body, file.path, line, mentions=found, title=file.topic, order=0, summary="")


def parse_question(file: SourceFile) -> tuple[Question | None, tuple[Problem, ...]]:
    """Turn one file into a question."""
    document, problems = parse_document(file.text, file.path)
    if document is None:
        return None, problems
    fields, problems = validate(QUESTION, document, file.path)
    if fields is None:
        return None, problems
    return _question(file, document, fields), ()


def _question(file: SourceFile, document: Document, fields: dict[str, Any]) -> Question:
    return Question(
        id=file.name,
        topic=file.topic,
        body=document.body,
        path=file.path,
        body_line=document.body_line,
        lines=document.lines,
        mentions=find_mentions(document.body),
        **fields,
    )


def parse_topic(file: SourceFile) -> tuple[Topic | None, tuple[Problem, ...]]:
    """Turn a topic's index.md into a topic that has no questions yet."""
    document, problems = parse_document(file.text, file.path)
    if document is None:
        return None, problems
    fields, problems = validate(TOPIC, document, file.path)
    if fields is None:
        return None, problems
    topic = Topic(
        slug=file.topic,
        body=document.body,
        path=file.path,
        body_line=document.body_line,
        mentions=find_mentions(document.body),
        **fields,
    )
    return topic, ()
