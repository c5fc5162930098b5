"""A small guide of its own, built for real."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.shared import shared_folder
from support.sites import Project
from support.sites import project as make_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project that has not been built."""
    return make_project(tmp_path / "project")


@pytest.fixture
def built(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same project with its site and its cache: a copy of one that was built once for all tests."""
    once = shared_folder(tmp_path_factory, "three-questions", lambda root: make_project(root).build())
    return Project(shutil.copytree(once, tmp_path / "built", symlinks=True))
