"""Figures of the topic generalization."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt
import svg
from axes import Axes, Scale, curve, dots, frame, note, ticks
from svg import BLUE, DASHED, INK, PALE_BLUE, RED, SOFT, Pen

from topics import Figures

Array = npt.NDArray[np.float64]


def _features(hidden: Array, x: Array) -> Array:
    return np.asarray(np.tanh(np.outer(x, hidden[0]) + hidden[1]))


def _sample(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Points of the true curve with noise of variance 0.09."""
    x = rng.uniform(-2, 2, n)
    return x, np.sin(2 * x) + 0.3 * rng.normal(size=n)


def fits() -> str:
    """Three fits of the same 15 noisy points, with the penalties of the answer."""
    rng = np.random.default_rng(0)
    hidden = rng.normal(size=(2, 100)) * 3
    (x, y), _, (new, target) = (_sample(rng, n) for n in (15, 1000, 5000))  # in the order of the answer
    rows, grid = _features(hidden, x), np.linspace(-2, 2, 241)
    parts = [
        svg.key(30, 54, "fit", Pen(BLUE, 3)),
        svg.key(140, 54, "true curve", Pen(RED, 2, DASHED)),
        svg.marker(318, 54, "disc", INK, 4.5),
        svg.text(330, 59, "15 examples"),
    ]
    for place, (penalty, words) in enumerate(
        ((1e-5, "tiny penalty"), (1.0, "L2 penalty 1"), (300.0, "L2 penalty 300"))
    ):
        axes = Axes(44, 100 + place * 168, 456, 112, Scale(-2, 2), Scale(-3, 3))
        w = rows.T @ np.linalg.solve(rows @ rows.T + penalty * np.eye(15), y)
        error = np.mean((_features(hidden, new) @ w - target) ** 2)
        name = f"{words}: test error {error:.2f}"
        parts += [
            frame(axes, ticks(-2, -1, 0, 1, 2), ticks(-2, 0, 2), title=name),
            curve(axes, grid, np.sin(2 * grid), Pen(RED, 2, DASHED)),
            curve(axes, grid, _features(hidden, grid) @ w, Pen(BLUE, 3)),
            dots(axes, x, y, "disc", INK, 4.5),
        ]
    return svg.document("Same network, same points, three penalties", 580, parts)


def geometry() -> str:
    """Loss, penalty and their sum for one weight, with L2 and with L1, for two data optima."""
    strength, w = 1.0, np.linspace(-0.9, 3.4, 87)
    parts = []
    for row, (a, top) in enumerate(((3.0, 6.0), (0.8, 2.0))):
        for column, name in enumerate(("L2", "L1")):
            axes = Axes(44 + column * 242, 84 + row * 208, 214, 136, Scale(-0.9, 3.4), Scale(0, top))
            loss = (w - a) ** 2 / 2
            penalty = strength * (w**2 / 2 if name == "L2" else np.abs(w))
            total = loss + penalty
            best = a / (1 + strength) if name == "L2" else max(a - strength, 0.0)
            parts += [
                frame(axes, ticks(0, 1, 2, 3), ticks(0, top / 2, top), title=f"{name}, a = {a:g}"),
                *(
                    curve(axes, w[line <= top], line[line <= top], pen)
                    for line, pen in ((loss, Pen(BLUE, 2)), (penalty, Pen(RED, 2, DASHED)), (total, Pen(INK, 3)))
                ),
                dots(axes, [best], [float(np.interp(best, w, total))], "diamond", INK, 7),
                note(axes, best, float(np.interp(best, w, total)), f"w = {best:g}", dx=2, dy=-20, bold=True),
            ]
    parts += [
        svg.key(36, 470, "data loss", Pen(BLUE, 2), BLUE),
        svg.key(190, 470, "penalty", Pen(RED, 2, DASHED), RED),
        svg.key(336, 470, "sum", Pen(INK, 3)),
        svg.caption(502, "Only the kink of L1 can hold the minimum at exactly 0."),
    ]
    return svg.document("One weight under two penalties", 520, parts)


def shared_means() -> str:
    """Which cells of a batch share one mean with the cell at the top left, measured by change."""
    parts = []
    for place, (name, axes) in enumerate(
        (("batch norm", (0, 2)), ("layer norm", (1, 2)), ("instance norm", (2,)), ("group norm, 2 groups", (2, 3)))
    ):
        left, top = 78 + place % 2 * 240, 100 + place // 2 * 196
        parts += [
            svg.text(left + 80, top - 34, name, anchor="middle", bold=True),
            svg.text(left + 80, top - 10, "channels →", anchor="middle", colour=SOFT),
            svg.text(left - 14, top + 60, "examples →", anchor="middle", colour=SOFT, turn=90),
        ]
        for n, c in product(range(3), range(4)):
            x, y, hit = left + c * 40, top + n * 40, _reaches(axes, n, c)
            parts.append(svg.rect(x, y, 40, 40, PALE_BLUE if hit else "#fff", Pen(SOFT, 1)))
            parts.append(svg.hatched(x, y, 40, 40, BLUE) if hit else "")
        parts.append(svg.rect(left + 2, top + 2, 36, 36, "none", Pen(RED, 3)))
    parts.append(svg.caption(446, "a cell above: all positions of one channel of one example", colour=SOFT))
    for place, (name, centre) in enumerate((("layer norm, tokens", True), ("RMS norm, tokens", False))):
        left, top = 78 + place * 240, 512
        parts += [
            svg.text(left + 80, top - 34, name, anchor="middle", bold=True),
            svg.text(left + 80, top - 10, "features →", anchor="middle", colour=SOFT),
            svg.text(left - 14, top + 60, "tokens →", anchor="middle", colour=SOFT, turn=90),
        ]
        for t, c in product(range(3), range(4)):
            x, y, hit = left + c * 40, top + t * 40, _reaches_token(t, c, centre=centre)
            parts.append(svg.rect(x, y, 40, 40, PALE_BLUE if hit else "#fff", Pen(SOFT, 1)))
            parts.append(svg.hatched(x, y, 40, 40, BLUE) if hit else "")
        parts.append(svg.rect(left + 2, top + 2, 36, 36, "none", Pen(RED, 3)))
    parts.append(svg.caption(660, "Hatched: pooled with the framed cell. RMS has no mean."))
    return svg.document("What is pooled into one statistic", 680, parts)


