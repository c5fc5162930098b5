"""Figures of the topic responsible AI."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import svg
from axes import Axes, Scale, bar, frame, ticks
from svg import BLUE, DASHED, GREEN, PALE_BLUE, PALE_RED, RED, SOFT, Pen

from topics import Figures

Array = npt.NDArray[np.float64]


def intervals() -> str:
    """True positive rate of three groups with 95% Wilson intervals, from the answer's audit."""
    rng, parts = np.random.default_rng(0), []
    axes = Axes(150, 62, 330, 190, Scale(0, 1), Scale(0, 3))
    parts.append(
        frame(
            axes, {0: "0", 0.25: "25%", 0.5: "50%", 0.75: "75%", 1: "100%"}, {}, across="qualified members found (TPR)"
        )
    )
    looks = ((BLUE, "disc", ""), (RED, "square", ""), (GREEN, "triangle", DASHED))
    groups = (("A", 4000, 3, 3), ("B", 4000, 2, 4), ("C", 60, 2, 4))
    for row, ((name, n, a, b), look) in enumerate(zip(groups, looks, strict=True)):
        score = rng.beta(a, b, size=n)
        qualified = rng.random(n) < score
        hits, total = int(((score >= 0.5) & qualified).sum()), int(qualified.sum())
        low, high = _wilson(hits, total)
        across, left, right = axes.at(0, 2.5 - row)[1], axes.at(low, 0)[0], axes.at(high, 0)[0]
        parts += [
            svg.line(left, across, right, across, Pen(look[0], 4, look[2])),
            *(svg.line(x, across - 9, x, across + 9, Pen(look[0], 3)) for x in (left, right)),
            svg.marker(axes.at(hits / total, 0)[0], across, look[1], look[0], 7),
            svg.text(16, across - 4, f"group {name}", bold=True),
            svg.text(16, across + 17, f"{total} qualified", colour=SOFT),
            svg.text(right + 12, across + 6, f"{low:.0%} to {high:.0%}", colour=look[0]),
        ]
    return svg.document("A clear gap, and a group too small to place", 312, parts)


def _wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    rate, k = hits / n, 1 + z * z / n
    half = z * np.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n)) / k
    middle = (rate + z * z / (2 * n)) / k
    return float(middle - half), float(middle + half)


def attributions() -> str:
    """Integrated gradients of two models that agree on all data, for two baselines."""
    models: tuple[Callable[[Array], Array], ...] = (
        lambda v: np.array([v[1], v[0], 0.0]),
        lambda v: np.array([0.0, v[2], v[1]]),
    )
    x, path, parts = np.array([3.0, 2.0, 3.0]), (np.arange(200) + 0.5) / 200, []
    for row, base in enumerate((np.zeros(3), np.ones(3))):
        for column, (gradient, name) in enumerate(zip(models, ("A = x₁x₂", "B = x₃x₂"), strict=True)):
            share = (x - base) * np.mean([gradient(base + a * (x - base)) for a in path], axis=0)
            axes = Axes(44 + column * 250, 92 + row * 186, 214, 116, Scale(0.4, 3.6), Scale(0, 3.8))
            parts.append(frame(axes, {1: "x₁", 2: "x₂", 3: "x₃"}, ticks(0, 2), title=f"{name}, baseline {base[0]:.0f}"))
            looks = (PALE_BLUE, BLUE) if column == 0 else (PALE_RED, RED)
            parts += [bar(axes, j + 1, float(share[j]), 44, *looks, f"{share[j] + 0.0:.0f}") for j in range(3)]
    parts.append(svg.caption(436, "x₃ is a copy of x₁: the two models always agree"))
    return svg.document("Same predictions, different explanations", 456, parts)


FIGURES: Figures = {
    ("measuring-bias", "intervals"): intervals,
    ("explain-predictions", "attributions"): attributions,
}
