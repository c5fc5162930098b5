from __future__ import annotations

import json
from typing import Any

import pytest
from rich.cells import cell_len

from importing.simple_finder import SimpleFinder
from studyguide.guide.model import Level, Question
from studyguide.importing.existing import Existing, Ids, TopicIndex
from studyguide.importing.plan import plan_import, short_names
from studyguide.importing.reader import read_transcript
from studyguide.importing.report import WIDTH, Fate, Report, report_text


def known(id: str, question: str, body: str, topic: str = "history", **more: Any) -> Question:
    return Question(id, topic, body, f"content/qa/{topic}/{id}.md", question=question, level=Level.BEGINNER, **more)


GUIDE = Existing(
    (
        known(
            "commit", "What is a commit in version control?", "A snapshot.", also_asked=("What does a commit store?",)
        ),
        known(
            "branch", "Why do teams work on branches?", "To keep work apart.\n\n### Another take\n\nTo be safe.", "work"
        ),
    ),
    frozenset({"commit", "branch", "hidden"}),
)


def plan(text: str, guide: Existing = GUIDE, topic: str = "") -> Report:
    return plan_import([read_transcript(text, "chat.md")], guide, SimpleFinder, topic)


def test_a_question_unlike_all_others_is_new() -> None:
    """A question that resembles none is new, unsorted, and has an id of its content words."""
    (item,) = plan("Q: How do hooks run?\nA: As scripts.\n").items

    assert (item.fate, item.match, item.topic, item.topic_confidence) == (Fate.NEW, "", "unsorted", 0.0)
    assert item.id == "hooks-run"
    assert item.source == "chat.md:1"


@pytest.mark.parametrize(
    ("question", "answer", "match"),
    [
        ("What is a commit in version control?", "A snapshot.", "commit"),
        ("what is a **commit** in version control", "a snapshot", "commit"),
        ("What does a commit store?", "A snapshot.", "commit"),
        ("Why do teams work on branches?", "To be safe.", "branch"),
        ("Why do teams work on branches?", "To keep work apart.", "branch"),
    ],
)
def test_the_same_question_with_the_same_answer_is_exact(question: str, answer: str, match: str) -> None:
    """A copy is dropped: case, marks, an alias as wording, or another take as answer make no difference."""
    (item,) = plan(f"Q: {question}\nA: {answer}\n").items

    assert (item.fate, item.match, item.score, item.id) == (Fate.EXACT, match, 1.0, "")


def test_the_same_question_with_another_answer_is_a_take() -> None:
    """A known question with a new answer belongs to the known one, and to its topic."""
    (item,) = plan("Q: Why do teams work on branches?\nA: Because.\n").items

    assert (item.fate, item.match, item.topic) == (Fate.SAME_QUESTION, "branch", "work")
    assert item.id == "branch-another-take"


def test_a_similar_question_is_likely_or_possible() -> None:
    """Near duplicates are proposed with a score and with words to check."""
    likely, possible = plan(
        "Q: What is a commit in version control systems?\nA: x\n\nQ: What is a tag in version management?\nA: y\n"
    ).items

    assert (likely.fate, likely.match, likely.score) == (Fate.LIKELY, "commit", 0.88)
    assert likely.evidence and likely.evidence.only_first == ("systems",)
    assert (possible.fate, possible.match) == (Fate.POSSIBLE, "commit")


def test_questions_are_compared_with_earlier_ones_of_the_import() -> None:
    """Within an import the first of two copies is new, and the second names its file and line."""
    once = "Q: How do hooks run?\nA: As scripts.\n\n"
    first, second, third = plan(f"{once}{once}Q: How do hooks run?\nA: Otherwise.\n").items

    assert first.fate is Fate.NEW
    assert (second.fate, second.match) == (Fate.EXACT, "chat.md:1")
    assert (third.fate, third.match, third.match_question) == (Fate.SAME_QUESTION, "chat.md:1", "How do hooks run?")


def test_an_edited_draft_is_recognised_by_its_source() -> None:
    """A question that was imported from the same line is known, though its answer was edited since."""
    edited = known("hooks", "How do hooks run?", "As scripts in a folder.", source="chat.md:1, other.md:4")
    (item,) = plan("Q: How do hooks run?\nA: As scripts.\n", Existing((edited,))).items

    assert (item.fate, item.match) == (Fate.EXACT, "hooks")


def test_two_questions_of_one_line_are_told_apart() -> None:
    """JSON may have all its questions on one line: both are planned."""
    first, second = plan('[{"q": "How do hooks run?", "a": "x"}, {"q": "What are hooks?", "a": "y"}]').items

    assert (first.ref, second.ref) == ("chat.md:1", "chat.md:1#2")
    assert first.source == second.source == "chat.md:1"


def test_a_given_topic_overrides_the_proposal() -> None:
    """`topic` holds for every question."""
    items = plan("Q: How do hooks run?\nA: x\n\nQ: Why do teams work on branches?\nA: y\n", topic="tools").items

    assert {item.topic for item in items} == {"tools"}


TOPICS = TopicIndex(
    (
        known("tag", "What is a tag?", "A name for a commit that stays.", "history"),
        known("log", "How do you read the log of commits?", "From the newest commit down.", "history"),
        known("hook", "What is a hook?", "A script that runs at an event.", "tools"),
        known("draft", "What is a stash?", "A shelf.", "unsorted"),
    )
)


