"""Sites, servers and browsers for the tests of the pages."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import long_guide
import pytest
from firefox_driver import Firefox, find_firefox, running_firefox
from loaf_guide import FILES
from playwright.sync_api import Browser, BrowserContext, Page

from opening import DESKTOP, Opener, Seen, watch
from support.shared import shared_folder
from support.sites import ROOT, site

PREFIX = "/study-guide/"
"""The folder that `site_url` in mkdocs.yml names: the page for missing pages is the one that must know it."""


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one of everything, built with this project's own settings, pages and theme."""
    return shared_folder(tmp_path_factory, "loaf", lambda root: site(root, FILES)) / "site"


@pytest.fixture(scope="session")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose every text is long and cannot be broken, its own name included."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    named = re.sub(r"(?m)^(site_name|site_description|repo_name): .*", rf"\1: {long_guide.WORD}", settings)
    return shared_folder(tmp_path_factory, "long", lambda root: site(root, long_guide.FILES, named)) / "site"


class _SubPath(SimpleHTTPRequestHandler):
    """Serves a folder below a prefix, as GitHub Pages serves the site of a project."""

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(PREFIX)
        return super().translate_path("/" + inside if inside != path else "/outside/of/the/site")

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve folders over HTTP; gives a function from a folder to its address."""
    servers: dict[Path, ThreadingHTTPServer] = {}

    def address(folder: Path) -> str:
        if folder not in servers:
            servers[folder] = ThreadingHTTPServer(("127.0.0.1", 0), partial(_SubPath, directory=str(folder)))
            threading.Thread(target=servers[folder].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[folder].server_port}{PREFIX}"

    yield address
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture
def seen() -> Seen:
    """What happened in the pages that this test has opened."""
    return Seen()


@pytest.fixture
def open_page(browser: Browser, small_site: Path, serve: Callable[[Path], str], seen: Seen) -> Iterator[Opener]:
    """Open a page of a site; whatever it writes to the console as an error, or asks of the world, fails the test."""
    contexts: list[BrowserContext] = []

    def open_one(
        path: str,
        *,
        site: Path = small_site,
        over: str = "file",
        size: tuple[int, int] = DESKTOP,
        scheme: str = "light",
        scripts: bool = True,
        init: str = "",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        contexts.append(context)
        if init:
            context.add_init_script(init)
        watch(context, seen)
        page = context.new_page()
        page.goto((serve(site) if over == "http" else f"{site.as_uri()}/") + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert seen.foreign == []
    assert seen.errors == []


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A headless Firefox with its default policy for files, and no way to the network."""
    with running_firefox(find_firefox(), tmp_path_factory.mktemp("firefox")) as browser:
        yield browser
