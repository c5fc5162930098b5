"""The page of the glossary."""

from __future__ import annotations

from studyguide.guide.glossary import parse_glossary
from studyguide.guide.model import Guide
from studyguide.pages.lists import glossary_page

TEXT = """## 2-pound loaf

A loaf of about 900 grams. See [how big](qa/baking/loaf.md).

## Crumb
Also: inner & soft part

The inside "of" a loaf. See [what makes it open](qa/baking/crumb.md).

## crust

The outside of a loaf. See [why it browns](qa/oven/crust.md).
"""
GUIDE = Guide((), ids={"loaf": "baking", "crumb": "baking", "crust": "oven"})


def test_every_term_has_an_anchor_a_definition_and_a_link() -> None:
    """A term's entry leads to the question that explains it, and its text is escaped."""
    page = glossary_page(parse_glossary(TEXT, "glossary.md")[0], GUIDE)

    assert page.url == "glossary.html"
    assert '<div class="sg-glossary__entry" id="term-crumb">' in page.html
    assert "also: inner &amp; soft part" in page.html
    assert 'See <a href="topics/oven.html#crust">why it browns</a>.' in page.html


def test_terms_stand_under_their_first_letter() -> None:
    """Capital and small letters share a heading; digits have one of their own."""
    page = glossary_page(parse_glossary(TEXT, "glossary.md")[0], GUIDE)

    assert [(anchor.id, anchor.text) for anchor in page.anchors] == [("letter-0-9", "0–9"), ("letter-c", "C")]
    for anchor in page.anchors:
        assert page.html.count(f'id="{anchor.id}"') == 1
        assert f'href="#{anchor.id}"' in page.html


def test_search_finds_each_term() -> None:
    """A term is found by its name, its other names and its definition."""
    page = glossary_page(parse_glossary(TEXT, "glossary.md")[0], GUIDE)

    entry = next(entry for entry in page.entries if entry.title == "Crumb")
    assert entry.location == "glossary.html#term-crumb"
    assert "inner & soft part" in entry.text
    assert 'The inside "of" a loaf.' in entry.text
