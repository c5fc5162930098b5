"""Figures of the topic transformers."""

# ruff: noqa: N806 - matrices are upper case here as in the answers
from __future__ import annotations

import numpy as np
import numpy.typing as npt
import svg
from axes import Axes, Scale, curve, dots, frame, heat, level, note, ticks
from svg import BLUE, DASHED, DOTTED, GREEN, INK, PALE_BLUE, RED, SOFT, Pen

from topics import Figures

Array = npt.NDArray[np.float64]


def _softmax(scores: Array) -> Array:
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


def saturation() -> str:
    """Spread of the raw scores and mean of the largest weight over the size of the keys."""
    sizes = [1, 4, 16, 64, 256, 1024]
    rng = np.random.default_rng(0)
    spread, raw, scaled = [], [], []
    for d_k in sizes:
        S = (rng.normal(size=(400, 1, d_k)) * rng.normal(size=(400, 16, d_k))).sum(axis=-1)
        spread.append(float(S.std()))
        raw.append(float(_softmax(S).max(axis=1).mean()))
        scaled.append(float(_softmax(S / np.sqrt(d_k)).max(axis=1).mean()))
    axes = Axes(44, 76, 440, 220, Scale(1, 1024, log=True), Scale(0, 1.05))
    parts = [
        frame(axes, ticks(*sizes), ticks(0, 0.5, 1), across="key size d_k", up="largest of 16 attention weights, mean"),
        curve(axes, sizes, raw, Pen(RED, 3, DASHED)),
        dots(axes, sizes, raw, "square", RED, 6),
        curve(axes, sizes, scaled, Pen(BLUE, 3)),
        dots(axes, sizes, scaled, "disc", BLUE, 6),
        note(axes, 40, 0.87, "raw scores", anchor="end", colour=RED),
        note(axes, 40, 0.13, "divided by √d_k", colour=BLUE),
        note(axes, 1024, raw[-1], f"{raw[-1]:.2f}", dx=-6, dy=24, anchor="end", colour=RED),
        note(axes, 1024, scaled[-1], f"{scaled[-1]:.2f}", dx=-6, dy=-12, anchor="end", colour=BLUE),
    ]
    shown = ", ".join(f"{spread[i]:.0f} at {sizes[i]}" for i in (1, 3, 5))
    parts.append(svg.caption(364, f"std of the raw scores: {shown} (about √d_k)"))
    return svg.document("Unscaled scores saturate the softmax", 382, parts)


