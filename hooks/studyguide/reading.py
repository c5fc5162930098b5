"""One file of a guide, read: its question or topic, what it mentions, and every problem that lies in it alone.

All of it depends on the file only, so that it is kept between builds by the file's text.
"""

from __future__ import annotations

import json
from collections import defaultdict
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
from studyguide.workers import ahead, share_out


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds."""

    page: Question | Topic | None
    usable: bool
    """Whether its front matter is right; else the page has stand-ins for what is wrong."""
    mentions: Mentions
    problems: tuple[Problem, ...]
    key: str = ""
    """A hash of the file's path and text."""


_TOGETHER = 2000
"""Files that are read together; what is in memory at a time depends on it."""


def read_files(files: Sequence[SourceFile], cache: Cache, *, style: bool) -> list[Reading]:
    """Read files, each from the cache where it has not changed; `style` tells whether to look for what only warns."""
    parts = (files[start : start + _TOGETHER] for start in range(0, len(files), _TOGETHER))
    readings: list[Reading] = []
    for part in ahead(_Part(part, cache, style) for part in parts):
        readings += part.finish()
    return readings


class _Part:
    """Files that are read together; the work begins at once."""

    def __init__(self, files: Sequence[SourceFile], cache: Cache, style: bool) -> None:
        name = "reading with style" if style else "reading"
        self._cache = cache
        self._files = files
        self._keys = [digest(name, salt(), file.path, file.text) for file in files]
        self._known = cache.load(self._keys)
        missing = [(key, file) for key, file in zip(self._keys, files, strict=True) if key not in self._known]
        self._missing = [key for key, _ in missing]
        self._records = share_out(_records, style, [file for _, file in missing])

    def finish(self) -> list[Reading]:
        """Return what was read, in the order of the files; to be called once."""
        fresh = dict(zip(self._missing, self._records, strict=True))
        self._cache.store(fresh)
        known = self._known | fresh
        records = json.loads(f"[{','.join(known[key] for key in self._keys)}]")
        return list(map(_from_record, records, self._files, self._keys))


def fingerprints(files: Sequence[SourceFile], readings: Sequence[Reading]) -> dict[str, str]:
    """Return a hash of each topic's files, which have been read."""
    keys: dict[str, list[str]] = defaultdict(list)
    for file, reading in zip(files, readings, strict=True):
        keys[file.topic].append(reading.key)
    return {topic: digest(*found) for topic, found in keys.items()}


def _records(style: bool, files: Sequence[SourceFile]) -> list[str]:
    from studyguide.first_reading import read_each  # noqa: PLC0415 (slow to import, and often not needed)

    return [_to_record(reading, file) for reading, file in zip(read_each(files, style=style), files, strict=True)]


def _to_record(reading: Reading, file: SourceFile) -> str:
    """Return what a reading holds as a list in JSON, short and in this order, for there are thousands."""
    page = reading.page
    record = [
        reading.usable,
        len(file.text) - len(page.body) if page else 0,
        _fields(page) if page else None,
        json.dumps([[list(key), line] for key, line in page.lines.items()]) if isinstance(page, Question) else "",
        [[link.line, link.target, link.text, link.is_image] for link in reading.mentions.links],
        [[citation.line, citation.key] for citation in reading.mentions.citations],
        [[each.line, each.code, each.message, each.hint] for each in reading.problems],
    ]
    return json.dumps(record, separators=(",", ":"))


def _fields(page: Question | Topic) -> dict[str, Any]:
    """Return what the front matter says, as JSON has it; what the file's name and text say is left out."""
    if isinstance(page, Topic):
        return {name: getattr(page, name) for name in ("title", "order", "summary", "body_line", "sections")}
    found = {name: getattr(page, name) for name in ("question", "level", "body_line")}
    found |= {name: value for name in _OPTIONAL if (value := getattr(page, name))}
    return found | {name: day.isoformat() for name in _DAYS if (day := getattr(page, name))}


_LISTS = ("tags", "also_asked", "distinct_from", "related", "redirect_from")
_OPTIONAL = ("section", "source", *_LISTS)
_DAYS = ("reviewed", "review_by")
_LEVELS = {level.value: level for level in Level}


def _page(fields: dict[str, Any], lines: str, file: SourceFile, body: str) -> Question | Topic:
    if "title" in fields:
        sections = tuple(fields.pop("sections"))
        return Topic(slug=file.topic, body=body, path=file.path, sections=sections, **fields)
    fields["level"] = _LEVELS[fields["level"]]
    for name in _LISTS:
        if name in fields:
            fields[name] = tuple(fields[name])
    for name in _DAYS:
        if name in fields:
            fields[name] = date.fromisoformat(fields[name])
    return Question(id=file.name, topic=file.topic, body=body, path=file.path, lines=_Lines(lines), **fields)


def _from_record(record: list[Any], file: SourceFile, key: str) -> Reading:
    usable, start, fields, lines, links, citations, problems = record
    return Reading(
        None if fields is None else _page(fields, lines, file, file.text[start:]),
        usable,
        Mentions(tuple([Link(*each) for each in links]), tuple([Citation(*each) for each in citations])),
        tuple([Problem(file.path, *problem) for problem in problems]),
        key,
    )


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
