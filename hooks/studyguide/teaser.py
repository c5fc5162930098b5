"""The text of a search result: cut into sentences, so that the list shows the one that matched and no whole answer."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_END = re.compile(r"[.!?]\s+(?=[^\sa-z])")
_SHORT = re.compile(r"(?:\b(?:al|e\.g|i\.e|cf|vs|Fig|Eq|No|St)|\b[A-Z])\.$")
_LONGEST = len("e.g.")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in which each line is a block of its own."""
    found: list[str] = []
    for line in text.splitlines():
        whole = ""
        for part in _parts(line):
            whole = f"{whole} {part}".strip()
            if not _SHORT.search(whole, max(0, len(whole) - _LONGEST)):
                found.append(whole)
                whole = ""
        if whole:
            found.append(whole)
    return found


def _parts(line: str) -> Iterator[str]:
    """Yield what stands between the signs that may end a sentence, each with its sign."""
    start = 0
    for end in _END.finditer(line):
        yield line[start : end.start() + 1]
        start = end.end()
    yield line[start:]


def search_html(text: str) -> str:
    """Return a text as the theme's search wants it: a paragraph for each sentence.

    Of a text in several blocks, the theme's list of results shows only those in which a word was found.
    """
    return "".join(f"<p>{html.escape(sentence, quote=False)}</p>" for sentence in sentences(text))
