"""Figures of the topic activations and losses."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import svg
from axes import Axes, Scale, bar, curve, dots, frame, note, ticks
from svg import BLUE, DASHED, GREEN, PALE_BLUE, PALE_GREEN, PALE_RED, RED, Pen

from topics import Figures


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def activations() -> str:
    """Six activation functions with their slopes, on the same axes."""
    functions: dict[str, Callable[[float], float]] = {
        "sigmoid": _sigmoid,
        "tanh": math.tanh,
        "ReLU": lambda z: max(0.0, z),
        "Leaky ReLU, 0.01": lambda z: z if z > 0 else 0.01 * z,
        "GELU": lambda z: 0.5 * z * (1 + math.erf(z / math.sqrt(2))),
        "SiLU": lambda z: z * _sigmoid(z),
    }
    z = [step / 10 + 0.05 for step in range(-40, 40)]  # not 0, where ReLU has no slope
    parts = [
        svg.key(130, 50, "value", Pen(BLUE, 3)),
        svg.key(270, 50, "slope", Pen(RED, 2.5, DASHED)),
    ]
    for place, (name, f) in enumerate(functions.items()):
        axes = Axes(40 + place % 2 * 258, 92 + place // 2 * 172, 206, 112, Scale(-4, 4), Scale(-1.1, 2.1))
        slope = [(f(x + 1e-4) - f(x - 1e-4)) / 2e-4 for x in z]
        parts += [
            frame(axes, ticks(-2, 0, 2), ticks(-1, 0, 1, 2), title=name),
            curve(axes, z, map(f, z), Pen(BLUE, 3)),
            curve(axes, z, slope, Pen(RED, 2.5, DASHED)),
        ]
    return svg.document("Six activations and their slopes", 584, parts)


def temperatures() -> str:
    """The softmax of three logits at four temperatures."""
    z = np.array([2.0, 1.0, -1.0])
    axes = Axes(52, 76, 452, 184, Scale(-0.5, 3.5), Scale(0, 1.15))
    named = {place: f"T = {t:g}" for place, t in enumerate((0.25, 1, 4, 100))}
    parts = [
        frame(axes, named, {0: "0", 0.5: "50", 1: "100"}),
        svg.text(16, 60, "probability in % of the logits 2, 1 and −1"),
    ]
    for place, temperature in enumerate((0.25, 1.0, 4.0, 100.0)):
        e = np.exp(z / temperature - (z / temperature).max())
        looks = ((PALE_BLUE, BLUE), (PALE_RED, RED), (PALE_GREEN, GREEN))
        for j, (p, look) in enumerate(zip(e / e.sum(), looks, strict=True)):
            parts.append(bar(axes, place + (j - 1) * 0.31, float(p), 32, *look, f"{100 * p:.0f}"))
            middle = axes.at(place + (j - 1) * 0.31, 0)[0]
            if p > 0.15:
                parts.append(svg.text(middle, 252, f"{z[j]:g}".replace("-", "−"), anchor="middle", bold=True))
    parts.append(svg.text(278, 308, "low T: almost all on the largest; high T: almost equal", anchor="middle"))
    return svg.document("Temperature sharpens or flattens", 326, parts)


def loss_gradients() -> str:
    """Loss and size of the gradient over the logit of the true class, for two losses."""
    z = np.linspace(-10, 10, 161)
    p = 1 / (1 + np.exp(-z))
    loss = Axes(38, 96, 200, 200, Scale(-10, 10), Scale(0, 10))
    pull = Axes(302, 96, 200, 200, Scale(-10, 10), Scale(0, 1.05))
    entropy, squared = Pen(BLUE, 3), Pen(RED, 3, DASHED)
    parts = [
        frame(loss, ticks(-10, -5, 0, 5, 10), ticks(0, 5, 10), across="logit of the true class", title="loss"),
        curve(loss, z, np.logaddexp(0, -z), entropy),
        curve(loss, z, 0.5 * (p - 1) ** 2, squared),
        frame(
            pull, ticks(-10, -6, 0, 5, 10), ticks(0, 0.5, 1), across="logit of the true class", title="size of gradient"
        ),
        curve(pull, z, 1 - p, entropy),
        curve(pull, z, (1 - p) * p * (1 - p), squared),
        dots(pull, [-6.0], [float(1 - p[32])], "disc", BLUE),
        dots(pull, [-6.0], [float((1 - p[32]) ** 2 * p[32])], "square", RED),
        note(pull, -6, 0.88, f"{1 - p[32]:.3f}", anchor="middle", colour=BLUE),
        note(pull, -6, 0.08, f"{(1 - p[32]) ** 2 * p[32]:.4f}", anchor="middle", colour=RED),
        svg.key(70, 52, "cross-entropy", entropy),
        svg.key(270, 52, "½ (p − 1)²", squared),
    ]
    return svg.document("A confident mistake: who still pushes?", 352, parts)


FIGURES: Figures = {
    ("common-activations", "curves"): activations,
    ("softmax-and-temperature", "bars"): temperatures,
    ("cross-entropy-or-squared-error", "gradients"): loss_gradients,
}
