"""Reads a Markdown or plain text transcript."""

from __future__ import annotations

from collections.abc import Sequence

from studyguide.importing.answer_key import find_key, read_key
from studyguide.importing.answers_first import labels_of_answers_first, read_answers_first
from studyguide.importing.candidates import Candidate, find_candidates
from studyguide.importing.choice import choose
from studyguide.importing.items import build_items
from studyguide.importing.own_labels import find_own_labels
from studyguide.importing.page import read_page
from studyguide.importing.reading import Reading


def read_markdown(text: str, name: str, first: int = 1) -> Reading:
    """Return the questions of a text; `first` is the number of its first line."""
    page = read_page(text, first)
    reading = Reading(name)
    if labels := labels_of_answers_first(page):
        read_answers_first(page, labels, reading)
        return reading
    candidates = find_candidates(page)
    if key := find_key(page, candidates):
        read_key(page, key, reading)
        return reading
    starts = choose(page, candidates)
    if not any(start.kind in ("label", "speaker") for start in starts) and (
        own := find_own_labels(page.lines, page.code)
    ):
        own_page = read_page(text, first, own)
        own_starts = choose(own_page, find_candidates(own_page))
        if own_starts and 2 * len(own_starts) >= len(starts) and _begins_first(own_starts, starts):
            page, starts = own_page, own_starts
    if all(start.kind == "bold" and start.rest for start in starts):
        others = choose(page, find_candidates(page, lenient=True), lenient=True)
        starts = others if len(others) > 2 * len(starts) else starts
    build_items(page, starts, reading)
    return reading


def _begins_first(own: Sequence[Candidate], others: Sequence[Candidate]) -> bool:
    """Whether labels that a text has for itself stand around its questions, not within their answers."""
    return not others or own[0].index <= others[0].index
