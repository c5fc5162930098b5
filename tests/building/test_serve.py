"""The live preview shows edits, and goes on after mistakes."""

from __future__ import annotations

import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from support.page_oracle import violations
from support.sites import ANSWER, Project

PATIENCE = 60.0


@pytest.fixture
def page(project: Project) -> Iterator[str]:
    """The address of the topic's page in a live preview."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = project.command("serve", "-q", "-a", f"127.0.0.1:{port}")
    environment = project.environment({"SITE_URL": "https://example.org/guide/"})
    server = subprocess.Popen(
        command, cwd=project.root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/guide/topics/topic.html"
    _wait_for(address, "What is one?")
    yield address
    server.terminate()
    server.wait()


def test_an_edit_is_shown(project: Project, page: str) -> None:
    """A new text is on its page, and the page tells the browser to load it again."""
    epoch = int(re.findall(r"livereload\((\d+), \d+\);", _get(page))[-1])
    project.write_question("two", answer=ANSWER + "\nThis is new.\n")
    base = page.partition("/guide/")[0]
    assert int(_get(f"{base}/livereload/{epoch}/1")) > epoch
    assert "This is new." in _get(page)


def test_the_policy_allows_the_scripts_of_a_page_and_no_others(page: str) -> None:
    """The preview is protected as the site is: every inline script, the one that reloads too, is named by its hash."""
    served = _get(page)
    assert violations(served, "topic", whole=True) == []
    assert "script-src-attr 'none'" in served
    assert "'unsafe-inline'" not in served
    assert violations(served.replace("livereload(", "livereload( "), "topic", whole=True)


def test_a_browser_loads_a_page_again_after_an_edit(project: Project, page: str, browser: Browser) -> None:
    """The script that waits for edits runs under the policy, and nothing on the page is refused."""
    opened = browser.new_page()
    refused: list[str] = []
    opened.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    opened.goto(page)
    project.write_question("two", answer=ANSWER + "\nThis is new.\n")
    expect(opened.locator("body")).to_contain_text("This is new.", timeout=PATIENCE * 1000)
    opened.close()
    assert refused == []


def test_a_mistake_is_no_end(project: Project, page: str) -> None:
    """A text that fails leaves the preview running; once it is mended, edits are shown again."""
    project.question("two").write_text("nothing\n")
    time.sleep(1.5)
    project.write_question("two", answer=ANSWER + "\nThis is mended.\n")
    _wait_for(page, "This is mended.")


def _wait_for(address: str, text: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if text in _get(address):
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"{address} does not show {text!r}")


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as response:
        return str(response.read().decode())
