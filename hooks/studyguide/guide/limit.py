"""A limit of time for what is done with one text: texts come from strangers, and a page must not take for ever."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

CPU_SECONDS = 2.0
"""What the reading of a file of the largest size may take, and once more its rendering, in seconds of the processor.

Ordinary answers take a few milliseconds; a text that takes longer than this is built to take long.
"""

_LEAST = 0.001
"""What is left when nothing is: 0 would be no limit."""


class TooSlowError(BaseException):
    """Not an `Exception`: extensions that go on after any of those must not go on after this."""

    def __str__(self) -> str:
        """Say so in words that follow the name of a text."""
        return f"it takes more than {CPU_SECONDS:g} seconds"


class Allowance:
    """The time that is left for one text; its steps share it."""

    def __init__(self) -> None:
        self._left = CPU_SECONDS

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
    except TooSlowError as error:
        return str(error)
    except Exception as error:  # an extension may fail in any way on a stranger's text
        return f"{type(error).__name__}: {str(error)[:100]}"
    return ""
