"""Measure what a page costs a reader: when it opens, and when the reader turns to search.

    python benchmarks/opening.py                     guides of 100, 1,000 and 10,000 questions; about ten minutes
    python benchmarks/opening.py --sizes 100 --runs 1

Run it with the project's own Python (.venv/bin/python). Each guide is built from invented questions in a temporary
folder and opened in a headless Chromium, over HTTP and from disk, twice in turn: as this project does it, and as
Material for MkDocs does it by itself (from disk with the shim that its documentation names, iframe-worker 1.0.4,
which npm fetches). Both search the same index. The median of the runs is printed; `busy` is the time in which the
page's main thread was at work, `longest` its longest task, and a ratio compares ours with the theme's.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, sync_playwright

from build_corpus import make_corpus
from build_projects import write_guide

SHIM = "iframe-worker@1.0.4"
SETTLED_MS = 1500
PATIENCE_MS = 180_000
TASKS = """
window.longest = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  window.longest = Math.max(window.longest, entry.duration);
})).observe({type: "longtask", buffered: true});
"""
FIRST_RESULT = """() => new Promise((found) => {
  const list = document.querySelector(".md-search-result__list");
  const field = document.querySelector("[data-md-component=search-query]");
  const begun = performance.now();
  window.longest = 0;
  new MutationObserver((_, observer) => {
    if (!list.children.length) return;
    observer.disconnect();
    found(performance.now() - begun);
  }).observe(list, {childList: true});
  field.focus();
  field.value = "gradient";
  field.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
})"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one opening of a page, and the search after it, took: milliseconds, requests and bytes."""

    requests: float
    kilobytes: float
    opening_busy: float
    opening_longest: float
    first_result: float
    search_busy: float
    search_longest: float
    heap_megabytes: float


def main() -> None:
    """Read the options, build, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000,10000", help="numbers of questions, with commas")
    parser.add_argument("--runs", type=int, default=3, help="openings of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="studyguide-opening-") as name, sync_playwright() as driver:
        work = Path(name)
        shim = _shim(work)
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        print(f"Chromium {browser.version}, load {os.getloadavg()[0]:.1f}")
        for size in map(int, options.sizes.split(",")):
            ours, theirs = _sites(work / str(size), size, shim)
            _report(browser, size, ours, theirs, options.runs)
        browser.close()


def _shim(work: Path) -> str:
    """Return the script with which the theme searches from disk."""
    subprocess.run(["npm", "pack", "--silent", SHIM], cwd=work, check=True, capture_output=True)
    with tarfile.open(next(work.glob("*.tgz"))) as package:
        found = next(member for member in package.getmembers() if member.name.endswith("shim/index.js"))
        file = package.extractfile(found)
        assert file is not None
        return file.read().decode()


def _sites(folder: Path, size: int, shim: str) -> tuple[Path, Path]:
    """Build a guide, and return its site and a copy that leaves loading search to the theme."""
    folder.mkdir()
    topics = max(1, size // 100)
    write_guide(folder, make_corpus(topics, size // topics))
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "site"]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    theirs = folder / "theirs"
    shutil.copytree(folder / "site", theirs)
    (theirs / "assets" / "search" / "iframe-worker.js").write_text(shim)
    page = (theirs / "index.html").read_text()
    (theirs / "index.html").write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page))
    return folder / "site", theirs


def _report(browser: Browser, size: int, ours: Path, theirs: Path, runs: int) -> None:
    index = (ours / "search" / "search_index.json").read_bytes()
    print(f"\n{size} questions; index {len(index) / 1e6:.2f} MB, {len(gzip.compress(index)) / 1e6:.2f} MB with gzip")
    print(f"{'':22}{'on opening':>40}{'after turning to search':>44}")
    columns = "requests     kB   busy ms  longest ms   first result ms   busy ms  longest ms  heap MB"
    print(f"{'':22}{columns}")
    for over in ("http", "file"):
        costs: dict[Path, list[Cost]] = {ours: [], theirs: []}
        for _ in range(runs):
            for site, found in costs.items():
                found.append(_cost(browser, site, over))
        mine, other = (_median(costs[site]) for site in (ours, theirs))
        print(_line(f"{over}, this project", mine))
        print(_line(f"{over}, theme by itself", other))
        print(f"{f'{over}, ratio':22}{_ratios(mine, other)}", flush=True)


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in Cost.__slots__))


def _line(name: str, cost: Cost) -> str:
    return (
        f"{name:22}{cost.requests:8.0f}{cost.kilobytes:7.0f}{cost.opening_busy:10.0f}{cost.opening_longest:12.0f}"
        f"{cost.first_result:18.0f}{cost.search_busy:10.0f}{cost.search_longest:12.0f}{cost.heap_megabytes:9.0f}"
    )


def _ratios(mine: Cost, other: Cost) -> str:
    widths = (8, 7, 10, 12, 18, 10, 12, 9)
    pairs = ((getattr(mine, name), getattr(other, name)) for name in Cost.__slots__)
    return "".join(
        f"{one / two:{width}.2f}" if two else f"{'-':>{width}}" for (one, two), width in zip(pairs, widths, strict=True)
    )


def _cost(browser: Browser, site: Path, over: str) -> Cost:
    """Open the home page once in a fresh context, wait until it is quiet, and search."""
    with _served(site) as address:
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(TASKS)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        metrics = context.new_cdp_session(page)
        metrics.send("Performance.enable")
        page.goto(address + "index.html" if over == "http" else (site / "index.html").as_uri())
        page.wait_for_timeout(SETTLED_MS)
        opening_busy, opening_longest, requests = _busy(metrics), page.evaluate("longest"), list(asked)
        page.set_default_timeout(PATIENCE_MS)
        begun = time.perf_counter()
        first_result = page.evaluate(FIRST_RESULT)
        assert time.perf_counter() - begun < PATIENCE_MS / 1000
        page.wait_for_timeout(300)
        cost = Cost(
            requests=len(requests),
            kilobytes=sum(_size(site, url) for url in requests) / 1000,
            opening_busy=opening_busy,
            opening_longest=opening_longest,
            first_result=first_result,
            search_busy=_busy(metrics) - opening_busy,
            search_longest=page.evaluate("longest"),
            heap_megabytes=_metric(metrics, "JSHeapUsedSize") / 1e6,
        )
        context.close()
    return cost


def _size(site: Path, url: str) -> int:
    """Return the size of what a request was for, as a server sends it with gzip."""
    if not url.startswith(("http", "file")):
        return 0
    path = url.removeprefix(site.as_uri()).partition("?")[0]
    file = site / re.sub(r"^https?://[^/]*", "", path).lstrip("/")
    if not file.is_file():
        return 0
    data = file.read_bytes()
    return len(data) if file.suffix in (".woff2", ".png") else len(gzip.compress(data))


def _metric(session: CDPSession, name: str) -> float:
    return float({each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}[name])


def _busy(session: CDPSession) -> float:
    return _metric(session, "TaskDuration") * 1000


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    main()
