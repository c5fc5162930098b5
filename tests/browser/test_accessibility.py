"""Every kind of page is accessible by the rules of axe, in both colour schemes, on a desktop and a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from opening import DESKTOP, PHONE, Opener

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules whose outcome can differ between the light and the dark colours."""
TOPIC = "topics/bread.html"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _nothing(page: Page) -> None:
    """Leave the page as it opens."""


def _open_answers(page: Page) -> None:
    page.get_by_role("button", name="Show all answers").click()


_AT_REST = """Promise.race([
    Promise.allSettled(document.getAnimations().map((each) => each.finished)),
    new Promise((resolve) => setTimeout(resolve, 2000)),
]).then(() => true)"""
"""Waits for what is fading in; an animation without an end is not waited for."""


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("dough")
    page.locator(".md-search-result__item h2").first.wait_for()


def _filter(page: Page) -> None:
    page.get_by_label("Level").select_option("beginner")


KINDS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home": ("index.html", _nothing),
    "topic": (TOPIC, _nothing),
    "answers": (TOPIC, _open_answers),
    "found": (f"{TOPIC}?h=knead+gluten#why-knead", _nothing),
    "questions": ("questions.html", _filter),
    "tags": ("tags.html", _nothing),
    "references": ("references.html", _nothing),
    "mind map": ("mind-map.html", _nothing),
    "glossary": ("glossary.html", _nothing),
    "paths": ("paths.html", _nothing),
    "about": ("about.html", _nothing),
    "missing": ("404.html", _nothing),
    "search": ("index.html", _search),
}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(open_page: Opener, kind: str, size: tuple[int, int]):
    """No rule of WCAG 2.2 at levels A and AA that axe can check is broken, in light and in dark colours."""
    path, prepare = KINDS[kind]
    page = open_page(path, over="http", size=size)
    prepare(page)
    page.evaluate(_AT_REST)

    light = Axe().run(page, options=RULES)
    page.evaluate("document.querySelector('label[title=\"Switch to dark mode\"]').click()")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.wait_for_timeout(300)  # colours fade into each other
    dark = Axe().run(page, options=COLOURS)

    assert light.response["passes"]
    assert light.violations_count == 0, light.generate_report()
    assert dark.response["passes"]
    assert dark.violations_count == 0, dark.generate_report()


def test_axe_would_find_a_fault(open_page: Opener):
    """The means of these tests notice a picture without a text and a text that is hardly darker than its ground."""
    page = open_page("about.html", over="http")
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend',"
        " '<img src=assets/hero.svg width=1 height=1><p id=pale>Pale</p>');"
        "document.getElementById('pale').style.color = '#ddd'"  # as an attribute, the page's policy would refuse it
    )

    found = {violation["id"] for violation in Axe().run(page, options=RULES).response["violations"]}

    assert found == {"image-alt", "color-contrast"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "search"])
def test_no_page_scrolls_sideways(open_page: Opener, kind: str):
    """At 320 px, and at twice the size of everything, a page is read by scrolling in one direction."""
    path, prepare = KINDS[kind]
    page = open_page(path, over="http", size=PHONE)
    prepare(page)
    assert page.evaluate(SIDEWAYS) <= 0

    page.set_viewport_size({"width": 640, "height": 512})
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert page.evaluate(SIDEWAYS) <= 0


def test_levels_are_told_by_words_and_marks_as_well_as_colours(open_page: Opener):
    """Levels differ in words and in the number of filled dots, not in colour alone."""
    page = open_page("questions.html")
    seen = page.evaluate(
        "[...document.querySelectorAll('.sg-row .sg-level')].map((level) => level.textContent.trim() + ' ' +"
        " [...level.querySelectorAll('i')].filter((dot) => getComputedStyle(dot).backgroundColor !=="
        " 'rgba(0, 0, 0, 0)').length)"
    )

    assert set(seen) == {"Beginner 1", "Intermediate 2", "Advanced 3"}


def test_links_in_text_are_underlined(open_page: Opener):
    """A link within a sentence is told from the text by more than its colour."""
    page = open_page(TOPIC)

    for link in page.locator(".sg-intro a, .md-copyright a").all():
        assert "underline" in link.evaluate("(element) => getComputedStyle(element).textDecorationLine")


def test_motion_stops_for_readers_who_ask_for_it(open_page: Opener):
    """With reduced motion nothing slides, turns or scrolls smoothly."""
    page = open_page(TOPIC)
    page.emulate_media(reduced_motion="reduce")

    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((element) => ['', '::before', '::after'].some((part) => {"
        " const style = getComputedStyle(element, part || null);"
        " return style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0.001)"
        " || style.animationName !== 'none' || style.scrollBehavior === 'smooth'; })).length"
    )

    assert moving == 0


def test_the_skip_link_leads_past_the_navigation(open_page: Opener):
    """The first stop of the keyboard leads to the content, and the next one is inside it."""
    page = open_page(TOPIC)

    page.keyboard.press("Tab")
    skip = page.locator("a.md-skip:focus")
    expect(skip).to_have_text("Skip to content")
    expect(skip).to_be_in_viewport()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize("path", ["index.html", "references.html", "mind-map.html", "404.html"])
def test_every_page_can_be_skipped_into(open_page: Opener, path: str):
    """Pages without a table of contents have the way past the navigation too."""
    page = open_page(path, over="http")

    assert page.locator("a.md-skip[href='#sg-content']").count() == 1
    assert page.locator("#sg-content + article h1").count() == 1
