"""The guide as values: topics, questions, references, terms and reading paths, each with the place it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, TypeAlias

from studyguide.guide.scan import Mentions
from studyguide.guide.text import words

MAX_SLUG = 100
"""Characters: file systems and addresses have room for a few more."""
SLUG = re.compile(rf"(?![a-z0-9-]{{{MAX_SLUG + 1}}})[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an id, a topic's folder and a tag look like."""
SLUG_HINT = f"use lower-case letters, digits and single hyphens, {MAX_SLUG} characters at most"

DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)
"""Names that Windows keeps for devices: it makes no file or folder of such a name, whatever its ending."""


def slug_fault(name: str) -> str:
    """Return what is wrong with the name of a file, folder or address, or nothing."""
    if name in DEVICES:
        return "is the name of a device on Windows"
    if SLUG.fullmatch(name):
        return ""
    return f"is longer than {MAX_SLUG} characters" if len(name) > MAX_SLUG else "is not a slug"


PARTS = ("Explanation", "Show it", "Watch out", "Follow-up", "Another take")
"""The level-3 headings that an answer may have, in this order; only the last may repeat."""


class Level(StrEnum):
    """How deep into the subject a question goes."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"

    @property
    def rank(self) -> int:
        """Position from easy to hard, for sorting."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file and a line."""

    path: str
    """Relative to the project, with forward slashes."""
    line: int = 1


Slug: TypeAlias = Annotated[str, "slug"]
"""A text that is an id."""
Title: TypeAlias = Annotated[str, "title"]
"""A text that the theme puts into pages as it is, and that may therefore hold no markup."""


@dataclass(frozen=True, kw_only=True)
class QuestionFields:
    """The front matter of a question: a field is declared here, and used in a template; nothing lies between."""

    question: str
    level: Level
    section: str = ""
    tags: tuple[Slug, ...] = ()
    also_asked: tuple[str, ...] = ()
    distinct_from: tuple[Slug, ...] = ()
    related: tuple[Slug, ...] = ()
    redirect_from: tuple[str, ...] = ()
    """Old addresses: `old-id` on this topic's page, or `old-topic/old-id`."""
    reviewed: date | None = None
    review_by: date | None = None
    source: str = ""
    """Where an imported question came from: `file:line`."""


@dataclass(frozen=True)
class Question(QuestionFields):
    """One question with its answer, as its author wrote it."""

    id: str
    """Its identity for ever: the file's name and the anchor."""
    topic: str
    body: str
    """The answer in Markdown."""
    path: str
    body_line: int = 1
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict, compare=False, repr=False)
    """Where each front-matter field stands."""
    mentions: Mentions = field(default_factory=Mentions)
    """The links and citations of the answer."""

    def without_text(self) -> Question:
        """Return the question as lists show it: without its answer, and without its place in a file."""
        return replace(self, body="", body_line=1, path="", lines={}, mentions=Mentions())

    def line_of(self, *key: str | int) -> int:
        """Return the line of a front-matter field, or of a list's item."""
        return self.lines.get(key, self.lines.get(key[:1], 1))


@dataclass(frozen=True, kw_only=True)
class TopicFields:
    """The front matter of a topic's index.md."""

    title: Title
    order: int
    summary: Title
    sections: tuple[str, ...] = ()
    """The order of the sections; those not named follow by level and name."""


@dataclass(frozen=True)
class Topic(TopicFields):
    """A folder of questions with its introduction."""

    slug: str
    body: str
    """The introduction in Markdown."""
    path: str
    body_line: int = 1
    questions: tuple[Question, ...] = ()
    mentions: Mentions = field(default_factory=Mentions)
    """The links and citations of the introduction."""

    @classmethod
    def stand_in(cls, slug: str, path: str = "") -> Topic:
        """Return a topic in the place of one whose index.md is missing or wrong, so that its questions are checked."""
        return cls(slug=slug, body="", path=path, title=slug, order=0, summary="")

    def without_text(self) -> Topic:
        """Return the topic as lists show it: without its introduction and its questions' answers."""
        questions = tuple(question.without_text() for question in self.questions)
        return replace(self, body="", body_line=1, mentions=Mentions(), questions=questions)

    def by_section(self) -> Iterator[tuple[str, tuple[Question, ...]]]:
        """Yield each section's name with its questions, in reading order."""
        names = dict.fromkeys(question.section for question in self.questions)
        for name in names:
            yield name, tuple(question for question in self.questions if question.section == name)


