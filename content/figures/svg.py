"""The elements of a figure: text, lines, shapes, arrows and the document around them."""

# ruff: noqa: PLR0913, PLR0917 - a shape needs its coordinates one by one
from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

WIDTH = 520  # of every figure: on a phone of 360 pixels the text stays about 10 pixels high
PAPER, INK, SOFT, GRID, HAIR = "#fbfaf6", "#1f2933", "#4b5563", "#e4e1d8", "#c9c5b9"
# Dark variants of the Okabe–Ito colours: told apart by colour-blind readers, fit for text.
BLUE, RED, GREEN, PURPLE = "#005a9c", "#b34700", "#00704f", "#8a3b7d"
PALE_BLUE, PALE_RED, PALE_GREEN = "#c3dcf0", "#f7d4bd", "#c2e3d6"
DASHED, DOTTED, DASH_DOT = "9 5", "2 5", "11 4 2 4"
_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',sans-serif"

Point = tuple[float, float]


@dataclass(frozen=True)
class Pen:
    """How a line is drawn: colour, width in pixels and dash pattern."""

    colour: str = INK
    width: float = 2.5
    dash: str = ""

    def thin(self, width: float = 1.5) -> Pen:
        """The same pen, thinner."""
        return replace(self, width=width)


def num(value: float) -> str:
    """A coordinate with one decimal.

    The small shift moves exact ties, so that the last bit of a sum, which may differ between
    machines, does not decide to which side they are rounded.
    """
    return f"{round(float(value) + 1e-6, 1) + 0.0:g}"


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: int = 16,
    colour: str = INK,
    bold: bool = False,
    turn: float = 0.0,
    halo: bool = False,
) -> str:
    """Words on one line; `halo` keeps them legible where they cross lines."""
    more = ' font-weight="600"' if bold else ""
    fill = f' fill="{colour}"' if colour != INK else ""
    more += f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += f' font-size="{size}"' if size != 16 else ""
    more += f' transform="rotate({num(turn)} {num(x)} {num(y)})"' if turn else ""
    place, written = f'<text x="{num(x)}" y="{num(y)}"', escape(words, quote=False)
    seen = f"{place}{more}{fill}>{written}</text>"
    if not halo:
        return seen
    # Two texts, since converters for print and e-books ignore the order of painting within one.
    edge = f' fill="{PAPER}" stroke="{PAPER}" stroke-width="5" stroke-linejoin="round"'
    return f"{place}{more}{edge}>{written}</text>{seen}"


def caption(y: float, words: str, *, colour: str = INK, bold: bool = False) -> str:
    """A centred line of words below or above the drawing."""
    return text(WIDTH / 2, y, words, anchor="middle", colour=colour, bold=bold)


def key(x: float, y: float, words: str, pen: Pen, colour: str = INK) -> str:
    """An entry of a legend: a short line and its name, centred at height y."""
    return line(x, y, x + 40, y, pen) + text(x + 48, y + 5, words, colour=colour)


def polyline(points: Iterable[Point], pen: Pen, *, closed: bool = False) -> str:
    """A line through the points."""
    steps = " ".join(f"{num(x)},{num(y)}" for x, y in points)
    name = "polygon" if closed else "polyline"
    return f'<{name} points="{steps}" fill="none" {_stroke(pen)} stroke-linejoin="round"/>'


def line(x1: float, y1: float, x2: float, y2: float, pen: Pen) -> str:
    """A straight line."""
    ends = f'x1="{num(x1)}" y1="{num(y1)}" x2="{num(x2)}" y2="{num(y2)}"'
    return f"<line {ends} {_stroke(pen)}/>"


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    pen: Pen | None = None,
    radius: float = 0,
) -> str:
    """A filled rectangle, with an outline if a pen is given."""
    box = f'x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}"'
    more = f' rx="{num(radius)}"' if radius else ""
    return f'<rect {box}{more} fill="{fill}"{" " + _stroke(pen) if pen else ""}/>'


def shape(points: Iterable[Point], fill: str, pen: Pen | None = None) -> str:
    """A filled polygon."""
    steps = " ".join(f"{num(x)},{num(y)}" for x, y in points)
    return f'<polygon points="{steps}" fill="{fill}"{" " + _stroke(pen) if pen else ""}/>'


def ellipse(x: float, y: float, rx: float, ry: float, pen: Pen, fill: str = "none") -> str:
    """An ellipse along the axes."""
    box = f'cx="{num(x)}" cy="{num(y)}" rx="{num(rx)}" ry="{num(ry)}"'
    return f'<ellipse {box} fill="{fill}" {_stroke(pen)}/>'


def marker(x: float, y: float, kind: str, colour: str = INK, size: float = 5) -> str:
    """A data point: `disc`, `ring`, `square`, `cross`, `diamond` or `triangle`."""
    if kind == "disc":
        return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(size + 1)}" fill="{colour}"/>'
    if kind == "ring":
        return ellipse(x, y, size, size, Pen(colour, 2), PAPER)
    if kind == "cross":
        arms = [(x - size, y - size, x + size, y + size), (x - size, y + size, x + size, y - size)]
        return "".join(line(*arm, Pen(colour, 2.5)) for arm in arms)
    return shape([(x + size * dx, y + size * dy) for dx, dy in _CORNERS[kind]], colour)


def arrow(x1: float, y1: float, x2: float, y2: float, pen: Pen, head: float = 10) -> str:
    """A line with a filled head at its second end."""
    angle = math.atan2(y2 - y1, x2 - x1)
    back = (x2 - head * math.cos(angle), y2 - head * math.sin(angle))
    side = (0.45 * head * math.sin(angle), -0.45 * head * math.cos(angle))
    corners = [(x2, y2), (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1])]
    return line(x1, y1, *back, pen) + shape(corners, pen.colour)


def hatched(x: float, y: float, width: float, height: float, colour: str, gap: int = 8) -> str:
    """A rectangle filled with slanted lines, for areas that colour alone must not tell apart."""
    lines = []
    for start in range(gap, int(width + height), gap):
        x1, y1 = (x + start, y) if start <= width else (x + width, y + start - width)
        x2, y2 = (x, y + start) if start <= height else (x + start - height, y + height)
        lines.append(line(x1, y1, x2, y2, Pen(colour, 1)))
    return "".join(lines)


def document(title: str, height: float, parts: Sequence[str]) -> str:
    """The whole figure on its own light panel, with the title above it."""
    size = f'width="{WIDTH}" height="{num(height)}" viewBox="0 0 {WIDTH} {num(height)}"'
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
        f'font-family="{_FONT}" font-size="16" fill="{INK}">\n'
        f"<title>{escape(title, quote=False)}</title>\n"
        f"{rect(0.5, 0.5, WIDTH - 1, height - 1, PAPER, Pen(HAIR, 1), 8)}\n"
        f"{text(WIDTH / 2, 29, title, anchor='middle', size=18, bold=True)}\n"
        f"{body}\n</svg>\n"
    )


def _stroke(pen: Pen) -> str:
    dash = f' stroke-dasharray="{pen.dash}"' if pen.dash else ""
    return f'stroke="{pen.colour}" stroke-width="{num(pen.width)}"{dash}'


_CORNERS: dict[str, tuple[Point, ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle": ((0, -1.2), (1.1, 0.9), (-1.1, 0.9)),
}
