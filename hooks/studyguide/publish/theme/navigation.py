"""The theme's navigation, made once where it is the same on many pages.

For each page the theme makes the whole navigation anew, so that twice the pages take four times as long. Here its own
templates are changed as they are loaded: an entry that is not the page's own is made once, and so is the table of
contents, which stands on a page twice. The pages come out the same, to the byte. Templates that are not as in Material
for MkDocs 9.8, or not the theme's own, are left as they are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension

_MACRO = "{% macro render(nav_item, path, level, parent) %}"
_ANEW = "{% macro sg_anew(nav_item, path, level, parent) %}"
_ONCE = (
    "{% macro render(nav_item, path, level, parent) %}"
    "{{ sg_entry(sg_anew, (nav_item, path, level, parent), page, base_url) }}"
    "{% endmacro %}\n"
)
_MADE_ONCE = (
    "{% set sg_made %}{% if not sg_contents(page) %}CONTENTS{% endif %}{% endset %}{{ sg_contents(page, sg_made) }}"
)
_APART = '{{ "" }}'
"""Keeps what follows from taking away the space before it, as it cannot where it is a template by itself."""
_INCLUDED = '{% include "partials/toc-item.html" %}'


def share_navigation(environment: Environment, theme: Path) -> None:
    """Let the templates of an environment share what they make; to be called before any of them is loaded.

    Args:
        environment: the one in which the pages of one build are made.
        theme: the folder of the theme's own templates.
    """
    shared = _Shared()
    environment.extend(sg_theme=theme)
    environment.globals |= {"sg_entry": shared.entry, "sg_contents": shared.contents}
    environment.add_extension(_Sharing)


class _Sharing(Extension):
    """Changes the templates of the navigation as they are loaded."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        theme: Path = self.environment.sg_theme  # type: ignore[attr-defined]
        change = _CHANGES.get(name or "")
        if change is None or not filename or Path(filename) != theme / str(name):
            return source
        return change(source, self.environment)


def _entries_once(source: str, environment: Environment) -> str:
    """Let each entry be looked up before it is made."""
    if source.count(_MACRO) != 1 or source.count("macro render(") != 1:
        return source
    return source.replace(_MACRO, _ANEW) + _ONCE


def _contents_once(source: str, environment: Environment) -> str:
    """Let the table of contents be looked up before it is made, and be made without a context for each of its lines."""
    if environment.loader is None or source.count(_INCLUDED) != 1:
        return source
    line = environment.loader.get_source(environment, "partials/toc-item.html")[0].removesuffix("\n")
    made = source.removesuffix("\n").replace(_INCLUDED, _APART + line)
    return _MADE_ONCE.replace("CONTENTS", _APART + made)


_CHANGES: dict[str, Callable[[str, Environment], str]] = {
    "partials/nav-item.html": _entries_once,
    "partials/toc.html": _contents_once,
}


class _Shared:
    """What the pages of one build share."""

    def __init__(self) -> None:
        self._entries: dict[tuple[int, str, int, str], str] = {}
        self._contents: tuple[Any, str] = (None, "")

    def entry(self, make: Callable[..., str], given: tuple[Any, str, int, Any], page: Any, base_url: str) -> str:
        """Return an entry of the navigation; one with others below it, and the page's own, is made anew."""
        item, path, level, _ = given
        if item.children or item.active or item == page:
            return make(*given)
        folder = posixpath.dirname(page.url) if page else base_url  # links are relative to it
        key = id(item), path, level, folder
        if key not in self._entries:
            self._entries[key] = make(*given)
        return self._entries[key]

    def contents(self, page: Any, made: str = "") -> str:
        """Return the table of contents of a page; keep it where it has just been made."""
        if made:
            self._contents = (page, made)
        return self._contents[1] if self._contents[0] is page else ""
