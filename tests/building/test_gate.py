"""A build refuses links and pipes before MkDocs follows or reads them."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from .conftest import Project


def _link_out(project: Project) -> str:
    (project.root.parent / "secret.txt").write_text("nobody's business")
    (project.root / "docs" / "assets" / "secret.txt").symlink_to("../../../secret.txt")
    return "docs/assets/secret.txt:1: SG103"


def _loop(project: Project) -> str:
    (project.root / "docs" / "again").symlink_to(".")
    return "docs/again:1: SG103"


def _pipe(project: Project) -> str:
    os.mkfifo(project.root / "docs" / "pipe.md")
    return "docs/pipe.md:1: SG105"


def _name(project: Project) -> str:
    (project.root / "docs" / "a\n::error::b.md").write_text("[no](nowhere.md)\n")
    return "docs/a\\n::error::b.md:1: SG108"


@pytest.mark.parametrize("spoil", [_link_out, _loop, _pipe, _name])
def test_what_the_gate_refuses_ends_the_build_at_once(project: Project, spoil: Callable[[Project], str]) -> None:
    """The message names the file; nothing is built, and no line begins a command."""
    expected = spoil(project)
    result = project.try_build()

    assert result.returncode != 0
    assert expected in result.stderr
    assert not project.site.exists()
    assert not [line for line in result.stderr.splitlines() if line.lstrip().startswith("::")]
