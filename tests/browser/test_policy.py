"""The Content-Security-Policy: nothing of the site is refused by it, and nothing that got into a page runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from firefox_driver import Firefox
from playwright.sync_api import Browser, Page, expect

from opening import Opener

OVER = pytest.mark.parametrize("over", ["file", "http"])
TOPIC = "topics/bread.html"
COLLECT = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""
HOSTILE = """<script>window.ran = "a script"</script>
<img src="missing.png" alt="" onerror="window.ran = 'a handler'">
<style>body { --ran: yes }</style>
<base href="https://example.org/">
<iframe srcdoc="<script>parent.ran = 'a frame'</script>"></iframe>
<a id="hostile" href="javascript:void(window.ran = 'a link')">Click</a>"""


def _refused(page: Page) -> list[str]:
    return list(page.evaluate("refused"))


@OVER
def test_nothing_is_refused_in_normal_use(open_page: Opener, over: str):
    """Answers, search, the switch of colours, the filter and the mind map work under the policy."""
    page = open_page(TOPIC, over=over, init=COLLECT)
    page.get_by_role("button", name="Show all answers").click()
    page.locator("label[title='Switch to dark mode']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.keyboard.press("/")
    page.keyboard.type("lines proteins")
    page.locator(".md-search-result__item h2").first.wait_for()
    assert _refused(page) == []
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    assert _refused(page) == []

    page = open_page("mind-map.html", over=over, init=COLLECT)
    page.get_by_role("button", name="Questions").click()
    page.get_by_role("button", name="Zoom in").click()
    assert _refused(page) == []

    page = open_page("questions.html?level=beginner", over=over, init=COLLECT)
    expect(page.get_by_role("status")).to_have_text("2 of 4 questions")
    assert _refused(page) == []


def test_the_page_for_missing_pages_works_under_its_policy(open_page: Opener):
    """The page that is served for every wrong address has a policy that fits it."""
    page = open_page("404.html", over="http", init=COLLECT)
    page.locator("label[title='Switch to dark mode']").click()

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert _refused(page) == []


@pytest.fixture(scope="module")
def hostile_site(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the site into whose page somebody got markup that runs, with a policy and without one."""
    site = tmp_path_factory.mktemp("hostile") / "site"
    shutil.copytree(small_site, site)
    page = (site / TOPIC).read_text(encoding="utf-8").replace("</h1>", f"</h1>{HOSTILE}", 1)
    (site / TOPIC).write_text(page, encoding="utf-8")
    bare = page.replace('http-equiv="Content-Security-Policy"', 'name="removed"')
    (site / "topics" / "bare.html").write_text(bare, encoding="utf-8")
    yield site


def _what_ran(page: Page, address: str) -> str:
    page.goto(address)
    page.wait_for_timeout(300)
    page.evaluate("document.getElementById('hostile').click()")
    page.wait_for_timeout(100)
    return str(page.evaluate("[window.ran, getComputedStyle(document.body).getPropertyValue('--ran')].join('')"))


@OVER
def test_what_got_into_a_page_does_not_run(
    browser: Browser, hostile_site: Path, serve: Callable[[Path], str], over: str
):
    """Scripts, handlers, frames, styles and `javascript:` links in a page's content are dead; without a policy not."""
    base = serve(hostile_site) if over == "http" else f"{hostile_site.as_uri()}/"
    context = browser.new_context()
    page = context.new_page()

    assert _what_ran(page, f"{base}topics/bare.html") != ""
    assert _what_ran(page, f"{base}{TOPIC}") == ""
    assert page.evaluate("document.baseURI") == f"{base}{TOPIC}"
    context.close()


@OVER
def test_what_got_into_a_page_does_not_run_in_firefox(
    firefox: Firefox, hostile_site: Path, serve: Callable[[Path], str], over: str
):
    """The other browser obeys the policy too, from disk as well."""
    base = serve(hostile_site) if over == "http" else f"{hostile_site.as_uri()}/"

    firefox.open(f"{base}topics/bare.html")
    assert firefox.value("window.ran")
    firefox.open(f"{base}{TOPIC}")
    assert firefox.value("window.ran") is None
    assert firefox.value("document.documentElement.classList.contains('sg-ready')")
