"""What the README and the lock files promise is true on a fresh copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")
INSIDE = "STUDYGUIDE_FRESH_COPY"
"""Set while the README's commands run, so that the tests that they run do not run them again."""


@pytest.fixture(scope="module")
def fresh_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that git knows or would add, and nothing that was installed or built."""
    copy = tmp_path_factory.mktemp("fresh") / "guide"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    return copy


@pytest.mark.takes_long
@pytest.mark.skipif(INSIDE in os.environ, reason="this is the fresh copy in which the commands are being run")
def test_the_commands_of_the_readme_work_on_a_fresh_copy(fresh_copy: Path) -> None:
    """Each command succeeds; the tests are only collected, because they are running already."""
    commands = SHELL.search(README)
    assert commands is not None
    assert commands[1].split("\n")[:2] == ["make site", "make test"]
    shell = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    environment = {**shell, INSIDE: "1", "PYTEST_OPTIONS": "--collect-only --quiet"}
    environment["PIP_NO_COMPILE"] = "1"  # most of what is installed is never imported here

    for command in filter(None, commands[1].split("\n")):
        result = subprocess.run(
            command.split(), cwd=fresh_copy, env=environment, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, f"{command}: {result.stdout[-3000:]}{result.stderr[-3000:]}"
    assert (fresh_copy / "site" / "index.html").is_file()


def test_every_file_that_the_readme_links_exists() -> None:
    """No link of the README leads nowhere."""
    missing = [target for target in LINK.findall(README) if not (ROOT / target).exists()]

    assert not missing


def test_every_make_target_that_the_texts_name_exists() -> None:
    """`make serve` and the like are targets of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`", README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))

    assert named and named <= targets


def test_lock_files_name_no_registry_and_have_a_hash_for_every_package() -> None:
    """Any mirror can serve them, and no file is installed unseen."""
    for lock in sorted(ROOT.glob("requirements*.lock")):
        text = lock.read_text()
        assert "://" not in text, lock.name
        packages = re.findall(r"^[a-z][\w.-]*==", text, re.MULTILINE)
        entries = re.split(r"^(?=[a-z][\w.-]*==)", text, flags=re.MULTILINE)[1:]
        assert packages and all("--hash=sha256:" in entry for entry in entries), lock.name
    npm = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in npm
    assert npm.count('"integrity"') >= 3


def test_licences_are_stated_in_the_files_and_on_the_site(built_site: Path) -> None:
    """Code is MIT, text is CC BY 4.0; a reader of any page learns it."""
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")
    assert "CC BY 4.0" in (ROOT / "LICENSE-CONTENT").read_text()
    for page in ("index.html", "topics/math.html"):
        text = (built_site / page).read_text(encoding="utf-8")
        assert "CC BY 4.0" in text and "MIT" in text
