"""What candidates say of each other: which are alike, which take turns, which outrank the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from studyguide.importing.candidates import Candidate
from studyguide.importing.page import Page


def least_indent(candidates: Sequence[Candidate]) -> int:
    """The least indent of a labelled question: a whole transcript may be indented."""
    return min((c.head.indent for c in candidates if c.kind == "label"), default=0)


def turns_of(candidates: Sequence[Candidate]) -> frozenset[int]:
    """The speakers' lines that an answer follows before the next question is asked."""
    speakers = [c for c in candidates if c.kind == "speaker"]
    return frozenset(c.index for c in speakers if c.marker >= 0 or c.rest)


def asking_levels(candidates: Sequence[Candidate]) -> frozenset[int]:
    """The levels of headings without numbers of which at least two, and half of all, ask something."""
    levels = [(c.head.level, c.asks) for c in candidates if c.kind == "heading" and c.head.number is None]
    every, asking = Counter(level for level, _ in levels), Counter(level for level, is_asking in levels if is_asking)
    return frozenset(level for level, count in asking.items() if level and count >= 2 and 2 * count >= every[level])


def is_alike(candidate: Candidate, current: Candidate) -> bool:
    """Whether two lines are marked in the same way: as headings or in bold, with a number or without."""
    is_numbered = candidate.head.number is not None
    return candidate.kind == current.kind and is_numbered == (current.head.number is not None) and not candidate.rest


def outranks(following: Candidate, candidate: Candidate) -> bool:
    """Whether the nearer line is the question, and the farther one a heading above it."""
    if following.kind == "label" or following.asks:
        return candidate.kind != "label"
    return following.kind in ("heading", "bold", "number") and not candidate.asks


def is_variable(page: Page, candidate: Candidate) -> bool:
    """Whether the next line explains another letter: `Q: queries`, `K: keys`."""
    index = page.filled[candidate.after]
    if index >= len(page.lines):
        return False
    text = page.lines[index].text.lstrip(" \t-*+_(`$")
    return text[:1].isalpha() and text[1:].lstrip("*_`$ ")[:1] in (":", "=") and text[:1] not in "Aa"
