"""A limit of time for what is done with one text: texts come from strangers, and no page may take forever."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from studyguide.guide.problems import Problem

CPU_SECONDS = 2.0
"""Seconds of processor time that reading a file of the largest size may take, and rendering it as many again.

Ordinary answers take a few milliseconds; a text that takes longer than this is built to take long.
"""

UNREAD = "SG113"
"""The code of a file that could not be read to its end. It is read anew each time: the machine may have been slow."""

Value = TypeVar("Value")
_USUAL = 256 * 1024
"""Characters of a text; the bibliography and what else the guide has once may be longer, and may take longer."""
_MOST_TIMES = 4.0
"""So much longer than another text a long one may take: people wait for it."""
_LEAST = 0.001
"""What is left when nothing is: 0 would be no limit."""


class TooSlowError(BaseException):
    """Not an `Exception`: extensions that go on after any of those must not go on after this."""


class Allowance:
    """The time that is left for one text, which has a length; its steps share it."""

    def __init__(self, length: int = 0) -> None:
        self.seconds = self._left = CPU_SECONDS * min(max(1.0, length / _USUAL), _MOST_TIMES)

    @contextmanager
    def step(self) -> Iterator[None]:
        """Limit a step to what is left.

        Raises:
            TooSlowError: there was not enough.
        """
        if not _can_interrupt():
            yield
            return
        signal.setitimer(signal.ITIMER_PROF, self._left, 1.0)  # again each second, should anything swallow the first
        spent = False
        try:
            yield
        except TooSlowError:
            spent = True
            raise
        finally:
            left, _ = signal.setitimer(signal.ITIMER_PROF, 0)
            self._left = _LEAST if spent else max(left, _LEAST)


def _can_interrupt() -> bool:
    """Return whether a step can be interrupted: by a signal, which only the main thread gets, and not on Windows.

    Builds, checks and the live preview do their work in the main thread, and workers in theirs.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    if signal.getsignal(signal.SIGPROF) is not _stop:
        signal.signal(signal.SIGPROF, _stop)
    return True


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError


def fault_of(step: Callable[[], None], allowance: Allowance) -> str:
    """Take a step with a text; return why it could not be taken, or nothing."""
    try:
        with allowance.step():
            step()
    except RecursionError:
        return "it is nested too deeply"
    except TooSlowError:
        return f"it takes more than {allowance.seconds:g} seconds"
    except Exception as error:  # an extension may fail in any way on a stranger's text
        return f"{type(error).__name__}: {str(error)[:100]}"
    return ""


def read_within(
    path: str, text: str, read: Callable[[], tuple[Value, tuple[Problem, ...]]], *, instead: Value
) -> tuple[Value, tuple[Problem, ...]]:
    """Read a file that the guide has once; where that takes too long, return what stands instead, and a problem."""
    found: list[tuple[Value, tuple[Problem, ...]]] = []
    fault = fault_of(lambda: found.append(read()), Allowance(len(text)))
    return (instead, (unread(path, fault),)) if fault else found[0]


def unread(path: str, fault: str, line: int = 1) -> Problem:
    """Return the problem of a file that could not be read to its end."""
    hint = "take the text apart: remove half of it, and see which half it is"
    return Problem(path, line, UNREAD, f"the text cannot be read: {fault}", hint)


def is_unread(problems: Iterable[Problem]) -> bool:
    """Return whether a file could not be read to its end."""
    return any(problem.code == UNREAD for problem in problems)
