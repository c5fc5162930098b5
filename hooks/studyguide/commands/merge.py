"""`studyguide merge`: two questions that ask the same become one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from studyguide.commands.project import need_project
from studyguide.duplicates import no_pair
from studyguide.files import write_atomically
from studyguide.loader import load_guide
from studyguide.merging import Merge, merge
from studyguide.printed import complain, one_line, say
from studyguide.source import SourceFile, read_sources


def add_parser(verbs: Any) -> None:
    """Declare the verb and its options."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "merge",
        help="merge one question into another",
        description="Merge question B into question A: B's wordings become aliases of A, its answer becomes another "
        "take, its address keeps working, and whatever linked to B leads to A. No word of either answer is lost.",
    )
    parser.add_argument("keep", metavar="A", help="the id of the question that stays")
    parser.add_argument("drop", metavar="B", help="the id of the question that goes")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Merge two questions of the guide around the working folder."""
    project = need_project()
    if project is None:
        return 2
    loaded = load_guide(project)
    if wrong := no_pair(options.keep, options.drop, loaded.guide.by_id):
        complain(f"studyguide merge: {wrong}")
        return 2
    texts = {file.path: file.text for file in _files(project)}
    result = merge(loaded.guide, texts, options.keep, options.drop)
    if not options.dry_run:
        _carry_out(project, result)
    _tell(result, options.dry_run)
    return 0


def _files(project: Path) -> tuple[SourceFile, ...]:
    return read_sources(project).files


def _carry_out(project: Path, result: Merge) -> None:
    """Write first and remove last, so that a crash leaves a word twice rather than not at all."""
    for old, new in result.moved.items():
        (project / new).write_bytes((project / old).read_bytes())
    for path, text in sorted(result.written.items()):
        write_atomically(project / path, text)
    (project / result.removed).unlink()
    for old in result.moved:
        (project / old).unlink()


def _tell(result: Merge, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    for path in sorted(result.written):
        say(f"{path}: {would}changed")
    for old, new in sorted(result.moved.items()):
        say(f"{old}: {would}moved to {new}")
    say(f"{result.removed}: {would}removed")
    for paragraph in result.dropped:
        say(f"both answers had this paragraph; it stands once: {one_line(paragraph[:80])}")
