"""What a project has already: the questions of the guide, and the drafts of earlier imports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studyguide.guide.bibliography import parse_references
from studyguide.guide.model import SLUG, Guide, Question
from studyguide.guide.parse import parse_guide, parse_question
from studyguide.guide.problems import Problem
from studyguide.guide.source import BIBLIOGRAPHY, SourceFile, Sources, link_problem, read_sources, read_text
from studyguide.guide.text import slugify
from studyguide.importing.draft import FOLDER


@dataclass(frozen=True, slots=True)
class Existing:
    """The questions that an import is compared with."""

    questions: tuple[Question, ...] = ()
    """Of the guide in reading order, then the drafts by path."""
    taken: frozenset[str] = frozenset()
    """Ids in use, those of files that cannot be read included."""
    problems: tuple[Problem, ...] = ()
    """Drafts that cannot be read: what they hold would be imported once more."""
    cited: frozenset[str] = frozenset()
    """The keys of the references that an answer may cite."""


def read_existing(root: Path, *, cites: bool = True) -> Existing:
    """Read the guide and the drafts of a project; a project without a guide has an empty one.

    Args:
        root: the folder of the project.
        cites: whether the keys of the references matter, which take a while to read.
    """
    sources = read_sources(root)
    references, _ = parse_references(sources.bibliography if cites else "", BIBLIOGRAPHY)
    guide, _ = parse_guide(sources.files, sources.images, references)
    drafts, problems = _drafts(root)
    problems += [link_problem(path) for path in _links(root)]
    return Existing((*guide.questions, *drafts), _taken(root, guide, sources), tuple(problems), frozenset(references))


def _taken(root: Path, guide: Guide, sources: Sources) -> frozenset[str]:
    """Return the names that no new question may have: ids, old addresses, anchors of sections, names of files."""
    present = {name for names in sources.present.values() for name in names}
    old = {address.rpartition("/")[2] for question in guide.every_question for address in question.redirect_from}
    anchors = {f"section-{slugify(question.section)}" for question in guide.questions if question.section}
    drafts = {path.stem for path in (root / FOLDER).glob("*/*")}
    return frozenset(guide.ids) | present | old | anchors | drafts


def _files(root: Path) -> list[Path]:
    links = {root / path for path in _links(root)}
    found = sorted((root / FOLDER).glob("*/*.md"))
    return [path for path in found if not links & {path, *path.parents} and path.is_file()]


def _links(root: Path) -> list[str]:
    """Return the drafts, and the folders of drafts, that are links: nothing is followed out of the project."""
    folder = root / FOLDER
    found = [folder, *sorted(folder.glob("*")), *sorted(folder.glob("*/*.md"))]
    return [path.relative_to(root).as_posix() for path in found if path.is_symlink()]


def _drafts(root: Path) -> tuple[list[Question], list[Problem]]:
    drafts: list[Question] = []
    problems: list[Problem] = []
    for file in _files(root):
        path = f"{FOLDER}/{file.parent.name}/{file.name}"
        source = read_text(file, path, file.parent.name)
        if not isinstance(source, SourceFile):
            problems.append(source)
            continue
        question, found = parse_question(source)
        drafts += [question] if question and SLUG.fullmatch(question.id) else []
        problems += found
    return drafts, problems
