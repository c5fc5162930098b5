"""Highlighting of code without doing the same preparations for every block anew.

PyMdown's Highlight looks up a lexer and computes all styles of a theme for each block of code, which takes longer than
to colour a short block. Both depend on nothing in the block, so that they are shared here.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from pygments.formatters.html import HtmlFormatter  # type: ignore[import-untyped]
from pymdownx import highlight  # type: ignore[import-untyped]


@cache
def share_preparations() -> None:
    """Let all blocks of code in this process share lexers and styles."""
    highlight.get_lexer_by_name = _remembered(highlight.get_lexer_by_name)
    for formatter in (highlight.InlineHtmlFormatter, highlight.BlockHtmlFormatter):
        formatter._create_stylesheet = _shared_stylesheet


def _remembered(find: Any) -> Any:
    """Remember lexers by name and options; they keep nothing from one text for the next."""
    remembered = lru_cache(maxsize=64)(lambda name, options: find(name, **dict(options)))

    def find_lexer(name: str, **options: Any) -> Any:
        try:
            return remembered(name, tuple(sorted(options.items())))
        except TypeError:  # options that cannot be hashed
            return find(name, **options)

    return find_lexer


_stylesheets: dict[tuple[object, str], dict[str, Any]] = {}
_create_stylesheet = HtmlFormatter._create_stylesheet


def _shared_stylesheet(formatter: Any) -> None:
    """Give a formatter the classes of its style, which it only reads."""
    key = (formatter.style, formatter.classprefix)
    if key not in _stylesheets:
        before = set(vars(formatter))
        _create_stylesheet(formatter)
        _stylesheets[key] = {name: value for name, value in vars(formatter).items() if name not in before}
    vars(formatter).update(_stylesheets[key])
