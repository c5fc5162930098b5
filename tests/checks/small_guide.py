"""Small guides written from the golden cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from support.guides import question, topic, write_files

BASE = {
    "qa/tea/index.md": topic("Tea", "Tea is old.", summary="Leaves in water."),
    "qa/tea/leaf.md": question("What is a leaf?", "A part of a plant."),
    "qa/tea/brew.md": question("How is tea brewed?", "With hot water."),
}
"""A guide without faults, which each case changes in one place."""


def write_guide(root: Path, changes: dict[str, Any]) -> Path:
    """Write the base guide with a case's changes, which `write_files` knows how to make, and return its root.

    `answer` and `front` are short for parts of qa/tea/brew.md.
    """
    changes = dict(changes)
    if "answer" in changes:
        changes["qa/tea/brew.md"] = question("How is tea brewed?", "").removesuffix("\n") + changes.pop("answer")
    if "front" in changes:
        changes["qa/tea/brew.md"] = f"---\n{changes.pop('front')}---\n\nWith hot water.\n"
    write_files(root / "content", BASE | changes)
    return root
