"""A pair of axes: from data to pixels, with ticks, curves, points and bars."""

# ruff: noqa: PLR0913, PLR0917 - a shape needs its coordinates one by one
from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import svg
from svg import GRID, HAIR, INK, SOFT, Pen, Point

Ticks = Mapping[float, str] | Mapping[int, str]


@dataclass(frozen=True)
class Scale:
    """The range of one axis; `log` for powers of ten."""

    low: float
    high: float
    log: bool = False

    def fraction(self, value: float) -> float:
        """Where a value lies: 0 at `low`, 1 at `high`."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (float(value) - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Axes:
    """A box of pixels and what its sides stand for."""

    left: float
    top: float
    width: float
    height: float
    x: Scale
    y: Scale

    def at(self, x: float, y: float) -> Point:
        """The pixel of a pair of values."""
        return (self.left + self.width * self.x.fraction(x), self.top + self.height * (1 - self.y.fraction(y)))


def ticks(*values: float) -> dict[float, str]:
    """Ticks labelled with their own numbers."""
    return {value: f"{value:g}".replace("-", "−") for value in values}


def powers(*exponents: int) -> dict[float, str]:
    """Ticks at powers of ten, written with raised digits."""
    raised = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    return {10.0**power: "10" + str(power).translate(raised) for power in exponents}


def scientific(value: float, decimals: int = 0) -> str:
    """A number times a power of ten."""
    digit, power = f"{value:.{decimals}e}".split("e")
    return f"{digit}·{next(iter(powers(int(power)).values()))}"


def frame(axes: Axes, x: Ticks, y: Ticks, *, across: str = "", up: str = "", title: str = "") -> str:
    """Grid lines, tick labels and a title; `across` names the lower axis, `up` the left one."""
    right, bottom = axes.left + axes.width, axes.top + axes.height
    parts = [svg.rect(axes.left, axes.top, axes.width, axes.height, "#fff")]
    for value, label in x.items():
        place = axes.at(value, axes.y.low)[0]
        parts += [
            svg.line(place, axes.top, place, bottom, Pen(GRID, 1)),
            svg.text(place, bottom + 19, label, anchor="middle", colour=SOFT),
        ]
    for value, label in y.items():
        place = axes.at(axes.x.low, value)[1]
        parts += [
            svg.line(axes.left, place, right, place, Pen(GRID, 1)),
            svg.text(axes.left - 7, place + 5.5, label, anchor="end", colour=SOFT),
        ]
    parts.append(svg.polyline([(axes.left, axes.top), (axes.left, bottom), (right, bottom)], Pen(SOFT, 1.2)))
    middle = axes.left + axes.width / 2
    if across:
        parts.append(svg.text(middle, bottom + 40, across, anchor="middle"))
    if up:
        parts.append(svg.text(axes.left, axes.top - 10, up))
    if title:
        parts.append(svg.text(middle, axes.top - 10, title, anchor="middle", bold=True))
    return "".join(parts)


def curve(axes: Axes, x: Iterable[float], y: Iterable[float], pen: Pen) -> str:
    """A line through the data, cut off where it leaves the box."""
    points = [(float(a), float(b)) for a, b in zip(x, y, strict=True)]
    runs = _inside(points, axes.y)
    return "".join(svg.polyline([axes.at(*point) for point in run], pen) for run in runs)


def dots(axes: Axes, x: Iterable[float], y: Iterable[float], kind: str, colour: str, size: float = 5) -> str:
    """A marker at each pair of values."""
    places = [axes.at(float(a), float(b)) for a, b in zip(x, y, strict=True)]
    return "".join(svg.marker(*place, kind, colour, size) for place in places)


def note(
    axes: Axes,
    x: float,
    y: float,
    words: str,
    *,
    dx: float = 0,
    dy: float = 0,
    anchor: str = "start",
    colour: str = INK,
    bold: bool = False,
) -> str:
    """Words at a pair of values, moved by (dx, dy) pixels."""
    place = axes.at(x, y)
    return svg.text(place[0] + dx, place[1] + dy, words, anchor=anchor, colour=colour, bold=bold, halo=True)


def level(axes: Axes, y: float, pen: Pen) -> str:
    """A horizontal line across the box."""
    return svg.line(*axes.at(axes.x.low, y), *axes.at(axes.x.high, y), pen)


def upright(axes: Axes, x: float, pen: Pen) -> str:
    """A vertical line across the box."""
    return svg.line(*axes.at(x, axes.y.low), *axes.at(x, axes.y.high), pen)


def bar(axes: Axes, x: float, y: float, width: float, fill: str, colour: str, words: str = "") -> str:
    """A column from the foot of the axes up to y, `width` pixels wide, with words on top."""
    middle, top = axes.at(x, y)
    foot = axes.top + axes.height
    box = svg.rect(middle - width / 2, top, width, foot - top, fill, Pen(colour, 1.5))
    return box + (svg.text(middle, top - 6, words, anchor="middle") if words else "")


def heat(left: float, top: float, size: float, table: Sequence[Sequence[float]], write: str = ".2f") -> str:
    """A table of numbers from 0 to 1 as shaded squares with the numbers written in them."""
    parts = []
    for row, values in enumerate(table):
        for column, value in enumerate(values):
            x, y, shade = left + column * size, top + row * size, min(max(float(value), 0.0), 1.0)
            parts.append(svg.rect(x, y, size, size, _shade(shade), Pen(HAIR, 1)))
            ink = "#fff" if shade > 0.55 else INK
            parts.append(svg.text(x + size / 2, y + size / 2 + 5.5, f"{value:{write}}", anchor="middle", colour=ink))
    return "".join(parts)


def _shade(value: float) -> str:
    """A colour between white (0) and blue (1)."""
    return "#" + "".join(f"{round(255 + (end - 255) * value):02x}" for end in (0, 90, 156))


def _inside(points: Sequence[Point], scale: Scale) -> Iterator[list[Point]]:
    """The stretches of a line between `low` and `high`, ended exactly at the border."""
    run: list[Point] = []
    for first, second in pairwise(points):
        piece = _cut(first, second, scale)
        if piece and run and run[-1] == piece[0]:
            run.append(piece[1])
        elif piece:
            if run:
                yield run
            run = list(piece)
    if run:
        yield run


def _cut(first: Point, second: Point, scale: Scale) -> tuple[Point, Point] | None:
    """The part of a segment between the borders of the vertical axis."""
    if max(first[1], second[1]) < scale.low or min(first[1], second[1]) > scale.high:
        return None
    return _held(first, second, scale), _held(second, first, scale)


def _held(point: Point, other: Point, scale: Scale) -> Point:
    """The point itself if it lies inside, otherwise where the segment crosses the border."""
    border = min(max(point[1], scale.low), scale.high)
    if border == point[1]:
        return point
    share = (border - point[1]) / (other[1] - point[1])
    return point[0] + share * (other[0] - point[0]), border
