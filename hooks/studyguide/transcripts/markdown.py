"""Reads a Markdown or plain text transcript."""

from __future__ import annotations

from studyguide.transcripts.candidates import find_candidates
from studyguide.transcripts.choice import choose
from studyguide.transcripts.items import build_items
from studyguide.transcripts.page import read_page
from studyguide.transcripts.reading import Reading


def read_markdown(text: str, name: str, first: int = 1) -> Reading:
    """Return the questions of a text; `first` is the number of its first line."""
    page = read_page(text, first)
    candidates = find_candidates(page)
    reading = Reading(name)
    starts = choose(page, candidates) or choose(page, candidates, lenient=True)
    build_items(page, starts, reading)
    return reading
