"""What one command takes: time, processor time and memory, its children included."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_STEP = 0.05
"""Seconds between two looks at the memory of all processes."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of user and system time, those of the children included."""
    memory: float
    """Peak of the largest process, in megabytes."""


def measure(command: Sequence[str], folder: Path) -> Measured:
    """Run a command to its end; raises RuntimeError when it fails."""
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        process = _start(command, folder, output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        _need_success(process, output)
    unit = 1 if sys.platform == "darwin" else 1024
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def peak_memory_of_all(command: Sequence[str], folder: Path) -> float:
    """Return the most memory that a command and its children took together, in megabytes.

    Memory that processes share is counted once (Linux: PSS). This is a run by itself, because looking takes time.
    """
    peak = 0.0
    with tempfile.TemporaryFile() as output:
        process = _start(command, folder, output)
        while process.poll() is None:
            peak = max(peak, sum(map(_memory, _family(process.pid))))
            time.sleep(_STEP)
        _need_success(process, output)
    return peak


def _start(command: Sequence[str], folder: Path, output: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=output, stderr=subprocess.STDOUT)


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a project's commands: its own copy of the code counts, not the one being worked on."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder / "hooks")}


def _need_success(process: subprocess.Popen[bytes], output: IO[bytes]) -> None:
    if process.returncode:
        output.seek(0)
        raise RuntimeError(f"{process.args!r} failed:\n{output.read().decode(errors='replace')[-2000:]}")


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = [
            int(child)
            for thread in Path(f"/proc/{pid}/task").iterdir()
            for child in (thread / "children").read_text().split()
        ]
    except OSError:
        return
    for child in children:
        yield from _family(child)


def _memory(pid: int) -> float:
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) * 1024 / 1e6 if found else 0.0
