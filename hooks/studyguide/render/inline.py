"""Inline patterns: only those are tried on a text that can match in it.

Python-Markdown tries each of its patterns on each piece of text. Most need a character that the whole text does not
have, so that leaving them out changes nothing but the time.
"""

from __future__ import annotations

from collections.abc import Mapping

from markdown import Markdown

_NEEDED: Mapping[str, str] = {
    "arithmatex-inline": "$\\",
    "autolink": "<",
    "automail": "<",
    "backtick": "`",
    "delimiter": "*_~",
    "entity": "&",
    "escape": "\\",
    "footnote": "[",
    "image_link": "[",
    "image_reference": "[",
    "link": "[",
    "reference": "[",
    "sg_citations": "[",
    "short_image_ref": "[",
    "short_reference": "[",
}
"""Characters of which a text must have one for a pattern to match; patterns that are not named are always tried."""


class InlineChoice:
    """The inline patterns of a converter, from which each text gets its own."""

    def __init__(self, converter: Markdown) -> None:
        self._processor = converter.treeprocessors["inline"]
        registry = converter.inlinePatterns
        needed = {id(registry[name]): signs for name, signs in _NEEDED.items() if name in registry}
        self._patterns = [(frozenset(needed.get(id(pattern), "")), pattern) for pattern in registry]

    def prepare(self, text: str) -> None:
        """Choose the patterns for the text that is converted next."""
        present = frozenset(text)
        self._processor.inlinePatterns = [  # type: ignore[attr-defined]
            pattern for needed, pattern in self._patterns if not needed or needed & present
        ]
