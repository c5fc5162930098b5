"""Reads a transcript, whatever its format."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from studyguide.guide.problems import Problem, tidy
from studyguide.importing.cards import find_cards, read_cards
from studyguide.importing.delimited import find_layout, read_delimited
from studyguide.importing.markdown import read_markdown
from studyguide.importing.reading import Reading
from studyguide.importing.records import looks_like_json, read_json
from studyguide.importing.transcript import Transcript


def read_transcript(text: str, name: str) -> Transcript:
    """Return the questions and answers of a transcript, and everything in it that is neither.

    The format is told from the text; the ending of `name` counts only for CSV and TSV without a head.
    Takes time in proportion to the length of the text.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    with _uncollected():
        reading, source, has_lines = _read(text, name)
    problems = list(reading.problems)
    if not reading.items and not problems and text.strip():
        message = "no question with an answer was found"
        hint = "mark them, for instance as `Q: …` and `A: …`, each at the beginning of a line"
        problems.append(Problem(name, 1, "SG805", message, hint))
    return Transcript(
        name=name,
        source=source,
        items=tuple(reading.items),
        loose=tuple(sorted(reading.loose, key=lambda piece: piece.line)),
        labels=tuple(reading.labels),
        problems=tidy(problems),
        has_lines=has_lines,
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no garbage be looked for: many small objects are made, none in circles, and all are kept."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(text: str, name: str) -> tuple[Reading, str, bool]:
    if looks_like_json(text):
        reading, source = read_json(text, name)
        other = read_markdown(text, name) if reading.problems and not reading.items else reading
        if reading.items or not other.items:
            return reading, source, False
    layout = find_layout(text, name)
    if layout:
        return read_delimited(text, name, layout), text, True
    cards = find_cards(text)
    return (read_cards(text, name, cards) if cards else read_markdown(text, name)), text, True
