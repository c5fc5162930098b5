"""Vectors kept on disk by content: whatever happens to the file, results stay the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from studyguide.duplicates.vectorise import Floats
from studyguide.speed.seal import is_plain, seal, secret_for

MAX_BYTES = 1024**3
"""A file larger than this is none that was written here."""

_KEY_BYTES, _SEAL_BYTES = 20, 16


class VectorCache:
    """One file of records: the key of a text, its vector, and this machine's seal on both.

    A record that is cut off, altered, of another model or of another machine counts as missing, and a folder
    that cannot be written to just keeps nothing.

    Args:
        folder: where the file is; None keeps nothing.
        model: id of the model, part of each key.
        dimensions: of a vector.
        secret: what seals records; by default, what this machine has. Without one, nothing is kept.
    """

    def __init__(self, folder: Path | None, model: str, dimensions: int, secret: bytes | None = None) -> None:
        self._secret = secret_for() if secret is None else secret
        path = folder / f"{model}.vectors" if folder and self._secret else None
        self._path = path if path and folder and is_plain(path, folder.parent.parent, MAX_BYTES) else None
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
        sealed = (key + vector + self._seal(key + vector) for key, vector in sorted(records.items()))
        content = b"".join(sealed)
        # A cache that cannot be written is no reason to stop.
        with suppress(OSError):
            self._replace(self._path, content)

    def _records(self) -> dict[bytes, bytes]:
        """Return key -> vector of every record that is whole."""
        try:
            content = self._path.read_bytes() if self._path else b""
        except OSError:
            return {}
        size = _KEY_BYTES + self._vector_bytes + _SEAL_BYTES
        found = {}
        for begin in range(0, len(content) - size + 1, size):
            record = content[begin : begin + size]
            body = record[:-_SEAL_BYTES]
            if self._seal(body) == record[-_SEAL_BYTES:]:
                found[body[:_KEY_BYTES]] = body[_KEY_BYTES:]
        return found

    def _key(self, text: str) -> bytes:
        content = f"{self._model}\n{text}".encode()
        return hashlib.sha1(content, usedforsecurity=False).digest()

    def _seal(self, body: bytes) -> bytes:
        return seal(self._secret, b"vector", body)

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
