"""Nothing leaves the machine, on any page, from disk or over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from opening import Opener, Seen, eventually, pages_of, watch


@pytest.mark.parametrize("over", ["file", "http"])
def test_no_page_asks_the_world_or_complains(
    browser: Browser, built_site: Path, serve: Callable[[Path], str], seen: Seen, over: str
):
    """Every page of the guide, with every answer open, makes no request that leaves, and logs no error or warning."""
    base = serve(built_site) if over == "http" else f"{built_site.as_uri()}/"
    context = browser.new_context()
    watch(context, seen)
    page = context.new_page()
    pages = pages_of(built_site)

    for path in pages:
        page.goto(base + path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        page.evaluate("document.querySelectorAll('img').forEach((each) => { each.loading = 'eager'; })")
        page.wait_for_load_state("load")
    context.close()

    assert len(pages) > 20
    assert seen.foreign == []
    assert seen.errors == []


def test_fonts_are_part_of_the_site(open_page: Opener):
    """Text is set in the site's own fonts, from disk and with the network off."""
    page = open_page("topics/bread.html?h=knead#why-knead")
    page.evaluate("document.fonts.ready")

    for font in ("Source Sans 3", "Source Serif 4", "STIX Two Math"):
        loaded = f"(font) => font.family.includes('{font}') && font.status === 'loaded'"
        eventually(page, f"[...document.fonts].some({loaded})")


def test_the_recorder_sees_what_leaves(browser: Browser, serve: Callable[[Path], str], seen: Seen, tmp_path: Path):
    """The means of these tests would notice a page that asks another machine for something."""
    (tmp_path / "index.html").write_text("<img src='https://example.org/x.png' alt=''>", encoding="utf-8")
    context = browser.new_context()
    watch(context, seen)

    context.new_page().goto(serve(tmp_path) + "index.html")
    context.close()

    assert seen.foreign == ["https://example.org/x.png"]
    assert seen.errors
