"""The page with all questions: complete without scripts, filtered by words, level and tag with them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from opening import MEASURE_SHIFT, PHONE, Opener

PAGE = "questions.html"


def _shown(page: Page) -> list[str]:
    return [text for text in page.locator(".sg-row:visible > a").all_text_contents() if text]


def test_every_question_is_there_without_scripts(open_page: Opener):
    """Without scripts the page holds every question and no control that would do nothing."""
    page = open_page(PAGE, scripts=False)

    assert len(_shown(page)) == 4
    expect(page.get_by_label("Level")).to_have_count(0)


def test_a_level_leaves_its_questions(open_page: Opener):
    """A level shows its own questions, hides topics without one, and says how many there are."""
    page = open_page(PAGE)

    page.get_by_label("Level").select_option("advanced")

    assert _shown(page) == ["Why bake with steam?"]
    expect(page.get_by_role("heading", name="Tea")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_text("1 of 4 questions")


def test_a_tag_leaves_its_questions(open_page: Opener):
    """A tag shows the questions that carry it."""
    page = open_page(PAGE)

    page.get_by_label("Tag").select_option("gluten")

    assert _shown(page) == ["Why knead dough for ten minutes?"]


def test_words_are_all_found_in_any_order_and_case(open_page: Opener):
    """Every word must be in the question."""
    page = open_page(PAGE)

    page.get_by_label("Words").fill("STEAM why")
    assert _shown(page) == ["Why bake with steam?"]

    page.get_by_label("Words").fill("steam oolong")
    assert _shown(page) == []


def test_words_level_and_tag_act_together_until_they_are_cleared(open_page: Opener):
    """All three must agree; one button takes all three back."""
    page = open_page(PAGE)
    page.get_by_label("Words").fill("what")
    page.get_by_label("Level").select_option("beginner")
    page.get_by_label("Tag").select_option("leaves")
    assert _shown(page) == ["What is oolong?"]

    page.locator(".sg-filter").get_by_role("button", name="Clear").click()

    assert len(_shown(page)) == 4
    expect(page.get_by_label("Words")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("All 4 questions")


@pytest.mark.parametrize("over", ["file", "http"])
def test_the_address_keeps_what_was_chosen(open_page: Opener, over: str):
    """A selection can be linked to: the address says what was chosen, and choosing changes the address."""
    page = open_page(f"{PAGE}?level=beginner&tag=leaven", over=over)
    assert _shown(page) == ["What is yeast?"]

    page.get_by_label("Level").select_option("")
    page.get_by_label("Tag").select_option("crust")

    assert page.url.endswith(f"/{PAGE}?tag=crust")
    page.reload()
    assert _shown(page) == ["Why bake with steam?"]


def test_an_address_with_an_unknown_level_shows_everything(open_page: Opener):
    """An old link with a tag or level that is gone does not lead to an empty page."""
    page = open_page(f"{PAGE}?level=expert&tag=gone")

    assert len(_shown(page)) == 4


@pytest.mark.parametrize("size", [PHONE, (768, 900)])
def test_the_controls_appear_without_moving_the_list(open_page: Opener, size: tuple[int, int]):
    """There is room for the controls before the script has made them."""
    page = open_page(PAGE, size=size, over="http", init=MEASURE_SHIFT)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("layoutShift") < 0.02
