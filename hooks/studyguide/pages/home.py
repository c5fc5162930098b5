"""The parts of hand-written pages that come from the guide, put where a page has their marker."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup

from studyguide.guide.model import Guide
from studyguide.pages.lists import topic_counts
from studyguide.pages.templates import render

_MARKER = re.compile(r"^<!-- studyguide: ([a-z-]+) -->[ \t]*$", re.MULTILINE)


def fill_markers(markdown: str, guide: Guide) -> str:
    """Replace each line `<!-- studyguide: name -->` of a hand-written page by what it names.

    Raises KeyError for a name that does not exist.
    """
    return _MARKER.sub(lambda match: _one_block(_MARKERS[match[1]](guide)), markdown)


def _one_block(html: Markup) -> str:
    """Return HTML without empty lines, which would end it as a block of Markdown."""
    return re.sub(r"\n\s*\n", "\n", str(html)).strip()


def _topics(guide: Guide) -> Markup:
    return render("home_topics.html", topics=topic_counts(guide))


def _counts(guide: Guide) -> Markup:
    return render(
        "home_counts.html",
        questions=len(guide.by_id),
        topics=len(guide.topics),
        references=len(guide.references),
    )


_MARKERS: Mapping[str, Callable[[Guide], Markup]] = {"topics": _topics, "counts": _counts}
