"""Vectors on disk: whatever happens to the file, what is read is right or missing."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.duplicates import semantic as vector_cache
from studyguide.duplicates.semantic import VectorCache

SIZE = 4
VECTORS = {text: np.arange(at, at + SIZE, dtype=np.float32) / 7 for at, text in enumerate(("one", "two", "three"))}


def filled(folder: Path) -> VectorCache:
    cache = VectorCache(folder, "model", SIZE)
    cache.write(VECTORS)
    return cache


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def assert_right(found: dict[str, np.ndarray]) -> None:
    for text, vector in found.items():
        assert np.array_equal(vector, VECTORS[text])


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Vectors come back bit for bit, in a folder that did not exist."""
    filled(tmp_path / "deep" / "cache")

    found = VectorCache(tmp_path / "deep" / "cache", "model", SIZE).read([*VECTORS, "four"])

    assert found.keys() == VECTORS.keys()
    assert_right(found)


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    """A vector of one model is never taken for one of another."""
    filled(tmp_path)

    assert VectorCache(tmp_path, "other", SIZE).read(VECTORS) == {}


def test_writing_adds(tmp_path: Path) -> None:
    """A second write keeps what the first one wrote, and leaves no other file behind."""
    cache = filled(tmp_path)
    cache.write({"four": np.zeros(SIZE, np.float32)})

    assert cache.read([*VECTORS, "four"]).keys() == {*VECTORS, "four"}
    only_file(tmp_path)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 200), st.integers(0, 255), st.integers(0, 120))
def test_a_damaged_file_costs_vectors_but_changes_none(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int, cut: int
) -> None:
    """A flipped byte and a cut end make records missing; those that are read are right."""
    folder = tmp_path_factory.mktemp("cache")
    cache = filled(folder)
    content = bytearray(only_file(folder).read_bytes())
    content[place % len(content)] = byte
    only_file(folder).write_bytes(bytes(content[: len(content) - cut % len(content)]))

    assert_right(cache.read(VECTORS))


def test_garbage_is_replaced(tmp_path: Path) -> None:
    """A file of something else counts as empty, and the next write makes it whole."""
    cache = filled(tmp_path)
    only_file(tmp_path).write_bytes(b"not a cache at all" * 20)

    assert cache.read(VECTORS) == {}
    cache.write(VECTORS)
    assert cache.read(VECTORS).keys() == VECTORS.keys()


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """Where a file stands in the way of the folder, reading and writing go on without a cache."""
    (tmp_path / "taken").write_text("a file", "utf-8")
    cache = VectorCache(tmp_path / "taken", "model", SIZE)

    cache.write(VECTORS)

    assert cache.read(VECTORS) == {}


def test_records_of_another_machine_count_as_missing(tmp_path: Path) -> None:
    """What came with a repository bears no seal of this machine, and without a secret nothing is read or kept."""
    cache = VectorCache(tmp_path, "model", SIZE, b"a secret")
    cache.write(VECTORS)

    assert cache.read(VECTORS).keys() == VECTORS.keys()
    assert VectorCache(tmp_path, "model", SIZE, b"another").read(VECTORS) == {}
    assert VectorCache(tmp_path, "model", SIZE, b"").read(VECTORS) == {}
    VectorCache(tmp_path / "none", "model", SIZE, b"").write(VECTORS)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("place", ["model.vectors", "."])
def test_a_link_is_not_followed(tmp_path: Path, place: str) -> None:
    """A cache that is a link, or lies in a folder that is one, is neither read nor written."""
    filled(tmp_path / "elsewhere" / "dedup")
    before = only_file(tmp_path / "elsewhere" / "dedup").read_bytes()
    linked = tmp_path / "project" / "dedup" / place
    linked.parent.mkdir(parents=True)
    linked.symlink_to(tmp_path / "elsewhere" / "dedup" / place)
    cache = VectorCache(tmp_path / "project" / "dedup", "model", SIZE)

    assert cache.read(VECTORS) == {}
    cache.write({"four": np.zeros(SIZE, np.float32)})
    assert only_file(tmp_path / "elsewhere" / "dedup").read_bytes() == before


def test_a_pipe_or_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither holds up a search."""
    folder = tmp_path / "full" / "dedup"
    filled(folder)
    (tmp_path / "piped" / "dedup").mkdir(parents=True)
    os.mkfifo(tmp_path / "piped" / "dedup" / "model.vectors")

    assert VectorCache(tmp_path / "piped" / "dedup", "model", SIZE).read(VECTORS) == {}
    monkeypatch.setattr(vector_cache, "MAX_BYTES", 10)
    assert VectorCache(folder, "model", SIZE).read(VECTORS) == {}


def test_no_folder_means_no_cache() -> None:
    """Without a folder nothing is kept."""
    cache = VectorCache(None, "model", SIZE)
    cache.write(VECTORS)

    assert cache.read(VECTORS) == {}
