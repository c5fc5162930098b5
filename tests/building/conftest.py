"""A small guide of its own, built for real."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from studyguide.speed.seal import secret_for
from studyguide.speed.store import store_file

ROOT = Path(__file__).resolve().parents[2]

QUESTION = """---
question: {question}
level: beginner
section: Basics
tags: [first, second]
related: [{related}]
reviewed: 2026-01-0{day}
---

{answer}
"""

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
        day = 1 + len(name) % 9
        text = QUESTION.format(question=question or f"What is {name}?", related=related, day=day, answer=answer)
        self.question(name).write_text(text)

    def command(self, *arguments: str) -> list[str]:
        """Return a command of MkDocs."""
        return [sys.executable, "-m", "mkdocs", *arguments]

    def environment(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the environment of its commands."""
        return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(extra or {})}

    def try_build(self, *arguments: str, extra: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Build, and return what became of it."""
        command = self.command("build", *arguments)
        return subprocess.run(command, cwd=self.root, env=self.environment(extra), capture_output=True, text=True)

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


def make_project(root: Path) -> Project:
    """Write a small project: this one's configuration and theme, a topic of three questions."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for name in ("hooks", "node_modules"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs", root / "docs")
    for page in (root / "docs").rglob("*.md"):
        page.write_text(f"# {page.stem.capitalize()}\n")
    project = Project(root)
    topic = project.question("index").parent
    topic.mkdir(parents=True)
    texts = {
        "content/references.bib": BIBLIOGRAPHY,
        "content/glossary.md": "# Glossary\n\n## Point\n\nA place. See [the first](qa/topic/one.md).\n",
        "content/paths.yml": "- id: way\n  title: A way\n  summary: One step.\n"
        "  steps:\n    - title: The first\n      questions: [one]\n",
        "content/qa/topic/index.md": "---\ntitle: A topic\norder: 1\nsummary: Of it.\n---\n\nIts questions.\n",
    }
    for name, text in texts.items():
        (root / name).write_text(text)
    for name, related in (("one", "two"), ("two", "one"), ("three", "one")):
        project.write_question(name, related=related)
    return project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project that has not been built."""
    return make_project(tmp_path / "project")
