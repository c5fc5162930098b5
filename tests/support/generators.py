"""Projects with a generator of their own: a copy of this one's with lines added, as a maintainer would add them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from support.commands import mkdocs, studyguide
from support.sites import ROOT, Project
from support.sites import project as make_project


class OwnGenerator:
    """A project of three questions whose generator is a changed copy.

    Args:
        root: the folder to make it in.
        additions: what is added, by a pattern that only one line of the package or its templates matches.
    """

    def __init__(self, root: Path, additions: Mapping[str, str]) -> None:
        self.project: Project = make_project(root)
        hooks = root / "hooks"
        hooks.unlink()
        shutil.copytree(ROOT / "hooks", hooks, ignore=shutil.ignore_patterns("__pycache__"))
        self.package = hooks / "studyguide"
        self._own_code = {"PYTHONPATH": str(hooks)}
        for line, addition in additions.items():
            self.add(line, addition)

    def add(self, line: str, addition: str) -> None:
        """Add text after the only line that looks like this; raises LookupError where there is none, or another."""
        texts = {file: file.read_text("utf-8") for file in self.package.rglob("*") if file.suffix in {".py", ".html"}}
        pattern = re.compile(line, re.MULTILINE)
        found = [(file, match.end()) for file, text in texts.items() for match in pattern.finditer(text)]
        if len(found) != 1:
            raise LookupError(f"{line} stands in {len(found)} places")
        ((file, end),) = found
        file.write_text(texts[file][:end] + addition + texts[file][end:], "utf-8")

    def page(self) -> str:
        """Build the site, and return the page of the questions."""
        result = mkdocs(self.project.root, "build", extra=self._own_code)
        assert result.returncode == 0, result.stdout + result.stderr
        return (self.project.site / "topics" / "topic.html").read_text("utf-8")

    def check(self) -> str:
        """Return what `studyguide check` prints."""
        return studyguide(self.project.root, "check", extra=self._own_code).stdout

    def written_page(self, folder: Path) -> str:
        """Write the site as a plain folder, and return the page of the questions."""
        result = studyguide(self.project.root, "write", str(folder), extra=self._own_code)
        assert result.returncode == 0, result.stdout + result.stderr
        return (folder / "docs" / "topics" / "topic.md").read_text("utf-8")
