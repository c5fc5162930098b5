"""Whatever a stranger writes stays in its place: no text widens a page, and no answer is drawn outside of its box."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from firefox_driver import Firefox
from long_guide import SLUG
from playwright.sync_api import Page, expect

from opening import Opener, eventually, pages_of

WIDTHS = (320, 360, 1440)
TOPIC = f"topics/{SLUG}.html"
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
OPEN_ANSWERS = "document.querySelectorAll('.sg-question details').forEach((each) => { each.open = true; })"
OPEN = """(() => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  document.querySelectorAll("#__drawer, .md-nav__toggle").forEach((each) => { each.checked = true; });
  document.querySelector("[data-open=question]")?.click();
})()"""
"""Opens answers, the menu and the branches of the map."""
DRAWN = "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(1))))"
"""A promise that is kept once the page has been drawn anew."""

BODY = ".sg-question:has(#shifted) .sg-body"
SHOW = f"""(() => {{
  const body = document.querySelector("{BODY}");
  body.closest("details").open = true;
  body.closest(".sg-question").scrollIntoView({{ block: "center" }});
}})()"""
OUTSIDE = f"""(() => {{
  {SHOW};
  const body = document.querySelector("{BODY}");
  const box = body.getBoundingClientRect();
  const ring = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.3 + 1;
  const found = {{ inside: 0, outside: 0 }};
  for (let x = 1; x < innerWidth; x += 7)
    for (let y = 1; y < innerHeight; y += 7) {{
      const within = x > box.left - ring && x < box.right + ring && y > box.top - ring && y < box.bottom + ring;
      if (body.contains(document.elementFromPoint(x, y))) found[within ? "inside" : "outside"] += 1;
    }}
  return found;
}})()"""
"""Counts the points in sight at which a pointer meets the answer, in its box with the room of an outline, and beyond."""
UNCLIPPED = f"(document.querySelector('{BODY}').style.overflow = 'visible', 1)"


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_widens_a_page(open_page: Opener, long_site: Path, width: int) -> None:
    """Every page is read by scrolling in one direction, with everything on it closed and open."""
    page = open_page("404.html", site=long_site, over="http", size=(width, 800))
    found = {"404.html": page.evaluate(SIDEWAYS)}
    for path in pages_of(long_site):
        page.goto((long_site / path).as_uri())
        found[path] = page.evaluate(SIDEWAYS)
        page.evaluate(OPEN)
        page.evaluate(DRAWN)
        found[f"{path}, open"] = page.evaluate(SIDEWAYS)

    assert len(found) > 20
    assert {path: over for path, over in found.items() if over > 0} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_search_result_widens_the_page(open_page: Opener, long_site: Path, width: int) -> None:
    """The list of what was found is as wide as its place."""
    page = open_page("index.html", site=long_site, over="http", size=(width, 800))
    page.keyboard.press("/")
    page.keyboard.type("unbroken")
    expect(page.locator(".md-search-result__link").first).to_be_visible()

    eventually(page, f"{SIDEWAYS} <= 0")  # while it opens, the theme lets its ground grow beyond the window
    assert page.locator(".md-search__scrollwrap").evaluate("(list) => list.scrollWidth - list.clientWidth") <= 0


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_widens_a_page_in_firefox(firefox: Firefox, long_site: Path, width: int) -> None:
    """The same in a browser that lays out formulas and breaks words in its own way."""
    firefox.resize(width, 800)
    found = {}
    for path in pages_of(long_site):
        firefox.open((long_site / path).as_uri())
        found[path] = firefox.value(SIDEWAYS)
        firefox.value(OPEN)
        firefox.promised(DRAWN)
        found[f"{path}, open"] = firefox.value(SIDEWAYS)
    firefox.resize(1280, 900)

    assert len(found) > 20
    assert {path: over for path, over in found.items() if over > 0} == {}


def test_the_keyboard_reaches_what_scrolls(open_page: Opener, long_site: Path) -> None:
    """Every box that scrolls sideways has a name and a stop of the keyboard, and the arrow keys scroll it."""
    page = open_page(TOPIC, site=long_site, over="http", size=(320, 800))
    page.evaluate(OPEN_ANSWERS)
    eventually(page, "document.querySelectorAll('.sg-inline.sg-more[tabindex=\\'0\\'][role=group]').length > 4")
    rule = {"runOnly": {"type": "rule", "values": ["scrollable-region-focusable"]}}
    found = Axe().run(page, options=rule)

    assert found.response["passes"]
    assert found.violations_count == 0, found.generate_report()
    box = page.locator(".sg-body .sg-inline").first
    box.focus()
    page.keyboard.press("ArrowRight")
    eventually(page, "document.activeElement.matches('.sg-inline') && document.activeElement.scrollLeft > 0")


@pytest.mark.parametrize("path", ["references.html", "glossary.html", "tags.html", "paths.html", "mind-map.html"])
def test_nothing_scrolls_without_the_keyboard_on_other_pages(open_page: Opener, long_site: Path, path: str) -> None:
    """No long text makes a box that only a pointer can scroll."""
    page = open_page(path, site=long_site, over="http", size=(320, 800))
    rule = {"runOnly": {"type": "rule", "values": ["scrollable-region-focusable"]}}

    assert Axe().run(page, options=rule).violations_count == 0


def test_a_long_formula_stays_on_its_line(open_page: Opener, long_site: Path) -> None:
    """A box that scrolls stands on the line of the text around it, as a formula without one does."""
    page = open_page(TOPIC, site=long_site, over="http", size=(1440, 900))
    page.evaluate(OPEN_ANSWERS)
    bottoms = page.evaluate(
        "(() => { const box = document.querySelector('.sg-intro .sg-inline');"
        " const mark = document.createElement('span'); mark.style.cssText = 'display:inline-block;height:0;width:0';"
        " const line = document.createElement('p'); line.style.whiteSpace = 'nowrap'; line.append(mark, box);"
        " document.querySelector('.sg-intro').append(line);"
        " const inside = mark.cloneNode(); box.before(inside);"
        " const alone = box.querySelector('math'); const boxed = alone.getBoundingClientRect().bottom;"
        " const first = inside.getBoundingClientRect().bottom - boxed; box.replaceWith(alone);"
        " return [first, inside.getBoundingClientRect().bottom - alone.getBoundingClientRect().bottom]; })()"
    )

    assert bottoms[0] == pytest.approx(bottoms[1], abs=1)


@pytest.mark.parametrize("width", [360, 1440])
def test_no_answer_is_met_outside_of_its_box(open_page: Opener, long_site: Path, width: int) -> None:
    """A pointer meets nothing of an answer beside it, above it or below it, as far as its formulas may be shifted."""
    page = open_page(TOPIC, site=long_site, over="http", size=(width, 900))
    found = page.evaluate(OUTSIDE)
    page.evaluate(UNCLIPPED)
    unclipped = page.evaluate(OUTSIDE)

    assert found["inside"] > 100
    assert found["outside"] == 0
    assert unclipped["outside"] > 0, "the formulas of this answer would not leave it: the test sees nothing"


def test_no_answer_is_met_outside_of_its_box_in_firefox(firefox: Firefox, long_site: Path) -> None:
    """The same in Firefox."""
    firefox.open((long_site / TOPIC).as_uri())
    found = firefox.value(OUTSIDE)
    firefox.value(UNCLIPPED)

    assert found["inside"] > 100
    assert found["outside"] == 0
    assert firefox.value(OUTSIDE)["outside"] > 0


def _around(page: Page) -> list[bytes]:
    """Return pictures of what lies left of an answer, above it and below it, all of it in sight."""
    page.evaluate(SHOW)
    page.evaluate(DRAWN)
    box = page.locator(BODY).bounding_box()
    assert box
    ring, reach = 8, 90
    top, bottom = box["y"] - ring, box["y"] + box["height"] + ring
    strips = [
        (0, top - reach, box["x"] - ring, bottom - top + 2 * reach),
        (box["x"], top - reach, box["width"], reach),
        (box["x"], bottom, box["width"], reach),
    ]
    return [page.screenshot(clip={"x": x, "y": y, "width": w, "height": h}) for x, y, w, h in strips]


def test_no_answer_is_drawn_outside_of_its_box(open_page: Opener, long_site: Path) -> None:
    """What lies around an answer looks the same whether its text is shown or not."""
    page = open_page(TOPIC, site=long_site, over="http", size=(1440, 900))
    shown = _around(page)
    page.evaluate(UNCLIPPED)
    unclipped = _around(page)
    page.evaluate(f"document.querySelector('{BODY}').style.visibility = 'hidden'")
    hidden = _around(page)

    assert shown == hidden
    assert unclipped[0] != hidden[0], "the formulas of this answer would not leave it: the test sees nothing"
