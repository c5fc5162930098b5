"""Guides for the mind map's tests."""

from __future__ import annotations

import pytest

from studyguide.guide.model import Guide, Level, Question, Topic

LEVELS = tuple(Level)


def _question(id: str, topic: str, text: str, level: Level, section: str = "") -> Question:
    path = f"content/qa/{topic}/{id}.md"
    return Question(id=id, topic=topic, question=text, level=level, body="", path=path, section=section)


def _topic(slug: str, title: str, order: int, *questions: Question) -> Topic:
    path = f"content/qa/{slug}/index.md"
    return Topic(slug, "", path, questions=questions, title=title, order=order, summary="")


@pytest.fixture
def small_guide() -> Guide:
    """A guide with all that the list can hold: sections, none, one question, hostile text."""
    baking = _topic(
        "baking",
        "Baking & <b>bread</b>",
        1,
        _question("what-is-yeast", "baking", "What is yeast?", Level.BEGINNER),
        _question("why-knead", "baking", 'Why knead "long"?', Level.INTERMEDIATE, "Dough, by hand"),
        _question("autolyse", "baking", "What is an autolyse?", Level.ADVANCED, "Dough, by hand"),
        _question("steam", "baking", "Why bake with steam?", Level.ADVANCED, "Oven"),
    )
    tea = _topic("tea", "Tea", 2, _question("oolong", "tea", "What is oolong?", Level.BEGINNER))
    return Guide((baking, tea, _topic("salt", "Salt", 3)))


@pytest.fixture(scope="session")
def kitchen_guide() -> Guide:
    """Six topics of three sections of four questions, each with a wording of its own."""
    return numbered_guide(topics=6, sections=3, questions=4)


@pytest.fixture(scope="session")
def wordy_guide() -> Guide:
    """The same with long names of sections, which make a wide map."""
    rest = ", whose name is so long that it needs two lines"
    return numbered_guide(topics=6, sections=3, questions=4, rest=rest)


@pytest.fixture(scope="session")
def large_guide() -> Guide:
    """A hundred topics with a thousand questions."""
    return numbered_guide(topics=100, sections=5, questions=2)


def numbered_guide(*, topics: int, sections: int, questions: int, rest: str = "") -> Guide:
    """Return a guide whose questions name their place, such as the third of section 2.1."""
    return Guide(
        tuple(
            _topic(
                f"topic-{t}",
                f"Topic {t}",
                t,
                *(
                    _question(
                        f"question-{t}-{s}-{q}",
                        f"topic-{t}",
                        f"What is asked by question {t}.{s}.{q}, and how long may its wording be?",
                        LEVELS[(t + s + q) % 3],
                        f"Section {t}.{s}{rest}",
                    )
                    for s in range(1, sections + 1)
                    for q in range(1, questions + 1)
                ),
            )
            for t in range(1, topics + 1)
        )
    )
