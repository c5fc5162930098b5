"""Progress of long work, on one line of a terminal."""

from __future__ import annotations

from typing import TextIO

_LONG = 500
_STEPS = 100


class Progress:
    """Shows how far the work is, where somebody can see it and it is long enough to wait for."""

    def __init__(self, stream: TextIO, what: str) -> None:
        self._stream = stream
        self._what = what
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Show the state; only now and then, and only in a terminal."""
        if total < _LONG or done % max(total // _STEPS, 1) or not self._stream.isatty():
            return
        self._stream.write(f"\r{self._what}: {done:,} of {total:,}")
        self._stream.flush()
        self._shown = True

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            self._stream.write("\r\033[K")
            self._stream.flush()
