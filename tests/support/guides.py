"""Writes guides for tests: a guide is said as {path below content/: text}."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.pictures import picture

ANSWER = "It is what it is."


def question(asks: str = "What is it?", answer: str = ANSWER, **fields: str) -> str:
    """Return the text of a question's file.

    Args:
        asks: the question, as YAML.
        answer: the Markdown below the front matter.
        fields: the rest of the front matter, as YAML; the level is `beginner` where none is given.
    """
    return _document({"question": asks, "level": "beginner", **fields}, answer)


def topic(title: str = "A topic", body: str = "Its questions.", **fields: str) -> str:
    """Return the text of a topic's index.md; `order` is 1 and `summary` says nothing where none is given."""
    return _document({"title": title, "order": "1", "summary": "Of it.", **fields}, body)


def _document(fields: Mapping[str, str], body: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{lines}---\n\n{body}\n"


def guide(root: Path, files: Mapping[str, Any]) -> Path:
    """Write a guide and return its root; each topic that says nothing of its index.md gets a plain one.

    Args:
        root: the project's folder, which is made where it is missing.
        files: what `write_files` takes, with paths below content/.
    """
    folders = {name.rpartition("/")[0] for name in files if name.startswith("qa/")}
    indexes = {f"{folder}/index.md": topic(folder.rpartition("/")[2].capitalize()) for folder in sorted(folders)}
    write_files(root / "content", indexes | dict(files))
    return root


def write_files(root: Path, files: Mapping[str, Any]) -> None:
    """Write files, and make the folders above them.

    A text or bytes are written as they are. None leaves a file out. A mapping says what else to make: `link`, `folder`,
    `pipe`, a `picture` of a kind with `width` and `height` of which some bytes at the end are `missing`, or a `text` in an
    `encoding`, many `times`, or filled up to a `size`.

    Args:
        root: the folder that the paths are below.
        files: {path: content}; a ÿ in a path becomes a byte that is not UTF-8.
    """
    for name, content in files.items():
        if content is not None:
            _write(root / (os.fsdecode(name.encode("latin-1")) if "ÿ" in name else name), content)


def _write(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str | bytes):
        file.write_bytes(content.encode() if isinstance(content, str) else content)
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
