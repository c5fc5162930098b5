"""A guide on another subject begins with questions alone: no glossary, no paths, no sources."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from support.commands import mkdocs, studyguide
from support.guides import question
from support.sites import Project
from support.sites import project as make_project


@pytest.fixture
def bare(tmp_path: Path) -> Project:
    """A project that has nothing but questions."""
    names = ("one", "two", "three")
    return make_project(tmp_path / "project", {f"qa/topic/{name}.md": question(f"What is {name}?") for name in names})


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
    assert studyguide(bare.root, "write", "plain").returncode == 0
    result = mkdocs(plain, "build", "--strict")
    assert result.returncode == 0, result.stderr
    entries = yaml.safe_load((plain / "mkdocs.yml").read_text().replace("!ENV", ""))["nav"]
    names = [name for entry in entries for name in entry]
    assert "Tags" in names
    assert not {"Glossary", "Reading paths"} & set(names)
