"""One file of a guide, read: its question or topic, what it mentions, and every problem that lies in it alone.

All of it depends on the file only, so that it is kept between builds by the file's text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from studyguide.mentions import Mentions
from studyguide.model import Level, Question, Topic
from studyguide.problems import Problem
from studyguide.render.cache import Cache, digest, salt
from studyguide.scan import Citation, Link
from studyguide.source import SourceFile
from studyguide.workers import share_out


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds."""

    page: Question | Topic | None
    usable: bool
    """Whether its front matter is right; else the page has stand-ins for what is wrong."""
    mentions: Mentions
    problems: tuple[Problem, ...]


_TOGETHER = 2000
"""Files that are read together; what is in memory at a time depends on it."""


def read_files(files: Sequence[SourceFile], cache: Cache) -> list[Reading]:
    """Read files, each from the cache where it has not changed."""
    readings: list[Reading] = []
    for start in range(0, len(files), _TOGETHER):
        readings += _read_together(files[start : start + _TOGETHER], cache)
    return readings


def _read_together(files: Sequence[SourceFile], cache: Cache) -> list[Reading]:
    keys = [digest("reading", salt(), file.path, file.text) for file in files]
    known = cache.load(keys)
    missing = [(key, file) for key, file in zip(keys, files, strict=True) if key not in known]
    records = share_out(_records, None, [file for _, file in missing])
    fresh = {key: record for (key, _), record in zip(missing, records, strict=True)}
    cache.store(fresh)
    known |= fresh
    return [_from_record(known[key], file) for key, file in zip(keys, files, strict=True)]


def _records(context: None, files: Sequence[SourceFile]) -> list[str]:
    from studyguide.first_reading import read_file  # noqa: PLC0415 (slow to import, and often not needed)

    return [_to_record(read_file(file), file) for file in files]


def _to_record(reading: Reading, file: SourceFile) -> str:
    page = reading.page
    record = {
        "usable": reading.usable,
        "body": len(file.text) - len(page.body) if page else 0,
        "page": _fields(page) if page else None,
        "lines": json.dumps([[list(key), line] for key, line in page.lines.items()])
        if isinstance(page, Question)
        else "",
        "links": [[link.line, link.target, link.text, link.is_image] for link in reading.mentions.links],
        "citations": [[citation.line, citation.key] for citation in reading.mentions.citations],
        "problems": [[each.line, each.code, each.message, each.hint] for each in reading.problems],
    }
    return json.dumps(record, separators=(",", ":"))


def _fields(page: Question | Topic) -> dict[str, Any]:
    """Return what the front matter says, as JSON has it; what the file's name and text say is left out."""
    if isinstance(page, Topic):
        return {name: getattr(page, name) for name in ("title", "order", "summary", "body_line", "sections")}
    found = {name: getattr(page, name) for name in (*_TEXTS, *_LISTS)}
    return found | {name: day.isoformat() for name in _DAYS if (day := getattr(page, name))}


_TEXTS = ("question", "level", "body_line", "section", "source")
_LISTS = ("tags", "also_asked", "distinct_from", "related", "redirect_from")
_DAYS = ("reviewed", "review_by")


def _from_record(text: str, file: SourceFile) -> Reading:
    record = json.loads(text)
    fields = record["page"]
    page = None if fields is None else _page(fields, record["lines"], file, file.text[record["body"] :])
    return Reading(
        page,
        record["usable"],
        Mentions(
            tuple(Link(*each) for each in record["links"]), tuple(Citation(*each) for each in record["citations"])
        ),
        tuple(Problem(file.path, *problem) for problem in record["problems"]),
    )


def _page(fields: dict[str, Any], lines: str, file: SourceFile, body: str) -> Question | Topic:
    if "title" in fields:
        sections = tuple(fields.pop("sections"))
        return Topic(slug=file.topic, body=body, path=file.path, sections=sections, **fields)
    fields["level"] = Level(fields["level"])
    fields |= {name: tuple(fields[name]) for name in _LISTS}
    fields |= {name: date.fromisoformat(fields[name]) for name in _DAYS if name in fields}
    return Question(id=file.name, topic=file.topic, body=body, path=file.path, lines=_Lines(lines), **fields)


class _Lines(Mapping[tuple[str | int, ...], int]):
    """The line of each field, taken apart only when a problem asks for it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def _taken_apart(self) -> dict[tuple[str | int, ...], int]:
        return {tuple(key): line for key, line in json.loads(self._text)}

    def __getitem__(self, key: tuple[str | int, ...]) -> int:
        return self._taken_apart()[key]

    def __iter__(self) -> Iterator[tuple[str | int, ...]]:
        return iter(self._taken_apart())

    def __len__(self) -> int:
        return len(self._taken_apart())
