"""An extension of Markdown that does what no extension should, where a text asks for it with a plain word."""

from __future__ import annotations

import os
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

NAME = "support.extensions:Misbehaving"
"""As `markdown_extensions` names it."""


def _spin() -> None:
    while True:
        pass


def _recurse() -> None:
    _recurse()


def _fail() -> None:
    raise LookupError("on purpose")


def _end() -> None:
    os._exit(3)


_WORDS: dict[str, Callable[[], None]] = {
    "please-spin": _spin,
    "please-recurse": _recurse,
    "please-fail": _fail,
    "please-end": _end,
}


class Misbehaving(Extension):
    """Obeys the words of `_WORDS` on lines of their own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.preprocessors.register(_Obedient(md), "obedient", 100)


class _Obedient(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        for line in lines:
            _WORDS.get(line, lambda: None)()
        return lines
