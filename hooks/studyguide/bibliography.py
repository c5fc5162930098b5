"""The bibliography as a build reads it: from the cache where it has not changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from studyguide.model import Place, Reference
from studyguide.problems import Problem
from studyguide.render.cache import Cache, digest, salt
from studyguide.workers import share_out

Bibliography = tuple[Mapping[str, Reference], tuple[Problem, ...]]
"""The references by their keys, and what is wrong with the file."""


def begin_references(text: str, path: str, cache: Cache, *, apart: bool) -> Callable[[], Bibliography]:
    """Begin to read BibTeX, and return a function that waits for the end; an unusable entry is left out and reported.

    Args:
        text: the file's text.
        path: its path, for problems.
        cache: where a text that has been read before is known.
        apart: whether to have it read by a worker, so that this process has no need of the parser's memory and time.
    """
    key = digest("bibliography", salt(), path, text)
    known = cache.load([key])
    if key in known:
        return lambda: _from_record(known[key])
    begun = share_out(_records, path, [text] if text.strip() else [], is_much=apart)

    def finish() -> Bibliography:
        records = list(begun)
        cache.store(dict(zip([key], records, strict=False)))
        return _from_record(records[0]) if records else ({}, ())

    return finish


def _records(path: str, texts: Sequence[str]) -> list[str]:
    from studyguide.references import parse_references  # noqa: PLC0415 (slow to import, and often not needed)

    return [_to_record(*parse_references(text, path)) for text in texts]


def _to_record(references: Mapping[str, Reference], problems: Iterable[Problem]) -> str:
    return json.dumps([[asdict(reference) for reference in references.values()], [asdict(each) for each in problems]])


def _from_record(text: str) -> Bibliography:
    references, problems = json.loads(text)
    return {fields["key"]: _reference(fields) for fields in references}, tuple(Problem(**each) for each in problems)


def _reference(fields: dict[str, Any]) -> Reference:
    return Reference(**fields | {"authors": tuple(fields["authors"]), "place": Place(**fields["place"])})
