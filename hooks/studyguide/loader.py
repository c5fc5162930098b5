"""From a project's folder to a checked guide."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studyguide.checks import check_guide
from studyguide.model import Guide
from studyguide.parser import parse_guide
from studyguide.problems import Problem, errors, tidy
from studyguide.references import parse_references
from studyguide.source import BIBLIOGRAPHY, read_sources


@dataclass(frozen=True)
class Loaded:
    """A guide as far as it could be read, with every problem found in it, sorted."""

    guide: Guide
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that fail the build."""
        return errors(self.problems)


def load_guide(root: Path) -> Loaded:
    """Read and check the guide of a project."""
    sources = read_sources(root)
    references, in_bibliography = parse_references(sources.bibliography, BIBLIOGRAPHY)
    guide, in_files = parse_guide(sources.files, sources.images, references)
    return Loaded(guide, tidy([*sources.problems, *in_bibliography, *in_files, *check_guide(guide)]))
