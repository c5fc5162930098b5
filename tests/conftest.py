"""What several tests share: a browser, and small guides that are built for real."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from installed_browser import from_debian, on_machine
from support.commands import mkdocs
from support.shared import shared_folder

ROOT = Path(__file__).resolve().parent.parent
# How long an example takes depends on the machine. On a pull request, the same examples are tried each time: nobody's
# change is red for an old fault that chance finds just then; elsewhere, and in the weekly campaigns, there are new ones.
hypothesis.settings.register_profile("no clock", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("no clock")

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_HELP = (
    "the tests need a Chromium browser and none could be had: install one (Debian: apt install chromium; elsewhere: "
    ".venv/bin/playwright install chromium), or name one in the environment variable STUDYGUIDE_CHROMIUM"
)


def find_chromium() -> str | None:
    """Return a Chromium: a named one, one on the machine, Playwright's own (None), or Debian's package.

    Fails the tests where none can be had; they never skip for want of a browser.
    """
    found = on_machine("STUDYGUIDE_CHROMIUM", _NAMES)
    if found:
        return found
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True).returncode == 0:
        return None
    return from_debian("chromium") or pytest.fail(_HELP, pytrace=False)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium."""
    chromium = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this project's own guide, built once with `mkdocs build --strict`."""

    def build(site: Path) -> None:
        result = mkdocs(ROOT, "build", "--strict", "--site-dir", str(site))
        assert result.returncode == 0, result.stdout + result.stderr

    return shared_folder(tmp_path_factory, "guide", build)


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one test process have the only Firefox, and begin with what takes longest, so that all end together."""
    for item in items:
        if "firefox" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("firefox"))
    items.sort(key=lambda item: not any(item.iter_markers("takes_long")))
