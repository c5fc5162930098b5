"""The main ways through the guide also work in Firefox, opened from disk under its default policy for files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from firefox_driver import Firefox

from opening import pages_of

SHOWN = "document.querySelector('.md-search-result__item h2')?.textContent"
OPEN = "document.querySelectorAll('details.sg-answer[open]').length"
STAYS_HERE = re.compile(r"^(?:data|blob|file):")


def test_its_policy_for_files_is_the_default_one(firefox: Firefox, small_site: Path):
    """A page from disk may read no other file: the tests below are no easier than real life."""
    firefox.open((small_site / "index.html").as_uri())

    assert firefox.promised("fetch('tags.html').then(() => 'read', () => 'refused')") == "refused"


def test_no_page_asks_the_world_or_complains(firefox: Firefox, small_site: Path):
    """Every kind of page opens from disk without an error and without a request that leaves the machine."""
    for path in pages_of(small_site):
        firefox.open((small_site / path).as_uri())
        firefox.value("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

        assert [url for url in firefox.requests if not STAYS_HERE.match(url)] == []
        assert firefox.errors == []


@pytest.mark.parametrize("over", ["file", "http"])
def test_search_finds_a_question_and_opens_its_answer(
    firefox: Firefox, small_site: Path, serve: Callable[[Path], str], over: str
):
    """With the network off, a word of an answer leads to its question, which opens with the word marked."""
    firefox.open((serve(small_site) if over == "http" else f"{small_site.as_uri()}/") + "index.html")
    assert not firefox.value("!!window.__sgSearchWorker")

    firefox.press("/", "kneaded")
    assert firefox.wait_for(SHOWN) == "Why knead dough for ten minutes?"
    firefox.press("Enter")

    firefox.wait_for("location.pathname.endsWith('/topics/bread.html') && location.hash === '#why-knead'")
    assert firefox.wait_for(f"{OPEN} && document.querySelector('.sg-question:has(#why-knead) mark')?.textContent")
    assert firefox.value(OPEN) == 1
    assert firefox.value("location.search") == ""
    assert firefox.errors == []


def test_answers_open_one_by_one_and_all_at_once(firefox: Firefox, small_site: Path):
    """A plain link leaves the answers closed; a click opens one, a button opens and closes all."""
    firefox.open(f"{(small_site / 'topics' / 'bread.html').as_uri()}#steam")
    assert firefox.value(OPEN) == 0
    assert firefox.value("scrollY") > 300

    firefox.click(".sg-question:has(#steam) summary")
    assert firefox.wait_for(OPEN) == 1
    firefox.click(".sg-tools button:first-child")
    assert firefox.wait_for(f"{OPEN} === 3")
    firefox.click(".sg-tools button:last-child")
    assert firefox.wait_for(f"{OPEN} === 0")


def test_a_footnote_and_an_old_address_are_found(firefox: Firefox, small_site: Path):
    """What an address names is shown, inside an answer or at its new place."""
    firefox.open(f"{(small_site / 'topics' / 'bread.html').as_uri()}#what-is-yeast--fn:cell")
    assert firefox.value(OPEN) == 1

    firefox.open(f"{(small_site / 'topics' / 'pastry.html').as_uri()}#yeast")
    firefox.wait_for("location.pathname.endsWith('/topics/bread.html') && location.hash === '#what-is-yeast'")


def test_formulas_are_drawn(firefox: Firefox, small_site: Path):
    """Mathematics is markup that this browser draws itself."""
    firefox.open(f"{(small_site / 'topics' / 'bread.html').as_uri()}?h=knead#why-knead")

    assert firefox.value("document.querySelector('.sg-formula math').getBoundingClientRect().height") > 25


def test_the_mind_map_opens_branches_and_leads_to_questions(firefox: Firefox, small_site: Path):
    """The map is drawn, a branch opens, and its question is one click away."""
    firefox.open((small_site / "mind-map.html").as_uri())
    firefox.click(".sg-map [data-open=question]")

    link = "document.querySelector(\".sg-map__item--question a[href$='#oolong']\")"
    firefox.wait_for(f"{link}.getBoundingClientRect().height > 0")
    assert firefox.value(f"({link}.click(), true)")
    firefox.wait_for("location.pathname.endsWith('/topics/tea.html') && location.hash === '#oolong'")


def test_questions_are_filtered(firefox: Firefox, small_site: Path):
    """The page with all questions keeps a selection in its address and shows it."""
    firefox.open(f"{(small_site / 'questions.html').as_uri()}?level=advanced")

    assert firefox.value("[...document.querySelectorAll('.sg-row')].filter((row) => !row.hidden).length") == 1
