"""Set-up runs no code of what it installs: wheels with hashes only, by a pip that is locked itself, and no scripts."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up of this project, with an environment that is empty and commands that are only noted."""
    spec = importlib.util.spec_from_file_location("setup_of_the_project", ROOT / "tools" / "setup.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.noted = []
    monkeypatch.setattr(module, "VENV", tmp_path)
    monkeypatch.setattr(module, "make_environment", lambda: None)
    monkeypatch.setattr(
        module, "run", lambda *command, quiet=False: module.noted.append([str(part) for part in command])
    )
    monkeypatch.setattr(module.shutil, "which", lambda name: None)  # no npm on the machine: one comes from PyPI
    monkeypatch.setenv("PATH", "")
    return module


@pytest.mark.parametrize("part", ["site", "test", "semantic"])
def test_what_is_installed_is_a_wheel_with_a_hash(setup: ModuleType, part: str) -> None:
    """Each command of pip is held to a lock file and to wheels, apart from the one for the project itself."""
    assert setup.main([part]) == 0

    installs = [command for command in setup.noted if "pip" in command and "install" in command]
    assert installs[0][-1] == "requirements-pip.lock"
    (own,) = [command for command in installs if "--editable" in command]
    assert own[-1] == "." and "--no-build-isolation" in own and "--no-deps" in own
    installs.remove(own)
    for command in installs:
        assert command[command.index("--only-binary") + 1] == ":all:"
        assert "--require-hashes" in command and "--no-deps" in command
        assert command[-2] == "-r" and (ROOT / command[-1]).is_file()
    assert len(installs) >= (3 if part == "site" else 4)


def test_no_package_of_npm_runs_a_script(setup: ModuleType) -> None:
    """The set-up says so, and so does .npmrc to whoever calls npm by hand."""
    assert setup.main(["site"]) == 0
    (npm,) = [command for command in setup.noted if "ci" in command]
    assert "--ignore-scripts" in npm
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text().split()


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_settings_that_are_no_plain_file_end_the_set_up(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """MkDocs would read whatever they lead to, or wait, before any code of the project could look at them."""
    root = tmp_path / "project"
    root.mkdir()
    if kind == "link":
        (root / "mkdocs.yml").symlink_to("/etc/hostname")
    else:
        setup.os.mkfifo(root / "mkdocs.yml")
    monkeypatch.setattr(setup, "ROOT", root)

    assert setup.main(["site"]) == 1
    assert "mkdocs.yml is not a plain file" in capsys.readouterr().err
    assert setup.noted == []


@pytest.mark.parametrize(("extra", "base"), [("semantic", ""), ("campaign", ""), ("campaign", "-test")])
def test_the_extra_is_locked(extra: str, base: str) -> None:
    """Every package that it names has its own line in the lock file, and those of what it is added to are the same."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"][extra]
    locked = _versions(f"requirements-{extra}.lock")
    assert {re.split(r"[=>< ]", each)[0] for each in named} <= locked.keys()
    own = _versions(f"requirements{base}.lock")
    assert base or own.keys() - locked.keys() <= {"setuptools"}
    assert {name: locked[name] for name in own.keys() & locked.keys()} == {
        name: own[name] for name in own.keys() & locked.keys()
    }


def _versions(lock: str) -> dict[str, set[str]]:
    """Return the versions of each package; there may be one for each Python."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z][\w.-]*)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def test_a_deployment_reads_no_cache() -> None:
    """It neither restores one nor lets a build read one."""
    workflow = (ROOT / ".github/workflows/deploy.yml").read_text()
    assert 'STUDYGUIDE_CACHE: "off"' in workflow
    assert "actions/cache" not in workflow and not re.search(r"^\s*cache:", workflow, re.MULTILINE)
