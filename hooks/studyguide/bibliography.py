"""The bibliography as a build reads it: from the cache where it has not changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from studyguide.model import Place, Reference
from studyguide.problems import Problem
from studyguide.render.cache import Cache, digest, salt


def read_references(text: str, path: str, cache: Cache) -> tuple[Mapping[str, Reference], tuple[Problem, ...]]:
    """Read BibTeX; an entry that cannot be used is left out and reported."""
    if not text.strip():
        return {}, ()
    key = digest("bibliography", salt(), path, text)
    known = cache.load([key])
    if key in known:
        return _from_record(known[key])
    from studyguide.references import parse_references  # noqa: PLC0415 (slow to import, and often not needed)

    references, problems = parse_references(text, path)
    record = [[asdict(reference) for reference in references.values()], [asdict(problem) for problem in problems]]
    cache.store({key: json.dumps(record)})
    return references, problems


def _from_record(text: str) -> tuple[Mapping[str, Reference], tuple[Problem, ...]]:
    references, problems = json.loads(text)
    return {fields["key"]: _reference(fields) for fields in references}, tuple(Problem(**each) for each in problems)


def _reference(fields: dict[str, Any]) -> Reference:
    return Reference(**fields | {"authors": tuple(fields["authors"]), "place": Place(**fields["place"])})
