"""Links between questions: from the relative path in Markdown to the address on the site."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import unquote

from studyguide.guide.model import SLUG, Guide, Question

_SCHEME = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.\-]*)\s*:")
EXTERNAL = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\]+", re.IGNORECASE)
"""The addresses outside of the guide that a link may have."""


class Kind(Enum):
    """What a link's target turned out to be."""

    EXTERNAL = auto()
    QUESTION = auto()
    TOPIC = auto()
    IMAGE = auto()
    MISSING = auto()
    NO_ANCHOR = auto()
    OUTSIDE = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads."""

    kind: Kind
    href: str = ""
    """The address from a topic's page; empty where the link leads nowhere."""
    name: str = ""
    """The last name in the path, for a suggestion."""


def topic_page(slug: str) -> str:
    """Return the address of a topic's page from the root of the site."""
    return f"topics/{slug}.html"


def resolve(guide: Guide, topic: str, target: str) -> Target:
    """Find out where a link in one of a topic's files leads."""
    target = target.strip()
    if _SCHEME.match(target):
        return Target(Kind.EXTERNAL, target) if EXTERNAL.fullmatch(target) else Target(Kind.REFUSED)
    if target.startswith(("/", "\\", "?")) or not target:
        return Target(Kind.REFUSED)
    path, _, anchor = target.partition("#")
    if not path:
        return _anchor(guide, topic, anchor)
    return _relative(guide, topic, unquote(path), anchor)


def _anchor(guide: Guide, topic: str, anchor: str) -> Target:
    if guide.ids.get(anchor) == topic:
        return Target(Kind.QUESTION, f"#{anchor}", anchor)
    return Target(Kind.NO_ANCHOR, name=anchor)


def _relative(guide: Guide, topic: str, path: str, anchor: str) -> Target:
    parts = posixpath.normpath(posixpath.join(topic, path)).split("/")
    name = parts[-1].removesuffix(".md")
    if parts[0] == ".." or not all(parts):
        return Target(Kind.OUTSIDE)
    if len(parts) != 2 or not SLUG.fullmatch(parts[0]):
        return Target(Kind.MISSING, name=name)
    if parts[0] == topic and (topic, parts[1]) in guide.image_names:
        return Target(Kind.IMAGE, f"{parts[0]}/{parts[1]}", name)
    if parts[1] == "index.md" and parts[0] in guide.slugs:
        return _page(parts[0], anchor)
    if parts[1].endswith(".md") and guide.ids.get(name) == parts[0]:
        found = not anchor or anchor == name
        return Target(Kind.QUESTION, f"{parts[0]}.html#{name}", name) if found else Target(Kind.NO_ANCHOR, name=name)
    return Target(Kind.MISSING, name=name)


def _page(slug: str, anchor: str) -> Target:
    return Target(Kind.NO_ANCHOR) if anchor else Target(Kind.TOPIC, f"{slug}.html", slug)


def old_address(question: Question, address: str) -> tuple[str, str]:
    """Return the topic and id of an old address: `old-id` is one on the question's own page."""
    topic, slash, id_ = address.rpartition("/")
    return (topic, id_) if slash else (question.topic, id_)
