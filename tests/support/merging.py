"""A guide in which a question of one topic is merged into one of another."""

from __future__ import annotations

from pathlib import Path

from support.guides import guide, question, topic

FILES = {
    "one/kept.md": question("What is it?", "Short.\n\n### Explanation\n\nSee [other](../two/other.md).").replace(
        "level: beginner\n", "level: beginner\n# note\n"
    ),
    "two/gone.md": question(
        '"What: is that?"',
        "Brief.\n\n### Explanation\n\nLong [o](other.md) [^1].\n\n```python\nx = 1\n\n\ny = 2\n```\n\n[^1]: Foot.",
        also_asked="[Tell me what it is.]",
        redirect_from="[ancient]",
    ),
    "two/other.md": question("Why?", "Because of [that](gone.md) and [it](../one/kept.md).", related="[gone]"),
}


def project(folder: Path, files: dict[str, str]) -> Path:
    """Write a guide with two topics and return its folder."""
    both = {f"qa/{name}/index.md": topic(name) for name in ("one", "two")}
    return guide(folder, both | {f"qa/{name}": text for name, text in files.items()})
