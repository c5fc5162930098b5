"""What a project has already: the questions of the guide, and the drafts of earlier imports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studyguide.model import SLUG, Question
from studyguide.parser import parse_guide, parse_question
from studyguide.problems import Problem
from studyguide.source import SourceFile, read_sources, read_text
from studyguide.transcripts.draft import FOLDER


@dataclass(frozen=True, slots=True)
class Existing:
    """The questions that an import is compared with."""

    questions: tuple[Question, ...] = ()
    """Of the guide in reading order, then the drafts by path."""
    taken: frozenset[str] = frozenset()
    """Ids in use, those of files that cannot be read included."""
    problems: tuple[Problem, ...] = ()
    """Drafts that cannot be read: what they hold would be imported once more."""


def read_existing(root: Path) -> Existing:
    """Read the guide and the drafts of a project; a project without a guide has an empty one."""
    sources = read_sources(root)
    guide, _ = parse_guide(sources.files, sources.images, {})
    drafts, problems = _drafts(root)
    names = {path.stem for path in _files(root)}
    return Existing((*guide.questions, *drafts), frozenset(guide.ids) | names, tuple(problems))


def _files(root: Path) -> list[Path]:
    folder = root / FOLDER
    return sorted(path for path in folder.glob("*/*.md") if path.is_file() and not path.is_symlink())


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
