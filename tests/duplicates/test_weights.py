"""The weights that ship, and the candidates before they are weighed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from studyguide.duplicates.entry import Band, band_of, two_decimals
from studyguide.duplicates.score import EARLY, LATE, MEANING, Model, load_model, logit, sigmoid


@pytest.mark.parametrize(("engine", "early"), [("lexical", EARLY), ("semantic", (*EARLY, *MEANING))])
def test_the_weights_fit_the_features(engine: str, early: tuple[str, ...]) -> None:
    """Each engine has a weight for each of its features, and none of the late ones raises a score."""
    first, second = load_model(engine).split(early, LATE)

    assert (len(first), len(second)) == (len(early), len(LATE))
    assert (second <= 0).all()


def model(*features: str) -> Model:
    return Model(features, np.arange(1.0, 1.0 + len(features), dtype=np.float32), 0.0)


def test_weights_for_other_features_are_refused() -> None:
    """A file of weights that is older than the features is not used silently."""
    with pytest.raises(ValueError, match="the weights are for"):
        model("a", "b").split(("a",), ("c",))
    with pytest.raises(ValueError, match="weight above 0"):
        model("a", "b").split(("a",), ("b",))


@pytest.mark.parametrize(
    ("engines", "message"),
    [
        ({"lexical": {}}, r"weights\.json: no weights for engine 'other', only for \['lexical'\]"),
        (
            {"other": {"features": ["a", "b"], "weights": [1.0], "intercept": 0.0}},
            r"weights\.json: 2 features have 1 weights",
        ),
    ],
)
def test_a_file_that_lacks_weights_is_named(tmp_path: Path, engines: dict[str, object], message: str) -> None:
    """The message names the file, and what it has instead."""
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"engines": engines}), "utf-8")

    with pytest.raises(ValueError, match=message):
        load_model("other", path)


def test_scores_and_log_odds_are_inverse() -> None:
    """The cuts are at their log-odds."""
    assert sigmoid(np.array([logit(0.8), logit(0.5)])) == pytest.approx([0.8, 0.5])
    assert (logit(0.0), logit(1.0)) == (-np.inf, np.inf)


@pytest.mark.parametrize(
    ("score", "band"),
    [(0.80, Band.LIKELY), (0.7999, Band.POSSIBLE), (0.50, Band.POSSIBLE), (0.4999, Band.NONE)],
)
def test_bands_begin_at_their_cut(score: float, band: Band) -> None:
    """A score on the cut belongs to the upper band."""
    assert band_of(score) is band


@pytest.mark.parametrize(
    ("score", "text"),
    [(0.7999, "0.79"), (0.4999, "0.49"), (0.80, "0.80"), (0.876, "0.88"), (0.5, "0.50"), (0.0, "0.00")],
)
def test_a_score_is_shown_within_its_band(score: float, text: str) -> None:
    """A possible duplicate never shows the score from which on they are likely."""
    assert f"{two_decimals(score):.2f}" == text
    assert band_of(two_decimals(score)) is band_of(score)
