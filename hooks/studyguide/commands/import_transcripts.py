"""`studyguide import`: raw transcripts become drafts, without what the guide already has."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from errno import ELOOP
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from studyguide.duplicates.index import Index
from studyguide.guide.files import write_atomically
from studyguide.guide.locks import changing
from studyguide.guide.model import SLUG_HINT, slug_fault
from studyguide.guide.printed import harmless_json, say, write
from studyguide.guide.problems import Problem, tidy
from studyguide.guide.text import shortened
from studyguide.importing.drafts import Draft, Resolution, draft_text, make_drafts
from studyguide.importing.existing import Existing, read_existing
from studyguide.importing.lines import printable
from studyguide.importing.plan import FinderFactory, plan_import
from studyguide.importing.reader import STANDARD_INPUT, read_file, read_transcript
from studyguide.importing.report import Account, Report, report_text
from studyguide.importing.review import Review, begin_review, finished, hold_review, read_resolutions
from studyguide.importing.transcript import Accounting, Transcript, Use, accounting
from studyguide.project import load_guide, need_project
from studyguide.speed.seal import is_plain, secret_for
from studyguide.speed.work import project_work

REVIEW_FILE = ".cache/import-review.json"
"""Where the resolutions of a review are kept while it lasts, relative to the project."""


_MOST_PROBLEMS = 50
_LONG = 500
"""Steps below which nobody waits long enough to be told of them."""
_MOST_SAVED = 16 * 1024 * 1024


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


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What `studyguide import` is asked to do."""

    topic: str = ""
    """File all drafts under this topic instead of the proposed ones."""
    dry_run: bool = False
    json: bool = False
    review: bool = False
    strict: bool = False
    """Write nothing if there is any problem."""
    make_finder: FinderFactory | None = None
    """How to look for duplicates; the engine that `studyguide.duplicates` takes by itself if None."""
    stdin: TextIO | None = None
    """What `-` stands for, and where the resolutions of a review are typed; the standard input if None."""


@dataclass(frozen=True, slots=True)
class _Streams:
    out: TextIO
    err: TextIO
    stdin: TextIO


def run_import(
    paths: Sequence[str],
    root: Path,
    options: ImportOptions,
    out: TextIO,
    err: TextIO,
) -> int:
    """Import transcripts into the project at `root`; return the exit code.

    0 is success, 1 that something could not be read. The readable part is filed all the same, unless
    `options.strict`.
    """
    streams = _Streams(out, err, options.stdin or sys.stdin)
    refusal = _refusal(paths, options)
    if refusal:
        say(refusal, err)
        return 1
    transcripts = _read(paths, streams)
    work = None if options.dry_run else project_work(root)  # a dry run writes nothing, not even a cache
    existing = read_existing(root, load_guide(root, work, style=False).guide)
    make_finder = options.make_finder or _finder(root, options)
    accounts = [accounting(transcript) for transcript in transcripts]
    lost = [problem for each in zip(transcripts, accounts, strict=True) for problem in _lost(*each)]
    report = _plan(transcripts, existing, make_finder, options, streams)
    report = replace(report, account=Account.of(accounts), problems=tidy([*report.problems, *lost]))
    resolutions = _review(report, existing, root, options, streams) if options.review and not lost else {}
    if resolutions is None:
        return 0
    is_refused = bool(lost) or (options.strict and bool(report.problems))
    drafts = () if is_refused else make_drafts(report, resolutions, {question.id for question in existing.questions})
    report = replace(report, drafts=tuple(draft.path for draft in drafts))
    failures = [] if options.dry_run else _write(drafts, root)
    report = replace(report, problems=tidy([*report.problems, *failures]))
    decided = {name for name, resolution in resolutions.items() if resolution is not Resolution.SKIP}
    _tell(report, options, streams, decided)
    return 1 if report.problems else 0


def _lost(transcript: Transcript, account: Accounting) -> Iterator[Problem]:
    """Yield a problem where the lines or words of a transcript do not add up."""
    hint = "nothing was written; this is a fault of the importer, so please report it with these lines"
    gone = [number for number, use in enumerate(account.lines, start=1) if use is Use.LOST]
    if gone:
        message = f"{len(gone)} line{'s' if len(gone) > 1 else ''} would be lost, from line {gone[0]} on"
        yield Problem(transcript.name, gone[0], "SG810", message, hint)
    for words, what in ((account.missing, "would be lost"), (account.added, "stand nowhere in the file")):
        if words:
            named = ", ".join(f"“{shortened(word, 20)}”" for word, _ in words[:5])
            message = f"{sum(count for _, count in words)} words {what}, such as {named}"
            yield Problem(transcript.name, 1, "SG810", message, hint)


