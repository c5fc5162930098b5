"""Choosing an engine, and the engine that has vectors; a stand-in replaces the model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from studyguide.duplicates import Index, semantic
from studyguide.duplicates.semantic import MiniLM, ModelFile, SemanticMissingError, choose_embedder
from studyguide.duplicates.vectors import Floats
from support.entries import entries


class ByTopic:
    """Vectors by the first of some words that a text has; an own one for each other text."""

    def __init__(self, topics: Sequence[tuple[str, ...]]) -> None:
        self.topics = topics

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors."""
        vectors = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            topics = [at for at, words in enumerate(self.topics) if any(word in text for word in words)]
            own = 8 + int(hashlib.sha1(text.encode()).hexdigest(), 16) % 56
            vectors[row, topics[0] if topics else own] = 1.0
        return vectors


@pytest.fixture
def by_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the semantic engine know that two questions mean the same."""
    stand_in = ByTopic([("car", "automobile"), ("bread",)])
    monkeypatch.setattr("studyguide.duplicates.index.choose_embedder", lambda *_: stand_in)


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the packages of the extra."""
    monkeypatch.setattr(semantic, "find_spec", lambda _: None)


GUIDE = entries(
    "How do you repair a car engine?",
    "What fixes the motor of an automobile?",
    "How do you bake bread?",
    "What is the CAP theorem?",
)


@pytest.mark.usefixtures("by_topic")
def test_vectors_find_what_words_do_not() -> None:
    """Two questions without a word in common become candidates by their vectors."""
    index = Index(GUIDE)

    assert index.engine_name == "semantic"
    assert index.compare("q0", "q1").score > Index(GUIDE, backend="lexical").compare("q0", "q2").score
    assert ("q0", "q1") in {(pair.first, pair.second) for pair in index.pairs(0.05)}


@pytest.mark.usefixtures("by_topic")
def test_pairs_and_compare_agree_with_vectors() -> None:
    """The score of a pair is that of comparing its two."""
    index = Index(GUIDE)

    for pair in index.pairs(0.01):
        assert pair.score == pytest.approx(index.compare(pair.first, pair.second).score, abs=1e-6)


@pytest.mark.usefixtures("nothing_installed")
def test_auto_falls_back_to_words() -> None:
    """Without the extra the lexical engine speaks, and says so."""
    assert choose_embedder("auto", None) is None
    assert Index(GUIDE).engine_name == "lexical"


@pytest.mark.usefixtures("nothing_installed")
def test_asking_for_what_is_not_installed_says_how_to_get_it() -> None:
    """The message names the extra."""
    with pytest.raises(SemanticMissingError, match="install the extra 'semantic'"):
        MiniLM()


def test_an_unknown_engine_is_refused() -> None:
    """The message names those there are."""
    with pytest.raises(ValueError, match="no engine 'magic'; there are lexical, semantic and auto"):
        choose_embedder("magic", None)  # type: ignore[arg-type]


def test_a_file_that_is_not_the_tested_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model file with another hash is not loaded; the message names the file and both hashes."""
    package = tmp_path / "some_model"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('never imported')", "utf-8")
    (package / "model.onnx").write_bytes(b"right")
    monkeypatch.syspath_prepend(tmp_path)
    right = hashlib.sha256(b"right").hexdigest()

    assert ModelFile("some_model", "model.onnx", right).verified() == package / "model.onnx"
    (package / "model.onnx").write_bytes(b"wrong")
    with pytest.raises(SemanticMissingError, match=rf"model\.onnx: its sha256 is .*, not {right}"):
        ModelFile("some_model", "model.onnx", right).verified()


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    """The message names the file, its package and the extra."""
    with pytest.raises(SemanticMissingError, match=r"needs 'model\.onnx' of the package 'no_such_package'"):
        ModelFile("no_such_package", "model.onnx", "0").verified()
