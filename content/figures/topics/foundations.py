"""Figures of the topic foundations."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import svg
from axes import Axes, Scale, curve, dots, frame, note, ticks
from svg import BLUE, DASHED, DOTTED, GREEN, PALE_BLUE, PALE_GREEN, PALE_RED, RED, SOFT, Pen

from topics import Figures


def xor() -> str:
    """The four XOR points in input space and in the space of two ReLU units."""
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    h = np.maximum(0, np.column_stack([x.sum(axis=1), x.sum(axis=1) - 1]))
    label = x[:, 0] ^ x[:, 1]
    assert np.array_equal(h @ [1, -2], label)
    inputs = Axes(44, 100, 190, 190, Scale(-0.35, 1.35), Scale(-0.35, 1.35))
    hidden = Axes(304, 100, 190, 190, Scale(-0.4, 2.4), Scale(-0.35, 1.35))
    parts = [
        svg.marker(120, 54, "ring", BLUE, 7),
        svg.text(134, 59, "XOR = 0"),
        svg.marker(300, 54, "square", RED, 7),
        svg.text(314, 59, "XOR = 1"),
        frame(inputs, ticks(0, 1), ticks(0, 1), across="input x₁", up="input x₂"),
        frame(hidden, ticks(0, 1, 2), ticks(0, 1), across="hidden unit h₁", up="hidden unit h₂"),
        *_folded(inputs, hidden),
        curve(hidden, [-0.2, 2.4], [(-0.2 - 0.5) / 2, (2.4 - 0.5) / 2], Pen(GREEN, 2.5, DASHED)),
        note(hidden, -0.25, 0.92, "one line", colour=GREEN),
        note(hidden, -0.25, 0.75, "separates", colour=GREEN),
    ]
    for axes, points in ((inputs, x), (hidden, h)):
        for value, kind, colour in ((0, "ring", BLUE), (1, "square", RED)):
            chosen = points[label == value]
            parts.append(dots(axes, chosen[:, 0], chosen[:, 1], kind, colour, 8))
    parts += [
        note(hidden, 1, 0, "two points", dy=27, anchor="middle", colour=RED),
        svg.caption(356, "each grey line on the left lands on one grey dot on the right:", colour=SOFT),
        svg.caption(378, "h₁ = max(0, x₁ + x₂) and h₂ = max(0, x₁ + x₂ − 1) bend it at 1", colour=SOFT),
    ]
    return svg.document("Two hidden units fold the plane", 396, parts)


def _folded(inputs: Axes, hidden: Axes) -> list[str]:
    """Lines of equal x₁ + x₂ in the plane of inputs, and where the hidden units send them."""
    sums = np.arange(0.0, 2.01, 0.25)
    bent = np.linspace(0, 2.35, 48)
    parts = [curve(hidden, bent, np.maximum(0, bent - 1), Pen(svg.HAIR, 3))]
    for total in sums:
        ends = np.array([max(-0.35, total - 1.35), min(1.35, total + 0.35)])
        parts += [
            curve(inputs, ends, total - ends, Pen(svg.HAIR, 1.5)),
            dots(hidden, [total], [max(0.0, total - 1)], "disc", SOFT, 2),
        ]
    return parts


def switching() -> str:
    """Three sigmoid units of one input with their switching points."""
    axes = Axes(48, 66, 452, 210, Scale(-2, 4), Scale(0, 1))
    x = np.linspace(-2, 4, 121)
    units = ((2.0, -3.0, BLUE, "", "disc"), (-2.0, 3.0, RED, DASHED, "square"), (4.0, 0.0, GREEN, DOTTED, "triangle"))
    parts = [frame(axes, ticks(-2, -1, 0, 1, 2, 3, 4), ticks(0, 0.5, 1), across="input x", up="output")]
    for w, b, colour, dash, kind in units:
        parts += [
            curve(axes, x, 1 / (1 + np.exp(-(w * x + b))), Pen(colour, 3, dash)),
            dots(axes, [-b / w], [0.5], kind, colour, 7),
        ]
    parts += [
        note(axes, 4, 0.72, "w = 2, b = −3", dx=-6, anchor="end", colour=BLUE),
        note(axes, 4, 0.24, "w = −2, b = 3", dx=-6, anchor="end", colour=RED),
        note(axes, 0.1, 0.76, "w = 4, b = 0", anchor="end", colour=GREEN),
        note(axes, 1.5, 0.5, "both switch at 1.5", dx=14, dy=5),
        note(axes, 0, 0.5, "switches at 0", dx=-14, dy=5, anchor="end"),
    ]
    return svg.document("The weight tilts and mirrors, the bias moves", 330, parts)


_STEPS = (
    (1943, 1943, "McCulloch–Pitts unit"),
    (1958, 1958, "Perceptron"),
    (1965, 1971, "Ivakhnenko: several layers"),
    (1980, 1997, "Neocognitron,|LeNet line, LSTM"),
    (1986, 1986, "Backpropagation paper"),
    (2012, 2012, "AlexNet"),
    (2015, 2017, "ResNet, transformer"),
)


def history() -> str:
    """The steps of the history table on a true time axis."""
    axes = Axes(28, 60, 464, 7 * 40, Scale(1940, 2020), Scale(0, 1))
    parts = [svg.rect(axes.left, axes.top, axes.width, axes.height, "#fff")]
    for year in range(1940, 2021, 20):
        x = axes.at(year, 0)[0]
        parts += [
            svg.line(x, axes.top, x, axes.top + axes.height, Pen(svg.GRID, 1)),
            svg.text(x, axes.top + axes.height + 20, str(year), anchor="middle", colour=SOFT),
        ]
    for row, (start, end, name) in enumerate(_STEPS):
        y = axes.top + 20 + row * 40
        x1, x2 = axes.at(start, 0)[0], axes.at(end, 0)[0]
        parts.append(svg.line(x1, y, x2, y, Pen(BLUE, 8)) if end > start else "")
        parts += [svg.marker(x, y, "disc", BLUE, 7) for x in (x1, x2)]
        years = str(start) if start == end else f"{start}–{end % 100:02d}"
        right = start < 1985 and end < 1990
        first, _, second = f"{years}  {name}".partition("|")
        x, anchor = (x2 + 14, "start") if right else (x1 - 14, "end")
        parts.append(svg.text(x, y - 3 if second else y + 6, first, anchor=anchor, halo=True))
        parts.append(svg.text(x, y + 16, second, anchor=anchor, halo=True) if second else "")
    return svg.document("Seven decades, to scale", 374, parts)


def parameters() -> str:
    """The three weight matrices of 784–256–128–10 as areas to scale."""
    sizes = [784, 256, 128, 10]
    scale, left, parts = 0.36, 30.0, []
    total = sum((d + 1) * k for d, k in pairwise(sizes))
    looks = ((PALE_BLUE, BLUE), (PALE_RED, RED), (PALE_GREEN, GREEN))
    for (fill, colour), (d, k) in zip(looks, pairwise(sizes), strict=True):
        count = (d + 1) * k
        parts += [
            svg.rect(left, 66, max(k * scale, 3.6), d * scale, fill, Pen(colour, 1.5)),
            svg.text(left + max(k * scale, 3.6) + 10, 84, f"{d} × {k}", bold=True, colour=colour),
            svg.text(left + max(k * scale, 3.6) + 10, 105, f"{count:,}", colour=colour),
            svg.text(left + max(k * scale, 3.6) + 10, 126, f"{count / total:.1%}", colour=colour),
        ]
        left += max(k * scale, 3.6) + 118
    parts += [
        svg.text(160, 320, "Areas are to scale: rows are inputs,"),
        svg.text(160, 342, f"columns units. In all {total:,}"),
        svg.text(160, 364, "parameters, biases included."),
    ]
    return svg.document("The first layer holds most parameters", 382, parts)


FIGURES: Figures = {
    ("hidden-layers", "xor"): xor,
    ("weights-and-biases", "switching"): switching,
    ("history-of-neural-networks", "timeline"): history,
    ("count-parameters", "areas"): parameters,
}
