"""Rules on the question itself: its form, its length, its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.guide.model import Guide, Question
from studyguide.guide.problems import Problem
from studyguide.guide.schema import MAX_QUESTION
from studyguide.guide.text import shortened

_QUESTION_MARKS = ("?", "？", "؟", "՞", ";", "⁇", "፧")
_INSTRUCTIONS = frozenset(
    """add analyse analyze annotate apply argue assess build calculate characterise check choose classify code compare
    complete compute configure construct contrast convert count create debug decide define demonstrate deploy derive
    describe design determine diagnose differentiate discuss distinguish draw enumerate estimate evaluate examine
    explain express extend fill find fix formulate give identify illustrate implement integrate interpret judge
    justify label list locate name optimise optimize order outline plan plot point predict prove provide rank recite
    refactor rewrite run say set show simplify sketch solve sort specify state suggest summarise summarize take talk
    tell test trace train translate use verify walk write""".split()
)
_WORD = re.compile(r"\w+")


def check_questions(guide: Guide) -> Iterator[Problem]:
    """Yield questions that are none, that are too long, or whose dates contradict each other."""
    for question in guide.every_question:
        yield from _form(question)
        yield from _dates(question)


def _form(question: Question) -> Iterator[Problem]:
    line = question.line_of("question")
    if not is_question(question.question):
        message = f"`{shortened(question.question)}` neither ends in a question mark nor is an instruction"
        hint = "end it with `?`, or begin it with a verb such as Derive, Write, Explain"
        yield Problem(question.path, line, "SG212", message, hint)
    if len(question.question) > MAX_QUESTION:
        message = f"the question has {len(question.question)} characters, {MAX_QUESTION} is the most"
        yield Problem(question.path, line, "SG213", message, "move details into the answer or into `also_asked`")


def is_question(text: str) -> bool:
    """Return whether a text asks: it ends in a question mark, or its first word is an instruction."""
    if text.rstrip("”\"')»").endswith(_QUESTION_MARKS) or ("?" in text[-60:] and text.endswith(".")):
        return True
    first = _WORD.search(text)
    return bool(first) and first[0].lower() in _INSTRUCTIONS  # type: ignore[index]


def _dates(question: Question) -> Iterator[Problem]:
    if question.reviewed and question.review_by and question.review_by <= question.reviewed:
        message = f"`review_by` ({question.review_by}) is not after `reviewed` ({question.reviewed})"
        hint = "set it to the day on which the answer should be read again"
        yield Problem(question.path, question.line_of("review_by"), "SG209", message, hint)
