"""Figures of the topic optimisation."""

# ruff: noqa: N803, N806 - matrices are upper case here as in the answers
from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import svg
from axes import Axes, Scale, curve, dots, frame, note, powers, ticks, upright
from svg import BLUE, DASH_DOT, DASHED, DOTTED, GREEN, PALE_RED, PURPLE, RED, SOFT, Pen

from topics import Figures

Array = npt.NDArray[np.float64]


def momentum_paths() -> str:
    """Sixty steps of heavy-ball momentum in the narrow valley of the answer."""
    curvature, rate, turn = np.array([1.0, 100.0]), 0.019, np.linspace(-np.pi / 2, np.pi / 2, 31)
    parts = []
    for place, (beta, words) in enumerate(
        ((0.0, "zigzag, slow along the valley"), (0.9, "overshoots, then settles"), (0.99, "still swinging"))
    ):
        axes = Axes(48, 74 + place * 174, 456, 118, Scale(-1.2, 1.2), Scale(-1.5, 1.5))
        w, velocity, path = np.ones(2), np.zeros(2), [np.ones(2)]
        for _ in range(60):
            velocity = beta * velocity + curvature * w
            w = w - rate * velocity
            path.append(w)
        x, y = np.array(path).T
        parts.append(frame(axes, ticks(-1, 0, 1), ticks(-1, 0, 1)))
        for loss in (0.3, 3.0, 15.0, 50.0):
            across = min(1.2, float(np.sqrt(2 * loss))) * np.sin(turn)
            height = np.sqrt(np.maximum(2 * loss - across**2, 0) / 100)
            parts += [curve(axes, across, side * height, Pen(SOFT, 1.2, "2 3")) for side in (1, -1)]
        left = float(np.linalg.norm(path[-1]))
        parts += [
            curve(axes, x, y, Pen(BLUE, 1.8)),
            dots(axes, x, y, "disc", BLUE, 2.8),
            dots(axes, [0.0], [0.0], "diamond", RED, 7),
            svg.text(48, axes.top - 9, f"β = {beta:g}: {words}", bold=True),
            svg.text(504, axes.top - 9, f"distance {left:.2f}", anchor="end"),
        ]
    parts.append(svg.caption(588, "60 steps from (1, 1); dotted: equal loss, steep upwards"))
    return svg.document("Momentum in a narrow valley", 606, parts)


def rate_sweep() -> str:
    """Final loss after 100 steps against the learning rate, for the regression of the answer."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 3)) * np.array([1.0, 0.5, 0.1])
    y = X @ np.array([1.0, -2.0, 3.0])
    limit = 2 / float(np.linalg.eigvalsh(2 * X.T @ X / len(X))[-1])
    axes = Axes(58, 76, 444, 230, Scale(1e-3, 2.0, log=True), Scale(1e-3, 1e4, log=True))
    below = np.geomspace(1e-3, 0.985 * limit, 70)
    above = np.linspace(0.985 * limit, 1.06 * limit, 40)
    losses = {rate: _final_loss(X, y, rate) for rate in (0.001, 0.01, 0.1, 0.9)}
    parts = [
        frame(axes, ticks(0.001, 0.01, 0.1, 1), powers(-2, 0, 2, 4), across="learning rate", up="loss after 100 steps"),
        upright(axes, limit, Pen(PALE_RED, 10)),
        curve(axes, below, [_final_loss(X, y, rate) for rate in below], Pen(BLUE, 3)),
        curve(axes, above, [min(_final_loss(X, y, rate), 9999.0) for rate in above], Pen(BLUE, 3)),
        dots(axes, list(losses), list(losses.values()), "disc", BLUE),
        note(axes, limit, 1e3, f"2 / largest curvature = {limit:.2f}", dx=-10, anchor="end", colour=RED),
        note(axes, 0.0012, 8, "too low: hardly moves"),
        note(axes, limit, 50, "too high: diverges", dx=-10, anchor="end"),
        note(axes, 0.9, losses[0.9], f"rate 0.9: {losses[0.9]:.4f}", dx=-14, dy=8, anchor="end"),
    ]
    return svg.document("The best rate sits next to the cliff", 362, parts)


def _final_loss(X: Array, y: Array, rate: float) -> float:
    """Mean squared error after 100 steps of gradient descent from zero."""
    w = np.zeros(3)
    for _ in range(100):
        w -= rate * 2 * X.T @ (X @ w - y) / len(X)
    return float(np.mean((X @ w - y) ** 2))


def schedule() -> str:
    """Linear warm-up with cosine decay, and the final loss of the four schedules."""
    step = np.arange(1000)
    rate = np.where(step < 100, 0.5 * (step + 1) / 100, 0.25 * (1 + np.cos(np.pi * (step - 100) / 899)))
    axes = Axes(52, 76, 436, 150, Scale(0, 1000), Scale(0, 0.55))
    parts = [
        frame(axes, ticks(0, 100, 500, 1000), ticks(0, 0.25, 0.5), across="step", up="learning rate"),
        curve(axes, step[::9], rate[::9], Pen(BLUE, 3)),
        upright(axes, 100, Pen(SOFT, 1.5, DASHED)),
        note(axes, 130, 0.08, "warm-up ends", colour=SOFT),
        note(axes, 560, 0.3, "cosine decay", colour=BLUE),
    ]
    runs: tuple[tuple[str, Callable[[int], float]], ...] = (
        ("constant 0.5", lambda s: 0.5),
        ("constant 0.04", lambda s: 0.04),
        ("warm-up, then constant", lambda s: float(rate[min(s, 100)])),
        ("warm-up, then cosine", lambda s: float(rate[s])),
    )
    parts.append(svg.text(16, 302, "final loss of the four schedules", bold=True))
    for row, (name, rule) in enumerate(runs):
        loss, y = _noisy_descent(rule), 314 + row * 30
        parts.append(svg.text(212, y + 16, name, anchor="end"))
        if np.isinf(loss):
            parts.append(svg.text(224, y + 16, "diverged", colour=RED, bold=True))
            continue
        parts += [
            svg.rect(222, y, 230 * loss, 20, svg.PALE_BLUE, Pen(BLUE, 1.5)),
            svg.text(230 + 230 * loss, y + 16, f"{loss:.3f}", bold=True),
        ]
    return svg.document("Warm up, then cool down", 448, parts)


def _noisy_descent(rate: Callable[[int], float]) -> float:
    """Final loss of the answer's problem, one steep and one flat direction; 500 runs."""
    rng = np.random.default_rng(0)
    steep, flat = np.full(500, 20.0), np.full(500, 20.0)
    for step in range(1000):
        grad_steep = steep + 0.1 * steep**3 + rng.normal(size=500)
        grad_flat = 0.01 * flat + 0.1 * rng.normal(size=500)
        steep, flat = steep - rate(step) * grad_steep, flat - rate(step) * grad_flat
        if np.abs(steep).max() > 1e6:
            return float("inf")
    return float(np.mean(steep**2 / 2 + steep**4 / 40 + 0.01 * flat**2 / 2))