def masked_weights() -> str:
    """Attention weights of four tokens with and without the causal mask."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(4, 8)) / 2
    W_q, W_k, _ = rng.normal(size=(3, 8, 8)) / np.sqrt(8)
    S = X @ W_q @ (X @ W_k).T / np.sqrt(8)
    hidden = np.triu(np.ones((4, 4), dtype=bool), 1)
    parts = []
    for left, name, A in ((56, "no mask", _softmax(S)), (308, "causal mask", _softmax(np.where(hidden, -np.inf, S)))):
        parts += [svg.text(left + 98, 62, name, anchor="middle", bold=True), heat(left, 100, 49, A.tolist())]
        for i in range(4):
            parts += [
                svg.text(left + 24.5 + 49 * i, 90, f"k{i + 1}", anchor="middle", colour=SOFT),
                svg.text(left - 10, 130 + 49 * i, f"q{i + 1}", anchor="end", colour=SOFT),
            ]
    parts += [svg.hatched(308 + 49 * j, 100 + 49 * i, 49, 49, svg.HAIR, 12) for i in range(4) for j in range(i + 1, 4)]
    parts.append(svg.caption(326, "each row sums to 1; hatched: hidden before the softmax"))
    return svg.document("The mask hides the future from each query", 344, parts)


def pairwise_share() -> str:
    """Share of the pairwise operations of attention over the length, for three widths."""
    lengths = np.geomspace(512, 262144, 80)
    axes = Axes(56, 76, 432, 224, Scale(512, 262144, log=True), Scale(0, 1))
    parts = [
        frame(
            axes,
            {1024: "1k", 4096: "4k", 16384: "16k", 65536: "64k", 262144: "256k"},
            {0: "0", 0.5: "50%", 1: "100%"},
            across="tokens T",
            up="share of pairwise operations in one layer",
        ),
        level(axes, 0.5, Pen(SOFT, 1.2, "4 4")),
    ]
    for d, colour, dash, kind in (
        (1024, BLUE, "", "disc"),
        (4096, RED, DASHED, "square"),
        (8192, GREEN, DOTTED, "triangle"),
    ):
        parts += [
            curve(axes, lengths, lengths / (lengths + 6 * d), Pen(colour, 3, dash)),
            dots(axes, [6 * d], [0.5], kind, colour, 6),
        ]
    parts += [
        note(axes, 6144, 0.58, "width 1024", dx=-12, anchor="end", colour=BLUE),
        note(axes, 30000, 0.58, "4096", dx=-6, anchor="end", colour=RED),
        note(axes, 49152, 0.38, "8192", dx=10, dy=6, colour=GREEN),
    ]
    parts.append(svg.caption(368, "half of all operations at T = 6 × width: 6k, 24k and 48k"))
    return svg.document("Quadratic attention matters late", 386, parts)


def rotations() -> str:
    """A query and a key rotated by their positions: contents and signed offset decide the score."""
    q, k, theta = np.array([0.95, 0.35]), np.array([0.7, 0.75]), 0.5
    parts = []
    for place, (m, n) in enumerate(((3, 1), (6, 4), (1, 3))):
        left = 12 + place * 168
        axes = Axes(left, 84, 160, 160, Scale(-1.25, 1.25), Scale(-1.25, 1.25))
        turn = np.linspace(0, 2 * np.pi, 73)
        parts += [
            svg.text(left + 80, 68, f"query at {m}, key at {n}", anchor="middle", colour=SOFT),
            curve(axes, np.cos(turn), np.sin(turn), Pen(svg.HAIR, 1.2)),
        ]
        ends, angles = [], []
        for v, position, colour, dash, name in ((q, m, BLUE, "", "q"), (k, n, RED, DASHED, "k")):
            angles.append(float(np.arctan2(v[1], v[0])) + position * theta)
            end = np.hypot(*v) * np.array([np.cos(angles[-1]), np.sin(angles[-1])])
            ends.append(end)
            parts += [
                svg.arrow(*axes.at(0, 0), *axes.at(*end), Pen(colour, 3, dash), 13),
                note(axes, 1.17 * end[0], 1.17 * end[1], name, dy=6, anchor="middle", colour=colour, bold=True),
            ]
        wedge = np.linspace(angles[1], angles[0], 25)
        parts.append(curve(axes, 0.45 * np.cos(wedge), 0.45 * np.sin(wedge), Pen(INK, 2)))
        between = np.degrees(angles[0] - angles[1])
        parts += [
            svg.text(left + 80, 272, f"offset {m - n:+d}".replace("-", "−"), anchor="middle"),
            svg.text(left + 80, 296, f"angle {between:+.0f}°".replace("-", "−"), anchor="middle"),
            svg.text(left + 80, 320, f"q · k = {float(ends[0] @ ends[1]):.3f}", anchor="middle", bold=True),
        ]
    parts.append(svg.caption(350, f"one pair of components, {theta:g} radians per position"))
    parts.append(svg.caption(372, "arc: signed angle from key to query", colour=SOFT))
    return svg.document("RoPE: same contents, same offset, same score", 390, parts)


def visibility() -> str:
    """Which token may look at which in each softmax of the families, by applying their masks."""
    full = np.ones((4, 4), dtype=int)
    triangle = np.tril(full)
    prefix = np.maximum(triangle, np.arange(4) < 2)
    families = (
        ("encoder-only", "token at token", full),
        ("decoder-only", "token at token", triangle),
        ("prefix LM", "two prompt tokens", prefix),
        ("encoder", "input at input", full),
        ("decoder, self", "output at output", triangle),
        ("decoder, cross", "output at input", full),
    )
    parts = []
    for place, (name, words, table) in enumerate(families):
        middle, top = 94 + 166 * (place % 3), 62 + 226 * (place // 3)
        parts.append(svg.text(middle, top, name, anchor="middle", bold=True))
        parts.append(svg.text(middle, top + 21, words, anchor="middle", colour=SOFT))
        parts += _grid(middle - 62, top + 34, 31, table.tolist())
    parts.append(svg.line(24, 246, 496, 246, Pen(svg.HAIR, 1.5)))
    parts.append(svg.caption(264, "an encoder–decoder has three separate softmaxes:", colour=SOFT))
    parts.append(svg.caption(470, "row: who looks; column: who is seen"))
    return svg.document("Who may look at whom", 488, parts)


def _grid(left: float, top: float, cell: float, table: list[list[int]]) -> list[str]:
    """A mask as a grid: a shaded cell with a dot may be seen."""
    parts = []
    for i, row in enumerate(table):
        for j, seen in enumerate(row):
            x, y = left + j * cell, top + i * cell
            parts.append(svg.rect(x, y, cell, cell, PALE_BLUE if seen else "#fff", Pen(SOFT, 1)))
            parts.append(svg.marker(x + cell / 2, y + cell / 2, "disc", BLUE, cell / 6) if seen else "")
    return parts


FIGURES: Figures = {
    ("scaled-attention", "saturation"): saturation,
    ("causal-masking", "weights"): masked_weights,
    ("attention-cost", "share"): pairwise_share,
    ("positional-encoding", "rotation"): rotations,
    ("encoder-decoder-families", "masks"): visibility,
}
