"""The engines: they turn pairs of wordings into log-odds that both ask the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from studyguide.duplicates.features import EARLY, LATE, Sides, early_features, late_features
from studyguide.duplicates.lexicon import Lexicon
from studyguide.duplicates.model import Model
from studyguide.duplicates.vectorise import Floats, Weights

MEANING = ("meaning", "meaning_4")
"""The features that the semantic engine adds: the cosine of the two sentence vectors, and that to the
fourth, because what tells is the difference between 0.8 and 0.9."""


def meaning_features(cosine: Floats) -> Floats:
    """Return (pairs, len(MEANING)) of the cosines of sentence vectors."""
    return np.stack([cosine, cosine**4], axis=1)


@dataclass(frozen=True)
class Engine:
    """Everything that scoring needs beside the wordings themselves."""

    name: str
    lexicon: Lexicon
    weights: Weights
    model: Model

    def logits(self, sides: Sides, cosine: Floats | None = None, least: float = -np.inf) -> Floats:
        """Return the log-odds of pairs of wordings.

        Args:
            sides: the pairs.
            cosine: (pairs,) of their sentence vectors; only the semantic engine takes them.
            least: log-odds below this need not be right, only below it.
        """
        columns = early_features(sides, self.weights, self.lexicon)
        if cosine is not None:
            columns = np.hstack([columns, meaning_features(cosine)])
        early, late = self.model.split((*EARLY, *(() if cosine is None else MEANING)), LATE)
        found = columns @ early + np.float32(self.model.intercept)
        open_ones = np.flatnonzero(found >= least)
        found[open_ones] += late_features(sides.part(open_ones)) @ late
        return np.asarray(found, np.float32)
