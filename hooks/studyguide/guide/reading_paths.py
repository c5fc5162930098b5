"""The reading paths: the YAML of content/paths.yml becomes paths, and a problem for whatever cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from studyguide.guide.front_matter import Document, Key, parse_document
from studyguide.guide.model import SLUG_HINT, Entry, Place, ReadingPath, Step
from studyguide.guide.problems import Problem, tidy
from studyguide.guide.schema import MISSING, SLUG_TEXT, SLUGS, TEXT, UNKNOWN, Fault, record, several


@dataclass(frozen=True)
class _StepFields:
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class _PathFields:
    id: str
    title: str
    summary: str
    days: tuple[_StepFields, ...] = ()
    steps: tuple[_StepFields, ...] = ()


_STEPS = several(record(_StepFields, {"title": TEXT, "questions": SLUGS}, {}))
_PATHS = several(
    record(_PathFields, {"id": SLUG_TEXT, "title": TEXT, "summary": TEXT}, {"days": _STEPS, "steps": _STEPS})
)


_ROOT = "paths"
_LINES_BEFORE = 2
_SEPARATOR = re.compile(r"^(?:---|\.\.\.)", re.MULTILINE)
_SHAPE = "begin each path with `- id: …`, and give it a `title`, a `summary`, and `days` or `steps`"


def parse_paths(text: str, path: str) -> tuple[tuple[ReadingPath, ...], tuple[Problem, ...]]:
    """Read the paths; a file that cannot be used gives no paths, and problems that say why.

    Line ends must already be line feeds.
    """
    document, problems = _load(text, path)
    if document is None:
        return (), problems
    faults: list[Fault] = []
    paths = _PATHS(document.values[_ROOT], (_ROOT,), faults)
    if faults:
        return (), tidy(_problem(fault, document, path) for fault in faults)
    found = tuple(_reading_path(fields, number, document, path) for number, fields in enumerate(paths))
    return found, tidy([*_without_steps(found), *_repeated_ids(found), *_repeated_questions(found)])


def _load(text: str, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Load the list as the value of one field of front matter, so that both files have the same safe loader."""
    separator = _SEPARATOR.search(text)
    if separator:
        line = text.count("\n", 0, separator.start()) + 1
        message = "the file holds a line `---` or `...`, which ends a document"
        return None, (Problem(path, line, "SG511", message, "remove the line: the file is one list"),)
    document, problems = parse_document(f"---\n{_ROOT}:\n{text}\n---\n", path)
    if document is None:
        return None, tuple(_of_this_file(problem, text) for problem in problems)
    others = [name for name in document.values if name != _ROOT]
    value = document.values[_ROOT]
    if value is None and not others:
        return replace(document, values={_ROOT: []}), ()
    if others or not isinstance(value, list):
        line = min((document.lines[(name,)] - _LINES_BEFORE for name in others), default=1)
        return None, (Problem(path, line, "SG511", "the file is not a list of paths", _SHAPE),)
    return document, ()


def _of_this_file(problem: Problem, text: str) -> Problem:
    message = problem.message.replace("front matter", "file")
    line = min(max(1, problem.line - _LINES_BEFORE), text.rstrip().count("\n") + 1)
    return replace(problem, line=line, code="SG511", message=message)


def _reading_path(fields: _PathFields, number: int, document: Document, path: str) -> ReadingPath:
    unit, stages = ("day", fields.days) if fields.days else ("step", fields.steps)
    steps = []
    for stage_number, stage in enumerate(stages):
        key: Key = (_ROOT, number, f"{unit}s", stage_number)
        places = [Place(path, _line(document, (*key, "questions", at))) for at in range(len(stage.questions))]
        steps.append(Step(stage.title, tuple(map(Entry, stage.questions, places)), Place(path, _line(document, key))))
    both = bool(fields.days and fields.steps)
    place = Place(path, _line(document, (_ROOT, number)))
    return ReadingPath(fields.id, fields.title, fields.summary, unit, () if both else tuple(steps), place)


def _line(document: Document, key: Key) -> int:
    return document.line_of(key) - _LINES_BEFORE


def _without_steps(paths: Iterable[ReadingPath]) -> Iterator[Problem]:
    for path in paths:
        if not path.steps:
            message = f"the path `{path.id}` has not exactly one of `days` and `steps`"
            yield Problem(path.place.path, path.place.line, "SG518", message, "give it one of the two, with its stages")
        for step in path.steps:
            if not step.entries:
                message = f"the {path.unit} `{step.title}` has no questions"
                yield Problem(path.place.path, step.place.line, "SG512", message, "name questions, or remove it")


def _repeated_ids(paths: Iterable[ReadingPath]) -> Iterator[Problem]:
    first: dict[str, ReadingPath] = {}
    for path in paths:
        other = first.setdefault(path.id, path)
        if other is not path:
            message = f"the id `{path.id}` is also that of the path in line {other.place.line}"
            yield Problem(path.place.path, path.place.line, "SG515", message, "give it another id")


def _repeated_questions(paths: Iterable[ReadingPath]) -> Iterator[Problem]:
    for path in paths:
        first: dict[str, Entry] = {}
        for entry in path.entries:
            other = first.setdefault(entry.id, entry)
            if other is not entry:
                message = f"the path `{path.id}` has the question `{entry.id}` twice, first in line {other.place.line}"
                yield Problem(entry.place.path, entry.place.line, "SG516", message, "keep it in one place")


_WANTED = {
    "id": "a slug",
    "title": "a text",
    "summary": "a text",
    "days": "a list of stages",
    "steps": "a list of stages",
    "questions": "a list of ids",
}
_FIELDS_OF = {2: "id, title, summary, days, steps", 4: "title, questions"}
_EMPTY = frozenset({MISSING, "SG204"})


def _problem(fault: Fault, document: Document, path: str) -> Problem:
    key = fault.key
    names = [part for part in key if isinstance(part, str) and part != _ROOT]
    name = names[-1] if names else ""
    line = _line(document, key)
    if fault.code in _EMPTY or fault.value is None:
        return Problem(path, line, "SG512", f"the field `{name}` is missing or empty", f"add `{name}: …`")
    if fault.code == UNKNOWN:
        known = _FIELDS_OF.get(len(key) - 1, "id, title, summary, days, steps")
        return Problem(path, line, "SG514", f"the field `{name}` is not known", f"known fields are: {known}")
    wanted = _wanted(key, name)
    return Problem(path, line, "SG513", f"{wanted[0]} is not {wanted[1]}", _hint(wanted[1]))


def _wanted(key: Key, name: str) -> tuple[str, str]:
    if not name:
        return "an item of the list", "a path with fields"
    if isinstance(key[-1], int):
        return f"an item of `{name}`", "an id" if name == "questions" else "a stage with fields"
    return f"the field `{name}`", _WANTED[name]


def _hint(wanted: str) -> str:
    return {
        "a slug": SLUG_HINT,
        "an id": "write the name of the question's file without .md",
        "a text": 'put it in "double quotes" if it is meant as text',
        "a list of ids": "write one id a line, each after `- `",
        "a list of stages": "begin each stage with `- title: …`, then its `questions:`",
        "a stage with fields": "begin each stage with `- title: …`, then its `questions:`",
    }.get(wanted, _SHAPE)
