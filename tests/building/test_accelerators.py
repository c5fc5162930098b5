"""Whatever makes a build faster can be left out, one by one or as a whole, and the site is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyguide.publish.theme.navigation import NAVIGATION
from studyguide.speed.accelerators import SWITCH, Accelerator, hash_of_files, is_on
from studyguide.speed.converter import CONVERTER
from studyguide.speed.lexing import HIGHLIGHTING, LEXERS
from studyguide.speed.work import KeptWork, project_work
from support.sites import Project

_ALL = (CONVERTER, LEXERS, HIGHLIGHTING, NAVIGATION)
_OTHER_VERSION = "from studyguide.speed import accelerators\naccelerators.hash_of_files = lambda files: 'another'\n"


def test_the_site_is_the_same_without_speed(project: Project) -> None:
    """One switch leaves out all of it, caches and workers included; every file is the same, to the byte."""
    fast = project.build()
    assert project.build(extra={SWITCH: "off"}) == fast


def test_a_library_of_another_version_leaves_the_site_as_it_is(project: Project, tmp_path: Path) -> None:
    """An accelerator that does not know the libraries stays off and says so in one line; a strict build succeeds."""
    known = project.build()
    (tmp_path / "newer").mkdir()
    (tmp_path / "newer" / "sitecustomize.py").write_text(_OTHER_VERSION)
    result = project.try_build("--strict", extra={"PYTHONPATH": str(tmp_path / "newer")})
    assert result.returncode == 0, result.stderr
    assert project.hashes() == known
    lines = [line for line in result.stderr.splitlines() if "speed:" in line]
    assert [line.split("speed: ")[1] for line in lines] == [str(each).removeprefix("speed: ") for each in _ALL]


@pytest.mark.parametrize("accelerator", _ALL, ids=lambda each: each.name)
def test_the_installed_libraries_are_known(accelerator: Accelerator) -> None:
    """After an upgrade: once the tests that compare with the library pass, add the hash to the accelerator's own."""
    assert hash_of_files(accelerator.files) in accelerator.known


def test_each_file_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A library is another one as soon as a file that is relied on differs or is missing."""
    package = tmp_path / "some_library"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "one.py").write_text("1")
    monkeypatch.syspath_prepend(str(tmp_path))
    hashes = set()
    for text in ("1", "2", None):
        file = package / "one.py"
        file.unlink() if text is None else file.write_text(text)
        hash_of_files.cache_clear()
        hashes.add(hash_of_files(("some_library/one.py", "no_library/two.py")))
    assert len(hashes) == 3


@pytest.mark.parametrize(("value", "expected"), [("", True), ("off", False), ("lexers,work", False), ("lexers", True)])
def test_the_switch_takes_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str, expected: bool) -> None:
    """`off` is for all of them; names are for single ones."""
    monkeypatch.setenv(SWITCH, value)
    assert is_on("work") is expected
    assert isinstance(project_work(tmp_path), KeptWork) is expected
