"""Evidence for a pair: what both questions speak of, and what only one of them does."""

from __future__ import annotations

from studyguide.duplicates.entry import Evidence
from studyguide.duplicates.lexicon import Lexicon
from studyguide.duplicates.wording import Analyser, Wording


def compare(
    first: Wording,
    second: Wording,
    analyser: Analyser,
    answer_overlap: float | None = None,
) -> Evidence:
    """Return the evidence that two wordings ask the same.

    Args:
        first: a wording.
        second: another.
        analyser: took them apart, so it knows their words and which of them contrast.
        answer_overlap: see `Evidence`.
    """
    spell = analyser.spell
    only_first = _without(first, second)
    only_second = _without(second, first)
    return Evidence(
        shared=tuple(spell(term) for term in first.terms if term in second.terms),
        only_first=tuple(map(spell, only_first)),
        only_second=tuple(map(spell, only_second)),
        contrast=tuple(map(spell, _contrasting(only_first, only_second, analyser.lexicon))),
        answer_overlap=None if answer_overlap is None else round(answer_overlap, 2),
    )


def _without(wording: Wording, other: Wording) -> list[str]:
    """Return the words of one that the other lacks, first those of the subject."""
    there = {*other.terms, *other.soft}
    return [word for word in (*wording.terms, *wording.soft) if word not in there]


def _contrasting(first: list[str], second: list[str], lexicon: Lexicon) -> list[str]:
    lines_first = {line for word in first for line in lexicon.contrasts.get(word, ())}
    lines_second = {line for word in second for line in lexicon.contrasts.get(word, ())}
    both = lines_first & lines_second
    return sorted(word for word in (*first, *second) if both & set(lexicon.contrasts.get(word, ())))
