"""`studyguide check`: every problem of the guide, in one run."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from studyguide.checks.tracked import tracked_files, tracked_problems
from studyguide.duplicates.entry import LIKELY
from studyguide.duplicates.guide_pairs import duplicate_problems, find_duplicates
from studyguide.guide.model import Guide
from studyguide.guide.printed import command, complain, harmless, harmless_json, write
from studyguide.guide.problems import Problem, errors, first_lines, tidy
from studyguide.guide.source import check_site_files, read_decided
from studyguide.project import load_guide, need_project


def add_parser(verbs: Any) -> None:
    """Declare the verb and its options."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "check",
        help="report every problem of the guide",
        description="Report every problem of the guide, sorted by file and line. "
        "Exit code: 0 no errors, 1 errors found, 2 wrong call.",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="report only what lies in these files or folders")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how to print (default: text)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the guide around the working folder."""
    project = need_project()
    if project is None:
        return 2
    wanted = []
    for path in options.paths:
        within = _within(path, project)
        if within is None:
            complain(f"studyguide check: there is no file or folder `{path}` in the project")
            return 2
        wanted.append(within)
    loaded = load_guide(project)
    beside = [*check_site_files(project), *tracked_problems(tracked_files(project))]
    found = tidy([*loaded.problems, *_duplicates(loaded.guide, project), *beside])
    problems = [problem for problem in found if not wanted or _lies_in(problem, wanted)]
    text = FORMATS[options.format](problems)
    if text:
        write(text)
    if options.format == "text":
        complain(_summary(problems, len(loaded.guide.ids)))
    return 1 if errors(problems) else 0


def _duplicates(guide: Guide, project: Path) -> Iterator[Problem]:
    """Yield copies and likely duplicates; the engine that every machine has decides, so that all see the same."""
    decided, refused = read_decided(project)
    yield from refused
    yield from duplicate_problems(guide, find_duplicates(guide, decided, backend="lexical", floor=LIKELY))


def _within(path: str, project: Path) -> str | None:
    """Return a path relative to the project, or nothing where it lies elsewhere or does not exist.

    Links on the way to a file are followed, a link that is itself the file is not: it is what would be reported.
    """
    if not os.path.lexists(path):
        return None
    folder, name = os.path.split(os.path.abspath(path))
    relative = os.path.relpath(os.path.join(os.path.realpath(folder), name), project.resolve()).replace(os.sep, "/")
    return None if relative == ".." or relative.startswith("../") else relative


def _lies_in(problem: Problem, wanted: Sequence[str]) -> bool:
    return any(path in {".", problem.path} or problem.path.startswith(f"{path}/") for path in wanted)


def _summary(problems: Sequence[Problem], questions: int) -> str:
    count = len(errors(problems))
    warnings = len(problems) - count
    return f"{questions} questions: {count} error{_s(count)}, {warnings} warning{_s(warnings)}"


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def as_text(problems: Sequence[Problem]) -> str:
    """Return `path:line: CODE message` lines, each with its hint; those beyond the first are counted only."""
    return harmless("\n".join(first_lines(problems, str)))


def as_json(problems: Sequence[Problem]) -> str:
    """Return a JSON list with an object for each problem."""
    text = json.dumps(
        [
            {
                "path": problem.path,
                "line": problem.line,
                "code": problem.code,
                "severity": problem.severity.value,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ],
        indent=2,
    )
    return harmless_json(text)


def as_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands that GitHub shows beside the lines of a pull request."""
    return "\n".join(first_lines(problems, _annotation))


def _annotation(problem: Problem) -> str:
    text = problem.message + (f"\nhint: {problem.hint}" if problem.hint else "")
    return command(problem.severity.value, text, file=problem.path, line=str(problem.line), title=problem.code)


FORMATS = {"text": as_text, "github": as_github, "json": as_json}
