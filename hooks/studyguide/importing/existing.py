"""What a project has already, and what that means for a new question: a copy of which, in which topic, by which id."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from studyguide.duplicates.copies import answer_key, question_key
from studyguide.duplicates.stemmer import stem
from studyguide.duplicates.vectors import TermIndex
from studyguide.guide.model import DEVICES, MAX_SLUG, SLUG, Guide, Question
from studyguide.guide.parse import parse_question
from studyguide.guide.problems import Problem
from studyguide.guide.scan import scan
from studyguide.guide.source import SourceFile, link_problem, read_text
from studyguide.guide.text import in_latin, slugify
from studyguide.importing.drafts import FOLDER
from studyguide.importing.report import UNSORTED
from studyguide.importing.words import FUNCTION_WORDS


@dataclass(frozen=True, slots=True)
class Existing:
    """The questions that an import is compared with."""

    questions: tuple[Question, ...] = ()
    """Of the guide in reading order, then the drafts by path."""
    taken: frozenset[str] = frozenset()
    """Ids in use, those of files that cannot be read included."""
    problems: tuple[Problem, ...] = ()
    """Drafts that cannot be read: their questions would be imported once more."""
    cited: frozenset[str] = frozenset()
    """The keys of the references that an answer may cite."""


def read_existing(root: Path, guide: Guide) -> Existing:
    """Read the drafts of a project, and put them beside its guide.

    Args:
        root: the folder of the project.
        guide: what it has already.
    """
    drafts, problems = _drafts(root)
    problems += [link_problem(path) for path in _links(root)]
    return Existing((*guide.questions, *drafts), _taken(root, guide), tuple(problems), frozenset(guide.references))


def _taken(root: Path, guide: Guide) -> frozenset[str]:
    """Return the names that no new question may have: ids, old addresses, anchors of sections, names of files."""
    old = {address.rpartition("/")[2] for question in guide.every_question for address in question.redirect_from}
    anchors = {f"section-{slugify(question.section)}" for question in guide.questions if question.section}
    drafts = {path.stem for path in (root / FOLDER).glob("*/*")}
    return frozenset(guide.ids) | old | anchors | drafts


def _files(root: Path) -> list[Path]:
    links = {root / path for path in _links(root)}
    found = sorted((root / FOLDER).glob("*/*.md"))
    return [path for path in found if not links & {path, *path.parents} and path.is_file()]


def _links(root: Path) -> list[str]:
    """Return the drafts, and the folders of drafts, that are links: nothing is followed out of the project."""
    folder = root / FOLDER
    found = [folder, *sorted(folder.glob("*")), *sorted(folder.glob("*/*.md"))]
    return [path.relative_to(root).as_posix() for path in found if path.is_symlink()]


def _drafts(root: Path) -> tuple[list[Question], list[Problem]]:
    drafts: list[Question] = []
    problems: list[Problem] = []
    for file in _files(root):
        path = f"{FOLDER}/{file.parent.name}/{file.name}"
        source = read_text(file, path, file.parent.name)
        if not isinstance(source, SourceFile):
            problems.append(source)
            continue
        question, found = parse_question(source)
        drafts += [question] if question and SLUG.fullmatch(question.id) else []
        problems += found
    return drafts, problems


_TAKE = "Another take"


def _takes(body: str) -> list[str]:
    """Return the answers that a question has: its own, and each further take; a heading that code shows parts none."""
    if _TAKE not in body:
        return [body]  # as most do, which spares looking for headings
    lines = body.split("\n")
    starts = [heading.line for heading in scan(body).headings if heading.level == 3 and heading.text == _TAKE]
    return ["\n".join(lines[start : end - 1]) for start, end in pairwise([0, *starts, len(lines) + 1])]


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of a question and its answer: equal keys mean the same question, the same answer."""

    question: str
    answer: str


def keys_of(question: str, answer: str) -> Keys:
    """Return the keys of a question with its answer."""
    return Keys(question_key(question) or question, answer_key(answer))


