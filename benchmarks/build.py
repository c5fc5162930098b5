"""Measure builds of this generator against the same questions in plain Material for MkDocs and in Zensical.

    python benchmarks/build.py                        all sizes; about half an hour
    python benchmarks/build.py --sizes 1000 --runs 1  one size, once
    python benchmarks/build.py --sizes 1000 --serve   only the live preview
    python benchmarks/build.py --against main         this tree beside a commit, and nothing else

Run it with the project's own Python (.venv/bin/python), which has Material for MkDocs. Zensical is installed from PyPI
into an environment of its own, in the temporary folder in which everything takes place; `--no-zensical` leaves it out
and needs no network. The builds of a round follow each other (plain, cold, edited, Zensical), and each ratio compares
builds of one round, so that a machine that is slow for a while is slow for all of them; the median round is printed.

With `--against` the same questions are built with the code of a commit and with that of the working tree, changes
that are not committed included: cold, after one edit, and once more without a change. The two follow each other in
pairs, and every second pair begins with the other one; the median of the pairs' ratios is printed (below 1: this tree
takes less). Both run with the packages that are installed now.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_against import compare, edit, load, table, take_out, warnings_about
from build_corpus import Corpus, make_corpus
from build_measure import Measured, measure, peak_memory_of_all
from build_projects import write_guide, write_plain
from build_serve import serve_delays

ZENSICAL = "zensical==0.0.73"
SHAPES = {50: (5, 10), 1000: (10, 100), 10000: (100, 100)}
"""Topics and questions in each, for each size; other sizes have topics of 100."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One kind of build, and what is to be done before each."""

    name: str
    command: Sequence[str]
    folder: Path
    prepare: Callable[[], None]


def main() -> None:
    """Read the options, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="50,1000,10000", help="numbers of questions, with commas")
    parser.add_argument("--runs", type=int, default=3, help="rounds, or pairs of builds, at each size")
    parser.add_argument("--against", metavar="REV", help="compare with this commit of the project instead")
    parser.add_argument("--serve", action="store_true", help="measure only the live preview")
    parser.add_argument("--no-zensical", action="store_true", help="leave Zensical out")
    options = parser.parse_args()
    print(_machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="studyguide-benchmark-") as name:
        work = Path(name)
        if options.against:
            _against(work, options.against, [*map(int, options.sizes.split(","))], options.runs)
            return
        zensical = None if options.no_zensical or options.serve else _install_zensical(work)
        for size in map(int, options.sizes.split(",")):
            corpus = _corpus(size)
            if not options.serve:
                _builds(work / str(size), corpus, options.runs, zensical)
            if options.serve or size == 1000:
                _serve(work / f"serve-{size}", corpus)


def _corpus(size: int) -> Corpus:
    return make_corpus(*SHAPES.get(size, (max(1, size // 100), min(size, 100))))


def _against(work: Path, revision: str, sizes: Sequence[int], pairs: int) -> None:
    name = take_out(revision, work / "revision")
    for warning in warnings_about(work / "revision"):
        print(warning, flush=True)
    for size in sizes:
        before = load()
        found = compare(work / str(size), work / "revision", _corpus(size), pairs)
        print(f"\n{size:,} questions, {pairs} pairs, {before} at their beginning and {load().split()[-1]} at their end")
        print(*table(name, found), sep="\n", flush=True)


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.system()} {platform.machine()}, {cores} cores, {load()}, Python {platform.python_version()}"


def _install_zensical(work: Path) -> Path:
    environment = work / "zensical"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    program = environment / "bin" / "zensical"
    subprocess.run(
        [environment / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", ZENSICAL],
        check=True,
    )
    return program


def _builds(work: Path, corpus: Corpus, runs: int, zensical: Path | None) -> None:
    candidates = _candidates(work, corpus, zensical)
    rounds = [{each.name: _measured(each) for each in candidates} for _ in range(runs)]
    memory = {each.name: _memory(each) for each in candidates}
    _print(sum(len(chapter.items) for chapter in corpus.chapters), rounds, memory)


def _candidates(work: Path, corpus: Corpus, zensical: Path | None) -> list[Candidate]:
    guide, plain = work / "guide", work / "plain"
    guide.mkdir(parents=True)
    plain.mkdir()
    write_guide(guide, corpus)
    write_plain(plain, corpus)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
    first = corpus.chapters[0]
    answer = guide / "content" / "qa" / first.slug / f"{first.items[0].id}.md"
    found = [
        Candidate("plain Material", mkdocs, plain, lambda: _remove(plain, "site")),
        Candidate("cold", mkdocs, guide, lambda: _remove(guide, "site", ".cache")),
        Candidate("one answer edited", mkdocs, guide, lambda: edit(answer)),
    ]
    if zensical:
        other = work / "zensical"
        other.mkdir()
        write_plain(other, corpus)
        command = [str(zensical), "build", "-c"]
        found.append(Candidate("Zensical", command, other, lambda: _remove(other, "site", ".cache")))
    return found


def _remove(folder: Path, *names: str) -> None:
    subprocess.run(["rm", "-rf", *(str(folder / name) for name in names)], check=True)


def _measured(candidate: Candidate) -> Measured:
    candidate.prepare()
    return measure(candidate.command, candidate.folder)


def _memory(candidate: Candidate) -> float:
    candidate.prepare()
    return peak_memory_of_all(candidate.command, candidate.folder)


def _print(size: int, rounds: list[dict[str, Measured]], memory: dict[str, float]) -> None:
    print(f"\n{size:,} questions, median of {len(rounds)}; in brackets: to plain Material of the same round")
    print(f"{'':18} {'wall s':>15} {'CPU s':>15} {'largest MB':>15} {'all MB':>15}")
    for name in rounds[0]:
        cells = [_cell(rounds, name, quantity) for quantity in ("wall", "cpu", "memory")]
        cells.append(f"{memory[name]:.0f} ({memory[name] / memory['plain Material']:.2f})")
        print(f"{name:18} " + " ".join(f"{cell:>15}" for cell in cells), flush=True)


def _cell(rounds: list[dict[str, Measured]], name: str, quantity: str) -> str:
    value = statistics.median(getattr(each[name], quantity) for each in rounds)
    ratio = statistics.median(
        getattr(each[name], quantity) / getattr(each["plain Material"], quantity) for each in rounds
    )
    return f"{value:.2f} ({ratio:.2f})" if quantity != "memory" else f"{value:.0f} ({ratio:.2f})"


def _serve(work: Path, corpus: Corpus) -> None:
    work.mkdir(parents=True)
    write_guide(work, corpus)
    delays = serve_delays(work, corpus.chapters[0].slug, corpus.chapters[0].items[0].id)
    size = sum(len(chapter.items) for chapter in corpus.chapters)
    print(f"\nlive preview, {size:,} questions, from an edit to the page with the new text, 10 edits:")
    print(f"median {statistics.median(delays):.2f} s, slowest {max(delays):.2f} s", flush=True)


if __name__ == "__main__":
    main()
