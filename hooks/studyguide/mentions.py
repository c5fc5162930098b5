"""What a text leads to: its links and citations, found once and used by many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studyguide.scan import Citation, Link, scan


@dataclass(frozen=True, slots=True)
class Mentions:
    """The links and citations of one text."""

    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()


def mentions(text: str) -> Mentions:
    """Return the links and citations of a Markdown text."""
    found = _known.texts.get(text)
    return found if found is not None else find_mentions(text)


def find_mentions(text: str) -> Mentions:
    """Find the links and citations of a Markdown text, known or not."""
    found = scan(text)
    return Mentions(found.links, found.citations)


class _Known:
    """The mentions of the texts of the guide that was loaded last."""

    texts: Mapping[str, Mentions] = {}


_known = _Known()


def remember(texts: Mapping[str, Mentions]) -> None:
    """Spare `mentions` the search in texts that have been searched; those remembered before are forgotten."""
    _known.texts = texts
