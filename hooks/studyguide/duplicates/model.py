"""The scoring model: logistic regression over the features of a pair, its weights in a data file."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studyguide.duplicates.vectorise import Floats

WEIGHTS = Path(__file__).parent / "data" / "weights.json"


@dataclass(frozen=True)
class Model:
    """A fitted logistic regression, scaled so that 0.80 and 0.50 are the cuts that ship."""

    features: tuple[str, ...]
    weights: Floats
    """(features,)"""
    intercept: float

    def split(self, early: Sequence[str], late: Sequence[str]) -> tuple[Floats, Floats]:
        """Return the weights of two lists of features.

        Raises:
            ValueError: they are not together the features of this model, in order, or one of `late`
                could raise a score.
        """
        if (*early, *late) != self.features:
            raise ValueError(f"the weights are for {self.features}, not {(*early, *late)}")
        first, second = self.weights[: len(early)], self.weights[len(early) :]
        if (second > 0).any():
            raise ValueError(f"one of {tuple(late)} has a weight above 0: {second.tolist()}")
        return first, second


def sigmoid(logits: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
    """Return scores, 0 to 1, of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.asarray(logits, np.float64))))


def logit(score: float) -> float:
    """Return the log-odds of a score; infinite at 0 and 1."""
    if score <= 0:
        return -math.inf
    return math.log(score / (1 - score)) if score < 1 else math.inf


@lru_cache(maxsize=4)
def load_model(name: str, path: Path = WEIGHTS) -> Model:
    """Read one engine's model.

    Args:
        name: of the engine, `lexical` or `semantic`.
        path: the file of weights.

    Raises:
        ValueError: the file has no such engine or its weights do not fit its features.
    """
    engines = json.loads(path.read_text("utf-8"))["engines"]
    if name not in engines:
        raise ValueError(f"{path}: no weights for engine '{name}', only for {sorted(engines)}")
    found = engines[name]
    return make_model(found["features"], found["weights"], found["intercept"])


def make_model(features: Sequence[str], weights: Sequence[float], intercept: float) -> Model:
    """Return a model.

    Raises:
        ValueError: there is not one weight for each feature.
    """
    if len(features) != len(weights):
        raise ValueError(f"{len(features)} features have {len(weights)} weights")
    return Model(tuple(features), np.array(weights, np.float32), float(intercept))
