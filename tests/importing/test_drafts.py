from __future__ import annotations

from typing import Any

import pytest

from importing.simple_finder import SimpleFinder
from studyguide.guide.front_matter import parse_document
from studyguide.guide.model import Level, Question
from studyguide.guide.schema import QUESTION, validate
from studyguide.importing.drafts import Draft, Resolution, draft_text, make_drafts
from studyguide.importing.existing import Existing
from studyguide.importing.plan import plan_import
from studyguide.importing.reader import read_transcript

COMMIT = Question(
    "commit", "history", "A snapshot.", "x.md", question="What is a commit in version control?", level=Level.BEGINNER
)
SIMILAR = "Q: What is a commit in version control systems?\nA: A tree.\n"


def drafts(text: str, resolutions: dict[str, Resolution] | None = None) -> list[Draft]:
    report = plan_import([read_transcript(text, "chat.md")], Existing((COMMIT,)), SimpleFinder)
    return list(make_drafts(report, resolutions or {}, {"commit"}))


def fields(draft: Draft) -> dict[str, Any]:
    document, problems = parse_document(draft_text(draft), draft.path)
    assert document and not problems
    values, problems = validate(QUESTION, document, draft.path)
    assert values and not problems
    return values


@pytest.mark.parametrize(
    "question",
    [
        "What is X?",
        "Why: is # this `a: b` [x] {y} & *z*?",
        "\"Quoted\" - and 'so' on?",
        "- What?",
        "yes",
        "2026-11-22",
        "null",
        "什么是过拟合？ 😀",
        "C:\\path\\n?",
        "? what",
        "@x %y |z",
        "A very " + "long " * 60 + "question?",
    ],
)
def test_front_matter_loads_again(question: str) -> None:
    """Whatever a question looks like, its draft loads and has it unchanged."""
    draft = Draft("x", "t", question, "A.", ("chat.md:1",), also_asked=(question + "?",), related=("a", "b"))
    values = fields(draft)

    assert (values["question"], values["level"], values["source"]) == (question, Level.INTERMEDIATE, "chat.md:1")
    assert (values["also_asked"], values["related"]) == ((question + "?",), ("a", "b"))


def test_the_text_of_a_draft() -> None:
    """A draft has its front matter, then the answer as it was written."""
    (draft,) = drafts("**Q1: How do hooks run?**\n**Answer:** As scripts:\n\n1. one\n   - two\n")

    assert draft.path == "content/drafts/unsorted/hooks-run.md"
    assert draft_text(draft) == (
        "---\nquestion: How do hooks run?\nlevel: intermediate\nsource: chat.md:1\n---\n"
        "\nAs scripts:\n\n1. one\n   - two\n"
    )


def test_another_answer_to_a_known_question_points_to_it() -> None:
    """Another take on a question of the guide is a draft of its own that names the question."""
    (draft,) = drafts("Q: What is a commit in version control?\nA: Another.\n")

    assert draft_text(draft).endswith("---\n\nAnother.\n")
    assert fields(draft)["related"] == ("commit",)
    assert draft.path == "content/drafts/history/commit-another-take.md"


def test_other_answers_within_the_import_are_gathered() -> None:
    """The same question asked twice in a transcript becomes one draft with both answers and sources."""
    (draft,) = drafts("Q: How do hooks run?\nA: One.\n\nQ: How do hooks run?\nA: Two.\n")

    assert draft_text(draft).endswith("---\n\nOne.\n\n### Another take\n\nTwo.\n")
    assert fields(draft)["source"] == "chat.md:1, chat.md:4"


def test_copies_are_dropped() -> None:
    """An exact copy becomes no draft."""
    assert drafts("Q: What is a commit in version control?\nA: A snapshot.\n") == []


@pytest.mark.parametrize("resolutions", [{}, {"commit-version-control-systems": Resolution.SKIP}])
def test_an_undecided_duplicate_names_the_other(resolutions: dict[str, Resolution]) -> None:
    """A doubtful question becomes a draft that is related to what it resembles."""
    (draft,) = drafts(SIMILAR, resolutions)

    assert (draft.question, draft.answer) == ("What is a commit in version control systems?", "A tree.")
    assert draft.related == ("commit",)


def test_decided_as_distinct() -> None:
    """The resolution travels with the draft, so that it is not asked again."""
    (draft,) = drafts(SIMILAR, {"commit-version-control-systems": Resolution.DISTINCT})

    assert (draft.distinct_from, draft.related, draft.answer) == (("commit",), (), "A tree.")


def test_decided_as_the_same() -> None:
    """Merged into a question of the guide, the wording is an alias and the answer another take."""
    (draft,) = drafts(SIMILAR, {"commit-version-control-systems": Resolution.MERGE})

    assert draft.question == COMMIT.question
    assert draft.also_asked == ("What is a commit in version control systems?",)
    assert (draft.answer, draft.takes, draft.related) == ("A tree.", (), ("commit",))


def test_decided_as_another_take() -> None:
    """Kept as a take, the draft holds the answer alone, and names the question that it is one on."""
    (draft,) = drafts(SIMILAR, {"commit-version-control-systems": Resolution.TAKE})

    assert (draft.answer, draft.takes, draft.related, draft.also_asked) == ("A tree.", (), ("commit",), ())


CHAIN = """\
Q: How do the hooks of a project run?
A: One.

Q: How do the hooks of the project run?
A: Two.

Q: How do the hooks of that project run?
A: Three.
"""


def test_merging_within_the_import_loses_no_word() -> None:
    """Merged questions of one import share a draft with every wording, answer and source."""
    merged = {"hooks-project-run-2": Resolution.MERGE, "hooks-project-run-3": Resolution.MERGE}
    (draft,) = drafts(CHAIN, merged)

    assert draft.also_asked == ("How do the hooks of the project run?", "How do the hooks of that project run?")
    assert (draft.answer, draft.takes) == ("One.", ("Two.", "Three."))
    assert draft.sources == ("chat.md:1", "chat.md:4", "chat.md:7")


def test_an_undecided_duplicate_within_the_import_names_a_draft() -> None:
    """A reference to `file:line` becomes the id of the draft that was made of it."""
    first, second, third = drafts(CHAIN)

    assert (first.related, second.related, third.related) == ((), (first.id,), (second.id,))
