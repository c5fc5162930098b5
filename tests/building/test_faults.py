"""A disk or file that fails ends a build with a line that names it, and leaves the last site."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable

import pytest

from .conftest import Project


def no_space() -> None:
    """Let a file take nothing that is longer than a page's head, as on a disk that is nearly full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


def build(project: Project, redirection: str = "", prepare: Callable[[], None] | None = None) -> tuple[int, str]:
    """Build by a shell, and return the exit code and what was printed."""
    command = ["bash", "-o", "pipefail", "-c", f'"$@" {redirection}', "bash", *project.command("build")]
    result = subprocess.run(
        command, cwd=project.root, env=project.environment(), capture_output=True, text=True, preexec_fn=prepare
    )
    return result.returncode, result.stdout + result.stderr


def test_a_full_disk_is_named_and_leaves_the_last_site(project: Project) -> None:
    """Whatever could not be written, nothing half stands anywhere."""
    good = project.build()
    code, printed = build(project, prepare=no_space)

    assert code == 1
    assert "ERROR   -  studyguide: cannot write .site.next/" in printed
    assert "File too large" in printed
    assert "Traceback" not in printed
    assert project.hashes() == good
    assert not list(project.root.glob(".site*"))


@pytest.mark.parametrize("redirection", [">/dev/full", "2>/dev/full", "2>&-", "2>&1 | true"])
def test_an_output_that_takes_nothing_is_no_fault_of_a_build(project: Project, redirection: str) -> None:
    """A build speaks on standard error only, and what it makes is the site: nobody has to listen."""
    code, printed = build(project, redirection)

    assert code == 0, printed
    assert "Traceback" not in printed
    assert "index.html" in project.hashes()


def test_an_interrupted_build_leaves_the_last_site_and_nothing_else(project: Project) -> None:
    """Ctrl-C ends a build in one line, with a code that is not 0."""
    good = project.build()
    hook = project.root / "stop.py"
    hook.write_text("import os, signal\n\ndef on_env(env, config, files):\n    os.kill(os.getpid(), signal.SIGINT)\n")
    settings = project.root / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("hooks: [", "hooks: [stop.py, "))
    result = project.try_build("-q")

    assert result.returncode == 1
    assert (result.stdout + result.stderr).strip() == "Aborted!"
    assert project.hashes() == good
    assert not list(project.root.glob(".site*"))


def test_a_page_that_cannot_be_read_is_named(project: Project) -> None:
    """The message names it as it lies in the project."""
    hook = project.root / "gone.py"
    hook.write_text("import os\n\ndef on_nav(nav, config, files):\n    os.unlink('docs/about.md')\n")
    settings = project.root / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("hooks: [", "hooks: [gone.py, "))
    code, printed = build(project)

    assert code == 1
    assert "ERROR   -  studyguide: cannot read docs/about.md: No such file or directory" in printed
    assert "Traceback" not in printed