@dataclass
class Known:
    """All questions that an imported one may be a copy of, by their keys."""

    _ids: dict[str, str] = field(default_factory=dict)
    """The first id or source for each question key."""
    _answers: dict[Keys, str] = field(default_factory=dict)
    _sources: dict[tuple[str, str], str] = field(default_factory=dict)
    """The id of what came from a source, by the source and the key of a question or an answer."""

    @classmethod
    def of(cls, questions: Iterable[Question]) -> Known:
        """Return what a guide and its drafts know."""
        known = cls()
        for question in questions:
            known._add_question(question)
        return known

    def add(self, name: str, keys: Keys) -> None:
        """Add one more question under its id or its source."""
        self._ids.setdefault(keys.question, name)
        self._answers.setdefault(keys, name)

    def copy_of(self, *keys: Keys) -> str:
        """Return what has the same question with the same answer, by any of some keys, or an empty text."""
        return next((self._answers[each] for each in keys if each in self._answers), "")

    def wording_of(self, keys: Keys) -> str:
        """Return what has the same question, or an empty text."""
        return self._ids.get(keys.question, "")

    def has_wording(self, question: str) -> bool:
        """Whether something has a question with this key."""
        return question in self._ids

    def imported(self, source: str, *parts: str) -> str:
        """Return what was imported from this place before, even if its wording or answer was edited since.

        `parts` are the keys of the question and the answer; a key that several questions of the place share is
        left out, as it does not tell which of them is meant.
        """
        return next((self._sources[source, part] for part in parts if (source, part) in self._sources), "")

    def _add_question(self, question: Question) -> None:
        answers = [answer_key(part) for part in (question.body, *_takes(question.body))]
        wordings = [question_key(text) or text for text in (question.question, *question.also_asked)]
        for wording in wordings:
            self._ids.setdefault(wording, question.id)
            for answer in answers:
                self._answers.setdefault(Keys(wording, answer), question.id)
        for source in filter(None, question.source.split(", ")):
            for key in (*wordings, *answers):
                self._sources.setdefault((source, key), question.id)


NEIGHBOURS = 5
"""How many similar questions vote on the topic."""
FLOOR = 0.1
"""Below this similarity two texts have no subject in common."""

_SUBJECT = re.compile(r"[^\W\d_]{3,}|[一-鿿぀-ヿ가-힣]{2}")
_QUESTION_WEIGHT = 3
"""A word of the question counts as much as three of the answer."""


class TopicIndex:
    """The words of the questions, by which a new one is given a topic.

    Questions about one subject need not ask the same, so the search for duplicates is no help: the words of question
    and answer are compared, by TF-IDF and cosine (Salton & Buckley, 1988).
    """

    def __init__(self, questions: Iterable[Question]) -> None:
        """Take the questions of the guide and the drafts that have a topic."""
        sorted_ones = [question for question in questions if question.topic != UNSORTED]
        self._topics = [question.topic for question in sorted_ones]
        self._index = TermIndex([_terms((one.question, *one.also_asked), one.body) for one in sorted_ones])

    def propose(self, question: str, answer: str) -> tuple[str, float]:
        """Return the topic of the most similar questions, and its share of their scores, 0 to 1.

        A question that is like none is unsorted, with a confidence of 0.
        """
        nearest = self._index.nearest(_terms((question,), answer), NEIGHBOURS)
        return _vote((self._topics[number], score) for number, score in nearest if score >= FLOOR)


def _terms(wordings: Iterable[str], answer: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in wordings:
        for word in _content(text):
            counts[stem(word)] += _QUESTION_WEIGHT
    counts.update(stem(word) for word in _content(answer))
    return counts


def _content(text: str) -> list[str]:
    return [word for word in _SUBJECT.findall(text.lower()) if word not in FUNCTION_WORDS]


def _vote(neighbours: Iterable[tuple[str, float]]) -> tuple[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for topic, score in neighbours:
        weights[topic] += score
    if not weights:
        return UNSORTED, 0.0
    topic = min(weights, key=lambda name: (-weights[name], name))
    return topic, round(weights[topic] / sum(weights.values()), 2)


_ASCII_WORD = re.compile(r"[a-z0-9]+")
_LETTER = re.compile(r"[^\W\d_]")
_LENGTH = 48
_LONGEST = MAX_SLUG - 10
"""Characters of an id, which may get a number."""
_WORDS = 6

RESERVED = DEVICES | {"index", "sg-index-title"}
"""Names that no question may have: the introduction's file, an anchor of every page, and devices of Windows."""


class Ids:
    """Hands out ids, each once.

    Args:
        taken: the names in use, as files have them: two that differ only in case or in their form of Unicode
            are the same file on some machines.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {_as_file(name) for name in taken} | RESERVED
        self._numbers: dict[str, int] = {}

    def propose(self, question: str) -> str:
        """Return an id made of the question's content words that nothing has yet; a slug stays as it is."""
        base = question if len(question) <= _LONGEST and SLUG.fullmatch(question) else _slug(question)
        name = base
        while name in self._taken:
            self._numbers[base] = self._numbers.get(base, 1) + 1
            name = f"{base}-{self._numbers[base]}"
        self._taken.add(name)
        return name


def _as_file(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _slug(question: str) -> str:
    plain = in_latin(question.lower().replace("'s", "").replace("’s", ""))
    letters = len(_LETTER.findall(plain))
    words = _ASCII_WORD.findall(plain)
    if sum(map(len, words)) * 2 < letters or not words:
        return "q-" + hashlib.sha256(question.encode()).hexdigest()[:8]
    content = [word for word in words if word not in FUNCTION_WORDS] or words
    slug = ""
    for word in content[:_WORDS]:
        if len(slug) + len(word) >= _LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or content[0][:_LENGTH]
