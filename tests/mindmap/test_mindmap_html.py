"""The HTML of the mind map, which is its content."""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from studyguide.guide.model import Guide
from studyguide.guide.text import slugify
from studyguide.pages.lists import render_mind_map

GOLDEN = Path(__file__).parent / "data" / "small.html"


class _Links(HTMLParser):
    """Collects the addresses of links, the names of headings and attributes with code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.headings: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self.links.append(values["href"] or "")
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        self.inline += [name for name in values if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag in {"script", "style", "b"} else []


def test_small_guide_renders_as_the_golden_file(small_guide: Guide) -> None:
    """The whole HTML is as reviewed; `UPDATE_GOLDEN=1 pytest tests/mindmap` writes it anew."""
    html = render_mind_map(small_guide, "Kitchen & cellar")
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(html, encoding="utf-8")

    assert html == GOLDEN.read_text(encoding="utf-8")


def test_links_lead_to_topics_sections_and_questions_in_order(small_guide: Guide) -> None:
    """Every topic, section and question is one link, in the guide's order, after the hub."""
    links = _Links(render_mind_map(small_guide, "Kitchen")).links

    assert links[links.index("index.html") :] == [
        "index.html",
        "topics/baking.html",
        "topics/baking.html#what-is-yeast",
        "topics/baking.html#section-dough-by-hand",
        "topics/baking.html#why-knead",
        "topics/baking.html#autolyse",
        "topics/baking.html#section-oven",
        "topics/baking.html#steam",
        "topics/tea.html",
        "topics/tea.html#oolong",
        "topics/salt.html",
    ]


def test_topics_and_sections_are_headings(small_guide: Guide) -> None:
    """A screen reader can jump from topic to topic and from section to section."""
    headings = _Links(render_mind_map(small_guide, "Kitchen")).headings

    assert headings == ["h2", "h3", "h3", "h2", "h2"]


def test_author_text_cannot_become_markup(small_guide: Guide) -> None:
    """Titles and questions are text, and the page needs no inline style or script."""
    assert _Links(render_mind_map(small_guide, "<script>x()</script>")).inline == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Dough, by hand", "dough-by-hand"),
        ("  Oven  ", "oven"),
        ("C++ & snake_case", "c-snake-case"),
        ("Crème brûlée", "crème-brûlée"),
        ("Cre\u0300me", "crème"),
        ("…", ""),
    ],
)
def test_slugify(text: str, slug: str) -> None:
    """A slug is lower case, its words joined by single hyphens, its letters kept."""
    assert slugify(text) == slug
