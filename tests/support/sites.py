"""Builds small sites for real, with this project's own configuration, theme and hooks."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studyguide.speed.seal import secret_for
from studyguide.speed.store import store_file
from support.commands import environment, mkdocs
from support.guides import guide, question, topic

ROOT = Path(__file__).resolve().parents[2]

ANSWER = """The short answer to it has a formula, $e^{i\\pi} + 1 = 0$, and a source [@doe2020example].

### Explanation

- One **point**
- Another, with `code`; see [the first](one.md)

```python
print("hello")
```
"""

BIBLIOGRAPHY = """@article{doe2020example,
  author = {Doe, Jane},
  title = {An Example},
  year = {2020},
  journal = {Journal of Examples}
}
"""

SUPPORTING = {
    "references.bib": BIBLIOGRAPHY,
    "glossary.md": "# Glossary\n\n## Point\n\nA place. See [the first](qa/topic/one.md).\n",
    "paths.yml": "- id: way\n  title: A way\n  summary: One step.\n"
    "  steps:\n    - title: The first\n      questions: [one]\n",
}
"""What a guide has beside its questions."""


def an_answer(name: str, *, asks: str = "", answer: str = ANSWER, related: str = "one") -> str:
    """Return the file of a question that has one of each field."""
    fields = {"section": "Basics", "tags": "[first, second]", "related": f"[{related}]"}
    return question(asks or f"What is {name}?", answer, **fields, reviewed=f"2026-01-0{1 + len(name) % 9}")


THREE_QUESTIONS = {
    **SUPPORTING,
    "qa/topic/index.md": topic(),
    "qa/topic/one.md": an_answer("one", related="two"),
    "qa/topic/two.md": an_answer("two"),
    "qa/topic/three.md": an_answer("three"),
}
"""A guide of one topic, with one of everything."""


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own."""

    root: Path

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """What builds keep for the next."""
        return store_file(self.root, secret_for(self.root))

    def question(self, name: str) -> Path:
        """Return the file of a question of its only topic."""
        return self.root / "content" / "qa" / "topic" / f"{name}.md"

    def write_question(self, name: str, *, question: str = "", answer: str = ANSWER, related: str = "one") -> None:
        """Write a question, new or anew."""
        self.question(name).write_text(an_answer(name, asks=question, answer=answer, related=related))

    def command(self, *arguments: str) -> list[str]:
        """Return a command of MkDocs."""
        return [sys.executable, "-m", "mkdocs", *arguments]

    def environment(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the environment of its commands."""
        return environment(extra)

    def try_build(self, *arguments: str, extra: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Build, and return what became of it."""
        return mkdocs(self.root, "build", *arguments, extra=extra)

    def build(self, *arguments: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """Build, and return a hash of every file of the site."""
        result = self.try_build(*arguments, extra=extra)
        assert result.returncode == 0, result.stdout + result.stderr
        return self.hashes()

    def hashes(self) -> dict[str, str]:
        """Return a hash of every file of the site."""
        return {
            file.relative_to(self.site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(self.site.rglob("*"))
            if file.is_file()
        }


def project(
    root: Path, files: Mapping[str, Any] = THREE_QUESTIONS, settings: str = "", *, own_pages: bool = False
) -> Project:
    """Write a project with this one's configuration, theme and hooks; it is not built.

    Args:
        root: the folder to make.
        files: the guide, as `guide` takes it.
        settings: the text of mkdocs.yml, if it is not that of this project.
        own_pages: whether pages by hand are those of this project; otherwise each has but a title.
    """
    guide(root, files)
    (root / "mkdocs.yml").write_text(settings or (ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    for name in ("hooks", "node_modules"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs", root / "docs")
    for page in () if own_pages else (root / "docs").rglob("*.md"):
        page.write_text(f"# {page.stem.capitalize()}\n")
    return Project(root)


def site(root: Path, files: Mapping[str, Any] = THREE_QUESTIONS, settings: str = "") -> Path:
    """Build a guide for real, in strict mode and with this project's own pages by hand; return the folder of its site.

    Args:
        root: the folder to make.
        files: the guide, as `guide` takes it.
        settings: the text of mkdocs.yml, if it is not that of this project.
    """
    made = project(root, files, settings, own_pages=True)
    made.build("--strict")
    return made.site
