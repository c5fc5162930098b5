"""The text of a search result: cut into sentences, so that the list shows the one that matched and no whole answer."""

from __future__ import annotations

import html
import re

_END = re.compile(r"(?<=[.!?])\s+(?=[^\sa-z])")
_SHORT = re.compile(r"(?:\b(?:al|e\.g|i\.e|cf|vs|Fig|Eq|No|St)|\b[A-Z])\.$")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in which each line is a block of its own."""
    found: list[str] = []
    for line in text.splitlines():
        whole = ""
        for part in _END.split(line):
            whole = f"{whole} {part}".strip()
            if not _SHORT.search(whole):
                found.append(whole)
                whole = ""
        if whole:
            found.append(whole)
    return found


def search_html(text: str) -> str:
    """Return a text as the theme's search wants it: a paragraph for each sentence.

    Of a text in several blocks, the theme's list of results shows only those in which a word was found.
    """
    return "".join(f"<p>{html.escape(sentence, quote=False)}</p>" for sentence in sentences(text))
