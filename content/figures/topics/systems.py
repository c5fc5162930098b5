"""Figures of the topic systems."""

# ruff: noqa: N803, N806 - matrices are upper case here as in the answers
from __future__ import annotations

import numpy as np
import numpy.typing as npt
import svg
from axes import Axes, Scale, curve, dots, frame, level, note, scientific, ticks
from svg import BLUE, DASHED, DOTTED, GREEN, PALE_BLUE, PALE_GREEN, PALE_RED, RED, SOFT, Pen

from topics import Figures

Array = npt.NDArray[np.float64]


def outlier_column() -> str:
    """Error of INT8 weights against the size of one outlier column, for two kinds of scale."""
    rng = np.random.default_rng(0)
    X, W = rng.normal(size=(256, 64)), rng.normal(scale=0.05, size=(64, 32))
    factors = [1, 2, 5, 10, 20, 50, 100]
    errors: dict[str, list[float]] = {"one scale for the tensor": [], "one scale per channel": []}
    for factor in factors:
        scaled = W * np.array([factor] + [1] * 31)
        for name, axis in zip(errors, (None, 0), strict=True):
            errors[name].append(_rounding_error(X, scaled, axis))
    axes = Axes(64, 76, 430, 230, Scale(1, 100, log=True), Scale(0.001, 1, log=True))
    parts = [
        frame(
            axes,
            {float(f): str(f) for f in factors},
            {0.001: "0.1%", 0.01: "1%", 0.1: "10%", 1: "100%"},
            across="size of one column against the other 31",
            up="relative error of the 31 ordinary outputs",
        )
    ]
    for name, colour, dash, kind, x, y in zip(
        errors, (RED, BLUE), (DASHED, ""), ("square", "disc"), (2.3, 5.5), (0.12, 0.0026), strict=True
    ):
        parts += [
            curve(axes, factors, errors[name], Pen(colour, 2.8, dash)),
            dots(axes, factors, errors[name], kind, colour, 6),
            note(axes, x, y, name, colour=colour),
            note(axes, 50, errors[name][5], f"{errors[name][5]:.2%}", dx=-8, dy=-12, anchor="end", colour=colour),
        ]
    return svg.document("One outlier coarsens a shared scale", 362, parts)


def _rounding_error(X: Array, W: Array, axis: int | None) -> float:
    scale = np.abs(W).max(axis=axis, keepdims=True) / 127
    diff = X @ (np.round(W / scale) * scale - W)
    return float(np.linalg.norm(diff[:, 1:]) / np.linalg.norm((X @ W)[:, 1:]))


def detector() -> str:
    """KS statistic of the inputs and accuracy while inputs or the concept move."""
    moves = np.linspace(0, 1, 11)
    limit = 1.63 * np.sqrt(2 / 4000)
    percent = {0.6: "60%", 0.8: "80%", 1.0: "100%"}
    upper = Axes(56, 92, 444, 120, Scale(0, 1), Scale(0, 0.45))
    lower = Axes(56, 268, 444, 120, Scale(0, 1), Scale(0.6, 1))
    parts = [
        svg.key(70, 52, "inputs move", Pen(BLUE, 3)),
        svg.key(270, 52, "concept moves", Pen(RED, 3, DASHED)),
        frame(upper, ticks(0, 0.5, 1), ticks(0, 0.2, 0.4), up="what the detector sees (KS)"),
        frame(lower, ticks(0, 0.5, 1), percent, across="size of the move", up="what it means (accuracy)"),
        level(upper, limit, Pen(SOFT, 1.5, DOTTED)),
        note(upper, 0.99, limit, "alarm above this line", dy=-6, anchor="end", colour=SOFT),
    ]
    for stats, pen, kind in zip(_windows(moves), (Pen(BLUE, 3), Pen(RED, 3, DASHED)), ("disc", "square"), strict=True):
        for axes, values in zip((upper, lower), zip(*stats, strict=True), strict=True):
            parts += [curve(axes, moves, values, pen), dots(axes, moves[::5], values[::5], kind, pen.colour)]
            words = f"{values[-1]:.2f}" if axes is upper else f"{values[-1]:.0%}"
            lift = 22 if axes is lower else -11
            if axes is lower or kind == "disc":
                parts.append(note(axes, 1, values[-1], words, dx=-8, dy=lift, anchor="end", colour=pen.colour))
    return svg.document("The alarm rings for the harmless change", 446, parts)


def _windows(moves: Array) -> list[list[tuple[float, float]]]:
    """KS statistic and accuracy for each move of the inputs, then of the concept.

    The numbers are drawn in the order of the answer's code, so that its two cases are the
    right ends of the curves.
    """
    rng, n = np.random.default_rng(0), 4000
    draws = [(rng.normal(size=n), rng.normal(0, 0.5, n)) for _ in range(4)]
    reference = np.sort(draws[0][0])
    return [
        [_compare(reference, draws[2][0] + move, draws[2][1], 0.0) for move in moves],
        [_compare(reference, draws[3][0], draws[3][1], move) for move in moves],
    ]


