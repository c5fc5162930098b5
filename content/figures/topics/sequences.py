"""Figures of the topic sequences."""

# ruff: noqa: N806 - matrices are upper case here as in the answers
from __future__ import annotations

import numpy as np
import numpy.typing as npt
import svg
from axes import Axes, Scale, bar, curve, dots, frame, note, powers, scientific, ticks
from svg import BLUE, DASHED, DOTTED, GREEN, PALE_BLUE, PALE_RED, RED, Pen

from topics import Figures

Array = npt.NDArray[np.float64]


def gate_products() -> str:
    """Influence of the first memory of an LSTM on later ones, for three forget biases."""
    axes = Axes(56, 76, 316, 230, Scale(0, 20), Scale(1e-7, 10, log=True))
    up = "how much memory t moves when memory 0 does"
    parts = [frame(axes, ticks(0, 5, 10, 15, 20), powers(-6, -4, -2, 0), across="steps", up=up)]
    looks = ((5.0, BLUE, "", "disc"), (1.0, RED, DASHED, "square"), (0.0, GREEN, DOTTED, "triangle"))
    for bias, colour, dash, kind in looks:
        slope = _memory_slopes(bias)
        gate = 1 / (1 + np.exp(-bias))
        left = f"{slope[-1]:.2f}" if bias > 2 else scientific(slope[-1])
        parts += [
            curve(axes, range(21), slope, Pen(colour, 2.5, dash)),
            dots(axes, range(0, 21, 5), slope[::5], kind, colour),
            note(axes, 20, slope[-1], f"gate near {gate:.2g}", dx=12, dy=-2, colour=colour),
            note(axes, 20, slope[-1], f"leaves {left}", dx=12, dy=17, colour=colour),
        ]
    return svg.document("Memory lasts as long as the gate stays open", 362, parts)


def _memory_slopes(bias: float, d: int = 3, units: int = 4) -> list[float]:
    """Central differences of the first memory cell after 0 to 20 steps, as in the answer."""
    rng = np.random.default_rng(0)
    W = rng.normal(size=(d + units, 4 * units)) * 0.02
    X = rng.normal(size=(20, d))
    b = np.zeros(4 * units)
    b[units : 2 * units] = bias

    def cells(start: float) -> Array:
        h, c, trace = np.zeros(units), np.eye(units)[0] * start, [start]
        for x in X:
            i, f, o, g = np.split(np.concatenate([x, h]) @ W + b, 4)
            i, f, o = (0.5 * (1 + np.tanh(0.5 * a)) for a in (i, f, o))
            c = f * c + i * np.tanh(g)
            h = o * np.tanh(c)
            trace.append(float(c[0]))
        return np.array(trace)

    return [float(v) for v in (cells(1e-4) - cells(-1e-4)) / 2e-4]


def truncation() -> str:
    """Relative error of the truncated gradient for each window length, over 40 networks."""
    windows = (1, 2, 4, 5, 8, 10, 20, 40)
    errors = np.mean([_truncation_errors(seed, windows) for seed in range(40)], axis=0)
    axes = Axes(58, 76, 442, 200, Scale(0, 42), Scale(0, 0.8))
    parts = [
        frame(
            axes,
            ticks(1, 5, 10, 20, 30, 40),
            {0: "0", 0.2: "20%", 0.4: "40%", 0.6: "60%"},
            across="window in steps, sequence of 40",
            up="error of the truncated gradient",
        ),
        curve(axes, windows, errors, Pen(BLUE, 2.5)),
        dots(axes, windows, errors, "disc", BLUE, 6),
    ]
    for window, error in zip(windows, errors, strict=True):
        if window in (1, 5, 10, 20):
            parts.append(note(axes, window, error, f"{error:.0%}", dx=9, dy=-8))
    parts.append(note(axes, 40, 0, "exact", dy=-14, anchor="middle"))
    parts.append(svg.caption(346, "mean of 40 random networks like the one in the code"))
    return svg.document("Short windows bend the gradient", 364, parts)


def _truncation_errors(seed: int, windows: tuple[int, ...]) -> list[float]:
    """Relative errors for a random network of 8 tanh units on a sequence of 40 steps."""
    rng, T, h = np.random.default_rng(seed), 40, 8
    X, Y = rng.normal(size=(T, 3)), rng.normal(size=(T, h))
    W = rng.normal(size=(3, h)) * 0.3
    U = 0.95 * np.linalg.qr(rng.normal(size=(h, h)))[0]
    H = [np.zeros(h)]
    for x in X:
        H.append(np.tanh(x @ W + H[-1] @ U))

    def gradient(window: int) -> Array:
        dU, g = np.zeros_like(U), np.zeros(h)
        for t in range(T, 0, -1):
            delta = (g + H[t] - Y[t - 1]) * (1 - H[t] ** 2)
            dU += np.outer(H[t - 1], delta)
            g = delta @ U.T if (t - 1) % window else np.zeros(h)
        return dU

    full = gradient(T)
    return [float(np.linalg.norm(gradient(w) - full) / np.linalg.norm(full)) for w in windows]


def units_matter() -> str:
    """Perplexity of one text with one total log-probability, counted in three units."""
    parts = []
    axes = Axes(48, 76, 300, 200, Scale(-0.5, 2.5), Scale(0, 62))
    parts.append(
        frame(axes, dict(enumerate(("words", "subwords", "characters"))), ticks(0, 20, 40, 60), title="perplexity")
    )
    for place, n in enumerate((15, 20, 80)):
        parts.append(bar(axes, place, float(np.exp(60 / n)), 58, PALE_BLUE, BLUE, f"{np.exp(60 / n):.1f}"))
        parts.append(svg.text(axes.at(place, 0)[0], 318, f"60/{n} nats", anchor="middle", colour=svg.SOFT))
    bits = 60 / np.log(2) / 80
    right = Axes(398, 76, 90, 200, Scale(-0.5, 0.5), Scale(0, 1.55))
    parts += [
        frame(right, {0: "all three"}, ticks(0, 1), title="bits/character"),
        bar(right, 0, float(bits), 58, PALE_RED, RED, f"{bits:.2f}"),
    ]
    return svg.document("One text, one probability, three perplexities", 336, parts)


FIGURES: Figures = {
    ("lstm-and-gru", "gates"): gate_products,
    ("backprop-through-time", "truncation"): truncation,
    ("language-model-perplexity", "units"): units_matter,
}
