"""Decided pairs are not shown again until a wording changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studyguide.duplicates import Decisions, Entry, Index, decide, read_decisions
from studyguide.duplicates.decisions import Decision

RECURSION = Entry("recursion", "What is recursion?")
EXPLAIN = Entry("explain", "Explain the concept of recursion.")
GUIDE = [RECURSION, EXPLAIN, Entry("cap", "What is the CAP theorem?")]


def shown(decisions: Decisions, guide: list[Entry]) -> list[tuple[str, str]]:
    pairs = Index(guide, backend="lexical").pairs()
    return [(pair.first, pair.second) for pair in decisions.open(pairs, guide)]


def test_an_undecided_pair_is_shown() -> None:
    """Without a decision every pair is open."""
    assert shown(Decisions(), GUIDE) == [("recursion", "explain")]


def test_a_decided_pair_is_not_shown() -> None:
    """A decision holds whichever entry was named first."""
    assert shown(Decisions().adding(decide(RECURSION, EXPLAIN)), GUIDE) == []
    assert shown(Decisions().adding(decide(EXPLAIN, RECURSION)), GUIDE) == []


@pytest.mark.parametrize("changed", [0, 1])
def test_a_decision_lapses_with_either_wording(changed: int) -> None:
    """When one of the questions is worded anew, the pair is shown again; a new layout changes nothing."""
    decisions = Decisions().adding(decide(RECURSION, EXPLAIN))
    laid_out, reworded = list(GUIDE), list(GUIDE)
    laid_out[changed] = replace(GUIDE[changed], question=f"**{GUIDE[changed].question}**")
    reworded[changed] = replace(GUIDE[changed], question=f"Please, {GUIDE[changed].question}")

    assert shown(decisions, laid_out) == []
    assert shown(decisions, reworded) == [("recursion", "explain")]


@pytest.mark.parametrize("side", [("recursion", "explain"), ("explain", "recursion")])
def test_front_matter_counts_from_either_side(side: tuple[str, str]) -> None:
    """`distinct_from` on one of the two is enough."""
    decisions, wrong = read_decisions("", {side[0]: [side[1]]})

    assert wrong == []
    assert shown(decisions, GUIDE) == []


def test_a_decision_is_for_one_pair() -> None:
    """That A and B, and B and C are distinct says nothing about A and C."""
    guide = [*GUIDE, Entry("third", "Can you explain recursion?")]
    decisions = Decisions().adding(decide(RECURSION, EXPLAIN)).adding(decide(EXPLAIN, guide[3]))

    assert shown(decisions, guide) == [("recursion", "third")]


def test_exact_copies_are_always_shown() -> None:
    """Entries that are the same in everything cannot be called distinct."""
    guide = [RECURSION, replace(RECURSION, id="copy")]

    assert shown(Decisions().adding(decide(*guide)), guide) == [("recursion", "copy")]


def test_the_file_reads_back_what_was_written() -> None:
    """Written and read again, decisions and notes are the same, and the lines are sorted."""
    decisions = Decisions().adding(decide(RECURSION, EXPLAIN, "idea  against\nexplanation"))
    decisions = decisions.adding(decide(GUIDE[2], EXPLAIN))

    again, wrong = read_decisions(str(decisions))

    assert (again, wrong) == (decisions, [])
    lines = str(decisions).splitlines()
    assert lines[1:] == sorted(lines[1:])
    assert lines[2].endswith("idea against explanation")


def test_a_later_decision_replaces_the_earlier_one() -> None:
    """Deciding again after a rewording leaves one line about the pair."""
    reworded = replace(EXPLAIN, question="How is recursion explained?")
    decisions = Decisions().adding(decide(RECURSION, EXPLAIN)).adding(decide(RECURSION, reworded))

    assert decisions.decided == (decide(RECURSION, reworded),)


def test_wrong_lines_are_reported_and_the_others_count() -> None:
    """Each wrong line has its number and what was expected; blank lines and comments are fine."""
    text = "# comment\n\ndistinct a b 0000000g 11111111\ndistinct a a 00000000 11111111\n"
    text += "distinct b a 00000000 11111111 why\n"

    decisions, wrong = read_decisions(text)

    assert [(one.line, one.message.split(",")[0]) for one in wrong] == [
        (3, "expected 'distinct ID ID FINGERPRINT FINGERPRINT note'"),
        (4, "'a' cannot be distinct from itself"),
    ]
    assert decisions.decided == (Decision("a", "b", "11111111", "00000000", "why"),)


def test_an_entry_is_not_distinct_from_itself() -> None:
    """Deciding about one entry twice is a mistake of the caller."""
    with pytest.raises(ValueError, match="'recursion' cannot be distinct from itself"):
        decide(RECURSION, RECURSION)
