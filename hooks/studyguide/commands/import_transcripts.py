"""`studyguide import`: raw transcripts become drafts, without what the guide already has."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from typing import Any

from studyguide.commands.root import need_project
from studyguide.guide.locks import changing
from studyguide.importing.run import ImportOptions, run_import


def add_parser(verbs: Any) -> None:
    """Declare the verb and its options."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "import",
        help="turn chat transcripts and lists of questions into drafts",
        description="Read questions and answers from chat transcripts, Markdown, tables, CSV, JSON or a chat export; "
        "drop what the guide already has, and file the rest as drafts under content/drafts/. Every line of the input "
        "is accounted for in the report. Exit code: 0 all was read, 1 something could not be read, 2 wrong call.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="what to read; `-` for standard input")
    parser.add_argument("--topic", default="", help="file all drafts under this topic instead of the proposed ones")
    parser.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    parser.add_argument("--review", action="store_true", help="decide the doubtful ones in the terminal, one by one")
    parser.add_argument("--strict", action="store_true", help="write nothing if anything could not be read")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import into the guide around the working folder."""
    project = need_project()
    if project is None:
        return 2
    chosen = ImportOptions(
        topic=options.topic,
        dry_run=options.dry_run,
        json=options.json,
        review=options.review,
        strict=options.strict,
    )
    with nullcontext() if options.dry_run else changing(project):
        return run_import(options.files, project, chosen, sys.stdout, sys.stderr)
