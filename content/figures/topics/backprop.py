"""Figures of the topic backpropagation."""

from __future__ import annotations

import math

import svg
from svg import BLUE, DASHED, PALE_BLUE, PALE_RED, RED, Pen

from topics import Figures

_FORWARD, _BACK = Pen(BLUE, 2.5), Pen(RED, 2.5, DASHED)


def _key(y: float) -> str:
    return (
        svg.arrow(60, y, 108, y, _FORWARD)
        + svg.text(116, y + 5, "value, forward", colour=BLUE)
        + svg.arrow(328, y, 280, y, _BACK)
        + svg.text(336, y + 5, "derivative, back", colour=RED)
    )


def _node(x: float, y: float, name: str, value: str, width: float = 84) -> str:
    return (
        svg.rect(x - width / 2, y - 27, width, 54, PALE_BLUE, Pen(BLUE, 1.5), 8)
        + svg.text(x, y - 6, name, anchor="middle")
        + svg.text(x, y + 16, value, anchor="middle", bold=True)
    )


def _edge(x1: float, x2: float, y: float, slope: str) -> str:
    """A pair of arrows between two boxes on one line, and the derivative under the lower one."""
    return (
        svg.arrow(x1, y - 9, x2, y - 9, _FORWARD)
        + svg.arrow(x2, y + 10, x1, y + 10, _BACK)
        + svg.text((x1 + x2) / 2, y + 46, slope, anchor="middle", colour=RED, bold=True)
    )


def two_weights() -> str:
    """Values and derivatives in a network with two weights and a squared error."""
    x, w1, w2, y = 2.0, 0.5, 3.0, 1.0
    h = max(0.0, w1 * x)
    out = w2 * h
    loss = 0.5 * (out - y) ** 2
    d_out = out - y
    d_w2, d_h = d_out * h, d_out * w2
    d_w1 = d_h * (x if w1 * x > 0 else 0.0)
    parts = [
        _key(58),
        _node(58, 130, "x", f"{x:g}"),
        _node(190, 130, "h", f"{h:g}"),
        _node(326, 130, "ŷ", f"{out:g}"),
        _node(462, 130, "loss", f"{loss:g}"),
        svg.arrow(100, 121, 147, 121, _FORWARD),
        _node(462, 260, "target", f"{y:g}"),
        svg.arrow(462, 233, 462, 159, _FORWARD),
        svg.text(462, 92, "start: 1", anchor="middle", colour=RED, bold=True),
        _edge(232, 284, 130, f"{d_h:g}"),
        _edge(368, 420, 130, f"{d_out:g}"),
    ]
    for place, name, weight, slope in ((190, "w₁", w1, d_w1), (326, "w₂", w2, d_w2)):
        parts += [
            _node(place, 260, name, f"{weight:g}"),
            svg.arrow(place - 12, 233, place - 12, 159, _FORWARD),
            svg.arrow(place + 12, 159, place + 12, 231, _BACK),
            svg.text(place + 24, 202, f"{slope:g}", colour=RED, bold=True),
        ]
    parts.append(svg.caption(318, f"{d_out:g} · w₂ = {d_h:g} reaches h, and {d_h:g} · x = {d_w1:g} reaches w₁"))
    return svg.document("One pass forward, one pass back", 338, parts)


def three_uses() -> str:
    """The graph of tanh(ab + aa): the derivative of a is a sum of three contributions."""
    a, b = 0.5, -2.0
    total = a * b + a * a
    y = math.tanh(total)
    slope = 1 - y * y
    parts = [
        svg.caption(62, "red: what each use adds to the derivative", colour=RED),
        _node(70, 130, "a", f"{a:g}"),
        _node(70, 270, "b", f"−{-b:g}"),
        _node(240, 130, "a · a", f"{a * a:g}"),
        _node(240, 270, "a · b", f"−{-a * b:g}"),
        _node(362, 200, "sum", f"−{-total:g}"),
        _node(468, 200, "tanh", f"−{-y:.3f}", 76),
        svg.arrow(112, 118, 196, 118, _FORWARD),
        svg.arrow(112, 128, 196, 128, _FORWARD),
        svg.arrow(112, 146, 196, 250, _FORWARD),
        svg.arrow(112, 272, 196, 272, _FORWARD),
        svg.arrow(283, 135, 324, 172, _FORWARD),
        svg.arrow(283, 265, 324, 228, _FORWARD),
        svg.arrow(405, 200, 429, 200, _FORWARD),
        svg.text(154, 108, f"{slope * a:+.3f}", anchor="middle", colour=RED, bold=True),
        svg.text(154, 152, f"{slope * a:+.3f}", anchor="middle", colour=RED, bold=True, halo=True),
        svg.text(142, 214, f"{slope * b:+.3f}".replace("-", "−"), anchor="middle", colour=RED, bold=True, halo=True),
        svg.text(156, 296, f"{slope * a:+.3f}", anchor="middle", colour=RED, bold=True),
    ]
    square, other = f"{slope * a:.3f}", f"{-slope * b:.3f}"
    words = f"dy/da = {square} + {square} − {other} = −{-slope * (a + a + b):.3f}"
    parts += [svg.rect(20, 316, 480, 34, PALE_RED, Pen(RED, 1.5), 8), svg.caption(339, words, bold=True)]
    return svg.document("Used three times, added three times", 366, parts)


FIGURES: Figures = {
    ("backpropagation", "graph"): two_weights,
    ("tiny-autodiff", "graph"): three_uses,
}