@pytest.mark.parametrize(
    ("question", "answer", "topic", "confidence"),
    [
        ("What does a tag point to?", "To a commit.", "history", 1.0),
        ("When do hooks run?", "At events, as scripts.", "tools", 1.0),
        ("Who scripts the log?", "Whoever needs it.", "history", 0.63),
        ("What is a stash?", "A shelf.", "unsorted", 0.0),
        ("Why is the sky blue?", "Scattering.", "unsorted", 0.0),
    ],
)
def test_a_topic_is_proposed_from_similar_questions(question: str, answer: str, topic: str, confidence: float) -> None:
    """The topic of the most similar questions is proposed; like none, or like an unsorted one, is unsorted."""
    assert TOPICS.propose(question, answer) == (topic, confidence)


def test_a_likely_duplicate_goes_to_the_topic_of_its_twin() -> None:
    """The best evidence for a topic is a question that asks the same there."""
    (item,) = plan("Q: What is a commit in version control systems?\nA: x\n").items

    assert (item.topic, item.topic_confidence) == ("history", 0.88)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is the difference between a CNN and an RNN?", "difference-cnn-rnn"),
        ("Heißt es Größe?", "heisst-es-grosse"),
        ("Who is who?", "who-is-who"),
        ("什么是过拟合？", "q-41c50fd5"),
        ("Why " + "very " * 40 + "long?", "very-very-very-very-very-very"),
        ("Pneumono" * 20, "pneumono" * 6),
    ],
)
def test_ids_are_readable_slugs(question: str, name: str) -> None:
    """An id is made of content words in ASCII; a question in another script gets a fingerprint."""
    assert Ids(()).propose(question) == name


def test_ids_are_unique() -> None:
    """A taken id gets a number, that of a file that cannot be read included."""
    text = "Q: Is it hidden?\nA: x\n\nQ: Hidden?\nA: y\n\nQ: Are they hidden, then?\nA: z\n"

    assert [item.id for item in plan(text).items] == ["hidden-2", "hidden-3", "hidden-4"]


def test_files_with_one_name_are_told_apart() -> None:
    """A source is the file's name; folders are added only where two files share it."""
    assert short_names(["a/x.md", "b/x.md", "b/y.md"]) == {"a/x.md": "a/x.md", "b/x.md": "b/x.md", "b/y.md": "y.md"}
    assert short_names(["x.md", "x.md"]) == {"x.md": "x.md"}


TEXT = """\
Sure! Here are some questions:

Q: How do hooks run?
A: x

Q: What is a commit in version control systems?
A: y
"""


def test_the_report_is_plain_json() -> None:
    """Counts, items and loose text are one object; what does not apply is left out."""
    values = json.loads(json.dumps(plan(TEXT).to_json()))

    assert values["counts"] == {
        "read": 2, "new": 1, "exact": 0, "same-question": 0, "likely": 1, "possible": 0,
        "loose": 1, "problems": 0, "drafts": 0,
    }  # fmt: skip
    assert values["loose"] == [{"file": "chat.md", "line": 1, "text": "Sure! Here are some questions:"}]
    assert [label["text"] for label in values["labels"]] == ["Q:", "A:", "Q:", "A:"]
    assert "match" not in values["items"][0]
    assert values["items"][1]["match"] == "commit"
    assert values["items"][1]["evidence"]["only_here"] == ["systems"]
    assert values["engine"] == "simple"


def test_the_report_fits_a_terminal() -> None:
    """No row of the text is wider than 100 columns, whatever the questions are."""
    long = "Q: " + "Was ist eine sehr lange Frage über 过拟合, " * 9 + "bitte?\nA: x\n\n"
    text = report_text(plan(long + long.replace("sehr", "ganz") + TEXT))

    assert max(cell_len(row) for row in text.split("\n")) <= WIDTH
    assert "4 questions read: 2 new, 2 likely duplicates." in text
    assert "chat.md:9: " not in text


def test_the_report_shows_no_control_characters() -> None:
    """A transcript cannot steer the terminal."""
    assert "\x1b" not in report_text(plan("\x1b[2J hello\n\nQ: How\x1b[2J do hooks run?\nA: x\n"))


def test_planning_is_deterministic() -> None:
    """The same input gives the same report."""
    assert plan(TEXT) == plan(TEXT)


@pytest.mark.parametrize(
    ("question", "taken", "name"),
    [
        ("index", (), "index-2"),
        ("What is con?", (), "con-2"),
        ("LPT1?", (), "lpt1-2"),
        ("-".join(["word"] * 18), (), "-".join(["word"] * 18)),
        ("-".join(["word"] * 19), (), "word-word-word-word-word-word"),
        ("What is a tag?", ("Tag",), "tag-2"),
        ("What is a tag?", ("TAG", "tag-2"), "tag-3"),
    ],
)
def test_ids_are_names_that_every_machine_accepts(question: str, taken: tuple[str, ...], name: str) -> None:
    """No id is the introduction's, a device's on Windows, or that of a file which differs in case only."""
    assert Ids(taken).propose(question) == name


def test_many_questions_with_the_same_words_get_ids_in_order() -> None:
    """The numbers go on from the last one that was given."""
    ids = Ids(("tag-3",))
    assert [ids.propose("What is a tag?") for _ in range(4)] == ["tag", "tag-2", "tag-4", "tag-5"]
