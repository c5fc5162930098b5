"""Mutants of every kind of input, through parsing, checks, import and rendering.

Each round is a guide of mutants: questions, topics, glossary, paths, bibliography, decided pairs, pictures, settings,
and transcripts that are imported into another guide. It is read, checked and rendered: all of its answers, those
included that the checks refuse, and then the pages of what has no errors. What must hold: nothing raises; problems have
known codes, are sorted, and lie within their files; no page holds anything that is not allowed; the lines of an import
add up; the checks accept its drafts, and a second import files none; nothing takes longer than the limit of time.

Usage: python benchmarks/campaigns/inputs.py [--count 100000] [--seed 1]
"""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import sys
import tempfile
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from unittest import mock

import any_input
from campaign import Tally, dice, options

from studyguide.commands.import_transcripts import ImportOptions, run_import
from studyguide.duplicates.guide_pairs import duplicate_problems, find_duplicates
from studyguide.guide.limit import UNREAD
from studyguide.guide.model import Guide
from studyguide.guide.problems import CODES, Problem, tidy
from studyguide.guide.source import check_site_files, read_decided
from studyguide.importing.drafts import FOLDER
from studyguide.importing.transcript import Transcript
from studyguide.pages.page import SiteInfo
from studyguide.pages.site import build_site
from studyguide.project import Loaded, load_guide
from studyguide.publish.settings import SettingsError, read_settings
from support.guides import question, topic, write_files
from support.markdown import settings
from support.page_oracle import violations
from support.values import a_guide, a_question, a_topic

QUESTIONS, TRANSCRIPTS = 40, 8
ACCEPTING = {
    "content/qa/topic/index.md": topic(),
    "content/qa/topic/one.md": question("What is it?", "It is known from [@sen] and [@doe2020example]."),
    "content/references.bib": any_input.SOURCES,
    "mkdocs.yml": "site_name: A guide\n",
}
"""The guide that transcripts are imported into."""
SECONDS = 30
"""Of the processor, for all of a round; one takes two. What hangs is stopped."""
PATIENCE = 900
"""Seconds until a round is given up that does not let itself be stopped."""
TOPICS = ("tea", "pot")


class HangingError(BaseException):
    """No `Exception`: nothing may catch it."""


