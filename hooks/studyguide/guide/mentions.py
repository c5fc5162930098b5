"""What a text leads to: its links and citations."""

from __future__ import annotations

from dataclasses import dataclass

from studyguide.guide.scan import Citation, Link, scan


@dataclass(frozen=True, slots=True)
class Mentions:
    """The links and citations of one text."""

    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()


def find_mentions(text: str) -> Mentions:
    """Return the links and citations of a Markdown text."""
    found = scan(text)
    return Mentions(found.links, found.citations)
