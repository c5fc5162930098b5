"""Search: every question is one result, found by its words, and the list does not give the answer away."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from opening import Opener

OVER = pytest.mark.parametrize("over", ["file", "http"])
FIELD = "[data-md-component=search-query]"
SEARCH = """words => new Promise((found) => {
  const list = document.querySelector(".md-search-result__list");
  const field = document.querySelector("[data-md-component=search-query]");
  const links = () => [...list.querySelectorAll("a")].map((link) => link.href);
  new MutationObserver((_, observer) => { observer.disconnect(); found(links()); }).observe(list, {childList: true});
  field.focus();
  field.value = words;
  field.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
  setTimeout(() => found(links()), 2000);
})"""


@dataclass(frozen=True)
class Result:
    """One line of the list of results."""

    place: str
    words: str


@pytest.fixture(scope="module")
def home(browser: Browser, small_site: Path) -> Iterator[Page]:
    """The home page, opened from disk, with its search ready."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((small_site / "index.html").as_uri())
    yield page
    context.close()


def _search(page: Page, words: str) -> list[Result]:
    """Return the results for some words, best first."""
    page.locator(FIELD).focus()
    expect(page.locator(".md-search-result__meta")).not_to_contain_text("Initializing")
    links = page.evaluate(SEARCH, words)
    return [_result(link) for link in links]


def _result(link: str) -> Result:
    address, _, anchor = link.partition("#")
    path, _, query = address.partition("?")
    name = path.rsplit("/", 1)[-1]
    return Result(f"{name}#{anchor}" if anchor else name, query.removeprefix("h="))


def _places(results: list[Result]) -> list[str]:
    return [result.place for result in results]


def _first_question(results: list[Result]) -> str:
    return next((result.place for result in results if "#" in result.place), "")


@OVER
def test_a_question_is_found_by_a_word_of_its_answer(open_page: Opener, over: str):
    """The text of an answer is searched; the result leads to its question, which opens with the word marked."""
    page = open_page("index.html", over=over)

    page.keyboard.press("/")
    page.keyboard.type("oxidised")
    page.locator(".md-search-result__item h2").wait_for()
    page.keyboard.press("Enter")

    page.wait_for_url("**/topics/tea.html#oolong")
    expect(page.locator(".sg-question:has(#oolong) mark")).to_have_text("oxidised")
    assert page.locator("details.sg-answer[open]").count() == 1


@pytest.mark.parametrize(
    ("words", "place"),
    [
        pytest.param("which creature raises a loaf", "bread.html#what-is-yeast", id="another wording of it"),
        pytest.param("microbes", "bread.html#what-is-yeast", id="a tag"),
        pytest.param("proteins", "bread.html#why-knead", id="a word of the answer"),
        pytest.param("protein", "bread.html#why-knead", id="its singular"),
        pytest.param("nets", "bread.html#why-knead", id="its plural"),
        pytest.param("kneaded", "bread.html#why-knead", id="another form"),
        pytest.param("kneadin", "bread.html#why-knead", id="a word that is still being typed"),
        pytest.param("oxid", "tea.html#oolong", id="the beginning of a word"),
        pytest.param("why: bake (with) steam^2 ~ *?", "bread.html#steam", id="signs that are operators elsewhere"),
        pytest.param("tags:crust", "bread.html#steam", id="a tag by its name"),
        pytest.param("readytobake", "bread.html#why-knead", id="a cell of a table"),
        pytest.param("minute measured precision", "bread.html#why-knead", id="a comment in code"),
    ],
)
def test_a_question_is_found_by(home: Page, words: str, place: str):
    """The question comes first for what a reader may type."""
    results = _search(home, words)

    assert _first_question(results) == place
    assert len([each for each in _places(results) if each == place]) == 1


@pytest.mark.parametrize("words", ["show answer", "hide", "explanation", "related", "reviewed"])
def test_words_of_the_page_itself_find_nothing(home: Page, words: str):
    """Buttons, names of parts and notes below an answer are no text of an answer."""
    assert [place for place in _places(_search(home, words)) if place.startswith(("bread", "tea"))] == []


def test_words_that_say_nothing_do_not_lead_astray(home: Page):
    """In a whole question the telling words decide."""
    assert _first_question(_search(home, "what is it that we do with the steam")) == "bread.html#steam"


def test_the_list_shows_no_more_than_two_lines_of_an_answer(open_page: Opener):
    """A result shows the sentence that matched, in at most two lines, and nothing when only the question matched."""
    page = open_page("index.html", size=(360, 740))
    _search(page, "gas net proteins knead")
    article = page.locator("article:has(h2)", has_text="Why knead dough").first

    visible = article.locator("p:visible:not(.md-search-result__terms)")
    assert visible.count() == 1
    lines = visible.evaluate("(element) => element.clientHeight / parseFloat(getComputedStyle(element).lineHeight)")
    assert 0 < lines < 2.2

    _search(page, "bake")
    expect(page.locator("article:has(h2)", has_text="Why bake").first.locator("p:visible")).to_have_count(0)


def test_every_question_of_the_guide_is_one_entry_with_its_own_anchor(built_site: Path):
    """The index holds each question once, with its tags, and nothing of the page around it."""
    entries = _entries(built_site)
    places = [entry["location"] for entry in entries]

    assert len(places) == len(set(places))
    for place in places:
        page, _, anchor = place.partition("#")
        assert not anchor or f'id="{anchor}"' in (built_site / page).read_text(encoding="utf-8")
    assert not [entry for entry in entries if "Show answer" in entry["text"]]


def test_at_least_95_of_100_questions_come_first_for_their_own_title(open_page: Opener, built_site: Path):
    """Who pastes a question finds that question first, in the real guide, through the page."""
    page = open_page("index.html", site=built_site)
    questions = [entry for entry in _entries(built_site) if entry["location"].startswith("topics/")]
    questions = [entry for entry in questions if "#" in entry["location"]]

    lost = [
        entry["title"]
        for entry in questions
        if _first_question(_search(page, html.unescape(entry["title"]))) != entry["location"].removeprefix("topics/")
    ]

    assert len(questions) > 50
    assert len(lost) <= len(questions) * 0.05, lost


def _entries(site: Path) -> list[dict[str, str]]:
    return list(json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"])
