"""Short ways to make entries."""

from __future__ import annotations

from studyguide.duplicates import Entry, Index


def entries(*questions: str) -> list[Entry]:
    """Return entries without answers, with the ids q0, q1 and so on."""
    return [Entry(f"q{at}", question) for at, question in enumerate(questions)]


def lexical(*questions: str) -> Index:
    """Return an index of such entries with the default engine."""
    return Index(entries(*questions), backend="lexical")
