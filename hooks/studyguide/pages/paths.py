"""The page of the reading paths: all of them on one page, because progress is kept on one."""

from __future__ import annotations

from collections.abc import Sequence

from studyguide.guide.model import Guide, ReadingPath
from studyguide.pages.page import Anchor, Page, SearchEntry
from studyguide.pages.templates import render

URL = "paths.html"
"""The page's address from the root of the site."""


def paths_page(paths: Sequence[ReadingPath], guide: Guide, source: str = "content/paths.yml") -> Page:
    """Return the page with an overview, and a section for each path.

    Every question that a path names must be part of the guide.
    """
    return Page(
        uri="paths.md",
        title="Reading paths",
        description=f"{len(paths)} orders of reading, each for a purpose, with a record of what you have done.",
        html=render("paths.html", paths=paths, guide=guide),
        anchors=tuple(Anchor(path.anchor, path.title) for path in paths),
        entries=(
            SearchEntry(URL, "Reading paths", " ".join(path.title for path in paths)),
            *(SearchEntry(f"{URL}#{path.anchor}", path.title, _text(path), ("path",)) for path in paths),
        ),
        source=source,
        scripts=("progress",),
    )


def _text(path: ReadingPath) -> str:
    return " ".join([path.summary, *(step.title for step in path.steps)])
