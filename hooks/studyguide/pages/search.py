"""What search finds: an entry for each question, made without parsing the pages again."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

from studyguide.pages.page import Page, SearchEntry


def entry_json(entry: SearchEntry, text: str | None = None) -> str:
    """Return an entry as it stands in the index, with another text than its own where one is given."""
    fields: dict[str, object] = {
        "location": entry.location,
        "title": html.escape(entry.title, quote=False),
        "text": search_html(entry.text if text is None else text),
    }
    if entry.tags:
        fields["tags"] = entry.tags
    return json.dumps(fields, separators=(",", ":"))


def index_entries(pages: Iterable[Page]) -> Iterator[str]:
    """Yield the entries of all pages as they stand in the index: one or more in each text, with commas between them."""
    for page in pages:
        yield from map(entry_json, page.entries)
        if page.index:
            yield str(page.index)


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
