"""The delay of the live preview: from an edited answer to the page that shows it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from build_measure import environment

EDITS = 10


def serve_delays(project: Path, topic: str, question: str) -> list[float]:
    """Start the live preview, edit an answer several times, and return the seconds until its page shows each edit.

    This asks as a browser does: a request waits until the server announces a new version; then the page is loaded.
    """
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", address]
    with (project / "serve.log").open("w") as log:
        server = subprocess.Popen(command, cwd=project, env=environment(project), stdout=log, stderr=log)
        try:
            path = _path(project)
            page = f"http://{address}{path}topics/{topic}.html"
            _wait_for(page, server)
            file = project / "content" / "qa" / topic / f"{question}.md"
            return [_delay(address, page, file, f"Edit number {number} is here.") for number in range(EDITS)]
        finally:
            server.terminate()
            server.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _path(project: Path) -> str:
    """Return the path of the site's address, under which the server offers it."""
    address = os.environ.get("SITE_URL") or (project / "mkdocs.yml").read_text()
    found = re.search(r"https://[^/\s\"]+(/[^\s\"\]]*)", address)
    return found[1] if found else "/"


def _wait_for(page: str, server: subprocess.Popen[bytes]) -> None:
    while True:
        if server.poll() is not None:
            raise RuntimeError("the live preview does not start; see serve.log")
        try:
            _get(page)
            return
        except OSError:
            time.sleep(0.2)


def _delay(address: str, page: str, file: Path, sentence: str) -> float:
    found = re.findall(r"livereload\((\d+), \d+\);", _get(page))
    epoch = int(found[-1])
    time.sleep(1.5)  # the watcher comes to rest
    text = file.read_text()
    started = time.monotonic()
    file.write_text(f"{text}\n{sentence}\n")
    while sentence not in (shown := _get(page)):
        epoch = max(epoch, int(_get(f"http://{address}/livereload/{epoch}/1")))
    assert shown
    return time.monotonic() - started


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=120) as response:
        return str(response.read().decode())
