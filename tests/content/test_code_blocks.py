"""The Python in answers runs, on each supported NumPy, and prints what the answer says it prints."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from studyguide.guide.scan import scan
from studyguide.project import load_guide

ROOT = Path(__file__).resolve().parent.parent.parent
RUNNER = Path(__file__).with_name("run_blocks.py")
NUMPY_1 = ROOT / ".venv" / "numpy1"
SECONDS = 60
NUMPYS = ("", str(NUMPY_1)) if sys.version_info < (3, 13) else ("",)
EACH_NUMPY = pytest.mark.parametrize("numpy", NUMPYS, ids=lambda path: "numpy-1" if path else "numpy-2")


@dataclass(frozen=True)
class Result:
    """How one block of code ended, and what it printed."""

    code: int
    out: str
    err: str


@cache
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


def run(codes: Sequence[str], numpy: str, folder: Path, seconds: int = SECONDS) -> list[Result]:
    """Run pieces of code, each in a process of its own that knows nothing of this project and of the other pieces."""
    for number, code in enumerate(codes):
        (folder / f"{number:04}.py").write_text(code, encoding="utf-8")
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    environment |= {"PYTHONPATH": numpy} if numpy else {}
    environment["OPENBLAS_NUM_THREADS"] = "1"  # a process with threads cannot be forked safely
    command = [sys.executable, "-W", "error", str(RUNNER), str(folder), str(seconds)]
    subprocess.run(command, env=environment, cwd="/", check=True)
    return [_result(folder / f"{number:04}") for number in range(len(codes))]


def _result(path: Path) -> Result:
    code, out, err = (path.with_suffix(suffix).read_text(encoding="utf-8") for suffix in (".code", ".out", ".err"))
    return Result(int(code), out, err)


@EACH_NUMPY
def test_code_in_answers_prints_what_the_answer_promises(numpy: str, tmp_path: Path) -> None:
    """Every Python block runs without a warning and prints the text block that follows it."""
    results = run([code for _, _, code, _ in blocks()], numpy, tmp_path)

    faults = [
        f"{path}:{line}: promised {output!r}, got {result.out!r} {result.err[-500:]}"
        for (path, line, _, output), result in zip(blocks(), results, strict=True)
        if result.code or output is None or result.out.rstrip() != output.rstrip()
    ]
    assert not faults, "\n".join(faults)
    assert len(results) > 50


@EACH_NUMPY
def test_each_run_uses_the_numpy_it_is_meant_for(numpy: str, tmp_path: Path) -> None:
    """The two runs really use two major versions."""
    (result,) = run(["import numpy; print(numpy.__version__.split('.')[0])"], numpy, tmp_path)

    assert result.out.strip() == ("1" if numpy else "2"), result.err


HABITS = [
    "import builtins, os, sys, numpy\nbuiltins.left = os.left = numpy.left = 1\nleft = 1\nos.chdir('/tmp')\nprint('one')",
    "import builtins, os, numpy\nprint(*(hasattr(each, 'left') for each in (builtins, os, numpy)), os.getcwd(), *dir())",
    "numpy",
    "import warnings\nwarnings.warn('old')",
    "import sys\nsys.exit(3)",
    "while True: pass",
    "import os\nos.kill(os.getpid(), 9)",
    "import atexit, sys\natexit.register(print, 'at the end')\nprint(sys.argv, repr(sys.stdin.read()))",
    "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: 'int' = 1\nimport pickle\nprint(pickle.loads(pickle.dumps(A())))",
    "import random, numpy\nprint(random.random(), numpy.random.rand())",
    "import random, numpy\nprint(random.random(), numpy.random.rand())",
    "import sys\nprint([name for name in sys.modules if name.startswith(('studyguide', 'mkdocs', 'json'))], sys.flags.isolated)",
]


@EACH_NUMPY
def test_no_block_sees_another(numpy: str, tmp_path: Path) -> None:
    """Each has names, modules, a working folder, random numbers and an end of its own, as in a fresh Python."""
    left, clean, unknown, warned, left_early, endless, killed, last, shaped, dice, others, modules = run(
        HABITS, numpy, tmp_path, seconds=1
    )

    assert (left.code, left.out) == (0, "one\n")
    assert clean.out.startswith("False False False / __builtins__ "), clean
    assert (unknown.code, unknown.err.splitlines()[-1]) == (1, "NameError: name 'numpy' is not defined")
    assert (warned.code, warned.err.splitlines()[-1]) == (1, "UserWarning: old")
    assert left_early.code == 3
    assert endless.code < 0
    assert killed.code == -9
    assert last.out == "['-'] ''\nat the end\n"
    assert shaped.out == "A(x=1)\n", shaped.err
    assert dice.out.split()[0] != others.out.split()[0] and dice.out.split()[1] != others.out.split()[1]
    assert modules.out == "[] 0\n"


def test_code_in_answers_is_short_enough_to_read() -> None:
    """A block has at most 35 lines of at most 100 columns."""
    too_long = [
        f"{path}:{line}"
        for path, line, code, _ in blocks()
        if len(code.splitlines()) > 35 or max(map(len, code.splitlines())) > 100
    ]
    assert not too_long
