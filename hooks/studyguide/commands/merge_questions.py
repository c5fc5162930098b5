"""`studyguide merge`: two questions that ask the same become one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from studyguide.duplicates.guide_pairs import no_pair
from studyguide.duplicates.join import Merge, has_taken, merge
from studyguide.guide.files import carry_out
from studyguide.guide.locks import changing
from studyguide.guide.printed import complain, one_line, say
from studyguide.guide.source import GLOSSARY, PATHS, read_sources
from studyguide.project import load_guide, need_project


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
    if options.dry_run:
        return _run(project, options)
    with changing(project):
        return _run(project, options)


def _run(project: Path, options: argparse.Namespace) -> int:
    guide = load_guide(project).guide
    kept = guide.by_id.get(options.keep)
    if kept and options.drop not in guide.by_id and has_taken(kept, options.drop):
        say(f"`{options.keep}` has taken in `{options.drop}` already")
        return 0
    if wrong := no_pair(options.keep, options.drop, guide.by_id):
        complain(f"studyguide merge: {wrong}")
        return 2
    sources = read_sources(project)
    texts = {file.path: file.text for file in sources.files} | {GLOSSARY: sources.glossary, PATHS: sources.paths}
    topics = {guide.by_id[options.keep].topic, guide.by_id[options.drop].topic}
    paths = [image.path for image in guide.images if image.topic in topics]
    pictures = {path: (project / path).read_bytes() for path in paths}
    result = merge(guide, texts, options.keep, options.drop, pictures)
    if not options.dry_run:
        carry_out(project, result.changes(pictures))
    _tell(result, options.dry_run)
    return 0


def _tell(result: Merge, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    for path in sorted(result.written):
        say(f"{path}: {would}changed")
    for old, new in sorted(result.copied.items()):
        say(f"{old}: {would}{'moved' if old in result.unused else 'copied'} to {new}")
    say(f"{result.removed}: {would}removed")
    for paragraph in result.dropped:
        say(f"both answers had this paragraph; it stands once: {one_line(paragraph[:80])}")
