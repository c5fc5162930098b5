"""Everything is reached and used by keyboard, in a sensible order and with a focus that can be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from opening import DESKTOP, Opener

TOPIC = "topics/bread.html"
NAME = """() => {
  const element = document.activeElement;
  const label = element.labels && element.labels[0] ? element.labels[0].innerText : "";
  return (element.getAttribute("aria-label") || element.innerText || label || element.value || "").trim();
}"""
IS_SHOWN = """() => {
  const element = document.activeElement;
  const marks = (node, part) => {
    const style = getComputedStyle(node, part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  };
  const beside = [element.nextElementSibling, ...(element.labels || [])].filter((each) => each && each.matches("label"));
  return marks(element) || beside.some((label) => marks(label)) || element.matches("input[type=text]");
}"""


def _walk(page: Page, steps: int) -> list[str]:
    names = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        names.append(page.evaluate(NAME))
    return names


def test_tabbing_goes_through_a_topic_in_reading_order(open_page: Opener):
    """Index, buttons and questions come in the order in which they are read; closed answers are passed over."""
    page = open_page(TOPIC)
    page.locator("#sg-content").focus()

    names = _walk(page, 14)

    in_order = [
        "yeast",
        "Show all answers",
        "Hide all answers",
        "What is yeast?",
        "Why knead dough for ten minutes?",
        "Why bake with steam?",
        "Link to this question: What is yeast?",
        "Show answer",
        "Link to this question: Why knead dough for ten minutes?",
        "Show answer",
        "Link to this question: Why bake with steam?",
        "Show answer",
    ]
    assert [" ".join(name.split()) for name in names if " ".join(name.split()) in in_order] == in_order


def test_an_answer_opens_and_closes_by_keyboard_and_its_links_follow(open_page: Opener):
    """Enter opens an answer, what is in it comes next, and Enter closes it again."""
    page = open_page(f"{TOPIC}#steam")
    summary = page.locator(".sg-question:has(#steam) summary")
    summary.focus()

    page.keyboard.press("Enter")
    expect(page.get_by_text("Steam keeps the crust soft")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "kneading"

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Steam keeps the crust soft")).to_be_hidden()


@pytest.mark.parametrize("path", [TOPIC, "questions.html", "index.html"])
def test_the_focus_can_always_be_seen(open_page: Opener, path: str):
    """Each stop of the keyboard has an outline, is on the screen and has a name."""
    page = open_page(path, size=DESKTOP)
    page.evaluate("document.querySelectorAll('details.sg-answer').forEach((answer) => { answer.open = true; })")

    for _ in range(45):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert page.evaluate(IS_SHOWN), where
        assert page.evaluate(NAME), where
        box = page.evaluate(
            "(() => { const box = document.activeElement.getBoundingClientRect();"
            " return [box.bottom, innerHeight - box.top]; })()"
        )
        assert min(box) > 0, where


def test_the_header_does_not_cover_the_focus(open_page: Opener):
    """Walking backwards, what has the focus never lies below the header."""
    page = open_page(f"{TOPIC}#steam")
    page.evaluate("document.querySelectorAll('details.sg-answer').forEach((answer) => { answer.open = true; })")
    page.locator(".sg-question:has(#steam) .sg-foot a").last.focus()

    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        if not page.evaluate("document.activeElement.closest('article') !== null"):
            break
        covered = page.evaluate(
            "((document.activeElement.labels || [])[0] || document.activeElement).getBoundingClientRect().bottom <="
            " document.querySelector('.md-header').getBoundingClientRect().bottom"
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_search_is_used_by_keyboard(open_page: Opener):
    """A key opens search, arrows go through the results, Escape closes it."""
    page = open_page("index.html")
    page.keyboard.press("/")
    page.keyboard.type("dough")
    page.locator(".md-search-result__item h2").first.wait_for()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('a.md-search-result__link')")
    page.keyboard.press("Escape")

    expect(page.locator("#__search")).not_to_be_checked()