def _compare(reference: Array, x: Array, noise: Array, boundary: float) -> tuple[float, float]:
    """KS statistic against the sorted reference, and accuracy of the rule x > 0."""
    grid = np.concatenate([reference, x])
    gaps = np.searchsorted(reference, grid, side="right") - np.searchsorted(np.sort(x), grid, side="right")
    return float(np.abs(gaps).max()) / len(x), float(np.mean((x > 0) == (x + noise > boundary)))


def memory() -> str:
    """Gigabytes of training a 7-billion model: 16 bytes per parameter and the activations."""
    parts, unit = [], 2.9
    items = (
        ("weights, 16 bit", 2, PALE_BLUE, BLUE),
        ("gradients, 16 bit", 2, PALE_RED, RED),
        ("FP32 copy", 4, PALE_GREEN, GREEN),
        ("Adam mean", 4, "#fff", SOFT),
        ("Adam mean square", 4, "#e4e1d8", SOFT),
    )
    top = 60.0
    for name, size, fill, colour in items:
        height = size * 7 * unit
        parts += [
            svg.rect(20, top, 90, height, fill, Pen(colour, 1.5)),
            svg.text(118, top + height / 2 + 6, f"{size * 7} GB {name}"),
        ]
        top += height
    parts.append(svg.text(20, top + 24, f"{sum(i[1] for i in items) * 7} GB in all, whatever the batch", bold=True))
    parts += _at_four_thousand(336, 92)
    return svg.document("7 billion parameters in training", top + 40, parts)


def _at_four_thousand(x: float, base: float) -> list[str]:
    """Bars of what grows with the tokens, at 4,096: 32 layers, width 4096, 32 heads, batch 1."""
    tokens, layers, width = 4096, 32, 4096
    items = (
        ("scores stored", layers * tokens * width * (34 + 5 * 32 * tokens / width), RED, PALE_RED),
        ("scores not stored", layers * tokens * width * 34, BLUE, PALE_BLUE),
        ("logits, gradient", 2 * tokens * 128256 * 4, GREEN, PALE_GREEN),
    )
    parts = [svg.text(x, base, "at 4,096 tokens:", bold=True)]
    for row, (name, size, colour, fill) in enumerate(items):
        y = base + 26 + row * 62
        parts += [
            svg.text(x, y + 4, name, colour=colour),
            svg.rect(x, y + 12, max(size / 1e9, 2), 18, fill, Pen(colour, 1.5)),
            svg.text(x + 8 + size / 1e9, y + 27, f"{size / 1e9:.0f} GB"),
        ]
    return parts


def formats() -> str:
    """Bits of six number formats, with the range and the spacing they give."""
    rows = (("FP32", 8, 23), ("BF16", 8, 7), ("FP16", 5, 10), ("E5M2", 5, 2), ("E4M3", 4, 3), ("E2M1", 2, 1))
    parts = [
        svg.text(66, 60, "sign", colour=SOFT),
        svg.text(120, 60, "exponent: range", colour=BLUE, bold=True),
        svg.text(290, 60, "fraction: precision", colour=RED, bold=True),
    ]
    cell = 13.0
    for row, (name, exponent, fraction) in enumerate(rows):
        y = 74 + row * 62
        parts.append(svg.text(16, y + 19, name, bold=True))
        for bit in range(1 + exponent + fraction):
            fill = "#fff" if bit == 0 else PALE_BLUE if bit <= exponent else PALE_RED
            colour = SOFT if bit == 0 else BLUE if bit <= exponent else RED
            parts.append(svg.rect(76 + bit * cell, y, cell, 26, fill, Pen(colour, 1.2)))
        top = 2.0 ** (2 ** (exponent - 1) - 1) * (2 - 2.0**-fraction)
        top = {"E4M3": 448.0, "E2M1": 6.0}.get(name, top)  # these two give up no code for infinity
        words = f"{top:,.0f}" if top < 1e6 else scientific(top, 1)
        gap = 2.0**-fraction
        step = f"{gap:.2g}" if gap < 0.1 else f"{gap:g}"
        step = step if gap > 1e-4 else scientific(gap, 1)
        parts.append(svg.text(76, y + 45, f"largest {words}, next after 1: 1 + {step}"))
    parts.append(svg.caption(456, "FP8 and FP4 need scales: MX per 32, NVFP4 per 16", colour=SOFT))
    return svg.document("Where the bits go", 474, parts)


FIGURES: Figures = {
    ("quantisation", "outlier"): outlier_column,
    ("monitoring-and-drift", "detector"): detector,
    ("training-memory", "bars"): memory,
    ("mixed-precision", "bits"): formats,
}
