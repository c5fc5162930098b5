"""All hostile answers on one page of the real site, in a real browser: nothing runs, nothing leaves the machine."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import NEIGHBOUR, page_of, payloads
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

SITE = "http://guide.test/"
PICTURES = ("tea/cup.png", "tea/n.png", "tea/x.png")
WATCH = """
window.fired = [];
for (const name of ["alert", "confirm", "prompt", "X", "open", "print"])
  window[name] = (...given) => { window.fired.push(name + ": " + given); };
addEventListener("securitypolicyviolation", event => window.fired.push("policy: " + event.blockedURI));
"""
TOUCH = """
async () => {
  const kinds = ["pointerover", "mouseover", "pointerdown", "click", "focus", "toggle", "load", "error",
                 "animationstart", "keydown", "submit"];
  for (const element of document.querySelectorAll(".sg-body, .sg-body *")) {
    const leaves = element.closest("a[href]");
    for (const kind of kinds)
      if (!(leaves && kind === "click" && !/^(javascript|data|vbscript):/i.test(leaves.href)))
        element.dispatchEvent(new MouseEvent(kind, {bubbles: kind !== "load" && kind !== "error", cancelable: true}));
    if (element.focus) element.focus();
  }
}
"""


class Visit:
    """A page, and all that it does which a page of answers must not do."""

    def __init__(self, browser: Browser, folder: Path, article: str) -> None:
        self.page: Page = browser.new_page()
        self.strangers: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        self._folder = folder
        self._article = article
        self.page.add_init_script(WATCH)
        self.page.route("**/*", self._answer)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _answer(self, route: Route) -> None:
        address = route.request.url.split("?")[0].split("#")[0]
        if not address.startswith(SITE):
            self.strangers.append(address)
            route.abort()
            return
        file = self._folder / address.removeprefix(SITE)
        if address.endswith("/topics/hostile.html"):
            route.fulfill(body=self._whole(), content_type="text/html; charset=utf-8")
        elif address.endswith(PICTURES):
            route.fulfill(body="<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")
        elif not file.is_file():
            route.fulfill(status=404, body="")
        else:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)

    def _whole(self) -> str:
        """Return a topic's page of the real site with the answers in the place of its own."""
        template = next(
            text
            for text in (file.read_text("utf-8") for file in sorted((self._folder / "topics").glob("*.html")))
            if 'class="sg-question"' in text
        )
        template = re.sub(
            '<meta http-equiv="Content-Security-Policy"[^>]*>', "", template
        )  # the sanitiser stands alone
        head, start, rest = re.split(r"(<article\b[^>]*>)", template, maxsplit=1)
        return head + start + self._article + "</article>" + rest.rpartition("</article>")[2]


@pytest.fixture
def visit(browser: Browser, built_site: Path) -> Iterator[object]:
    """Return a function that opens a page with this article."""
    visits: list[Visit] = []

    def open_(article: str) -> Visit:
        visits.append(Visit(browser, built_site, article))
        visits[-1].page.goto(f"{SITE}topics/hostile.html")
        visits[-1].page.wait_for_function("document.querySelector('.sg-body, .control') && window.fired")
        return visits[-1]

    yield open_
    for each in visits:
        each.page.close()


def properties(page: Page) -> list[str]:
    return page.evaluate("Object.getOwnPropertyNames(window).filter(name => !/^\\d+$/.test(name)).sort()")


def test_no_hostile_answer_does_anything_in_a_browser(visit) -> None:  # type: ignore[no-untyped-def]
    """No dialog, no script, no error, no request to another machine, no new property of the window, no other page."""
    plain = visit(page_of({"neighbour": NEIGHBOUR})[0])
    answers = {f"hostile-{number}": text for number, text in enumerate(payloads())}
    hostile = visit(page_of({**answers, "neighbour": NEIGHBOUR})[0])
    for each in (plain, hostile):
        each.page.evaluate(TOUCH)
        each.page.wait_for_timeout(300)

    assert hostile.page.locator(".sg-question").count() == len(answers) + 1
    assert hostile.page.evaluate("window.fired") == []
    assert hostile.dialogs == []
    assert hostile.strangers == []
    assert hostile.errors == plain.errors == []
    assert hostile.page.url.startswith(f"{SITE}topics/hostile.html")
    assert set(properties(hostile.page)) <= set(properties(plain.page))
    assert hostile.page.evaluate("typeof __md_get") == "function"
    ids = hostile.page.eval_on_selector_all(
        "[id]:not(pre)",  # the theme's script gives ids to code blocks
        "found => found.map(element => element.id)",
    )
    assert [id_ for id_ in set(ids) if ids.count(id_) > 1] == []


def test_the_browser_test_sees_what_an_answer_could_do(visit) -> None:  # type: ignore[no-untyped-def]
    """Unsanitised, the same means do fire: the watch above is awake."""
    seen = visit(
        '<p class="control">x</p><div class="sg-body"><img src="x" onmouseover="alert(1)">'
        '<img src="https://evil.example/x.png"><a href="javascript:window.pwned=1">x</a></div>'
    )
    seen.page.evaluate(TOUCH)
    seen.page.wait_for_timeout(300)

    assert "https://evil.example/x.png" in seen.strangers
    fired = seen.page.evaluate("window.fired")
    assert fired or seen.errors, "neither the script nor the policy against it was seen"
