"""The marks in pages by which a search that reads them knows what to leave out."""

from __future__ import annotations

_MARK = ' data-search-exclude="1"'


def without_search_marks(html: str) -> str:
    """Return a page without the marks, which are of no use where its search entries are made by us.

    A mark is one only within a tag: the same words in a text stay. Signs that begin or end a tag never stand in a text
    or a value as they are.
    """
    first, *others = html.split(_MARK)
    parts = [first]
    is_inside = _is_inside(first, before=False)
    for part in others:
        parts += [part] if is_inside else [_MARK, part]
        is_inside = _is_inside(part, before=is_inside)
    return "".join(parts)


def _is_inside(text: str, *, before: bool) -> bool:
    """Return whether a text ends within a tag; `before` says whether it begins within one."""
    opened, closed = text.rfind("<"), text.rfind(">")
    return before if opened == closed else opened > closed
