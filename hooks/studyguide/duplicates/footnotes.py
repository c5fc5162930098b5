"""Footnotes of two answers that come together: each reference keeps meeting its own text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.guide.scan import scan

_NAME = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_TEXT = re.compile(r".*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n {4}[ \t]*\S)))*")
"""What follows a footnote's name: the line, and indented ones."""
_REFERENCE = re.compile(r"\[\^([^\]\s]++)(\]?)")
"""A reference, or what begins like one and is not closed: it goes to the same end as all that begins within it."""


def with_own_names(body: str, other: str) -> str:
    """Return an answer whose footnotes have names that another answer does not use for another text.

    Names are changed in prose only, not in code.
    """
    own, others = _texts(body), _texts(other)
    taken = {*own, *others}
    renamed: dict[str, str] = {}
    for name in sorted(name for name in own if name in others and own[name] != others[name]):
        renamed[name] = next(free for free in _numbered(name) if free not in taken)
        taken.add(renamed[name])
    return "".join(_with_names(body, renamed))


def _texts(body: str) -> dict[str, str]:
    """Return the text of each footnote by its name."""
    names = list(_NAME.finditer(scan(body).prose))
    ends = [*(name.start() for name in names[1:]), len(body)]
    return {name[1]: " ".join(_text(body, name.end(), end).split()) for name, end in zip(names, ends, strict=False)}


def _text(body: str, start: int, end: int) -> str:
    """Return the text that begins at a place and ends with the next footnote, if not before."""
    match = _TEXT.match(body, start, end)
    return match[0] if match else ""


def _numbered(name: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _with_names(body: str, renamed: dict[str, str]) -> Iterator[str]:
    end = 0
    for match in _REFERENCE.finditer(scan(body).prose):
        if not match[2]:
            continue
        yield body[end : match.start(1)] + renamed.get(match[1], match[1])
        end = match.end(1)
    yield body[end:]
