"""From a project's folder to a checked guide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from studyguide.assembly import assemble_guide
from studyguide.bibliography import begin_references
from studyguide.checks.whole import check_whole
from studyguide.glossary import parse_glossary
from studyguide.mentions import remember
from studyguide.model import Guide
from studyguide.paths_kept import read_paths
from studyguide.problems import Problem, errors, tidy
from studyguide.reading import fingerprints, read_files
from studyguide.render.cache import Cache
from studyguide.source import BIBLIOGRAPHY, GLOSSARY, PATHS, read_sources
from studyguide.workers import PARALLEL_FROM


@dataclass(frozen=True)
class Loaded:
    """A guide as far as it could be read, with every problem found in it, sorted."""

    guide: Guide
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that fail the build."""
        return errors(self.problems)


def load_guide(root: Path, cache: Cache | None = None, *, style: bool = True) -> Loaded:
    """Read and check the guide of a project.

    Args:
        root: the folder of the project.
        cache: files that it knows are not taken apart again.
        style: whether to look for faults of style too, which are warnings and never fail a build.
    """
    cache = cache or Cache()
    sources = read_sources(root)
    apart = len(sources.files) >= PARALLEL_FROM
    bibliography = begin_references(sources.bibliography, BIBLIOGRAPHY, cache, apart=apart)
    readings = read_files(sources.files, cache, style=style)
    remember({reading.page.body: reading.mentions for reading in readings if reading.page})
    references, in_bibliography = bibliography()
    pages = [(reading.page, reading.usable) for reading in readings if reading.page]
    guide, incomplete = assemble_guide(pages, sources.images, references, sources.present)
    in_files = [problem for reading in readings for problem in reading.problems]
    glossary, in_glossary = parse_glossary(sources.glossary, GLOSSARY)
    paths, in_paths = read_paths(sources.paths, PATHS, cache)
    marks = fingerprints(sources.files, readings)
    guide = replace(guide, terms=glossary.terms, paths=paths, fingerprints=marks)
    beside = [*in_bibliography, *in_glossary, *in_paths]
    return Loaded(guide, tidy([*sources.problems, *beside, *incomplete, *in_files, *check_whole(guide)]))
