"""Figures of the topic mathematics."""

from __future__ import annotations

import numpy as np
import svg
from axes import Axes, Scale, bar, curve, frame, note, ticks
from svg import BLUE, DASHED, DOTTED, GREEN, INK, PALE_BLUE, PALE_RED, RED, SOFT, Pen

from topics import Figures


def vectors() -> str:
    """The query, near and far vectors of the answer with both measures."""
    query, near, far = np.array([3.0, 4.0]), np.array([4.0, 3.0]), np.array([0.0, 20.0])
    axes = Axes(48, 60, 216, 432, Scale(-2, 8.5), Scale(0, 21))
    parts = [frame(axes, ticks(0, 4, 8), ticks(0, 5, 10, 15, 20))]
    drawn = (("far", far, RED, DASHED), ("near", near, GREEN, DOTTED), ("query", query, BLUE, ""))
    for _, v, colour, dash in drawn:
        parts.append(svg.arrow(*axes.at(0, 0), *axes.at(*v), Pen(colour, 3, dash), 13))
    parts += [
        note(axes, 0, 20, "far (0, 20)", dx=10, dy=8, colour=RED),
        note(axes, 3, 4, "query (3, 4)", dx=-30, dy=-12, colour=BLUE),
        note(axes, 4, 3, "near (4, 3)", dx=8, dy=14, colour=GREEN),
    ]
    for row, (name, v, colour, _) in enumerate(drawn[:2]):
        cosine = query @ v / (np.linalg.norm(query) * np.linalg.norm(v))
        angle, y = float(np.degrees(np.arccos(cosine))), 160 + row * 150
        parts += [
            svg.text(296, y, f"query and {name}", bold=True, colour=colour),
            svg.text(296, y + 26, f"dot product {query @ v:.0f}"),
            svg.text(296, y + 50, f"cosine {cosine:.2f} ({angle:.0f}°)"),
            svg.text(296, y + 74, f"distance {np.linalg.norm(query - v):.1f}"),
        ]
    return svg.document("Length wins the dot product, angle the cosine", 532, parts)


def valley() -> str:
    """Contours of a narrow valley; the negative gradient points across, not to the minimum."""
    curvature = np.array([1.0, 12.0])
    axes = Axes(40, 56, 464, 232, Scale(-4.6, 4.6), Scale(-1.4, 1.4))
    turn = np.linspace(0, 2 * np.pi, 73)
    parts = [frame(axes, ticks(-4, -2, 0, 2, 4), ticks(-1, 0, 1), across="w₁ (w₂ upwards)")]
    for value in (0.25, 1.0, 2.25, 4.0, 6.25, 9.0):
        ring = np.sqrt(2 * value / curvature)
        parts.append(curve(axes, ring[0] * np.cos(turn), ring[1] * np.sin(turn), Pen(SOFT, 1.2)))
    point = np.array([3.2, 0.85])
    slope = curvature * point
    down, home = -slope / np.linalg.norm(slope), -point / np.linalg.norm(point)
    angle = float(np.degrees(np.arccos(down @ home)))
    parts += [
        svg.arrow(*axes.at(*point), *axes.at(*(point + 1.5 * down)), Pen(RED, 3.5), 14),
        svg.arrow(*axes.at(*point), *axes.at(*(0.06 * point)), Pen(BLUE, 3, DASHED), 14),
        svg.marker(*axes.at(0, 0), "diamond", INK, 6),
        svg.marker(*axes.at(*point), "disc", INK, 6),
        note(axes, 0, 0, "minimum", dx=-8, dy=26, anchor="middle"),
        note(axes, 2.75, -0.62, "negative gradient", dy=16, anchor="middle", colour=RED),
        note(axes, 1.3, 0.35, "to the minimum", anchor="end", dy=-12, colour=BLUE),
    ]
    parts.append(svg.caption(352, f"{angle:.0f} degrees between the two; curvatures 1 and 12"))
    return svg.document("The steepest way down is not the way home", 370, parts)


def surprise() -> str:
    """Cross-entropy as entropy plus divergence, and the code lengths behind it."""
    p, q = np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.25, 0.25])
    entropy = float(-(p[:2] * np.log2(p[:2])).sum())
    cross = float(-(p[:2] * np.log2(q[:2])).sum())
    unit, left = 280.0, 40.0
    parts = [
        svg.rect(left, 64, entropy * unit, 54, PALE_BLUE, Pen(BLUE, 1.5)),
        svg.rect(left + entropy * unit, 64, (cross - entropy) * unit, 54, PALE_RED, Pen(RED, 1.5)),
        svg.hatched(left + entropy * unit, 64, (cross - entropy) * unit, 54, RED, 12),
        svg.text(left + entropy * unit / 2, 97, f"entropy of p: {entropy:.1f} bits", anchor="middle", bold=True),
        svg.text(
            left + (entropy + cross) / 2 * unit, 97, f"KL: {cross - entropy:.1f}", anchor="middle", bold=True, halo=True
        ),
    ]
    parts += [
        svg.polyline([(left, 128), (left, 138), (left + cross * unit, 138), (left + cross * unit, 128)], Pen(INK, 2)),
        svg.text(left + cross * unit / 2, 162, f"cross-entropy: {cross:.1f} bits", anchor="middle", bold=True),
    ]
    axes = Axes(62, 222, 420, 140, Scale(-0.5, 2.5), Scale(0, 2.6))
    parts.append(frame(axes, {0: "A", 1: "B", 2: "C"}, ticks(0, 1, 2), up="bits the code of q spends on each outcome"))
    for place in range(3):
        bits = float(-np.log2(q[place]))
        parts.append(bar(axes, place, bits, 60, PALE_BLUE, BLUE, f"{bits:g}, p = {p[place]:g}"))
    return svg.document("What the wrong code costs", 400, parts)


FIGURES: Figures = {
    ("dot-product-norm-cosine", "vectors"): vectors,
    ("gradient-jacobian-hessian", "valley"): valley,
    ("entropy-cross-entropy-kl", "bars"): surprise,
}
