"""What the navigation of mkdocs.yml stands for, whichever generator reads it."""

from __future__ import annotations

from collections.abc import Iterable

from studyguide.pages.page import Page

TOPICS = "topics/"
"""The entry that stands for the pages of all topics, and the folder in which they are."""

_OPTIONAL = frozenset({"glossary.md", "paths.md"})
"""Pages of what a guide may do without."""


def topic_pages(pages: Iterable[Page]) -> list[Page]:
    """Return the pages that stand in the place of `topics/`."""
    return [page for page in pages if page.uri.startswith(TOPICS) and page.is_found]


def absent_pages(pages: Iterable[Page]) -> frozenset[str]:
    """Return the pages that a navigation may name although the guide has nothing for them."""
    return _OPTIONAL - {page.uri for page in pages}
