"""The mind map: a guide's topics, sections and questions as one nested list of links."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from studyguide.model import Guide
from studyguide.text import slugify


def render_mind_map(guide: Guide, title: str, *, home: str = "index.html") -> Markup:
    """Return the HTML of the mind map, complete without scripts and styles.

    Args:
        guide: what to draw; topics, sections and questions keep its order.
        title: the name of the guide, which stands in the hub.
        home: where the hub leads, relative to the page at the site's root.
    """
    return Markup(_template().render(guide=guide, title=title, home=home))  # noqa: S704 (autoescaped)


@cache
def _template() -> Template:
    """Return the compiled template."""
    environment = Environment(
        loader=PackageLoader("studyguide"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters["slugify"] = slugify
    return environment.get_template("mindmap.html")
