"""A place for finished pages while others are made: on disk once they are many, so that memory stays small."""

from __future__ import annotations

import tempfile
import weakref

_IN_MEMORY = 4 * 1024 * 1024


class Spool:
    """Texts set aside; they are gone when the last of them is."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (closed with the last text)
        weakref.finalize(self, self._file.close)

    def keep(self, text: str | Spooled) -> Spooled:
        """Set a text aside, if it is not yet."""
        if isinstance(text, Spooled):
            return text
        data = text.encode()
        start = self._file.seek(0, 2)
        self._file.write(data)
        return Spooled(self, start, len(data))

    def read(self, start: int, length: int) -> str:
        """Return a text that was set aside."""
        self._file.seek(start)
        return self._file.read(length).decode()


class Spooled:
    """HTML that was set aside; `str` brings it back."""

    __slots__ = ("_length", "_spool", "_start")

    def __init__(self, spool: Spool, start: int, length: int) -> None:
        self._spool, self._start, self._length = spool, start, length

    def __str__(self) -> str:
        """Return the HTML."""
        return self._spool.read(self._start, self._length)

    def __html__(self) -> str:
        """Return the HTML, for templates."""
        return str(self)
