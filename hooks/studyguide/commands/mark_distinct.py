"""`studyguide distinct`: two questions that look alike are not the same, and are not shown again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from studyguide.duplicates.decisions import decide
from studyguide.duplicates.guide_pairs import entry_of, known_decisions, no_pair
from studyguide.guide.files import write_atomically
from studyguide.guide.locks import changing
from studyguide.guide.printed import complain, one_line, say
from studyguide.guide.source import DECISIONS, read_decided
from studyguide.project import load_guide, need_project


def add_parser(verbs: Any) -> None:
    """Declare the verb and its options."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "distinct",
        help="record that two questions are not the same",
        description=f"Record in {DECISIONS} that two questions differ. The pair is not shown again until "
        "one of the two is worded anew.",
    )
    parser.add_argument("first", metavar="A", help="the id of a question")
    parser.add_argument("second", metavar="B", help="the id of another")
    parser.add_argument("--note", default="", help="what tells them apart, in a few words")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record a decision about the guide around the working folder."""
    project = need_project()
    if project is None:
        return 2
    with changing(project):
        return _run(project, options)


def _run(project: Path, options: argparse.Namespace) -> int:
    guide = load_guide(project).guide
    if wrong := no_pair(options.first, options.second, guide.by_id):
        complain(f"studyguide distinct: {wrong}")
        return 2
    decided, refused = read_decided(project)
    decisions, wrong_lines = known_decisions(guide, decided)
    if problems := [*refused, *wrong_lines]:
        complain("\n".join(map(str, problems)))
        return 1
    one, other = (entry_of(guide.by_id[name]) for name in (options.first, options.second))
    decision = decide(one, other, options.note)
    write_atomically(project / DECISIONS, str(decisions.adding(decision)))
    say(f"{DECISIONS}: {one_line(str(decision))}")
    return 0
