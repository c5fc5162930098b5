"""Edits of front matter that leave everything else as its author wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from studyguide.guide.front_matter import parse_document

_FIELD = re.compile(r"^[^\s#-][^:\n]*:", re.MULTILINE)
_END = re.compile(r"^---[ \t]*$", re.MULTILINE)


def with_list(text: str, name: str, items: Iterable[str]) -> str:
    """Return a file with one field of its front matter set to a list; an empty list removes the field.

    The text must have closed front matter.
    """
    start, end = _bounds(text)
    lines = _without_field(text[start:end], name)
    block = "".join([f"{name}:\n", *(f"  - {scalar(item)}\n" for item in items)])
    added = block if block.count("\n") > 1 else ""
    return text[:start] + lines + added + text[end:]


def _bounds(text: str) -> tuple[int, int]:
    opening = _END.match(text)
    closing = _END.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        raise ValueError("the file has no closed front matter")
    return opening.end() + 1, closing.start()


def _without_field(source: str, name: str) -> str:
    found = list(_FIELD.finditer(source))
    for position, match in enumerate(found):
        if match[0][:-1].strip().strip("\"'") == name:
            end = found[position + 1].start() if position + 1 < len(found) else len(source)
            return source[: match.start()] + source[end:]
    return source


def scalar(text: str) -> str:
    """Return a text as YAML: plain where YAML reads it back as the same text, quoted elsewhere."""
    document, _ = parse_document(f"---\nx:\n  - {text}\n---\n", "")
    if "\n" not in text and document is not None and document.values.get("x") == [text]:
        return text
    return json.dumps(text, ensure_ascii=False)