@dataclass(frozen=True)
class Reference:
    """A source that answers cite."""

    key: str
    kind: str
    """The type of the BibTeX entry: article, book, misc …"""
    authors: tuple[str, ...]
    """Each as `Surname I. J.`; an organisation as it is."""
    title: str
    year: str
    venue: str = ""
    link: str = ""
    identifier: str = ""
    """The arXiv id or DOI as readers write it: `arXiv:1502.03167`."""
    more_authors: bool = False
    """Whether the entry ends its authors with `and others`."""
    place: Place = Place("")

    @property
    def label(self) -> str:
        """The author–year label that stands in the text."""
        names = [_surname(author) for author in self.authors]
        if not names:
            return f"{self.title}, {self.year}".rstrip(", ")
        if len(names) > 2 or self.more_authors:
            return f"{names[0]} et al., {self.year}"
        return f"{' & '.join(names)}, {self.year}"


_INITIALS = re.compile(r"[^\W\d_](?:\.|-[^\W\d_]\.)++")


def _surname(author: str) -> str:
    """Return the surname of `Surname I. J.`, or an organisation's whole name."""
    words = author.split(" ")
    while len(words) > 1 and _INITIALS.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that lies beside a question."""

    topic: str
    name: str
    path: str
    size: tuple[int, int] = (0, 0)
    """Width and height in pixels, so that a page keeps its place; zeros where the file does not tell."""


@dataclass(frozen=True)
class Term:
    """A word of the subject, with what it means."""

    anchor: str
    """Its id on the glossary's page: `term-batch-normalisation`."""
    name: str
    aliases: tuple[str, ...]
    definition: str
    """One sentence of plain text."""
    question: str
    """The id of the question that explains it."""
    topic: str
    """The topic of that question, as the link has it."""
    see: str
    """What a reader finds at that question."""
    place: Place = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)

    @cached_property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """Every name as lower-case words, in the singular and in the plural with -s."""
        names = [name for name in map(words, self.names) if name]
        return tuple(form for name in names for form in (name, (*name[:-1], _plural(name[-1]))))


def _plural(word: str) -> str:
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


@dataclass(frozen=True, slots=True)
class Entry:
    """A question's place in a path."""

    id: str
    place: Place


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a path: some questions under a short title."""

    title: str
    entries: tuple[Entry, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ReadingPath:
    """An order of reading for one purpose."""

    id: str
    title: str
    summary: str
    unit: str
    """What a stage is called: `day` or `step`."""
    steps: tuple[Step, ...]
    place: Place

    @property
    def anchor(self) -> str:
        """The id of its section on the page."""
        return f"path-{self.id}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every question of the path, in order."""
        return tuple(entry for step in self.steps for entry in step.entries)


@dataclass(frozen=True)
class Guide:
    """The whole: topics in order, references by key, images."""

    topics: tuple[Topic, ...]
    references: Mapping[str, Reference] = field(default_factory=dict)
    images: tuple[Image, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    """The topic of every question file, those included that could not be used."""
    slugs: frozenset[str] = frozenset()
    """Every topic's folder, those included that could not be used."""
    unusable: tuple[Question, ...] = ()
    """Questions whose front matter is wrong, kept so that all else in them is checked in the same run."""

    terms: tuple[Term, ...] = ()
    """The glossary, in alphabetical order."""
    paths: tuple[ReadingPath, ...] = ()

    def without_texts(self) -> Guide:
        """Return the guide as lists show it; what stands beside the questions is kept whole."""
        return replace(self, topics=tuple(topic.without_text() for topic in self.topics))

    @property
    def questions(self) -> Iterator[Question]:
        """Yield every question in reading order."""
        for topic in self.topics:
            yield from topic.questions

    @property
    def every_question(self) -> Iterator[Question]:
        """Yield every question, those included whose front matter is wrong."""
        yield from self.questions
        yield from self.unusable

    @property
    def texts(self) -> Iterator[Question | Topic]:
        """Yield whatever holds Markdown: every question, then every topic's introduction."""
        yield from self.questions
        yield from self.topics
        yield from self.unusable

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Every question by its id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def by_slug(self) -> Mapping[str, Topic]:
        """Every topic by its folder's name."""
        return {topic.slug: topic for topic in self.topics}

    def related_to(self, question: Question) -> Iterator[Question]:
        """Yield the questions that one names as related, as far as they exist."""
        for name in question.related:
            if name in self.by_id:
                yield self.by_id[name]

    @cached_property
    def image_sizes(self) -> Mapping[str, tuple[int, int]]:
        """Width and height of every image that tells them, by its address from a topic's page."""
        return {f"{image.topic}/{image.name}": image.size for image in self.images if all(image.size)}

    @cached_property
    def image_names(self) -> frozenset[tuple[str, str]]:
        """Topic and file name of every image."""
        return frozenset((image.topic, image.name) for image in self.images)
