"""Guides for the mind map's tests."""

from __future__ import annotations

import pytest

from studyguide.guide.model import Guide, Level
from support.values import a_guide, a_question, a_topic

LEVELS = tuple(Level)


@pytest.fixture
def small_guide() -> Guide:
    """A guide with all that the list can hold: sections, none, one question, hostile text."""
    baking = a_topic(
        "baking",
        a_question("what-is-yeast", "What is yeast?", topic="baking"),
        a_question(
            "why-knead", 'Why knead "long"?', topic="baking", level=Level.INTERMEDIATE, section="Dough, by hand"
        ),
        a_question("autolyse", "What is an autolyse?", topic="baking", level=Level.ADVANCED, section="Dough, by hand"),
        a_question("steam", "Why bake with steam?", topic="baking", level=Level.ADVANCED, section="Oven"),
        title="Baking & <b>bread</b>",
    )
    return a_guide(baking, a_topic("tea", a_question("oolong"), order=2), a_topic("salt", order=3))


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
    places = [(t, s, q) for t in range(1, topics + 1) for s in range(1, sections + 1) for q in range(1, questions + 1)]
    made = [
        a_question(
            f"question-{t}-{s}-{q}",
            f"What is asked by question {t}.{s}.{q}, and how long may its wording be?",
            topic=f"topic-{t}",
            level=LEVELS[(t + s + q) % 3],
            section=f"Section {t}.{s}{rest}",
        )
        for t, s, q in places
    ]
    each = sections * questions
    return a_guide(
        *(
            a_topic(f"topic-{t}", *made[(t - 1) * each : t * each], title=f"Topic {t}", order=t)
            for t in range(1, topics + 1)
        )
    )
