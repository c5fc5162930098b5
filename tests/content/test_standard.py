"""The guide keeps the standard that it promises."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from studyguide.guide.model import Question
from studyguide.guide.scan import scan
from studyguide.project import load_guide

ROOT = Path(__file__).resolve().parent.parent.parent
LOADED = load_guide(ROOT)
QUESTIONS = list(LOADED.guide.questions)
REFERENCES = (ROOT / "content" / "references.bib").read_text(encoding="utf-8")


def parts(question: Question) -> list[str]:
    """Return the names of an answer's parts."""
    return [heading.text for heading in scan(question.body).headings]


def test_the_guide_has_no_problem_of_any_kind() -> None:
    """Neither errors nor warnings: lengths and reading level are those of the standard."""
    assert not LOADED.problems


def test_the_guide_is_complete() -> None:
    """At least 110 questions over 14 topics, each topic with an introduction."""
    assert len(QUESTIONS) >= 110
    assert len(LOADED.guide.topics) == 14
    assert all(len(topic.body.split()) >= 40 for topic in LOADED.guide.topics)


def test_every_answer_has_the_parts_of_the_standard() -> None:
    """An explanation, and the mistake to watch out for."""
    assert not [question.id for question in QUESTIONS if not {"Explanation", "Watch out"} <= set(parts(question))]


def test_every_answer_cites_one_to_six_sources() -> None:
    """A claim without a source is an opinion; a list of twenty is a bibliography. Craft questions may have none."""
    counts = {question.id: len({citation.key for citation in scan(question.body).citations}) for question in QUESTIONS}

    assert not {id_: count for id_, count in counts.items() if count > 6}
    assert sum(count == 0 for count in counts.values()) <= 3


def test_every_question_is_found_under_two_other_wordings() -> None:
    """People ask the same in other words."""
    assert not [question.id for question in QUESTIONS if len(question.also_asked) < 2]


def test_every_answer_says_when_it_was_reviewed_and_is_due_again() -> None:
    """Topics that age quickly are due within six months, the others within two years."""
    for question in QUESTIONS:
        assert question.reviewed and question.review_by, question.id
        days = 184 if question.topic in {"llms", "systems"} else 731
        assert question.review_by - question.reviewed <= timedelta(days), question.id


def test_every_reference_was_resolved() -> None:
    """Each entry carries the day on which its title, author and year were compared with the source."""
    entries = [entry for entry in re.split(r"^(?=@)", REFERENCES, flags=re.MULTILINE) if entry.strip()]

    assert len(entries) == len(LOADED.guide.references)
    assert not [entry[:60] for entry in entries if not re.search(r"note\s*=\s*\{[^}]*resolved \d{4}-\d\d-\d\d", entry)]


def test_every_display_formula_is_followed_by_words() -> None:
    """A formula is read in words, for those who cannot see it or do not read it yet."""
    bare = []
    for question in QUESTIONS:
        for match in re.finditer(r"^\$\$\n.*?^\$\$\n(.*?)(?=^\$\$|^#|\Z)", question.body, re.MULTILINE | re.DOTALL):
            if not re.search(r"\w+ \w+ \w+", match[1]):
                bare.append(question.id)
    assert not bare
