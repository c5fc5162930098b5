"""Vectors that are kept: whatever happens to the file, results stay the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.duplicates.semantic import DIMENSIONS, MiniLM, ModelFile, _key
from studyguide.duplicates.vectors import Floats
from studyguide.speed.store import Store

TEXTS = ["What is a tea?", "Why does it cool?", "what is a TEA?"]
SECRET = b"of this machine"


class Counting(MiniLM):
    """The engine with a store of its own, and with vectors that a hash makes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.computed: list[str] = []

    def _compute(self, texts: Sequence[str]) -> Floats:
        self.computed += texts
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") for text in texts]
        vectors = np.stack([np.random.default_rng(seed).standard_normal(DIMENSIONS) for seed in seeds])
        return np.asarray(vectors, np.float32)


EXPECTED = Counting(Store()).embed(TEXTS)


def computed(file: Path, secret: bytes = SECRET) -> int:
    """Return how many vectors a new run computes, after comparing all with those that no store has touched."""
    engine = Counting(Store(file, secret))
    assert np.array_equal(engine.embed(TEXTS), EXPECTED)
    return len(engine.computed)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with the vectors of all texts."""
    file = tmp_path / "project" / ".cache" / "store.sqlite"
    assert computed(file) == 2
    return file


def test_what_was_computed_is_kept(file: Path) -> None:
    """Vectors come back bit for bit, and a new text adds its own."""
    assert computed(file) == 0
    engine = Counting(Store(file, SECRET))
    engine.embed([*TEXTS, "What else?"])
    assert engine.computed == ["what else?"]
    assert computed(file) == 0


def test_another_model_has_vectors_of_its_own(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vector of one model is never taken for one of another."""
    monkeypatch.setattr("studyguide.duplicates.semantic.MODEL", ModelFile("other", "model.onnx", "0"))

    assert computed(file) == 2


def test_vectors_of_another_machine_count_as_missing(file: Path) -> None:
    """What came with a repository bears no seal of this machine."""
    assert computed(file, b"of another") == 2


def test_what_a_build_has_kept_stays(file: Path) -> None:
    """The search adds its vectors to the store of the builds, and takes nothing out of it."""
    store = Store(file, SECRET)
    store.store({f"page-{number}": b"page" for number in range(50)})

    assert computed(file) == 0
    assert len(store.load([f"page-{number}" for number in range(50)])) == 50
    store.close()


@settings(max_examples=60)
@given(st.floats(0, 1), st.integers(0, 255), st.floats(0, 1))
def test_a_damaged_file_changes_no_vector(
    tmp_path_factory: pytest.TempPathFactory, place: float, byte: int, cut: float
) -> None:
    """A changed byte and a cut end cost time, and nothing else."""
    file = tmp_path_factory.mktemp("project") / ".cache" / "store.sqlite"
    computed(file)
    content = bytearray(file.read_bytes())
    content[int(place * (len(content) - 1))] = byte
    file.write_bytes(content[: int(cut * len(content))])

    computed(file)


def test_a_value_of_another_length_counts_as_missing(file: Path) -> None:
    """A row of ours that is no vector of this model is computed anew."""
    Store(file, SECRET).store({_key("what is a tea?"): b"1234"})

    assert computed(file) == 1


def test_without_a_project_nothing_is_kept() -> None:
    """An engine that belongs to no project computes all vectors each time."""
    engine = Counting(Store())
    engine.embed(TEXTS)
    engine.embed(TEXTS)

    assert len(engine.computed) == 4
