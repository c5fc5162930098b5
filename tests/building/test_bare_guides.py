"""A guide on another subject begins with questions alone: no glossary, no paths, no sources."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from support.sites import Project


@pytest.fixture
def bare(project: Project) -> Project:
    """A project that has nothing but questions."""
    for name in ("glossary.md", "paths.yml", "references.bib"):
        (project.root / "content" / name).unlink()
    for name, related in (("one", "two"), ("two", "one"), ("three", "one")):
        project.write_question(name, answer="A short answer.\n", related=related)
    return project


def test_pages_of_what_is_not_there_are_left_out(bare: Project) -> None:
    """The site is built in strict mode although mkdocs.yml names pages that there is nothing for."""
    bare.build("--strict")
    home = (bare.site / "index.html").read_text()
    assert "mind-map.html" in home
    assert "glossary.html" not in home
    assert "paths.html" not in home
    assert not (bare.site / "glossary.html").exists()


def test_the_plain_folder_leaves_them_out_too(bare: Project) -> None:
    """What `studyguide write` writes builds in strict mode, and its navigation names only pages that are there."""
    plain = bare.root / "plain"
    subprocess.run([sys.executable, "-m", "studyguide", "write", "plain"], cwd=bare.root, check=True)
    command = bare.command("build", "--strict")
    result = subprocess.run(command, cwd=plain, env=bare.environment(), capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    entries = yaml.safe_load((plain / "mkdocs.yml").read_text().replace("!ENV", ""))["nav"]
    names = [name for entry in entries for name in entry]
    assert "Tags" in names
    assert not {"Glossary", "Reading paths"} & set(names)
