"""Drafts: imported questions on their way into the guide, each the text of a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import yaml

from studyguide.guide.model import Level
from studyguide.guide.source import MAX_BYTES
from studyguide.importing.fitting import is_fit, without_parts
from studyguide.importing.report import Fate, Report, ReportItem

FOLDER = "content/drafts"
TAKE = "### Another take"


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the file of a draft."""

    id: str
    topic: str
    question: str
    answer: str
    """In Markdown."""
    sources: tuple[str, ...]
    """Where the parts came from, each as `file:line`."""
    takes: tuple[str, ...] = ()
    """Other answers to the same question."""
    also_asked: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """For another take, and for a doubtful duplicate: the question that it may belong to."""
    distinct_from: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The file, relative to the project."""
        return f"{FOLDER}/{self.topic}/{self.id}.md"

    @property
    def body(self) -> str:
        """The answer with its other takes."""
        return "\n\n".join([self.answer, *(f"{TAKE}\n\n{take}" for take in self.takes)])

    @property
    def size(self) -> int:
        """How many bytes its file has."""
        return len(draft_text(self).encode())


def draft_text(draft: Draft) -> str:
    """Return the text of a draft's file: front matter, the answer, other takes."""
    fields: dict[str, Any] = {
        "question": draft.question,
        "level": Level.INTERMEDIATE.value,
        "also_asked": list(draft.also_asked),
        "related": list(draft.related),
        "distinct_from": list(draft.distinct_from),
        "source": ", ".join(draft.sources),
    }
    front = "".join(_field(key, value) for key, value in fields.items() if value)
    return f"---\n{front}---\n\n{draft.body}\n"


def _field(key: str, value: str | list[str]) -> str:
    is_slugs = key in ("related", "distinct_from")
    text = yaml.safe_dump({key: value}, allow_unicode=True, width=1 << 30, sort_keys=False, default_flow_style=is_slugs)
    return text.removeprefix("{").replace("}\n", "\n") if is_slugs else text


class Resolution(StrEnum):
    """How a person resolves a doubtful duplicate."""

    MERGE = "merge"
    """The same question: keep its wording and its answer with the other one."""
    TAKE = "take"
    """Only its answer is worth keeping, as another take."""
    DISTINCT = "distinct"
    """Another question."""
    SKIP = "skip"
    """Not resolved now: filed as a draft that names the other one."""


@dataclass
class _Filed:
    drafts: dict[str, Draft]
    home: dict[str, str]
    """For each question of the import: the id of the draft that holds it."""


def make_drafts(report: Report, resolutions: Mapping[str, Resolution], existing: Collection[str]) -> tuple[Draft, ...]:
    """Return the drafts of an import, in its order.

    `resolutions` are by the proposed id of the doubtful question; `existing` are the ids of the guide
    and of its drafts, which are never changed: what belongs to them becomes a draft of its own.
    """
    filed = _Filed({}, {})
    for item in report.items:
        if item.fate is not Fate.EXACT:
            _file(filed, item, _resolution(item, resolutions), existing)
    return tuple(filed.drafts.values())


def _resolution(item: ReportItem, resolutions: Mapping[str, Resolution]) -> Resolution | None:
    if item.fate is Fate.SAME_QUESTION:
        return Resolution.TAKE
    return resolutions.get(item.id, Resolution.SKIP) if item.fate.is_doubtful else None


def _file(filed: _Filed, item: ReportItem, resolution: Resolution | None, existing: Collection[str]) -> None:
    target = filed.home.get(item.match, item.match)
    if resolution in (Resolution.MERGE, Resolution.TAKE) and target in filed.drafts:
        joined = _joined(filed.drafts[target], item, resolution)
        if joined.size <= MAX_BYTES and is_fit(joined.body):
            filed.drafts[target] = joined
            filed.home[item.ref] = target
            return
    filed.home[item.ref] = item.id
    filed.drafts[item.id] = _draft(item, resolution, target, existing)


def _joined(draft: Draft, item: ReportItem, resolution: Resolution) -> Draft:
    wordings = draft.also_asked
    if resolution is Resolution.MERGE:
        asked = item.also_asked or (item.asked,)
        wordings = (*wordings, *(text for text in asked if text not in (draft.question, *wordings)))
    take = without_parts(item.answered)
    return replace(draft, takes=(*draft.takes, take), also_asked=wordings, sources=(*draft.sources, item.source))


def _draft(item: ReportItem, resolution: Resolution | None, target: str, existing: Collection[str]) -> Draft:
    draft = Draft(item.id, item.topic, item.asked, item.answered, (item.source,), also_asked=item.also_asked)
    if resolution is None:
        return draft
    if resolution is Resolution.DISTINCT:
        return replace(draft, distinct_from=(target,))
    draft = replace(draft, related=(target,))
    if resolution is not Resolution.MERGE or target not in existing:
        return draft
    return replace(draft, question=item.match_question, also_asked=item.also_asked or (item.asked,))
