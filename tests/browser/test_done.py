"""Marks of what the reader has done, on the pages of topics: the same as on the page of the reading paths."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from firefox_driver import Firefox
from playwright.sync_api import Page, expect

from opening import Opener

TOPIC = "topics/bread.html"
OVER = pytest.mark.parametrize("over", ["file", "http"])


def _open_all(page: Page) -> None:
    page.get_by_role("button", name="Show all answers").click()


def _done(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".sg-index__done a").all_text_contents()]


@OVER
def test_a_mark_is_kept_and_shown_in_the_list(open_page: Opener, over: str):
    """A question that is marked below its answer is marked in the list at the top, and still is after a reload."""
    page = open_page(TOPIC, over=over)
    _open_all(page)
    page.get_by_role("checkbox", name="Done: What is yeast?").check()

    assert _done(page) == ["What is yeast? (done)"]
    page.reload()
    assert _done(page) == ["What is yeast? (done)"]


@OVER
def test_the_reading_paths_count_the_mark(open_page: Opener, over: str):
    """The page of the reading paths shows what was marked on the page of a topic."""
    page = open_page(TOPIC, over=over)
    _open_all(page)
    page.get_by_role("checkbox", name="Done: What is yeast?").check()

    page.goto(page.url.replace(TOPIC, "paths.html"))

    expect(page.get_by_role("checkbox", name="Done: What is yeast?")).to_be_checked()


def test_a_mark_can_be_taken_back(open_page: Opener):
    """A box that is cleared is gone from the list and from what is kept; other marks stay."""
    page = open_page(TOPIC)
    page.evaluate(
        'localStorage.setItem(\'studyguide:v1\', \'{"studyguide": 1, "done": {"steam": true, "salt": true}}\')'
    )
    page.reload()
    _open_all(page)

    page.get_by_role("checkbox", name="Done: Why bake with steam?").uncheck()

    assert _done(page) == []
    assert json.loads(page.evaluate("localStorage.getItem('studyguide:v1')")) == {
        "studyguide": 1,
        "done": {"salt": True},
    }


def test_a_closed_answer_offers_no_mark(open_page: Opener):
    """Who has not looked at the answer yet is not asked whether the question is done."""
    page = open_page(TOPIC)

    expect(page.get_by_role("checkbox", name="Done")).to_have_count(0)


def test_firefox_offers_marks_only_where_it_shares_them(
    firefox: Firefox, small_site: Path, serve: Callable[[Path], str]
):
    """From disk Firefox keeps a storage for each page: marks that the reading paths never see are not offered there."""
    count = "document.querySelectorAll('.sg-done').length"
    firefox.open(f"{small_site.as_uri()}/{TOPIC}")
    assert firefox.value(count) == 0
    firefox.open(serve(small_site) + TOPIC)
    assert firefox.value(count) == 3
