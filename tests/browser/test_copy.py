"""Code can be copied as it is, with one press."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from opening import Opener

TOPIC = "topics/bread.html?h=knead#why-knead"


@pytest.mark.parametrize("over", ["file", "http"])
def test_a_button_copies_the_code_and_says_so(open_page: Opener, over: str):
    """What is copied is the text of the block, to the character."""
    page = open_page(TOPIC, over=over)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Copy code")

    button.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Copied code")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".highlight code").first.text_content()
    assert copied.splitlines()[1] == "print([round(1 - 0.7**minute, 3) for minute in range(10)])"


def test_printed_output_has_no_button(open_page: Opener):
    """Of a program and what it printed, only the program is offered."""
    page = open_page(TOPIC)

    expect(page.locator(".highlight")).to_have_count(2)
    expect(page.get_by_role("button", name="Copy code")).to_have_count(1)
