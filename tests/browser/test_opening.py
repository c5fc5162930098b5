"""Opening a page costs nothing of search until the reader turns to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from opening import Opener, Seen

INDEX = {"file": "search_index.js", "http": "search_index.json"}
OVER = pytest.mark.parametrize("over", ["file", "http"])
COUNT_WORKERS = """
window.workersStarted = 0;
window.Worker = class extends Worker {
  constructor(...args) { super(...args); window.workersStarted += 1; }
};
"""


def _asked_for_search(seen: Seen) -> list[str]:
    """Return what was loaded of search: its index and its worker, apart from the styles of its box."""
    names = [url.rsplit("/", 1)[-1] for url in seen.requests]
    return [name for name in names if "search" in name and not name.endswith(".css")]


def _settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)


@OVER
@pytest.mark.parametrize("path", ["index.html", "topics/bread.html#steam", "topics/bread.html?h=steam#steam"])
def test_a_page_that_opens_loads_nothing_of_search(open_page: Opener, seen: Seen, over: str, path: str):
    """Neither the index nor a worker is loaded or started for a reader who reads, or who comes from a result."""
    page = open_page(path, over=over, init=COUNT_WORKERS)
    _settled(page)

    assert _asked_for_search(seen) == []
    assert page.evaluate("workersStarted") == 0


def _focus(page: Page) -> None:
    page.locator("[data-md-component=search-query]").focus()


def _touch(page: Page) -> None:
    page.locator("header label.md-header__button[for=__search]").click()


WAYS: dict[str, Callable[[Page], object]] = {
    "the focus": _focus,
    "the key /": lambda page: page.keyboard.press("/"),
    "the key s": lambda page: page.keyboard.press("s"),
    "the button of a phone": _touch,
}


@OVER
@pytest.mark.parametrize("way", WAYS)
def test_search_is_there_when_the_reader_turns_to_it(open_page: Opener, seen: Seen, over: str, way: str):
    """Each way to the search field loads the index once and starts one worker."""
    page = open_page("index.html", over=over, size=(360, 740) if "phone" in way else (1280, 900), init=COUNT_WORKERS)
    _settled(page)

    WAYS[way](page)
    page.keyboard.type("oolong")
    page.locator(".md-search-result__item").first.wait_for()

    assert len([url for url in seen.requests if url.endswith(INDEX[over])]) == 1
    assert page.evaluate("workersStarted") == 1


@OVER
def test_an_address_with_a_query_searches_at_once(open_page: Opener, over: str):
    """A link with ?q= opens the search with its results."""
    page = open_page("index.html?q=oolong", over=over)

    page.locator(".md-search-result__item h2", has_text="What is oolong?").wait_for()


@OVER
def test_building_the_index_does_not_block_the_page(open_page: Opener, over: str):
    """The index is built by a worker, from disk too: the page itself never meets the library that builds it."""
    page = open_page("index.html", over=over)
    page.keyboard.press("/")
    page.keyboard.type("oolong")
    page.locator(".md-search-result__item").first.wait_for()

    assert page.evaluate("typeof lunr") == "undefined"
    assert len(page.workers) == 1
