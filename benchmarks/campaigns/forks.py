"""Runs the project's commands in forks of a process that has loaded everything already.

So a command costs its work alone, and a moment at which it is killed is one of its work, not of Python's start.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[], None]


@dataclass(frozen=True)
class Ended:
    """What became of a command."""

    code: int
    """The exit code; that of a signal is negative."""
    printed: str
    seconds: float


class Running:
    """A command that was started.

    Args:
        root: the folder of the project.
        command: `mkdocs` or `studyguide`, with arguments.
        change: what is done in the new process before the command, such as to break the code on purpose.
    """

    def __init__(self, root: Path, command: Sequence[str], change: Change | None = None) -> None:
        self._printed = root.with_name(f"{root.name}.printed.{time.monotonic_ns()}")
        self._begun = time.monotonic()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if not self.pid:
            _be(root, command, change, self._printed)

    def wait(self) -> Ended:
        """Wait for the end."""
        _, status = os.waitpid(self.pid, 0)
        seconds = time.monotonic() - self._begun
        printed = self._printed.read_text("utf-8", "replace") if self._printed.exists() else ""
        self._printed.unlink(missing_ok=True)
        return Ended(os.waitstatus_to_exitcode(status), printed, seconds)

    def kill_at(self, seconds: float) -> Ended:
        """Kill the command with its workers after a time; a command that has ended before has its own exit code."""
        time.sleep(max(0.0, self._begun + seconds - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)  # in the moment before it has a group of its own
        return self.wait()


def run(root: Path, command: Sequence[str], change: Change | None = None) -> Ended:
    """Run a command to its end."""
    return Running(root, command, change).wait()


def warm_up(root: Path, *commands: Sequence[str]) -> None:
    """Load all that these commands load, so that forks have it."""
    names = root.with_name("loaded-modules")
    for command in commands:
        _must(Running(root, command, lambda: _tell_at_the_end(names)).wait(), command)
        for name in names.read_text("utf-8").split("\n"):
            if name not in sys.modules:
                with suppress(Exception):  # what is made while it runs cannot be loaded by its name
                    importlib.import_module(name)


def _must(ended: Ended, command: Sequence[str]) -> None:
    if ended.code:
        raise RuntimeError(f"{' '.join(command)} failed:\n{ended.printed}")


def _tell_at_the_end(file: Path) -> None:
    leave = os._exit

    def tell_and_leave(code: int) -> None:
        file.write_text("\n".join(sys.modules), "utf-8")
        leave(code)

    os._exit = tell_and_leave  # type: ignore[assignment]


def _be(root: Path, command: Sequence[str], change: Change | None, printed: Path) -> None:
    """Be the new process; does not return."""
    code = 1
    try:
        os.setsid()
        os.chdir(root)
        for handle, file, flags in ((0, os.devnull, os.O_RDONLY), (1, printed, os.O_WRONLY | os.O_CREAT)):
            os.dup2(os.open(file, flags, 0o666), handle)
        os.dup2(1, 2)
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        if change:
            change()
        code = _called(*command)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:  # whatever it is, the process that was forked must not go on with the campaign
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _called(program: str, *arguments: str) -> int:
    if program == "mkdocs":
        from mkdocs.__main__ import cli  # noqa: PLC0415 (only builds need it)

        cli.main(list(arguments), prog_name=program)
        return 0
    from studyguide.commands import main  # noqa: PLC0415 (as above)

    return main(arguments)