@dataclass
class Found:
    """What a round has shown."""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def inputs(seed: int, number: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of a guide, and the transcripts, by their paths."""
    chance = dice(seed, number)
    guide = {f"content/qa/tea/q{each}.md": any_input.a_question(chance) for each in range(QUESTIONS - 2)}
    guide |= {f"content/qa/tea/{name}.md": any_input.a_question(chance) for name in ("brew", "leaf")}
    guide |= {f"content/qa/{name}/index.md": any_input.a_topic(chance) for name in TOPICS}
    guide |= {f"content/qa/pot/{name}": data for name, data in any_input.pictures(chance).items()}
    guide |= {f"content/{name}": data for name, data in any_input.beside(chance).items()}
    guide["mkdocs.yml"] = any_input.settings(chance)
    made = (any_input.a_transcript(chance) for _ in range(TRANSCRIPTS))
    return guide, {f"chat-{each}{suffix}": data for each, (suffix, data) in enumerate(made)}


MUTANTS = sum(map(len, inputs(1, 1)))
"""In each round."""


def take(seed: int, number: int) -> Found:
    """Take a round."""
    found = Found()
    guide, chats = inputs(seed, number)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_files(root / "guide", {**guide, "content/qa/tea/cup.png": {"picture": "png"}})
        write_files(root / "other", ACCEPTING)
        write_files(root, chats)
        for step in (_checked, _with_settings, _imported):
            _guarded(step, root, found)
    found.counts["mutants"] = MUTANTS
    return found


def _guarded(step: Callable[[Path, Found], None], root: Path, found: Found) -> None:
    try:
        with _limit():
            step(root, found)
    except HangingError:
        found.wrong.append(f"{step.__name__}: takes more than {SECONDS} seconds\n{traceback.format_exc()}")
    except Exception:  # that nothing is raised is what is to be seen
        last = traceback.format_exc().strip()
        found.wrong.append(f"{step.__name__}: {last.rpartition(chr(10))[2]}\n{last}")


@contextmanager
def _limit() -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise HangingError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _checked(root: Path, found: Found) -> None:
    """Read, check and render the guide as it is, and once more without its worst files."""
    guide = root / "guide"
    loaded = load_guide(guide)
    decided, refused = read_decided(guide)
    copies = duplicate_problems(loaded.guide, find_duplicates(loaded.guide, decided, backend="lexical"))
    problems = tidy([*loaded.problems, *refused, *copies, *check_site_files(guide)])
    _sound(loaded.problems, guide, found)
    _sound(problems, guide, found)
    found.counts["problems"] += len(problems)
    _rendered(_bodies_alone(guide, loaded.guide), found)
    _rendered(_without_errors(guide, loaded), found)


def _bodies_alone(root: Path, guide: Guide) -> Guide:
    """Return a guide with the texts of all questions, those included that are refused when they are read."""
    files = sorted((root / "content/qa/tea").glob("*.md"))
    bodies = {file.stem: file.read_text("utf-8", "replace").partition("\n---\n")[2] for file in files}
    questions = (a_question(name, body=body, related=()) for name, body in bodies.items())
    known = {key: reference for key, reference in guide.references.items() if key in ("sen", "doe2020example")}
    return a_guide(a_topic("tea", *questions), images=guide.images, references=known)


def _without_errors(root: Path, loaded: Loaded) -> Guide:
    """Return the guide once all files are gone that have an error, or had one after others were gone."""
    for name in TOPICS:
        write_files(root / "content/qa" / name, {f"another-{name}.md": question("Is this right?")})
    while errors := {problem.path for problem in loaded.errors}:
        for path in errors:
            (root / path).unlink(missing_ok=True)
        write_files(root, {path: topic() for path in errors if path.endswith("/index.md")})
        loaded = load_guide(root)
    return loaded.guide


def _rendered(guide: Guide, found: Found) -> None:
    found.counts["answers rendered"] += len(guide.by_id)
    site = build_site(guide, SiteInfo("Guide", "", "https://example.org/guide"), settings())
    for problem in site.problems:
        _in_time(problem, found)
        found.counts[f"texts not rendered: {problem.message.rpartition('rendered: ')[2].partition(':')[0]}"] += 1
    for page in site.pages:
        slug = page.uri.removeprefix("topics/").removesuffix(".md")
        found.wrong += [f"{page.uri}: {text}" for text in violations(str(page.html), slug)]
        found.counts["pages"] += 1


def _in_time(problem: Problem, found: Found) -> None:
    if "it takes more than" in problem.message or problem.code == UNREAD:
        found.wrong.append(f"not read: {problem}")


def _sound(problems: Sequence[Problem], root: Path, found: Found) -> None:
    if list(problems) != sorted(set(problems)):
        found.wrong.append("problems are not sorted, or are repeated")
    for problem in problems:
        _in_time(problem, found)
        if problem.code not in CODES:
            found.wrong.append(f"unknown code: {problem}")
        if not 1 <= problem.line <= _lines(root / problem.path):
            found.wrong.append(f"no such line: {problem}")
        if not all(line.isprintable() for line in str(problem).split("\n")):
            found.wrong.append(f"not printable: {str(problem)!r}")


def _lines(file: Path) -> int:
    if not file.is_file():
        return 1
    data = file.read_bytes()
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return data.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def _with_settings(root: Path, found: Found) -> None:
    """Read the settings: they are taken, or refused with a reason."""
    text = (root / "guide/mkdocs.yml").read_text("utf-8", "replace")
    try:
        read = read_settings(text)
        repr((read.site, read.markdown, read.theme_folder))
    except SettingsError as error:
        found.counts["settings refused"] += 1
        if not str(error).startswith("mkdocs.yml"):
            found.wrong.append(f"the settings are refused without a name: {error}")


def _imported(root: Path, found: Found) -> None:
    """Import all transcripts, import them again, and accept the drafts."""
    guide = root / "other"
    chats = sorted(str(file) for file in root.glob("chat-*"))
    report = _import(guide, chats)
    lines = report["lines"]
    if lines.pop("lines") != sum(lines.values()):
        found.wrong.append(f"the lines do not add up: {lines}")
    problems = tuple(Problem(**problem) for problem in report["problems"])
    _sound(problems, root, found)
    found.wrong += [str(problem) for problem in problems if problem.code == "SG810"]
    found.counts["drafts"] += len(report["drafts"])
    if again := _import(guide, chats)["drafts"]:
        found.wrong.append(f"the same transcripts again file {', '.join(again)}")
    found.wrong += [f"a draft is refused: {text}" for text in _accepted(guide)]


def _import(root: Path, files: Iterable[str]) -> dict[str, Any]:
    out, err = io.StringIO(), io.StringIO()
    run_import(list(files), root, ImportOptions(json=True), out, err)
    return dict(json.loads(out.getvalue()))


def _accepted(root: Path) -> list[str]:
    """Put all drafts into the guide, and return the errors of it."""
    for draft in sorted((root / FOLDER).glob("*/*")):
        target = root / "content/qa" / draft.parent.name / draft.name
        write_files(target.parent, {draft.name: draft.read_bytes()})
        if not target.with_name("index.md").exists():
            write_files(target.parent, {"index.md": topic()})
    loaded = load_guide(root, style=False)
    copies = duplicate_problems(loaded.guide, find_duplicates(loaded.guide, "", backend="lexical"))
    return [str(problem) for problem in (*loaded.errors, *(copy for copy in copies if copy.is_error))]


def _lossy(read: Callable[[str, str], Transcript]) -> Callable[[str, str], Transcript]:
    return lambda text, name: replace(read(text, name), items=read(text, name).items[1:])


def _far(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tidy(replace(problem, line=problem.line + 10_000) for problem in problems)


def _raising(*arguments: object, **named: object) -> None:
    raise KeyError("made on purpose")


def _endless(text: str, path: str) -> None:
    while True:
        pass


def _broken(place: str, make: Callable[[Any], Any]) -> Callable[[int, int], list[str]]:
    """Return a round with something else in the place of a function."""

    def broken(seed: int, number: int) -> list[str]:
        fault = mock.patch(place, make(resolve_name(place)))
        with fault, mock.patch("studyguide.guide.limit.CPU_SECONDS", 0.5 if make is _slow else 2.0):
            return take(seed, number).wrong

    return broken


def _slow(function: object) -> Callable[[str, str], None]:
    return _endless


CONTROLS = {
    "nothing is sanitised": _broken(
        "studyguide.render.sanitise.Sanitiser.clean", lambda function: lambda self, html, to: html
    ),
    "a check raises": _broken("studyguide.project.check_whole", lambda function: _raising),
    "a line beyond the end": _broken("studyguide.project.tidy", lambda function: _far),
    "an import loses a question": _broken("studyguide.commands.import_transcripts.read_transcript", _lossy),
    "a draft without its front matter": _broken(
        "studyguide.commands.import_transcripts.draft_text", lambda function: lambda draft: draft.body
    ),
    "a reader that never ends": _broken("studyguide.project.parse_glossary", _slow),
}


def main() -> int:
    """Run the campaign; return 1 where something is wrong."""
    parser = options(__doc__, count=100_000, what="mutants")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many (default: one per core)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the inputs of the round of --only there")
    given = parser.parse_args()
    if given.keep and given.only is not None:
        for name, files in zip(("guide", "."), inputs(given.seed, given.only), strict=True):
            write_files(given.keep / name, files)
    tally = Tally("inputs", given)
    for what, attempt in CONTROLS.items():
        tally.control(what, lambda number, attempt=attempt: attempt(given.seed, number), attempts=3)  # type: ignore[misc]
    for number, found in _all(given, tally.rounds(max(1, -(-given.count // MUTANTS)))):
        tally.seen.update(found.counts)
        tally.add(number, found.wrong)
    return tally.end("mutants", tally.seen["mutants"])


def _all(given: argparse.Namespace, numbers: Iterable[int]) -> Iterator[tuple[int, Found]]:
    """Take rounds in several processes; one that ends, or does not end, is a violation."""
    with ProcessPoolExecutor(given.processes, mp_context=get_context("fork")) as pool:
        begun: deque[tuple[int, Future[Found]]] = deque()
        for number in chain(numbers, [None] * 2 * given.processes):
            if number is not None:
                begun.append((number, pool.submit(take, given.seed, number)))
            if begun and (number is None or len(begun) > 2 * given.processes):
                first, future = begun.popleft()
                try:
                    yield first, future.result(PATIENCE)
                except (BrokenExecutor, TimeoutError) as error:
                    yield first, Found([f"the process ended, or it hangs: {type(error).__name__}"])
                    for process in list(pool._processes.values()):
                        process.kill()
                    return


if __name__ == "__main__":
    sys.exit(main())
