"""Builds of two states of this project side by side: the working tree beside a commit."""

from __future__ import annotations

import io
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_corpus import Corpus
from build_measure import Measured, environment, measure
from build_projects import ROOT, write_guide

BUILD = (sys.executable, "-m", "mkdocs", "build", "-q")
QUANTITIES = {"wall": "wall s", "cpu": "CPU s", "memory": "largest MB"}


@dataclass(frozen=True, slots=True)
class Pair:
    """What one kind of build took with either state, one right after the other."""

    old: Measured
    new: Measured

    def ratio(self, quantity: str) -> float:
        """Return how many times the old state's amount the new one took."""
        return float(getattr(self.new, quantity) / getattr(self.old, quantity))


def take_out(revision: str, folder: Path) -> str:
    """Write the files of a commit into a folder that is made, and return the commit's short name.

    Raises SystemExit where git does not know the commit.
    """
    name = _git("rev-parse", "--short", "--verify", f"{revision}^{{commit}}").decode().strip()
    with tarfile.open(fileobj=io.BytesIO(_git("archive", name))) as archive:
        archive.extractall(folder, filter="data")
    return name


def warnings_about(folder: Path) -> Iterator[str]:
    """Yield what makes the comparison less than fair: both states run with the packages that are installed now."""
    for name in ("requirements.lock", "package-lock.json"):
        theirs = folder / name
        if not theirs.is_file() or theirs.read_bytes() != (ROOT / name).read_bytes():
            yield f"note: {name} differs between the two; both run with what is installed now"


def compare(work: Path, revision: Path, corpus: Corpus, pairs: int) -> Mapping[str, list[Pair]]:
    """Build the corpus with a commit's code and with that of the working tree, in turn; return the pairs of each kind.

    Args:
        work: a folder for both projects, which is made.
        revision: the files of the commit.
        corpus: what is built.
        pairs: how many of each kind are measured; every second pair begins with the working tree.
    """
    old, new = (_project(work / name, corpus, source) for name, source in (("old", revision), ("new", ROOT)))
    kinds = _kinds(corpus)
    found: dict[str, list[Pair]] = {kind: [] for kind in kinds}
    for number in range(pairs):
        for kind, prepare in kinds.items():
            order = (old, new) if number % 2 == 0 else (new, old)
            taken = {}
            for folder in order:
                prepare(folder)
                taken[folder] = measure(BUILD, folder)
            found[kind].append(Pair(taken[old], taken[new]))
    return found


def _project(folder: Path, corpus: Corpus, source: Path) -> Path:
    folder.mkdir(parents=True)
    write_guide(folder, corpus, source)
    _need_own_code(folder)
    return folder


def _need_own_code(folder: Path) -> None:
    """Raise RuntimeError unless builds in a project run its own copy of the code, not what is installed."""
    command = [sys.executable, "-c", "import studyguide; print(studyguide.__file__)"]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, check=True)
    if not Path(done.stdout.strip()).is_relative_to(folder):
        raise RuntimeError(f"{folder} would be built by {done.stdout.strip()}")


def _kinds(corpus: Corpus) -> dict[str, Callable[[Path], None]]:
    first = corpus.chapters[0]
    answer = Path("content", "qa", first.slug, f"{first.items[0].id}.md")
    return {"cold": _forget, "one edit": lambda folder: edit(folder / answer), "warm": lambda folder: None}


def _forget(folder: Path) -> None:
    for name in ("site", ".cache"):
        shutil.rmtree(folder / name, ignore_errors=True)


def edit(file: Path) -> None:
    """Add a sentence to an answer, a new one each time."""
    text = file.read_text()
    file.write_text(f"{text}\nThis sentence makes the answer {len(text)} characters longer than nothing.\n")


def table(name: str, found: Mapping[str, list[Pair]]) -> Iterator[str]:
    """Yield the lines of a table: medians of either state, and the median, least and greatest of the pairs' ratios."""
    yield f"{'':9} {'':10} {name:>12} {'this tree':>12} {'ratio':>7}  (least, greatest)"
    for kind, pairs in found.items():
        for quantity, unit in QUANTITIES.items():
            old, new = (statistics.median(getattr(each, quantity) for each in side) for side in _sides(pairs))
            ratios = sorted(pair.ratio(quantity) for pair in pairs)
            spread = f"({ratios[0]:.2f}, {ratios[-1]:.2f})"
            yield f"{kind:9} {unit:10} {old:12.2f} {new:12.2f} {statistics.median(ratios):7.2f}  {spread}"


def _sides(pairs: list[Pair]) -> tuple[list[Measured], list[Measured]]:
    return [pair.old for pair in pairs], [pair.new for pair in pairs]


def load() -> str:
    """Return how busy the machine is, where it can be asked."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"


def _git(*arguments: str) -> bytes:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"git {' '.join(arguments)}: {done.stderr.decode().strip()}")
    return done.stdout
