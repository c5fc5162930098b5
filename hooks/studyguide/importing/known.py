"""What the guide and the drafts have already: looked up by question, answer and source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from studyguide.duplicates.copies import answer_key, question_key
from studyguide.guide.model import Question

_TAKE = re.compile(r"^### Another take[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Keys:
    """A question and its answer reduced to what makes them the same as another."""

    question: str
    answer: str


def keys_of(question: str, answer: str) -> Keys:
    """Return the keys of a question with its answer."""
    return Keys(question_key(question) or question, answer_key(answer))


@dataclass
class Known:
    """Everything that an imported question may be a copy of."""

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
        """Return what was imported from this place before, though its wording or answer was edited since.

        `parts` are the keys of the question and the answer, as far as the place has each of them once: else they
        do not tell which one it is.
        """
        return next((self._sources[source, part] for part in parts if (source, part) in self._sources), "")

    def _add_question(self, question: Question) -> None:
        answers = [answer_key(part) for part in (question.body, *_TAKE.split(question.body))]
        wordings = [question_key(text) or text for text in (question.question, *question.also_asked)]
        for wording in wordings:
            self._ids.setdefault(wording, question.id)
            for answer in answers:
                self._answers.setdefault(Keys(wording, answer), question.id)
        for source in filter(None, question.source.split(", ")):
            for key in (*wordings, *answers):
                self._sources.setdefault((source, key), question.id)
