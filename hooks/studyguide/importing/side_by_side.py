"""Two questions with their answers side by side in plain text."""

from __future__ import annotations

from itertools import zip_longest

from studyguide.importing.review import Case
from studyguide.importing.width import cut, pad, wrap

_GAP = " │ "
_NARROW = 60
"""In a terminal narrower than this the two stand one below the other."""


def render_case(case: Case, width: int) -> str:
    """Return a case for a terminal of a given width."""
    here = [f"NEW  {case.source}", "", case.question, "", *case.answer.split("\n")]
    there = [f"HAS  {case.match}", "", case.match_question, "", *case.match_answer.split("\n")]
    body = _below(here, there, width) if width < _NARROW else _beside(here, there, width)
    head = cut(f"score {case.score:.2f}  {case.evidence}", width)
    return "\n".join([head, "", *body])


def _beside(here: list[str], there: list[str], width: int) -> list[str]:
    side = (width - len(_GAP)) // 2
    rows: list[str] = []
    # Heads and questions are aligned part by part, so that both answers begin on the same row.
    for left, right in ((here[:2], there[:2]), (here[2:4], there[2:4]), (here[4:], there[4:])):
        pairs = zip_longest(_rows(left, side), _rows(right, side), fillvalue="")
        rows += [(_filled(one, side) + _GAP + other).rstrip() for one, other in pairs]
    return rows


def _below(here: list[str], there: list[str], width: int) -> list[str]:
    return [*_rows(here, width), "─" * width, *_rows(there, width)]


def _rows(parts: list[str], width: int) -> list[str]:
    return [row for part in parts for row in wrap(part, width)]


def _filled(row: str, width: int) -> str:
    stripped = row.lstrip(" ")
    lead = len(row) - len(stripped)
    return " " * lead + pad(stripped, width - lead)
