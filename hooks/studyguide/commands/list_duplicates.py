"""`studyguide duplicates`: what the guide has twice, or what a branch adds that it has already."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path, PurePosixPath
from typing import Any

from studyguide.duplicates.entry import POSSIBLE
from studyguide.duplicates.findings import as_json, as_markdown, as_text
from studyguide.duplicates.guide_pairs import find_duplicates
from studyguide.duplicates.semantic import SemanticMissingError
from studyguide.guide.model import Guide
from studyguide.guide.printed import complain, write
from studyguide.guide.source import QUESTIONS, read_decided
from studyguide.project import load_guide, need_project

FORMATS = {"text": as_text, "json": as_json, "markdown": as_markdown}


def add_parser(verbs: Any) -> None:
    """Declare the verb and its options."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "duplicates",
        help="find questions that ask the same",
        description="Find questions that ask the same, by question, other wordings and answer. Exit code: 0 nothing "
        "or only pairs for a person to decide, 1 exact copies, 2 wrong call.",
    )
    parser.add_argument(
        "--since", metavar="REF", help="only what has been added or changed since this commit or branch"
    )
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how to print (default: text)")
    parser.add_argument(
        "--floor", type=_score, default=POSSIBLE, help=f"the score to reach, 0 to 1 (default: {POSSIBLE})"
    )
    parser.add_argument(
        "--engine",
        choices=("auto", "lexical", "semantic"),
        default="auto",
        help="auto takes the stronger one where it is installed (default)",
    )
    parser.set_defaults(run=run)


def _score(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number between 0 and 1") from None
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def run(options: argparse.Namespace) -> int:
    """Search the guide around the working folder."""
    project = need_project()
    if project is None:
        return 2
    guide = load_guide(project).guide
    decided, refused = read_decided(project)
    try:
        since = None if options.since is None else changed_since(project, options.since, guide)
    except (subprocess.CalledProcessError, OSError) as error:
        complain(f"studyguide duplicates: git cannot say what changed since `{options.since}`: {_reason(error)}")
        return 2
    try:
        findings = find_duplicates(
            guide,
            decided,
            backend=options.engine,
            floor=options.floor,
            since=since,
            project=project,
        )
    except SemanticMissingError as error:
        complain(f"studyguide duplicates: {error}")
        return 2
    write(FORMATS[options.format](guide, findings, since))
    problems = [*refused, *findings.problems]
    if problems:
        complain("\n".join(map(str, problems)))
    return 1 if findings.copies or refused else 0


def _reason(error: Exception) -> str:
    output = getattr(error, "stderr", None)
    return output.strip().split("\n")[0] if output else str(error)


def changed_since(project: Path, reference: str, guide: Guide) -> frozenset[str]:
    """Return the ids of the questions that were added or changed since a commit, uncommitted ones included.

    Raises CalledProcessError where git does not know the reference, OSError where there is no git.
    """
    base = _git(project, "merge-base", "--end-of-options", reference, "HEAD").strip()
    changed = _git(project, "diff", "--name-only", "--relative", "-z", "--diff-filter=d", base, "--", QUESTIONS)
    untracked = _git(project, "ls-files", "-z", "--others", "--exclude-standard", "--", QUESTIONS)
    names = {PurePosixPath(path).stem for path in (changed + untracked).split("\0") if path.endswith(".md")}
    return frozenset(names & guide.by_id.keys())


def _git(project: Path, *arguments: str) -> str:
    command = ["git", "-C", str(project), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 (git, no shell)
