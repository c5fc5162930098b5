"""Figures of the topic convolutional networks and vision."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
import svg
from axes import Axes, Scale, bar, curve, dots, frame, heat, note, ticks
from svg import BLUE, DASHED, INK, PALE_BLUE, PALE_RED, RED, SOFT, Pen

from topics import Figures


def receptive_fields() -> str:
    """Growth of the receptive field with depth, and the weight inside it for ten layers."""
    axes, depth = Axes(52, 82, 448, 160, Scale(0, 6), Scale(0, 135)), range(7)
    parts = [frame(axes, ticks(*depth), ticks(0, 50, 100), across="3×3 layers", up="pixels that can reach one output")]
    stacks = (
        ("stride 2, or dilation doubled, each layer", [2**n for n in range(6)], Pen(RED, 2.5, DASHED), "square", 4),
        ("stride 1", [1] * 6, Pen(BLUE, 2.5), "disc", -12),
    )
    for name, dilations, pen, kind, dy in stacks:
        widths = list(accumulate((2 * d for d in dilations), initial=1))
        parts += [
            curve(axes, depth, widths, pen),
            dots(axes, depth, widths, kind, pen.colour),
            note(axes, 6, widths[-1], f"{name}: {widths[-1]}", dx=-12, dy=dy, anchor="end", colour=pen.colour),
        ]
    return svg.document("What can matter, and what does", 538, [*parts, *_profile()])


def _profile() -> list[str]:
    """The weight of each input pixel in one output after ten averages over three."""
    weights = np.ones(1)
    for _ in range(10):
        weights = np.convolve(weights, np.ones(3) / 3)
    axes = Axes(52, 348, 448, 130, Scale(-11, 11), Scale(0, 0.16))
    up, across = "weight of each pixel after ten 3×3 averages", "distance from the centre in pixels"
    parts = [frame(axes, ticks(-10, -5, 0, 5, 10), ticks(0, 0.1), across=across, up=up)]
    for place, weight in zip(range(-10, 11), weights, strict=True):
        looks = (PALE_BLUE, BLUE) if abs(place) <= 5 else (PALE_RED, RED)
        parts.append(bar(axes, place, float(weight), 17, *looks))
    share = weights[5:16].sum()
    inner, outer = f"middle 11: {share:.0%}", f"outer 10: {1 - share:.0%}"
    return [
        *parts,
        note(axes, 4.1, 0.13, inner, colour=BLUE),
        note(axes, 10.9, 0.03, outer, dy=-8, anchor="end", colour=RED),
    ]


def pooled_shifts() -> str:
    """A bright pixel shifted by 0, 1 and 2, and what 2 by 2 max pooling makes of it."""
    parts = []
    for shift in range(3):
        spot = np.zeros((4, 4))
        spot[0, shift] = 1.0
        pooled = spot.reshape(2, 2, 2, 2).max(axis=(1, 3))
        left = 26 + shift * 168
        parts += [
            svg.text(left + 66, 64, f"shift {shift}", anchor="middle", bold=True),
            heat(left, 78, 33, spot.tolist(), ".0f"),
            svg.line(left + 66, 78, left + 66, 210, Pen(INK, 3)),
            svg.line(left, 144, left + 132, 144, Pen(INK, 3)),
            svg.arrow(left + 66, 218, left + 66, 250, Pen(SOFT, 2)),
            heat(left + 33, 258, 33, pooled.tolist(), ".0f"),
        ]
    parts.append(svg.text(178, 352, "same output", anchor="middle", colour=BLUE, bold=True))
    parts += [
        svg.polyline([(60, 326), (60, 334), (296, 334), (296, 326)], Pen(BLUE, 2)),
        svg.text(428, 352, "moved by one", anchor="middle", colour=RED, bold=True),
    ]
    return svg.document("Max pooling absorbs a shift inside a window", 370, parts)


def windows() -> str:
    """Where a kernel of three taps reads a row of eight inputs for four settings."""
    settings = (("stride 1", 1, 0, 1), ("stride 2", 2, 0, 1), ("padding 1", 1, 1, 1), ("dilation 2", 1, 0, 2))
    n, k, cell, parts, top = 8, 3, 26, [], 52.0
    for name, stride, pad, dilation in settings:
        starts = [s for s in range(-pad, n + pad, stride) if s + dilation * (k - 1) < n + pad]
        assert len(starts) == (n + 2 * pad - dilation * (k - 1) - 1) // stride + 1
        size = f"{n} → {len(starts)}"
        parts += [svg.text(16, top + 19, name, bold=True), svg.text(504, top + 19, size, anchor="end", bold=True)]
        for i in range(-pad, n + pad):
            real = 0 <= i < n
            parts.append(
                svg.rect(
                    168 + i * cell,
                    top,
                    cell,
                    cell,
                    PALE_BLUE if real else "#fff",
                    Pen(BLUE if real else SOFT, 1.2, "" if real else "3 3"),
                )
            )
        for row, start in enumerate(starts[:3]):
            y = top + cell + 12 + row * 13
            taps = [168 + (start + t * dilation) * cell + cell / 2 for t in range(k)]
            parts.append(svg.line(taps[0], y, taps[-1], y, Pen(RED, 1.5)))
            parts += [svg.marker(x, y, "disc", RED, 4.5) for x in taps]
        top += cell + 58
    parts.append(svg.caption(top + 8, "red: inputs read by the first three outputs, kernel 3"))
    return svg.document("Where the windows lie", top + 24, parts)


FIGURES: Figures = {
    ("receptive-field", "growth"): receptive_fields,
    ("pooling", "shifts"): pooled_shifts,
    ("padding-stride-dilation", "windows"): windows,
}
