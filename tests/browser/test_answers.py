"""Answers are closed until the reader asks for them, and nothing depends on scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from opening import MEASURE_SHIFT, Opener, Seen, eventually

TOPIC = "topics/bread.html"
OVER = pytest.mark.parametrize("over", ["file", "http"])
ANSWERS = "details.sg-answer"


def _is_open(page: Page, question: str) -> bool:
    return bool(
        page.evaluate(f"document.getElementById({question!r}).closest('section').querySelector('details').open")
    )


def _open_count(page: Page) -> int:
    return int(page.evaluate(f"document.querySelectorAll('{ANSWERS}[open]').length"))


def test_all_answers_open_and_close_at_once(open_page: Opener):
    """Two buttons open and close every answer of a topic."""
    page = open_page(TOPIC)
    assert _open_count(page) == 0

    page.get_by_role("button", name="Show all answers").click()
    assert _open_count(page) == 3

    page.get_by_role("button", name="Hide all answers").click()
    assert _open_count(page) == 0


@OVER
def test_a_plain_link_scrolls_and_leaves_the_answer_closed(open_page: Opener, over: str):
    """Who follows a link to a question sees the question, and is asked to recall the answer first."""
    page = open_page(f"{TOPIC}#steam", over=over)

    expect(page.locator("#steam")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 300
    assert _open_count(page) == 0


@OVER
def test_a_search_result_opens_the_answer_and_marks_the_words(open_page: Opener, over: str):
    """The address of a search result opens its own answer only, with the words marked that were found."""
    page = open_page(f"{TOPIC}?h=gluten+net#why-knead", over=over)

    assert _is_open(page, "why-knead")
    assert _open_count(page) == 1
    expect(page.locator("#why-knead")).to_be_in_viewport()
    assert page.locator(".sg-question:has(#why-knead) mark").all_text_contents() == ["gluten", "net", "gluten"]


@OVER
def test_the_address_of_a_search_result_becomes_a_plain_link(open_page: Opener, over: str):
    """An address that is copied after a search leaves the answer closed for whoever gets it."""
    page = open_page(f"{TOPIC}?h=gluten#why-knead", over=over)

    assert page.url.endswith(f"/{TOPIC}#why-knead")


def test_a_link_to_a_footnote_opens_the_answer_that_holds_it(open_page: Opener):
    """The place that an address names is visible, even inside an answer."""
    page = open_page(f"{TOPIC}#what-is-yeast--fn:cell")

    assert _is_open(page, "what-is-yeast")
    expect(page.locator("[id='what-is-yeast--fn:cell']")).to_be_in_viewport()


def test_a_footnote_is_reached_on_the_same_page(open_page: Opener):
    """A link inside the page that leads into a closed answer opens it."""
    page = open_page(TOPIC)

    page.evaluate("location.hash = 'what-is-yeast--fn:cell'")
    eventually(page, "document.querySelector('#what-is-yeast').closest('section').querySelector('details').open")


def test_an_old_address_on_the_same_page_leads_to_the_question(open_page: Opener):
    """A question that was renamed is found under its old name."""
    page = open_page(f"{TOPIC}#what-is-baking-yeast")

    expect(page.locator("#what-is-yeast")).to_be_in_viewport()


@OVER
def test_an_old_address_on_another_page_leads_to_the_question(open_page: Opener, over: str):
    """A question that moved to another topic is found under its old address."""
    page = open_page("topics/pastry.html#yeast", over=over)

    page.wait_for_url(re.compile(r"/topics/bread\.html#what-is-yeast$"))
    assert not _is_open(page, "what-is-yeast")


def test_printing_opens_all_answers_and_closes_them_again(open_page: Opener):
    """What is printed is complete, and what the reader had opened stays open afterwards."""
    page = open_page(TOPIC)
    page.locator(f"{ANSWERS} > summary").first.click()

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert _open_count(page) == 3

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert _open_count(page) == 1


def test_a_printed_page_holds_all_answers(open_page: Opener):
    """A browser that prints gets the text of the answers."""
    page = open_page(TOPIC)

    closed = len(page.pdf())
    page.evaluate("document.querySelectorAll('details.sg-answer').forEach((answer) => answer.remove())")

    assert closed > len(page.pdf()) * 1.2
    assert _open_count(page) == 0


def test_without_scripts_every_answer_is_open(open_page: Opener):
    """Nothing is hidden from a reader without scripts."""
    page = open_page(TOPIC, scripts=False)

    expect(page.get_by_text("Kneading lines up the proteins")).to_be_visible()
    expect(page.get_by_text("Steam keeps the crust soft")).to_be_visible()
    expect(page.get_by_role("button", name="Show all answers")).to_have_count(0)


@pytest.mark.parametrize("size", [(1280, 900), (320, 640)])
@pytest.mark.parametrize("path", [TOPIC, f"{TOPIC}#steam", "questions.html", "index.html", "mind-map.html"])
def test_nothing_moves_while_a_page_opens(open_page: Opener, path: str, size: tuple[int, int]):
    """Closing the answers, adding buttons and loading fonts shift nothing that the reader already sees."""
    page = open_page(path, size=size, over="http", init=MEASURE_SHIFT)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(150)

    assert page.evaluate("layoutShift") < 0.02


def test_boxes_that_scroll_are_reached_by_keyboard(open_page: Opener):
    """Wide code, tables and formulas scroll in boxes of their own, which can have the focus and have a name."""
    page = open_page(f"{TOPIC}?h=knead#why-knead", size=(320, 640))

    for name in ("Formula", "Table", "Code"):
        box = page.get_by_role("group", name=f"{name}, scrolls sideways").first
        box.focus()
        page.keyboard.press("ArrowRight")
        eventually(page, "document.activeElement.scrollLeft > 0")


def test_boxes_that_do_not_scroll_are_no_stops_for_the_keyboard(open_page: Opener):
    """On a wide screen only what is wider still is a stop on the way through the page."""
    page = open_page(f"{TOPIC}?h=knead#why-knead", size=(2000, 900))
    eventually(page, "document.querySelector('.sg-formula').tabIndex === -1")

    assert page.evaluate("document.querySelector('.md-typeset__scrollwrap').tabIndex") == -1
    expect(page.get_by_role("group", name="scrolls sideways")).to_have_count(
        1
    )  # a line of code longer than answers are


def test_a_link_to_a_text_opens_the_answer_that_holds_it(open_page: Opener):
    """What the browser itself looks for, it finds in closed answers too."""
    page = open_page(f"{TOPIC}#:~:text=Steam%20keeps")

    eventually(page, "document.querySelectorAll('details.sg-answer[open]').length === 1")
    expect(page.get_by_text("Steam keeps the crust soft")).to_be_in_viewport()


def test_fonts_of_closed_answers_are_not_loaded(open_page: Opener, seen: Seen):
    """The font of formulas is half as large as the rest of a page together: it waits for the answer that needs it."""
    page = open_page(TOPIC, over="http")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    assert not [url for url in seen.requests if "math" in url and url.endswith(".woff2")]

    page.get_by_role("button", name="Show all answers").click()
    eventually(page, "[...document.fonts].some((font) => font.family.includes('Math') && font.status === 'loaded')")


def test_scripts_add_no_id_twice(open_page: Opener):
    """The theme names blocks of code when an answer opens: each gets a name of its own."""
    page = open_page(TOPIC)
    page.get_by_role("button", name="Show all answers").click()

    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")

    assert sorted(ids) == sorted(set(ids))
    assert {"__code_0", "__code_1"} <= set(ids)


@pytest.mark.parametrize("path", [TOPIC, "index.html", "mind-map.html"])
def test_print_is_dark_on_light(open_page: Opener, path: str):
    """A reader who prefers dark colours gets paper that can be read."""
    page = open_page(path, scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    too_light = """[...document.querySelectorAll('article :is(h1, h2, p, li, a, strong, code)')]
      .filter((element) => element.checkVisibility() && getComputedStyle(element).color.match(/[0-9.]+/g)
        .slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 420)
      .map((element) => element.outerHTML.slice(0, 80))"""

    eventually(page, f"{too_light}.length === 0")  # colours fade into each other
    assert page.locator("article :is(h1, h2)").first.is_visible()


@OVER
@pytest.mark.parametrize("way", ["back", "again"])
def test_who_comes_back_finds_the_page_as_it_was(open_page: Opener, over: str, way: str):
    """After a link and back, or after loading again, the same answers are open and the page is at the same place."""
    page = open_page(TOPIC, over=over, size=(360, 740))
    page.locator(f"{ANSWERS} > summary").nth(1).click()
    eventually(page, "((history.state || {}).sgOpen || []).length === 1")
    page.evaluate("document.getElementById('steam').scrollIntoView({block: 'center'})")
    place = page.evaluate("document.getElementById('steam').getBoundingClientRect().top")

    if way == "back":
        page.goto(page.url.replace(TOPIC, "about.html"))
        page.go_back()
    else:
        page.reload()

    eventually(page, "document.querySelector('#why-knead').closest('section').querySelector('details').open")
    assert _open_count(page) == 1
    eventually(page, f"Math.abs(document.getElementById('steam').getBoundingClientRect().top - {place}) < 40")


@pytest.mark.parametrize("question", ["what-is-yeast", "why-knead"])
def test_the_contents_point_at_the_question_of_the_address(open_page: Opener, question: str):
    """Who follows a link sees the whole head of the question, and it is the current entry of the contents."""
    page = open_page(f"{TOPIC}?h=knead+yeast#{question}", size=(1280, 700))

    eventually(page, f"document.querySelector('.md-nav--secondary a.md-nav__link--active')?.hash === '#{question}'")
    expect(page.locator(f".sg-question:has(#{question}) .sg-meta")).to_be_in_viewport(ratio=1)
