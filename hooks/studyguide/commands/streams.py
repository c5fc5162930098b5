"""Standard output and error as a command needs them: what cannot be printed is told once, and never twice."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from studyguide.guide.files import WriteError

_OUTPUT = "the standard output"


class _Descriptor(io.FileIO):
    """A stream's file, which takes everything and keeps nothing once it has failed.

    A reader that has read enough, as `head` does, is no failure: the command goes on, and ends as it would have ended.

    Args:
        handle: the stream's file.
        name: what it is called when it fails; a stream without a name fails in silence.
    """

    def __init__(self, handle: int, name: str) -> None:
        super().__init__(handle, "w", closefd=False)
        self._called = name
        self._has_failed = False

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        if self._has_failed:
            return size
        try:
            return super().write(data)
        except OSError as error:
            self._has_failed = True
            if isinstance(error, BrokenPipeError) or not self._called:
                return size
            raise WriteError(error.errno, error.strerror, self._called) from error


@contextmanager
def guarded_streams() -> Iterator[None]:
    """Let a command print to streams that may be closed, full, or left by their reader.

    A character that a stream's encoding lacks comes out as an escape. Raises WriteError where the standard output takes
    nothing.
    """
    _open_closed()
    output, error = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _guarded(output, _OUTPUT), _guarded(error, "")
    try:
        yield
    finally:
        try:
            sys.stdout.flush()
        finally:
            sys.stderr.flush()
            sys.stdout, sys.stderr = output, error


def _open_closed() -> None:
    """Give a file to streams that are closed: the next file to be opened would take their place.

    Raises WriteError where there is no standard output.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 (for as long as the process runs)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (as above)
    if sys.stdout is None:
        raise WriteError(errno.EBADF, "it is closed", _OUTPUT)


def _guarded(stream: TextIO, name: str) -> TextIO:
    """Return a stream that guards another; one that is no stream of the system, as in a test, is left alone."""
    with suppress(OSError, AttributeError, ValueError):
        if stream in {sys.__stdout__, sys.__stderr__}:
            descriptor = _Descriptor(stream.fileno(), name)
            direct = stream.isatty() or not name
            return io.TextIOWrapper(
                io.BufferedWriter(descriptor), stream.encoding, "backslashreplace", line_buffering=direct
            )
    return stream
