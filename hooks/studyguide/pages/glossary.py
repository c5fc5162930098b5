"""The page of the glossary."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

from studyguide.guide.model import Guide, Term
from studyguide.guide.text import slugify
from studyguide.pages.page import Anchor, Page, SearchEntry
from studyguide.pages.templates import render

URL = "glossary.html"
"""The page's address from the root of the site."""


def glossary_page(terms: Sequence[Term], guide: Guide, source: str = "content/glossary.md") -> Page:
    """Return the page with every term, under its first letter."""
    letters = [(letter, list(group)) for letter, group in groupby(terms, _letter)]
    count = len(terms)
    description = f"{count} terms in one sentence each, with the question that explains them."
    return Page(
        uri="glossary.md",
        title="Glossary",
        description=description,
        html=render("glossary.html", letters=letters, count=count, guide=guide),
        anchors=tuple(Anchor(f"letter-{slugify(letter)}", letter) for letter, _ in letters),
        entries=(SearchEntry(URL, "Glossary", description), *map(_entry, terms)),
        source=source,
        hidden=("toc",),
    )


def _letter(term: Term) -> str:
    """Return the letter under which a term stands; digits and signs share one place."""
    first = unicodedata.normalize("NFKD", term.name[:1]).upper()[:1]
    return first if first.isalpha() else "0–9"


def _entry(term: Term) -> SearchEntry:
    return SearchEntry(f"{URL}#{term.anchor}", term.name, " ".join([term.definition, *term.aliases]), ("glossary",))
