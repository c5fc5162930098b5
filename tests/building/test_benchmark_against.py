"""`benchmarks/build.py --against REV`: two states of the project, each built by its own code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.sites import ROOT

sys.path.append(str(ROOT / "benchmarks"))

from build_against import Pair, _need_own_code, table, warnings_about
from build_corpus import make_corpus
from build_measure import Measured
from build_projects import write_guide


def _marked(folder: Path, mark: str) -> Path:
    """Return a copy of the generator whose code differs."""
    for name in ("hooks/studyguide", "docs"):
        (folder / name).mkdir(parents=True)
    (folder / "hooks" / "studyguide" / "__init__.py").write_text(f"MARK = {mark!r}\n")
    (folder / "mkdocs.yml").write_text("site_name: Guide\n")
    return folder


def test_each_state_is_built_by_its_own_code(tmp_path: Path) -> None:
    """A project that was written from other files has their code, and its commands import that one."""
    for mark in ("old", "new"):
        (tmp_path / mark).mkdir()
        write_guide(tmp_path / mark, make_corpus(1, 2), _marked(tmp_path / f"{mark}-files", mark))

        _need_own_code(tmp_path / mark)
        assert mark in (tmp_path / mark / "hooks" / "studyguide" / "__init__.py").read_text()


def test_a_project_without_code_of_its_own_is_not_measured(tmp_path: Path) -> None:
    """What is installed is not taken for the code of a commit."""
    with pytest.raises(RuntimeError, match="would be built by"):
        _need_own_code(tmp_path)


def test_the_table_has_the_medians_of_both_and_of_the_ratios_of_pairs() -> None:
    """The ratio is that of pairs, not that of medians: a machine that was slow for one pair was slow for both."""
    taken = [(1.0, 2.0), (10.0, 5.0), (4.0, 2.0)]
    pairs = [Pair(Measured(old, old, old), Measured(new, new, new)) for old, new in taken]

    _, wall, *_ = table("abc123", {"cold": pairs})

    assert wall.split() == ["cold", "wall", "s", "4.00", "2.00", "0.50", "(0.50,", "2.00)"]


def test_other_packages_are_named(tmp_path: Path) -> None:
    """A lock file that differs is no reason to stop, but to say so."""
    for name in ("requirements.lock", "package-lock.json"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    assert not list(warnings_about(tmp_path))
    (tmp_path / "requirements.lock").write_text("numpy==1\n")

    assert [warning.split()[1] for warning in warnings_about(tmp_path)] == ["requirements.lock"]


def test_an_unknown_commit_is_refused() -> None:
    """The message is git's, without a traceback."""
    command = [sys.executable, str(ROOT / "benchmarks" / "build.py"), "--against", "no-such-commit"]
    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr.startswith("git rev-parse")
    assert "Traceback" not in done.stderr
