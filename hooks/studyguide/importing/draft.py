"""A draft: an imported question on its way into the guide, as the text of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from studyguide.guide.model import Level

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
