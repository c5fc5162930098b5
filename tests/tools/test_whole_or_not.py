"""The tools write what they write whole or not at all, and say why not."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-numpy1.lock", "requirements-npm.lock")


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ModuleType:
    """A tool, by its name."""
    monkeypatch.syspath_prepend(TOOLS)
    monkeypatch.delitem(sys.modules, request.param, raising=False)
    module: ModuleType = pytest.importorskip(request.param)
    return module


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Something to pack."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("<html></html>")
    return folder


@pytest.mark.parametrize("tool", ["pack"], indirect=True)
def test_an_archive_is_whole_or_the_last_one(
    tool: ModuleType, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk is named, the last archive stays, and what a killed run has left is neither packed nor kept."""
    archive = site / "offline.zip"
    assert tool.main([str(site), str(archive)]) == 0
    good = archive.read_bytes()
    (site / ".offline.zip.abcd1234.tmp").write_text("half")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.chdir(site)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        assert tool.main([str(site), str(archive)]) == 1
    assert capsys.readouterr().err == "pack: cannot write offline.zip: No space left on device\n"
    assert archive.read_bytes() == good

    assert tool.main([str(site), str(archive)]) == 0
    assert archive.read_bytes() == good
    assert sorted(file.name for file in site.iterdir()) == ["index.html", "offline.zip"]
    with zipfile.ZipFile(archive) as packed:
        assert "study-guide/index.html" in packed.namelist()


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A project that has been locked before."""
    for name in ("pyproject.toml", "package.json", "package-lock.json", ".npmrc", *LOCKS):
        (tmp_path / name).write_text(f"old {name}")
    return tmp_path


@pytest.mark.parametrize("failing", [None, 1, 3, 5])
@pytest.mark.parametrize("tool", ["lock"], indirect=True)
def test_lock_files_change_together(
    tool: ModuleType, locked: Path, monkeypatch: pytest.MonkeyPatch, failing: int | None
) -> None:
    """Where one cannot be had, all stay as they are."""
    calls: list[list[str]] = []

    def resolve(command: list[str], *, check: bool, cwd: Path) -> None:
        calls.append(command)
        if len(calls) == failing:
            raise subprocess.CalledProcessError(1, command)
        output = command[command.index("--output-file") + 1] if command[0] == "uv" else "package-lock.json"
        (cwd / output).write_text(f"new {output}")

    monkeypatch.setattr(tool, "ROOT", locked)
    monkeypatch.setattr(tool.subprocess, "run", resolve)
    if failing:
        with pytest.raises(subprocess.CalledProcessError):
            tool.main()
    else:
        tool.main()
    age = "old" if failing else "new"
    assert {name: (locked / name).read_text() for name in (*LOCKS, "package-lock.json")} == {
        name: f"{age} {name}" for name in (*LOCKS, "package-lock.json")
    }


@pytest.mark.parametrize("tool", ["setup"], indirect=True)
def test_what_was_stopped_is_installed_again(tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Going back to the last lock file after an installation that stopped does not pass for installed."""
    monkeypatch.setattr(tool, "VENV", tmp_path)
    lock = tmp_path / "requirements.lock"
    installed: list[str] = []

    def install() -> None:
        if lock.read_text() == "new":
            raise KeyboardInterrupt
        installed.append(lock.read_text())

    lock.write_text("old")
    tool.once("site", [lock], install)
    tool.once("site", [lock], install)
    assert installed == ["old"]

    lock.write_text("new")
    with pytest.raises(KeyboardInterrupt):
        tool.once("site", [lock], install)
    lock.write_text("old")
    tool.once("site", [lock], install)
    assert installed == ["old", "old"]


@pytest.mark.parametrize("tool", ["screenshots"], indirect=True)
def test_pictures_take_the_place_of_the_last_ones_together(tool: ModuleType, tmp_path: Path) -> None:
    """A run that fails leaves the last pictures; one of a few only keeps the others; strange files are left alone."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a.png", "b.png"):
        (folder / name).write_text("old")

    with pytest.raises(RuntimeError), tool._replaced(folder, keep=False) as new:
        (new / "a.png").write_text("new")
        raise RuntimeError
    assert (folder / "a.png").read_text() == "old"

    with tool._replaced(folder, keep=True) as new:
        (new / "a.png").write_text("new")
    assert [file.read_text() for file in sorted(folder.iterdir())] == ["new", "old"]

    with tool._replaced(folder, keep=False) as new:
        (new / "c.png").write_text("new")
    assert [file.name for file in folder.iterdir()] == ["c.png"]

    (folder / "notes.txt").write_text("mine")
    with pytest.raises(tool.SiteError, match=r"notes\.txt"), tool._replaced(folder, keep=False):
        pass
    assert sorted(file.name for file in tmp_path.iterdir()) == ["pictures"]