def gradient_depth() -> str:
    """What remains of a gradient on its way down through 30 layers, for six designs."""
    axes = Axes(58, 76, 300, 330, Scale(0, 30), Scale(1e-20, 1e10, log=True))
    parts = [
        frame(
            axes,
            ticks(0, 10, 20, 30),
            powers(-20, -15, -10, -5, 0, 5, 10),
            across="layers below the output",
            up="length of the gradient, relative",
        )
    ]
    cases = (
        ("ReLU, 4/h, skip", False, 4.0, 1.0, RED, DASH_DOT, 4),
        ("ReLU, 4/h", False, 4.0, 0.0, RED, "", 6),
        ("ReLU, 2/h (He)", False, 2.0, 0.0, BLUE, "", 16),
        ("sigmoid, skip", True, 1.0, 1.0, GREEN, DASH_DOT, -2),
        ("ReLU, 1/h", False, 1.0, 0.0, PURPLE, DASHED, 6),
        ("sigmoid, 1/h", True, 1.0, 0.0, GREEN, DOTTED, 4),
    )
    for name, sigmoid, variance, skip, colour, dash, lift in cases:
        length = _gradient_lengths(sigmoid, variance, skip)
        parts += [
            curve(axes, range(31), length, Pen(colour, 2.8, dash)),
            note(axes, 30, length[-1], name, dx=10, dy=lift, colour=colour),
        ]
    return svg.document("A gradient on its way down", 462, parts)


def _gradient_lengths(sigmoid: bool, variance: float, skip: float) -> list[float]:
    """Length after each layer, from the top; 30 layers of 64 units, as in the answer."""
    rng, h = np.random.default_rng(0), 64
    H, tape = rng.normal(size=(64, h)), []
    for _ in range(30):
        W = rng.normal(size=(h, h)) * np.sqrt(variance / h)
        Z = H @ W
        S = 0.5 * (1 + np.tanh(0.5 * Z))
        A, slope = (S, S * (1 - S)) if sigmoid else (np.maximum(Z, 0), (Z > 0).astype(float))
        tape.append((W, slope))
        H = skip * H + A
    G = rng.normal(size=H.shape)
    lengths = [float(np.linalg.norm(G))]
    for W, slope in reversed(tape):
        G = skip * G + (G * slope) @ W.T
        lengths.append(float(np.linalg.norm(G)))
    return [length / lengths[0] for length in lengths]


def bias_correction() -> str:
    """Size of Adam's step for a constant gradient, with and without the correction."""
    t = np.unique(np.geomspace(1, 10000, 120).round())
    raw = (1 - 0.9**t) / np.sqrt(1 - 0.999**t)
    top = int(raw.argmax())
    axes = Axes(44, 76, 456, 220, Scale(1, 10000, log=True), Scale(0, 7.5))
    parts = [
        frame(
            axes,
            {1: "1", 10: "10", 100: "100", 1000: "1000", 10000: "10⁴"},
            ticks(0, 1, 2, 4, 6),
            across="step t, constant gradient",
            up="step in units of the learning rate",
        ),
        curve(axes, t, raw, Pen(RED, 3, DASHED)),
        curve(axes, t, np.ones(len(t)), Pen(BLUE, 3)),
        dots(axes, [1.0], [float(raw[0])], "square", RED, 6),
        dots(axes, [t[top]], [raw[top]], "square", RED, 6),
        note(axes, 1, raw[0], f"{raw[0]:.2f}", dx=12, dy=12, colour=RED),
        note(axes, t[top], raw[top], f"up to {raw[top]:.1f} without correction", dx=14, dy=-2, colour=RED),
        note(axes, 1.3, 1, "with correction: 1 from the first step", dy=22, colour=BLUE),
    ]
    return svg.document("Without correction Adam starts too fast", 352, parts)


FIGURES: Figures = {
    ("momentum", "paths"): momentum_paths,
    ("learning-rate", "sweep"): rate_sweep,
    ("warmup-and-decay", "schedule"): schedule,
    ("vanishing-exploding-gradients", "depth"): gradient_depth,
    ("adam", "correction"): bias_correction,
}
