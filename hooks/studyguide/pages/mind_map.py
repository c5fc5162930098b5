"""The mind map: a guide's topics, sections and questions as one nested list of links."""

from __future__ import annotations

from markupsafe import Markup

from studyguide.guide.model import Guide
from studyguide.pages.templates import render


def render_mind_map(guide: Guide, title: str) -> Markup:
    """Return the HTML of the mind map, complete without scripts and styles.

    Args:
        guide: what to draw; topics, sections and questions keep its order.
        title: the name of the guide, which stands in the hub.
    """
    return render("mindmap.html", guide=guide, title=title, home="index.html")
