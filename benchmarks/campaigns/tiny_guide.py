"""A guide of six questions that has one of everything."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import campaign  # noqa: F401 (finds the modules of the tests)

from support.guides import question, topic
from support.sites import BIBLIOGRAPHY, Project
from support.sites import project as make_project

Files = Mapping[str, str]
"""A hash of each file, by its path."""

TOPICS = {"first": ("one", "two", "three"), "second": ("four", "five", "six")}
ANSWER = """The {0} thing is measured twice, $x^2$ [@doe2020example].

```python
{0} = 1
```

![A drawing of {0}]({0}.svg)"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h{0}"/></svg>\n'
CHAT = "## Why is the {0} sky blue?\n\nBecause small things scatter {0} waves more than long ones.\n"
_LEFT = re.compile(r"\..*\.(tmp|lock|next|last)")


def tiny_guide() -> dict[str, str]:
    """Return the files below content/."""
    files = {
        "references.bib": BIBLIOGRAPHY,
        "glossary.md": "# Glossary\n\n## Point\n\nA place. See [the fourth](qa/second/four.md).\n",
        "paths.yml": "- id: way\n  title: A way\n  summary: One step.\n  steps:\n    - title: All\n      questions:\n"
        "        - four\n        - two\n",
    }
    for order, (slug, names) in enumerate(TOPICS.items(), 1):
        files[f"qa/{slug}/index.md"] = topic(slug.title(), order=str(order))
        for size, name in enumerate(names, 1):
            related = "two" if name != "two" else "five"
            asks = f"What is the {name} thing?"
            files[f"qa/{slug}/{name}.md"] = question(asks, ANSWER.format(name), related=f"[{related}]")
            files[f"qa/{slug}/{name}.svg"] = DRAWING.format(size)
    return files


def tiny_project(root: Path) -> Project:
    """Write a project with this guide, and a transcript to import."""
    project = make_project(root, tiny_guide())
    (root / "chat.md").write_text("\n".join(CHAT.format(name) for name in ("red", "green", "violet", "yellow")))
    return project


def copy(source: Path, target: Path) -> None:
    """Copy a project in the place of whatever is there; pages and styles by hand, which nothing changes, are shared."""
    shutil.rmtree(target, ignore_errors=True)
    shared = {source / "docs", source / "site"}

    def copied(one: str, other: str) -> str:
        if shared.isdisjoint(Path(one).parents):
            return str(shutil.copy2(one, other))
        os.link(one, other)
        return other

    shutil.copytree(source, target, symlinks=True, copy_function=copied)


def hashes(root: Path, folders: Sequence[str]) -> Files:
    """Return a hash of every file in some folders, but for those that are only written for a moment."""
    found = (file for folder in folders for file in sorted((root / folder).rglob("*")) if file.is_file())
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in found
        if not _LEFT.fullmatch(file.name)
    }


def left_over(root: Path) -> list[str]:
    """Return what no command leaves in a project when it ends well."""
    top = [entry for entry in root.iterdir() if not entry.is_symlink()]
    below = [file for entry in top if entry.is_dir() for file in entry.rglob("*")]
    return sorted(file.relative_to(root).as_posix() for file in [*top, *below] if _LEFT.fullmatch(file.name))


def differing(one: Files, other: Files) -> list[str]:
    """Return the paths of the files that are not the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
