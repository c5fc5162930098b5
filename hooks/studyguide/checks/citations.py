"""Rules on citations: every key exists, every reference is cited."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.checks.identity import near
from studyguide.model import Guide
from studyguide.problems import Problem
from studyguide.scan import scan
from studyguide.source import BIBLIOGRAPHY


def check_citations(guide: Guide) -> Iterator[Problem]:
    """Yield keys that are not in references.bib, and entries of it that nothing cites."""
    cited: set[str] = set()
    for page in guide.texts:
        for citation in scan(page.body).citations:
            cited.add(citation.key)
            if citation.key not in guide.references:
                line = page.body_line + citation.line - 1
                message = f"the reference `{citation.key}` is not in {BIBLIOGRAPHY}"
                yield Problem(page.path, line, "SG401", message, near(citation.key, guide.references))
    for key, reference in guide.references.items():
        if key not in cited:
            place = reference.place
            yield Problem(
                place.path, place.line, "SG402", f"nothing cites `{key}`", f"cite it as `[@{key}]`, or remove it"
            )
