"""Figures of the topic representation learning and generative models."""

# ruff: noqa: N806 - matrices are upper case here as in the answers
from __future__ import annotations

import numpy as np
import svg
from axes import Axes, Scale, bar, curve, dots, frame, note, ticks
from svg import BLUE, PALE_BLUE, PALE_RED, RED, Pen

from topics import Figures


def two_players() -> str:
    """Paths of the smallest adversarial game with and without a gradient penalty."""
    parts = []
    for place, (penalty, name, colour) in enumerate(((0.0, "no penalty", RED), (0.5, "gradient penalty 0.5", BLUE))):
        axes = Axes(40 + place * 256, 98, 208, 208, Scale(-2.6, 2.6), Scale(-2.6, 2.6))
        theta, psi, path = 1.0, 0.0, [(1.0, 0.0)]
        for _ in range(200):
            s = 1 / (1 + np.exp(-psi * theta))
            theta, psi = theta + 0.2 * s * psi, psi - 0.2 * (s * theta + penalty * psi)
            path.append((float(theta), float(psi)))
        x, y = np.array(path).T
        far = float(np.hypot(theta, psi))
        parts += [
            frame(axes, ticks(-2, 0, 2), ticks(-2, 0, 2), across="generator", up="discriminator"),
            svg.text(axes.left + 104, 58, name, anchor="middle", bold=True),
            curve(axes, x, y, Pen(colour, 2)),
            dots(axes, x[::5], y[::5], "disc", colour, 2.5),
            dots(axes, [1.0], [0.0], "square", svg.INK, 6),
            dots(axes, [0.0], [0.0], "diamond", svg.INK, 6),
            note(axes, -2.4, 2.2, f"after 200 steps: {far:.1f}"),
        ]
    parts.append(svg.caption(374, "square: start; diamond: solution; number: distance to it"))
    return svg.document("Two players circle around the solution", 392, parts)


def code_size() -> str:
    """Best reconstruction error of a linear autoencoder for each size of the code."""
    rng = np.random.default_rng(0)
    mixing = 2.0 * np.linalg.qr(rng.normal(size=(8, 2)))[0].T
    X = rng.normal(size=(400, 2)) @ mixing + 0.3 * rng.normal(size=(400, 8))
    X -= X.mean(axis=0)
    variance = np.linalg.svd(X, compute_uv=False) ** 2 / 400
    errors = [float(variance[k:].sum()) for k in range(9)]
    axes = Axes(44, 76, 456, 200, Scale(-0.5, 8.5), Scale(0, 10))
    parts = [
        frame(axes, ticks(*range(9)), ticks(0, 5, 10), across="units in the bottleneck", up="mean reconstruction error")
    ]
    for k, error in enumerate(errors):
        looks = (PALE_BLUE, BLUE) if k >= 2 else (PALE_RED, RED)
        parts.append(bar(axes, k, error, 36, *looks, f"{error:.2f}"))
    parts += [
        note(axes, 2, 5.6, "two units hold the plane;", dx=-20),
        note(axes, 2, 4.4, "the rest is noise, about 0.09 per unit", dx=-20),
    ]
    return svg.document("The error shows where structure ends", 334, parts)


FIGURES: Figures = {
    ("gan-training", "paths"): two_players,
    ("autoencoder", "code-size"): code_size,
}
