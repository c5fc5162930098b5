"""Opening pages: the sizes of windows, what is noted while pages are open, and which pages there are."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

DESKTOP = (1280, 900)
PHONE = (320, 640)
LOCAL = {"file", "data", "blob", "about"}
MEASURE_SHIFT = """
window.layoutShift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.layoutShift += entry.value; }))
  .observe({type: "layout-shift", buffered: true});
"""
Opener = Callable[..., Page]


def eventually(page: Page, expression: str, seconds: float = 10) -> None:
    """Wait until an expression is true in a page; Playwright's own means is refused by the page's policy."""
    until = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < until, f"never became true: {expression}"
        page.wait_for_timeout(30)


@dataclass
class Seen:
    """What happened in the pages that a test has opened."""

    requests: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def watch(context: BrowserContext, seen: Seen) -> None:
    """Note the requests and errors of all pages of a context; requests to the world fail."""
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1:)"), lambda route: route.abort())
    context.on("request", lambda request: _note(request.url, seen))
    context.on("weberror", lambda error: seen.errors.append(str(error.error)))
    context.on(
        "console", lambda message: seen.errors.append(message.text) if message.type in ("error", "warning") else None
    )


def _note(url: str, seen: Seen) -> None:
    parts = urlsplit(url)
    seen.requests.append(url)
    if parts.scheme not in LOCAL and parts.hostname != "127.0.0.1":
        seen.foreign.append(url)


def pages_of(site: Path) -> list[str]:
    """Return the addresses of all pages of a site; the one for missing pages only works where it is served."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html") if file.name != "404.html")
