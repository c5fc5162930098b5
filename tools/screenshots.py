"""Take a picture of every kind of page, at three widths, light and dark: `tools/screenshots.py FOLDER [--site DIR]`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from studyguide.guide.files import explain
from studyguide.publish.staging import SiteError, Staging

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
PARTS: Mapping[str, str] = {
    "code": ".highlight",
    "table": "table:not(.highlighttable)",
    "formula": ".sg-formula",
    "figure": "img",
    "callout": ".admonition",
    "footnotes": ".footnote",
    "references": ".sg-refs",
    "related": ".sg-related",
}
"""What an answer may hold, and the selector that finds it."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what to open, and what to do before it is taken."""

    name: str
    page: str
    prepare: Callable[[Page], object] = lambda page: None
    widths: tuple[int, ...] = WIDTHS


def main() -> int:
    """Take the pictures; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site (default: site/)")
    parser.add_argument("--only", default="", help="take only pictures whose name contains this")
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        parser.error(f"{options.site} holds no site: run `make site` first")
    try:
        with _replaced(options.folder, keep=bool(options.only)) as folder:
            _take_all(folder, options.site, options.only)
    except (OSError, SiteError) as error:
        print(f"screenshots: {explain(error) if isinstance(error, OSError) else error}", file=sys.stderr)
        return 1
    return 0


def _take_all(folder: Path, site: Path, only: str) -> None:
    with sync_playwright() as driver, _served(site) as address:
        browser = driver.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for shot in (*shots(), *_answers(browser, site, address)):
            there = shot.name == "missing" or (site / shot.page).is_file()
            if there and only in shot.name:
                _take(browser, address, shot, folder)
        browser.close()


@contextmanager
def _replaced(folder: Path, *, keep: bool) -> Iterator[Path]:
    """Give a folder that takes the place of another one when all pictures are in it.

    Args:
        folder: a new one, or one that holds nothing but pictures.
        keep: whether the pictures of the last time stay that have not been taken anew.
    """
    staging = Staging(folder)
    try:
        last = sorted(staging.site.iterdir()) if staging.site.is_dir() else []
        if strange := [file.name for file in last if file.suffix != ".png"]:
            raise SiteError(f"{folder} holds other files than pictures, such as {strange[0]}: name another folder")
        staging.folder.mkdir()
        for file in last if keep else ():
            shutil.copyfile(file, staging.folder / file.name)
        yield staging.folder
        staging.publish()
    finally:
        staging.close()


def shots() -> tuple[Shot, ...]:
    """Return the pictures whose pages are the same in every guide."""
    return (
        Shot("home", "index.html"),
        Shot("home-topics", "index.html", lambda page: _scroll_to(page, ".sg-cards")),
        Shot("questions", "questions.html"),
        Shot("questions-filtered", "questions.html", _filter),
        Shot("tags", "tags.html"),
        Shot("references", "references.html"),
        Shot("mind-map", "mind-map.html"),
        Shot("paths", "paths.html"),
        Shot("path", "paths.html", lambda page: _scroll_to(page, ".sg-path")),
        Shot("glossary", "glossary.html"),
        Shot("about", "about.html"),
        Shot("contributing", "contributing.html"),
        Shot("checks", "checks.html", lambda page: _scroll_to(page, "h2")),
        Shot("missing", "no-such-page.html"),
        Shot("search", "index.html", _search),
        Shot("footer", "about.html", lambda page: page.evaluate("scrollTo(0, document.body.scrollHeight)")),
        Shot("menu", "index.html", lambda page: page.click("label.md-header__button[for=__drawer]"), widths=(360, 768)),
        Shot("narrow", "questions.html", widths=(320,)),
    )


def _answers(browser: Browser, site: Path, address: str) -> Iterator[Shot]:
    """Yield pictures of topics: one closed, and one answer with each part that an answer may hold."""
    topics = sorted(f"topics/{file.name}" for file in (site / "topics").glob("*.html"))
    if not topics:
        return
    yield Shot("topic", topics[0])
    yield Shot("topic-question", topics[0], lambda page: _scroll_to(page, ".sg-question"))
    yield Shot("narrow-answer", topics[0], _opened(".sg-body"), widths=(320,))
    page = browser.new_page()
    wanted = dict(PARTS)
    for topic in topics:
        page.goto(address + topic)
        for name, selector in list(wanted.items()):
            if page.locator(f".sg-answer {selector}").count():
                yield Shot(f"answer-{name}", topic, _opened(selector))
                del wanted[name]
    page.close()


def _opened(selector: str) -> Callable[[Page], object]:
    def prepare(page: Page) -> None:
        page.evaluate("document.querySelectorAll('details.sg-answer').forEach((answer) => { answer.open = true })")
        _scroll_to(page, f".sg-answer {selector}", above=300)

    return prepare


def _scroll_to(page: Page, selector: str, above: int = 90) -> None:
    page.evaluate(
        "([selector, above]) => scrollTo(0, document.querySelector(selector).getBoundingClientRect().top"
        " + scrollY - above)",
        [selector, above],
    )


def _filter(page: Page) -> None:
    page.fill(".sg-filter input", _word(page))
    page.select_option(".sg-filter select >> nth=0", index=1)


def _search(page: Page) -> None:
    word = _word(page)
    page.keyboard.press("/")
    page.keyboard.type(word, delay=20)
    page.wait_for_selector(".md-search-result__item")


def _word(page: Page) -> str:
    """Return a word that the guide has, whatever its subject: the longest in the title of its first topic."""
    title = page.locator("article a[href*='topics/']").first.text_content() or ""
    return max(title.split(), key=len, default="")


def _take(browser: Browser, address: str, shot: Shot, folder: Path) -> None:
    for width in shot.widths:
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": 900 if width > 400 else 740},
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(address + shot.page)
            shot.prepare(page)
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(400)  # scrolling and the sidebar settle
            file = folder / f"{shot.name}-{width}-{scheme}.png"
            page.screenshot(path=file)
            print(file.name, flush=True)
            context.close()


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """Serve a site below a folder of its address, as GitHub Pages does, and give that address."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            _, _, below = path.lstrip("/").partition("/")
            return super().translate_path("/" + below)

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            self.send_response(code)
            self.end_headers()
            self.wfile.write((site / "404.html").read_bytes())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Handler(*args, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/study-guide/"
    server.shutdown()


def _chromium() -> str | None:
    """Return a named Chromium or the machine's, or nothing for Playwright's own, which is installed if need be."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    found = os.environ.get("STUDYGUIDE_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            sys.exit("no Chromium browser could be had: install one, or name one in STUDYGUIDE_CHROMIUM")
    return found


if __name__ == "__main__":
    sys.exit(main())
