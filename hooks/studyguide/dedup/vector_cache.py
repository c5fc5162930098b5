"""Vectors kept on disk by content: whatever happens to the file, results stay the same."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from studyguide.dedup.vectorise import Floats

_KEY_BYTES, _CHECK_BYTES = 20, 4


class VectorCache:
    """One file of records: the key of a text, its vector, and a checksum of both.

    A record that is cut off, altered or of another model counts as missing, and a folder that cannot
    be written to just keeps nothing.

    Args:
        folder: where the file is; None keeps nothing.
        model: id of the model, part of each key.
        dimensions: of a vector.
    """

    def __init__(self, folder: Path | None, model: str, dimensions: int) -> None:
        self._path = None if folder is None else folder / f"{model}.vectors"
        self._model = model
        self._vector_bytes = 4 * dimensions

    def read(self, texts: Collection[str]) -> dict[str, Floats]:
        """Return the vectors of those texts that the file has whole."""
        wanted = {self._key(text): text for text in texts}
        return {
            wanted[key]: np.frombuffer(vector, "<f4").astype(np.float32)
            for key, vector in self._records().items()
            if key in wanted
        }

    def write(self, vectors: Mapping[str, Floats]) -> None:
        """Add vectors; readers see either the old file or the new one."""
        if self._path is None:
            return
        records = self._records()
        for text, vector in vectors.items():
            records[self._key(text)] = np.asarray(vector, "<f4").tobytes()
        content = b"".join(key + vector + _checksum(key + vector) for key, vector in sorted(records.items()))
        # A cache that cannot be written is no reason to stop.
        with suppress(OSError):
            self._replace(self._path, content)

    def _records(self) -> dict[bytes, bytes]:
        """Return key -> vector of every record that is whole."""
        try:
            content = self._path.read_bytes() if self._path else b""
        except OSError:
            return {}
        size = _KEY_BYTES + self._vector_bytes + _CHECK_BYTES
        found = {}
        for begin in range(0, len(content) - size + 1, size):
            record = content[begin : begin + size]
            body = record[:-_CHECK_BYTES]
            if _checksum(body) == record[-_CHECK_BYTES:]:
                found[body[:_KEY_BYTES]] = body[_KEY_BYTES:]
        return found

    def _key(self, text: str) -> bytes:
        content = f"{self._model}\n{text}".encode()
        return hashlib.sha1(content, usedforsecurity=False).digest()

    @staticmethod
    def _replace(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
            file.write(content)
        try:
            os.replace(file.name, path)
        except OSError:
            os.unlink(file.name)
            raise


def _checksum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(_CHECK_BYTES, "little")
