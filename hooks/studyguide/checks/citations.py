"""Rules on citations: every key exists, every reference is cited."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.guide.model import Guide, Question
from studyguide.guide.nearest import near
from studyguide.guide.problems import Problem
from studyguide.guide.source import BIBLIOGRAPHY


def check_citations(guide: Guide) -> Iterator[Problem]:
    """Yield keys that are not in references.bib, and entries of it that nothing cites.

    Whether nothing cites an entry is known only where every answer could be read.
    """
    cited: set[str] = set()
    for page in guide.texts:
        for number, citation in enumerate(page.mentions.citations):
            cited.add(citation.key)
            if citation.key not in guide.references:
                line = page.body_line + citation.line - 1
                message = f"the reference `{citation.key}` is not in {BIBLIOGRAPHY}"
                yield Problem(page.path, line, "SG401", message, near(citation.key, guide.references, number))
    unread = set(guide.ids) - {page.id for page in guide.texts if isinstance(page, Question)}
    for key, reference in guide.references.items():
        if key not in cited and not unread:
            place = reference.place
            yield Problem(
                place.path, place.line, "SG402", f"nothing cites `{key}`", f"cite it as `[@{key}]`, or remove it"
            )
