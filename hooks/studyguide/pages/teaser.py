"""The text of a search result: cut into sentences, so that the list shows the one that matched and no whole answer."""

from __future__ import annotations

import html
import re

_SHORT = ("al", r"e\.g", r"i\.e", "cf", "vs", "Fig", "Eq", "No", "St", "[A-Z]")
"""What may stand before a full stop that ends no sentence."""
_END = re.compile(r"([.!?])" + "".join(rf"(?<!\b{short}\.)" for short in _SHORT) + r" (?=[^\sa-z])")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in which each line is a block of its own, with single spaces between words."""
    return _END.sub(r"\1\n", text).split("\n") if text else []


def search_html(text: str) -> str:
    """Return a text as the theme's search wants it: a paragraph for each sentence.

    Of a text in several blocks, the theme's list of results shows only those in which a word was found.
    """
    if not text:
        return ""
    escaped = html.escape("\n".join(sentences(text)), quote=False)
    return "<p>" + escaped.replace("\n", "</p><p>") + "</p>"
