"""The Python in answers runs, on each supported NumPy, and prints what the answer says it prints."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studyguide.loader import load_guide
from studyguide.scan import scan

ROOT = Path(__file__).resolve().parent.parent.parent
NUMPY_1 = ROOT / ".venv" / "numpy1"
SECONDS = 60
NUMPYS = ("", str(NUMPY_1)) if sys.version_info < (3, 13) else ("",)


def blocks() -> list[tuple[str, int, str, str | None]]:
    """Return path, line, code and promised output of every Python block that is to run."""
    found = []
    for question in load_guide(ROOT).guide.questions:
        code = scan(question.body).code_blocks
        for position, block in enumerate(code):
            if block.language == "python" and "notest" not in block.options:
                after = code[position + 1] if position + 1 < len(code) else None
                output = after.text if after and after.language == "text" else None
                found.append((question.path, question.body_line + block.line - 1, block.text, output))
    return found


def run(code: str, numpy: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh process that knows nothing of this project."""
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    environment |= {"PYTHONPATH": numpy} if numpy else {}
    command = [sys.executable, "-W", "error", "-"]
    return subprocess.run(
        command, input=code, capture_output=True, text=True, timeout=SECONDS, env=environment, cwd="/", check=False
    )


@pytest.mark.parametrize("numpy", NUMPYS, ids=lambda path: "numpy-1" if path else "numpy-2")
def test_code_in_answers_prints_what_the_answer_promises(numpy: str) -> None:
    """Every Python block runs without a warning and prints the text block that follows it."""
    jobs = blocks()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = list(pool.map(lambda job: run(job[2], numpy), jobs))

    faults = [
        f"{path}:{line}: promised {output!r}, got {result.stdout!r} {result.stderr[-500:]}"
        for (path, line, _, output), result in zip(jobs, results, strict=True)
        if result.returncode or output is None or result.stdout.rstrip() != output.rstrip()
    ]
    assert not faults, "\n".join(faults)
    assert len(jobs) > 50


@pytest.mark.parametrize("numpy", NUMPYS, ids=lambda path: "numpy-1" if path else "numpy-2")
def test_each_run_uses_the_numpy_it_is_meant_for(numpy: str) -> None:
    """The two runs really use two major versions."""
    result = run("import numpy; print(numpy.__version__.split('.')[0])", numpy)

    assert result.stdout.strip() == ("1" if numpy else "2"), result.stderr


def test_code_in_answers_is_short_enough_to_read() -> None:
    """A block has at most 35 lines of at most 100 columns."""
    too_long = [
        f"{path}:{line}"
        for path, line, code, _ in blocks()
        if len(code.splitlines()) > 35 or max(map(len, code.splitlines())) > 100
    ]
    assert not too_long
