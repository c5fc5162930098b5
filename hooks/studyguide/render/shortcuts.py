"""Shorter ways to the same result than some parts of Python-Markdown take."""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.preprocessors import NormalizeWhitespace
from markdown.util import ETX, STX

_BLANK = re.compile(r"\n +(?=\n)")
_NAME, _PRIORITY = "normalize_whitespace", 30
"""Those that Python-Markdown has for it."""


def take_shortcuts(converter: Markdown) -> None:
    """Put the shorter ways into a converter that has all its extensions; what they have replaced stays replaced."""
    if _NAME in converter.preprocessors and type(converter.preprocessors[_NAME]) is NormalizeWhitespace:
        converter.preprocessors.register(_NormalizeWhitespace(converter), _NAME, _PRIORITY)
    converter.block_level_elements = _Names(converter.block_level_elements)


class _NormalizeWhitespace(NormalizeWhitespace):
    def run(self, lines: list[str]) -> list[str]:
        """Do as the original does, with an expression that need not look back at each place."""
        source = "\n".join(lines).replace(STX, "").replace(ETX, "")
        source = (source.replace("\r\n", "\n").replace("\r", "\n") + "\n\n").expandtabs(self.md.tab_length)
        return (_BLANK.sub("\n", source) if "\n " in source else source).split("\n")


class _Names(list[str]):
    """A list of names that looks a name up without going through all of them."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self._set = frozenset(names)

    def __contains__(self, name: object) -> bool:
        return name in self._set
