"""Commands that change a guide take turns, and one that was killed keeps nobody waiting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from studyguide.guide.locks import Lock, changing, clear_up

HOLD = """
import os, sys, time
from pathlib import Path
from studyguide.guide.locks import Lock

Lock(Path(sys.argv[1])).wait()
child = os.fork()
if child == 0:
    time.sleep(600)
print(child, flush=True)
time.sleep(600)
"""


def test_one_holds_a_lock_and_its_file_goes_with_it(tmp_path: Path) -> None:
    """A second one of the same process has to wait too."""
    file = tmp_path / "folder" / "lock"
    first, second = Lock(file), Lock(file)
    assert first.take() and first.is_held
    assert not second.take() and not second.is_held
    second.release()
    assert file.exists()

    first.release()
    assert not file.exists()
    with second:
        assert not first.take()
    assert list(file.parent.iterdir()) == []


def test_a_lock_on_a_file_that_is_gone_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets the lock of a file just when its last holder removes it has nothing that keeps the next one out."""
    file = tmp_path / "lock"
    opened = os.open

    def open_and_lose(path: Path, *arguments: int) -> int:
        handle = opened(path, *arguments)
        file.unlink()
        return handle

    with monkeypatch.context() as patch:
        patch.setattr("studyguide.guide.locks.os.open", open_and_lose)
        assert not Lock(file).take()
    assert Lock(file).take()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system starts workers in another way")
def test_workers_that_outlive_a_killed_command_hold_no_lock(tmp_path: Path) -> None:
    """The lock belongs to the command alone, not to what was forked from it."""
    file = tmp_path / "lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    child = int(holder.stdout.readline())
    try:
        assert not Lock(file).take()
        holder.kill()
        holder.wait()
        lock = Lock(file)
        assert lock.take()
        os.kill(child, 0)
        lock.release()
    finally:
        os.kill(child, signal.SIGKILL)
        holder.stdout.close()
    assert not file.exists()


def test_a_command_that_waits_says_what_for(tmp_path: Path) -> None:
    """After a second of silence there is one line, and then the command goes on by itself."""
    script = (
        "import sys; from pathlib import Path; from studyguide.guide.locks import changing\n"
        "with changing(Path(sys.argv[1])): print('mine', flush=True)"
    )
    with changing(tmp_path):
        command = [sys.executable, "-c", script, str(tmp_path)]
        waiting = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == (
            "waiting for another command that is changing the guide; Ctrl-C stops this one\n"
        )
    assert waiting.communicate() == ("mine\n", "")


def test_files_that_are_being_written_are_left_to_their_writer(tmp_path: Path) -> None:
    """What looks like a leftover may be a running command's; it goes when that has ended."""
    half = tmp_path / "content" / ".one.md.abcd1234.tmp"
    half.parent.mkdir()
    with changing(tmp_path):
        half.write_text("half")
        clear_up(tmp_path)
        assert half.exists()
    clear_up(tmp_path)
    assert not half.exists()
    assert not list((tmp_path / ".cache").iterdir())
