"""Small guides written from the golden cases."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from small_pictures import picture

HEAD = "---\nquestion: How is tea brewed?\nlevel: beginner\n---\n\n"
BASE = {
    "qa/tea/index.md": "---\ntitle: Tea\norder: 1\nsummary: Leaves in water.\n---\n\nTea is old.\n",
    "qa/tea/leaf.md": "---\nquestion: What is a leaf?\nlevel: beginner\n---\n\nA part of a plant.\n",
    "qa/tea/brew.md": HEAD + "With hot water.\n",
}
"""A guide without faults, which each case changes in one place."""


def write_guide(root: Path, changes: dict[str, Any]) -> Path:
    """Write the base guide with a case's changes and return its root.

    `answer` and `front` are short for parts of qa/tea/brew.md. A value of nothing leaves a file out; one that is a
    mapping says what else to make: `link`, `folder`, `pipe`, a `picture` of a kind with `width` and `height` of which some
    bytes at the end are `missing`, or a `text` in an `encoding`, many `times`, or filled up to a `size`.
    """
    changes = dict(changes)
    if "answer" in changes:
        changes["qa/tea/brew.md"] = HEAD + changes.pop("answer")
    if "front" in changes:
        changes["qa/tea/brew.md"] = f"---\n{changes.pop('front')}---\n\nWith hot water.\n"
    for name, content in (BASE | changes).items():
        _write(
            root / "content" / os.fsdecode(name.encode("latin-1")) if "\xff" in name else root / "content" / name,
            content,
        )
    return root


def _name(name: str) -> str:
    """Return a file's name; one with ÿ becomes one that is not UTF-8."""
    return os.fsdecode(name.encode("latin-1")) if "ÿ" in name else name


def _write(file: Path, content: Any) -> None:
    if content is None:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        file.write_bytes(content.encode())
    elif "link" in content:
        file.symlink_to(content["link"])
    elif "folder" in content:
        file.mkdir()
    elif "pipe" in content:
        os.mkfifo(file)
    elif "picture" in content:
        data = picture(content["picture"], content.get("width", 1), content.get("height", 1))
        file.write_bytes(data[: len(data) - content.get("missing", 0)])
    else:
        text = content["text"] * content.get("times", 1)
        data = text.encode(content.get("encoding", "utf-8"))
        file.write_bytes(data.ljust(content.get("size", 0), b"\n"))
