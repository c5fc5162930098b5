"""Figures of the topic practice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import svg
from axes import Axes, Scale, curve, dots, frame, level, note, ticks, upright
from svg import BLUE, DASHED, DOTTED, GREEN, INK, RED, SOFT, Pen

from topics import Figures

Array = npt.NDArray[np.float64]


def grid_or_random() -> str:
    """Sixteen trials on a grid and at random, projected onto the axis that matters."""
    axis = (np.arange(4) + 0.5) / 4
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    trials = {"grid": grid, "random": np.random.default_rng(1).random((16, 2))}
    parts = []
    for place, (name, points) in enumerate(trials.items()):
        axes = Axes(26 + place * 254, 78, 214, 214, Scale(0, 1), Scale(0, 1))
        colour, kind = ((RED, "square"), (BLUE, "disc"))[place]
        values = np.unique(points[:, 0].round(6))
        parts += [
            frame(axes, {}, {}, title=name),
            *(svg.line(*axes.at(v, 0), *axes.at(v, 1), Pen(svg.HAIR, 1)) for v in values),
            dots(axes, points[:, 0], points[:, 1], kind, colour),
            svg.line(axes.left, 316, axes.left + 214, 316, Pen(SOFT, 1.2)),
            *(svg.line(axes.at(v, 0)[0], 306, axes.at(v, 0)[0], 326, Pen(colour, 3)) for v in values),
            svg.text(axes.left + 107, 350, f"{len(values)} different values", anchor="middle", bold=True),
        ]
    parts.append(svg.caption(378, "across: the setting that matters; up: one that does not"))
    return svg.document("Sixteen trials, seen from the axis that matters", 396, parts)


def two_curves() -> str:
    """ROC and precision-recall curves of one scorer at three shares of positives."""
    roc = Axes(40, 96, 200, 200, Scale(0, 1), Scale(0, 1))
    pr = Axes(300, 96, 200, 200, Scale(0, 1), Scale(0, 1))
    parts = [
        frame(roc, ticks(0, 0.5, 1), ticks(0, 0.5, 1), across="false-positive rate", up="true-positive rate"),
        frame(pr, ticks(0, 0.5, 1), ticks(0, 0.5, 1), across="recall", up="precision"),
    ]
    rng = np.random.default_rng(0)
    looks = ((1000, "50%", BLUE, ""), (9000, "10%", RED, DASHED), (99000, "1%", GREEN, DOTTED))
    for row, (negatives, name, colour, dash) in enumerate(looks):
        recall, false, precision = _rates(rng, negatives)
        pen = Pen(colour, 2.8, dash)
        parts += [
            curve(roc, [0, *false, 1], [0, *recall, 1], pen),
            curve(pr, recall, precision, pen),
            level(pr, 1000 / (1000 + negatives), pen.thin(1.2)),
            svg.key(20 + row * 172, 54, f"{name} positive", pen, colour),
        ]
    parts += [
        svg.line(*roc.at(0, 0), *roc.at(1, 1), Pen(SOFT, 1, "4 4")),
        note(roc, 0.26, 0.62, "the three"),
        note(roc, 0.26, 0.51, "coincide"),
    ]
    parts.append(svg.caption(364, "thin lines: a random ranking, at the share of positives"))
    return svg.document("ROC does not see rarity, precision does", 382, parts)


def _rates(rng: np.random.Generator, negatives: int) -> tuple[Array, Array, Array]:
    """Recall, false-positive rate and precision where each further 2% of 1000 positives is found."""
    scores = np.concatenate([rng.normal(2.0, 1.0, 1000), rng.normal(0.0, 1.0, negatives)])
    label = np.concatenate([np.ones(1000), np.zeros(negatives)])[np.argsort(-scores, kind="stable")]
    hits, alarms = np.cumsum(label), np.arange(1, len(label) + 1)
    at = np.searchsorted(hits, np.linspace(20, 1000, 50))
    return hits[at] / 1000, (alarms[at] - hits[at]) / negatives, hits[at] / alarms[at]


def thresholds() -> str:
    """Cost, precision and recall over the threshold, with three rules for choosing it."""
    grid, recall, precision, cost = _trade_off()
    upper = Axes(48, 72, 440, 150, Scale(0, 0.7), Scale(0, 1))
    lower = Axes(48, 276, 440, 130, Scale(0, 0.7), Scale(0, 20))
    parts = [
        frame(upper, {}, ticks(0, 0.5, 1)),
        frame(lower, ticks(0, 0.1, 0.17, 0.3, 0.4, 0.5, 0.6, 0.7), ticks(0, 10, 20), across="threshold", up=_COST),
        curve(upper, grid, recall, Pen(BLUE, 3)),
        curve(upper, grid, precision, Pen(RED, 3, DASHED)),
        curve(lower, grid, cost, Pen(INK, 3)),
        note(upper, 0.2, 0.6, "recall", colour=BLUE),
        note(upper, 0.4, 0.62, "precision", dx=-60, dy=-6, colour=RED),
    ]
    for place, name, dx, anchor in _RULES:
        here = float(cost[round(100 * place) - 1])
        parts += [
            upright(upper, place, Pen(SOFT, 1.5, "4 4")),
            upright(lower, place, Pen(SOFT, 1.5, "4 4")),
            note(upper, place, 1, name, dx=dx, dy=-8, anchor=anchor, bold=True),
            dots(lower, [place], [here], "disc", INK, 6),
            note(lower, place, here, f"{here:.1f}", dy=24, anchor="middle"),
        ]
    return svg.document("Three rules, three thresholds", 462, parts)


_COST = "cost in thousands, a miss counts nine"
_RULES = ((0.1, "cost rule", 10, "end"), (0.17, "best F1", -6, "start"), (0.5, "default", -6, "middle"))


def _trade_off() -> tuple[Array, Array, Array, Array]:
    """Thresholds with recall, precision and cost in thousands, for the answer's calibrated model."""
    rng = np.random.default_rng(0)
    p = rng.beta(0.6, 5.4, size=20000)
    y = rng.random(20000) < p
    grid = np.arange(1, 71) / 100
    hits = np.array([np.sum(y & (p >= t)) for t in grid])
    alarms = np.array([np.sum(p >= t) for t in grid])
    return grid, hits / y.sum(), hits / alarms, (alarms - hits + 9.0 * (y.sum() - hits)) / 1000


FIGURES: Figures = {
    ("hyperparameter-search", "points"): grid_or_random,
    ("roc-or-precision-recall", "curves"): two_curves,
    ("precision-recall-f1", "thresholds"): thresholds,
}
