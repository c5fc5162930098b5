"""The answers are written anew: none shares a run of eight words with the raw material they came from."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from hash_runs import hash_of, runs  # noqa: E402

FOREIGN = frozenset((Path(__file__).parent / "foreign_runs.txt").read_text().split())


def shared_runs(text: str) -> list[str]:
    """Return the runs of eight words that a text shares with the raw material."""
    return [" ".join(run) for run in runs(text) if hash_of(run) in FOREIGN]


def test_no_text_of_the_guide_shares_eight_words_in_a_row_with_its_raw_material() -> None:
    """Neither questions nor introductions nor hand-written pages repeat the material."""
    files = [*(ROOT / "content").rglob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    shared = {
        str(file.relative_to(ROOT)): found for file in files if (found := shared_runs(file.read_text(encoding="utf-8")))
    }
    assert not shared
    assert len(files) > 100


def test_a_run_of_eight_words_is_found_whatever_its_case_and_punctuation() -> None:
    """The hashes would catch a copied sentence: this one is eight words of the material, typed anew."""
    copied = "Deep learning is a subset of machine learning THAT — uses neural networks"

    assert shared_runs(copied)
    assert not shared_runs("Nothing in this sentence was ever a part of what came in")