def _finder(root: Path, options: ImportOptions) -> FinderFactory:
    """Return the search for duplicates; in a dry run it keeps nothing on disk."""
    return partial(Index, project=None if options.dry_run else root)


def _refusal(paths: Sequence[str], options: ImportOptions) -> str:
    if options.topic and (fault := slug_fault(options.topic)):
        return f"the topic `{options.topic}` {fault}; {SLUG_HINT}"
    if options.review and STANDARD_INPUT in paths:
        return "a review asks on the standard input, so the transcript must come from a file"
    return ""


def _read(paths: Sequence[str], streams: _Streams) -> list[Transcript]:
    transcripts = []
    for path in paths:
        name, text, problems = read_file(path, streams.stdin)
        transcript = read_transcript(text, name)
        transcripts.append(replace(transcript, problems=tidy([*problems, *transcript.problems])))
    return transcripts


def _plan(
    transcripts: Sequence[Transcript],
    existing: Existing,
    make_finder: FinderFactory,
    options: ImportOptions,
    streams: _Streams,
) -> Report:
    with progress(streams.err, "comparing") as tell:
        report = plan_import(transcripts, existing, make_finder, options.topic, tell)
    return replace(report, problems=tidy([*report.problems, *existing.problems]))


@contextmanager
def progress(stream: TextIO, what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work is, if anybody sees it; gives a function that takes how many of how many are done."""
    bar = Progress(TextColumn(what, markup=False), BarColumn(), MofNCompleteColumn(),
                   console=Console(file=stream), transient=True)  # fmt: skip
    task = bar.add_task(what)
    with ExitStack() as shown:

        def tell(done: int, total: int) -> None:
            if total < _LONG or not stream.isatty():
                return
            if not bar.live.is_started:
                shown.enter_context(bar)
            bar.update(task, completed=done, total=total)

        yield tell


def _review(
    report: Report, existing: Existing, root: Path, options: ImportOptions, streams: _Streams
) -> dict[str, Resolution] | None:
    """Return the resolutions, or None where the review was stopped."""
    file = root / REVIEW_FILE
    secret = secret_for(root) if is_plain(file, root, _MOST_SAVED) else b""
    saved = read_resolutions(file.read_text("utf-8", "replace"), secret) if file.exists() and secret else {}
    review = begin_review(report, existing.questions, saved)
    width = min(shutil.get_terminal_size((100, 24)).columns, 160)
    shown = streams.err if options.json else streams.out

    def save(state: Review) -> None:
        if secret:
            write_atomically(file, state.to_text(secret))

    review, is_complete = hold_review(review, save, streams.stdin, shown, width)
    if not is_complete:
        done = len(review.cases) - len(review.open)
        again = "the same command goes on" if secret else "the same command begins anew: this machine keeps nothing"
        say(f"Stopped after {done} of {len(review.cases)}. Nothing is filed yet; {again}.", shown)
        return None
    if review.cases and not options.dry_run:
        save(finished(review))
    return review.by_id


def _write(drafts: Sequence[Draft], root: Path) -> list[Problem]:
    problems = []
    for draft in drafts:
        try:
            if not is_plain(root / draft.path, root, sys.maxsize):
                raise OSError(ELOOP, "a link stands in its way")
            write_atomically(root / draft.path, draft_text(draft))
        except OSError as error:
            message = f"the draft cannot be written: {error.strerror or error}"
            problems.append(Problem(draft.path, 1, "SG808", message, "check the permissions of the folder"))
    return problems


def _tell(report: Report, options: ImportOptions, streams: _Streams, decided: Collection[str]) -> None:
    if options.json:
        write(harmless_json(json.dumps(report.to_json(), ensure_ascii=False, indent=2)), streams.out)
    else:
        say(report_text(report, dry_run=options.dry_run, decided=decided).removesuffix("\n"), streams.out)
    for problem in report.problems[:_MOST_PROBLEMS]:
        say("\n".join(map(printable, str(problem).split("\n"))), streams.err)
    if len(report.problems) > _MOST_PROBLEMS:
        say(f"… and {len(report.problems) - _MOST_PROBLEMS} more problems; --json lists them all", streams.err)
    if options.strict and report.problems:
        say("Nothing was written: --strict refuses a transcript with problems.", streams.err)
