"""Texts become a guide; of what is wrong in one of them, as much is kept as the checks need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pytest

from studyguide.guide.model import Guide, Image, Level, Question, Reference, Topic
from studyguide.guide.parse import assemble_guide, parse_file, parse_question
from studyguide.guide.problems import Problem
from studyguide.guide.scan import Citation, Link, Mentions
from studyguide.guide.source import SourceFile

BREW = """---
question: How is tea brewed?
level: advanced
tags: [hot, water]
reviewed: 2026-01-02
---

With [leaves](leaf.md).

It is hot [@sen].
"""
INDEX = """---
title: Tea
order: 3
summary: Leaves in water.
sections: [Cups]
---
Tea is [old](brew.md).
"""
MENTIONS = Mentions((Link(2, "leaf.md", "leaves"),), (Citation(4, "sen"),))


def file(name: str, text: str, topic: str = "tea") -> SourceFile:
    return SourceFile(topic, name, f"content/qa/{topic}/{name}.md", text)


def codes(problems: Iterable[Problem]) -> list[tuple[str, int, str]]:
    return [(each.path, each.line, each.code) for each in problems]


def test_a_question_has_all_that_its_file_says() -> None:
    """Its fields, its answer, where each stands, and what the answer leads to and cites."""
    question, problems = parse_question(file("brew", BREW))

    assert problems == ()
    assert question == Question(
        question="How is tea brewed?",
        level=Level.ADVANCED,
        tags=("hot", "water"),
        reviewed=date(2026, 1, 2),
        id="brew",
        topic="tea",
        body="\nWith [leaves](leaf.md).\n\nIt is hot [@sen].\n",
        path="content/qa/tea/brew.md",
        body_line=7,
        mentions=MENTIONS,
    )
    assert question.lines == {
        ("question",): 2,
        ("level",): 3,
        ("tags",): 4,
        ("tags", 0): 4,
        ("tags", 1): 4,
        ("reviewed",): 5,
    }
    assert parse_file(file("brew", BREW)) == (question, True, ())


def test_a_topic_has_all_that_its_file_says() -> None:
    """The file index.md is that of the topic."""
    topic, usable, problems = parse_file(file("index", INDEX))

    assert (usable, problems) == (True, ())
    assert topic == Topic(
        title="Tea",
        order=3,
        summary="Leaves in water.",
        sections=("Cups",),
        slug="tea",
        body="Tea is [old](brew.md).\n",
        path="content/qa/tea/index.md",
        body_line=7,
        mentions=Mentions((Link(1, "brew.md", "old"),), ()),
    )


def test_of_a_question_with_a_wrong_field_the_rest_is_kept() -> None:
    """It is not usable, and its answer is there for the checks."""
    wrong = file("brew", BREW.replace("advanced", "hard"))
    question, usable, problems = parse_file(wrong)

    assert (usable, codes(problems)) == (False, [("content/qa/tea/brew.md", 3, "SG207")])
    assert isinstance(question, Question)
    assert (question.id, question.topic, question.path, question.level) == ("brew", "tea", wrong.path, Level.BEGINNER)
    assert (question.body_line, question.mentions, question.tags) == (7, MENTIONS, ("hot", "water"))
    assert question.lines[("reviewed",)] == 5
    assert parse_question(wrong) == (None, problems)


def test_of_a_topic_with_a_wrong_field_the_introduction_is_kept() -> None:
    """Its folder's name stands in for its title."""
    wrong = file("index", INDEX.replace("order: 3", "order: third"))
    topic, usable, problems = parse_file(wrong)

    assert (usable, codes(problems)) == (False, [("content/qa/tea/index.md", 3, "SG206")])
    assert topic == Topic(
        title="tea",
        order=0,
        summary="",
        slug="tea",
        body="Tea is [old](brew.md).\n",
        path="content/qa/tea/index.md",
        body_line=7,
        mentions=Mentions((Link(1, "brew.md", "old"),), ()),
    )


@pytest.mark.parametrize("text", ["No front matter.\n", "---\n&x a: b\n---\nBody [a](b.md)\n"])
def test_of_a_file_that_cannot_be_taken_apart_nothing_is_kept(text: str) -> None:
    """There is no question; a topic is still one, without an introduction."""
    question, is_question, problems = parse_file(file("brew", text))
    topic, is_topic, faults = parse_file(file("index", text))

    assert (question, is_question, len(problems)) == (None, False, 1)
    assert topic == Topic(title="tea", order=0, summary="", slug="tea", body="", path="content/qa/tea/index.md")
    assert (is_topic, len(faults), topic.body_line) == (False, 1, 1)
    assert parse_question(file("brew", text)) == (None, problems)


def guide_of(
    files: Sequence[SourceFile],
    pictures: Sequence[Image],
    references: Mapping[str, Reference],
    present: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Guide, tuple[Problem, ...]]:
    """Return a guide of files that were each taken apart, with what is wrong in it."""
    parsed = [parse_file(each) for each in files]
    present = present or {each.topic: frozenset(other.name for other in files) for each in files}
    pages = [(page, usable) for page, usable, _ in parsed if page]
    guide, problems = assemble_guide(pages, pictures, references, present)
    return guide, (*problems, *(problem for _, _, found in parsed for problem in found))


def test_a_guide_is_made_of_its_files_pictures_and_references() -> None:
    """Everything is in its place, also what is not usable; every file's problems are told."""
    picture, reference = (
        Image("tea", "cup.png", "content/qa/tea/cup.png"),
        Reference("sen", "book", ("Sen S.",), "Tea", "1979"),
    )
    files = [file("index", INDEX), file("brew", BREW), file("leaf", BREW.replace("advanced", "hard")), file("pot", "")]
    guide, problems = guide_of(files, [picture], {"sen": reference})

    assert [topic.slug for topic in guide.topics] == ["tea"]
    assert [question.id for question in guide.topics[0].questions] == ["brew"]
    assert [question.id for question in guide.unusable] == ["leaf"]
    assert (guide.images, guide.references) == ((picture,), {"sen": reference})
    assert guide.ids == {"brew": "tea", "leaf": "tea", "pot": "tea"}
    assert codes(problems) == [("content/qa/tea/leaf.md", 3, "SG207"), ("content/qa/tea/pot.md", 1, "SG201")]


def test_a_file_that_could_not_be_read_is_known_all_the_same() -> None:
    """Links to it lead somewhere, and its topic has an index where one lies there."""
    guide, problems = guide_of(
        [file("brew", BREW)], [], {}, {"tea": frozenset({"index", "leaf", "brew"}), "pot": frozenset()}
    )

    assert guide.ids == {"brew": "tea", "leaf": "tea"}
    assert guide.slugs == {"tea", "pot"}
    assert codes(problems) == [("content/qa/pot/index.md", 1, "SG106")]
