"""Pages have no style in an attribute, and what such styles were for works: alignment, the tabs' mark, formulas."""

from __future__ import annotations

from pathlib import Path

import pytest
from firefox_driver import Firefox

from opening import DESKTOP, PHONE, Opener, eventually

TOPIC = "topics/bread.html?h=knead#why-knead"
ALIGNED = "[...document.querySelectorAll('#why-knead ~ details td')].map((each) => getComputedStyle(each).textAlign)"
MARK = "getComputedStyle(document.querySelector('.tabbed-labels')).getPropertyValue('--md-indicator-x')"
COLLECT = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => { window.refused.push(event.violatedDirective); });
"""
PROBE = """
<table><tr><td class="sg-left">a</td><td class="sg-center">b</td><td class="sg-right">c</td></tr></table>
<math display="block"><mtable><mtr><mtd class="sg-right sg-pad-right-none"><mi>a</mi></mtd>
<mtd class="sg-left sg-solid-left"><mi>b</mi></mtd></mtr></mtable>
<mi>x</mi><mspace class="sg-back-3"></mspace><mi>y</mi></math>
"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_cells_are_aligned_as_the_table_says(open_page: Opener, size: tuple[int, int]):
    """The first column is to the left and the others to the right, on any screen."""
    page = open_page(TOPIC, size=size, init=COLLECT)

    assert page.evaluate(ALIGNED) == ["left", "right", "right", "right", "right"] * 2
    assert page.evaluate("refused") == []


def test_the_mark_of_the_tabs_moves_to_the_one_that_is_chosen(open_page: Opener):
    """The theme's script may set properties of an element's style, which is not an attribute of the page."""
    page = open_page(TOPIC, init=COLLECT)
    label = page.locator(".tabbed-labels > label").last
    label.scroll_into_view_if_needed()
    eventually(page, f"{MARK} === '0px'")
    label.click()

    eventually(page, f"parseFloat({MARK}) > 20")
    assert page.locator(".tabbed-block").last.is_visible()
    assert page.evaluate("refused") == []


def test_classes_of_formulas_do_what_the_styles_of_the_converter_do(open_page: Opener):
    """Cells of a matrix are aligned and bordered, and space is taken back."""
    page = open_page(TOPIC, init=COLLECT)
    page.evaluate("(html) => document.querySelector('.sg-body').insertAdjacentHTML('afterbegin', html)", PROBE)
    style = "(name) => [...document.querySelectorAll('.sg-body > :is(math, table, div) [class^=sg-]')]"
    values = page.evaluate(
        f"({style})().map((each) => [each.className, getComputedStyle(each).textAlign,"
        " getComputedStyle(each).borderLeftStyle, parseFloat(getComputedStyle(each).marginLeft)])"
    )

    found = {name: (align, line, margin) for name, align, line, margin in values}
    assert [found[f"sg-{side}"][0] for side in ("left", "center", "right")] == ["left", "center", "right"]
    assert found["sg-right sg-pad-right-none"][0] == "right"
    assert found["sg-left sg-solid-left"][:2] == ("left", "solid")
    assert found["sg-back-3"][2] < -1


def test_a_style_in_an_attribute_is_dead(open_page: Opener, seen):
    """Were there one all the same, no overlay could come of it."""
    page = open_page(TOPIC, init=COLLECT)
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<p id=dead style=\"color: red\">a</p>')"
    )

    eventually(page, "refused.includes('style-src-attr')")
    assert page.evaluate("getComputedStyle(document.getElementById('dead')).color") != "rgb(255, 0, 0)"
    seen.errors.clear()


def test_the_same_in_firefox(firefox: Firefox, small_site: Path):
    """The other browser aligns cells and moves the mark under the policy, too."""
    firefox.open((small_site / "topics" / "bread.html").as_uri() + "?h=knead#why-knead")
    assert firefox.wait_for(ALIGNED) == ["left", "right", "right", "right", "right"] * 2
    firefox.click(".tabbed-labels > label:last-child")

    firefox.wait_for(f"parseFloat({MARK}) > 20")
    assert firefox.errors == []
