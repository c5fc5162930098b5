"""Highlighting of code without doing the same preparations for every block anew.

PyMdown's Highlight looks up a lexer and makes a formatter, with all styles of a theme, for each block of code, which
takes longer than to colour a short block. Both depend on nothing in the block, so that they are shared here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from pymdownx import highlight  # type: ignore[import-untyped]

from studyguide.speed.lexing import quicken

_KEPT = 64
"""Lexers and formatters of so many languages and options are kept."""


@cache
def share_preparations() -> None:
    """Let all blocks of code in this process share lexers and formatters."""
    highlight.get_lexer_by_name = _remembered(_quickened(highlight.get_lexer_by_name))
    highlight.InlineHtmlFormatter = _remembered(highlight.InlineHtmlFormatter)
    highlight.BlockHtmlFormatter = _remembered(highlight.BlockHtmlFormatter)


def _remembered(make: Callable[..., Any]) -> Callable[..., Any]:
    """Remember what is made by its arguments; lexers and formatters keep nothing from one text for the next."""
    remembered = lru_cache(maxsize=_KEPT)(lambda arguments, options: make(*arguments, **_thawed(options)))

    def find(*arguments: Any, **options: Any) -> Any:
        try:
            return remembered(arguments, _frozen(options))
        except TypeError:  # arguments that cannot be hashed
            return make(*arguments, **options)

    return find


def _frozen(options: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, tuple(value) if type(value) is list else value) for name, value in options.items())


def _thawed(options: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {name: list(value) if type(value) is tuple else value for name, value in options}


def _quickened(find: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments, **options: quicken(find(*arguments, **options))
