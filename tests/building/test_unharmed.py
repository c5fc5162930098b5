"""The last good site stays whole whatever becomes of a build."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.sites import ANSWER, Project

KILLS = 15


@pytest.mark.takes_long
def test_a_killed_build_leaves_a_whole_site(built: Project) -> None:
    """At whatever moment a build is killed, the site is the one before or the new one; the next build cleans up."""
    dice = random.Random(1)
    good = built.hashes()
    built.write_question("three", answer=ANSWER + "\nNew.\n")
    started = time.monotonic()
    new = built.build()
    duration = time.monotonic() - started
    whole = [good, new]
    for number in range(KILLS):
        moment = duration * (number + dice.random()) / KILLS
        built.write_question("three", answer=ANSWER + f"\nEdit {number}.\n")
        _build_and_kill(built, moment)
        found = built.hashes()
        if found not in whole:  # this build was quick enough to finish
            assert found == built.build(), f"half a site after {moment:.2f} of {duration:.2f} s"
            whole.append(found)
    built.build()
    assert not list(built.root.glob(".site*"))


_SLOW = """
import os, time
from studyguide.speed.workers import share_out

def work(context, items):
    print(os.getpid(), flush=True)
    time.sleep(120)
    return list(items)

if __name__ == "__main__":
    list(share_out(work, None, range(1000)))
"""


def test_workers_end_with_the_build_that_is_killed(tmp_path: Path) -> None:
    """A build that is killed leaves no process behind that goes on rendering, or waits for work for ever."""
    script = tmp_path / "slow.py"
    script.write_text(_SLOW)
    build = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert build.stdout is not None
    worker = int(build.stdout.readline())
    build.kill()
    build.wait()
    build.stdout.close()
    end = time.monotonic() + 30
    while _runs(worker) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _runs(worker)


def _runs(pid: int) -> bool:
    """Return whether a process runs; one that has ended, but whose parent has not noticed, does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def _build_and_kill(project: Project, moment: float) -> None:
    process = subprocess.Popen(
        project.command("build", "-q"),
        cwd=project.root,
        env=project.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _no_front_matter(project: Project) -> None:
    project.question("two").write_text("nothing\n")


def _broken_link(project: Project) -> None:
    project.write_question("two", answer="See [this](nowhere.md).\n")


def _broken_page(project: Project) -> None:
    (project.root / "docs" / "about.md").write_text("# About\n\n[Nothing](nothing.md)\n")


def _unknown_marker(project: Project) -> None:
    (project.root / "docs" / "index.md").write_text("# Home\n\n<!-- studyguide: nothing -->\n")


@pytest.mark.parametrize("options", [(), ("-q",)])
@pytest.mark.parametrize("spoil", [_no_front_matter, _broken_link, _broken_page, _unknown_marker])
def test_a_failed_build_leaves_the_site_as_it_is(built: Project, spoil: object, options: tuple[str, ...]) -> None:
    """Neither an error nor, in a strict build, a warning touches the last site; quiet builds are as strict."""
    good = built.hashes()
    spoil(built)  # type: ignore[operator]
    result = built.try_build(*options)
    assert result.returncode != 0, result.stderr
    assert built.hashes() == good


def test_a_quiet_build_says_nothing(project: Project) -> None:
    """Counting warnings in a quiet build prints none."""
    _broken_page(project)
    result = project.try_build("-q")
    assert "nothing.md" not in result.stdout + result.stderr
    assert "WARNING" not in result.stdout + result.stderr


def test_the_site_may_be_a_link_to_a_folder_elsewhere(project: Project) -> None:
    """A site folder that is a link stays one, and what it leads to is replaced."""
    elsewhere = project.root / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "old.txt").write_text("old")
    project.site.symlink_to(elsewhere)
    assert "index.html" in project.build()
    assert project.site.is_symlink()
    assert not (elsewhere / "old.txt").exists()
