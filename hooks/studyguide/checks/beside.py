"""Rules on the glossary and the reading paths: the questions that they name exist."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.guide.glossary import Glossary, check_glossary
from studyguide.guide.model import Guide
from studyguide.guide.paths import check_paths
from studyguide.guide.problems import Problem


def check_beside(guide: Guide) -> Iterator[Problem]:
    """Yield terms and steps of paths that lead to questions that do not exist."""
    yield from check_glossary(Glossary(guide.terms), guide)
    yield from check_paths(guide.paths, guide)