def _reaches_token(t: int, c: int, *, centre: bool) -> bool:
    """Whether a change of feature c of token t changes the normalised first feature of token 0."""
    values = np.random.default_rng(0).normal(size=(3, 4))
    changed = values.copy()
    changed[t, c] += 1.0
    first = []
    for table in (values, changed):
        rows = table - table.mean(axis=1, keepdims=True) if centre else table
        first.append(float(rows[0, 0] / np.sqrt((rows[0] ** 2).mean())))
    return not bool(np.isclose(first[0], first[1]))


def _reaches(axes: tuple[int, ...], n: int, c: int) -> bool:
    """Whether a change of cell (n, c) changes the normalised cell (0, 0)."""
    values = np.random.default_rng(0).normal(size=(3, 4, 5))
    changed = values.copy()
    changed[n, c, 0] += 1.0
    return not np.allclose(_standardise(values, axes), _standardise(changed, axes))


def _standardise(values: Array, axes: tuple[int, ...]) -> Array:
    """The first cell after normalisation; axis 3 stands for the channels inside a group."""
    split = values.reshape(3, 2, 2, 5) if 3 in axes else values
    over = (2, 3) if 3 in axes else axes
    centred = split - split.mean(axis=over, keepdims=True)
    result = centred / split.std(axis=over, keepdims=True)
    return np.asarray(result.reshape(values.shape)[0, 0], dtype=np.float64)


def learning() -> str:
    """Training and validation loss of gradient descent in four situations."""
    cases = (
        ("stopped too early", 400, 0.5, 40),
        ("healthy", 400, 0.5, 20000),
        ("overfitting", 15, 0.5, 20000),
        ("rate too high", 400, 2.012, 1000),
    )
    parts = [
        svg.key(90, 54, "training", Pen(BLUE, 3)),
        svg.key(270, 54, "validation", Pen(RED, 3, DASHED)),
    ]
    for place, (name, n, rate, steps) in enumerate(cases):
        axes = Axes(46 + place % 2 * 248, 102 + place // 2 * 196, 212, 122, Scale(1, 20000, log=True), Scale(0, 1.2))
        t, train, valid = _descent(n, rate, steps)
        parts += [
            frame(axes, {1: "1", 10: "10", 100: "100", 1000: "1000", 10000: "10⁴"}, ticks(0, 0.5, 1), title=name),
            curve(axes, t, train, Pen(BLUE, 3)),
            curve(axes, t, valid, Pen(RED, 3, DASHED)),
        ]
        if name == "overfitting":
            low = int(valid.argmin())
            parts += [
                dots(axes, [t[low]], [valid[low]], "diamond", INK, 6),
                note(axes, t[low], valid[low], f"best at {t[low]:.0f}", dy=-14, anchor="middle"),
            ]
    parts.append(svg.caption(466, "step of gradient descent (log scale); loss upwards"))
    return svg.document("Four pairs of learning curves", 484, parts)


def _descent(n: int, rate: float, steps: int) -> tuple[Array, Array, Array]:
    """Some steps with both losses; `rate` in units of 1 / largest curvature."""
    rng = np.random.default_rng(3)
    hidden = rng.normal(size=(2, 100)) * 3
    x, new = rng.uniform(-2, 2, n), rng.uniform(-2, 2, 2000)
    y, target = (np.sin(2 * v) + 0.3 * rng.normal(size=len(v)) for v in (x, new))
    rows, others = _features(hidden, x), _features(hidden, new)
    curvature = np.linalg.eigvalsh(rows.T @ rows / n)[-1]
    shown = set(np.geomspace(1, steps, 90).round().astype(int).tolist())
    w, losses = np.zeros(100), []
    for step in range(1, steps + 1):
        if step in shown:
            error, new_error = rows @ w - y, others @ w - target
            losses.append((step, np.mean(error**2), np.mean(new_error**2)))
        w -= rate / curvature * rows.T @ (rows @ w - y) / n
    t, train, valid = np.array(losses).T
    return t, train, valid


FIGURES: Figures = {
    ("overfitting", "fits"): fits,
    ("l1-and-l2", "geometry"): geometry,
    ("normalisation-layers", "axes"): shared_means,
    ("learning-curves", "panels"): learning,
}
