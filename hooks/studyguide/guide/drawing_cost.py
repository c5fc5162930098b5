"""How much a drawing makes a browser draw: what refers to a part of it draws that part again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

MAX_DRAWN = 10_000
"""Elements, each counted as often as it is drawn."""
MAX_DEPTH = 100
"""Elements in one another; what an element refers to counts as standing in it."""
MAX_BLUR = 100.0
"""The most that a filter may blur or shift, in pixels: more would take a browser long."""
MAX_REGION = 5000.0
"""How far the region of a filter may reach, in pixels, per cent or times the size of what is filtered."""
_MAX_PAINTS = 20
"""References that an element has for its paint and takes over from those around it."""
_MAX_SAME = 20
"""Elements of one id: programs make some by mistake, and all of them are counted."""

_SHAPES = frozenset("circle ellipse line path polygon polyline rect text textPath tspan use".split())
_NOT_DRAWN = frozenset("defs desc linearGradient metadata radialGradient stop style title view".split())
_ONCE = frozenset({"clip-path", "filter", "mask"})
"""Properties that hold for an element as a whole; those of paint hold for each shape in it."""

_URL = re.compile(r"url\(\s*+(?:\"\s*+#([^\"]*+)|'\s*+#([^']*+)|#([^)]*+))", re.IGNORECASE)
_UNCLEAR = re.compile(r"/\*|--|\{")
_FILTERS = re.compile(r"\b(?:blur|drop-shadow)\(", re.IGNORECASE)
_NUMBER = re.compile(r"([+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?)(?:px|%)?")
_COORDINATE = re.compile(r"[0-9]*+\.?[0-9]++|[0-9]++")


class CostError(Exception):
    """A drawing that would draw too much; `hint` says what to do."""

    def __init__(self, message: str, hint: str = "draw it with fewer repeated parts, or save it as PNG") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(eq=False, slots=True)
class _Element:
    name: str
    keys: tuple[str, ...] = ()
    """Its id, as references give it; another form of XML's own may stand beside it."""
    points: int = 0
    """At most so many markers stand on it."""
    repeats: tuple[str, ...] = ()
    """Keys of what it draws again as a whole."""
    paints: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()
    children: list[_Element] = field(default_factory=list)
    cost: _Cost | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Cost:
    drawn: int = 0
    points: int = 0
    depth: int = 0


class DrawingCost:
    """Takes the elements of a drawing one after another, and refuses one that draws too much."""

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self._by_key: dict[str, list[_Element]] = defaultdict(list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element.

        Args:
            name: its name without a namespace.
            attributes: their values by their names, those of a namespace after it and a blank.

        Raises:
            CostError: a filter is too large, or there are too many references.
        """
        _check_filter(name, attributes)
        element = _element(name, attributes, self._open[-1] if self._open else None)
        if len(element.paints) + len(element.markers) > _MAX_PAINTS:
            raise CostError("an element of the picture has too many references in its styles and those around it")
        if self._open:
            self._open[-1].children.append(element)
        for key in element.keys:
            self._by_key[key].append(element)
            if len(self._by_key[key]) > _MAX_SAME:
                raise CostError(
                    f"the picture has more than {_MAX_SAME} elements of one id", "give each an id of its own"
                )
        self._open.append(element)

    def end(self) -> None:
        """Take the end of an element.

        Raises:
            CostError: it was the last, and the whole draws too much.
        """
        element = self._open.pop()
        if not self._open and (drawn := self._cost(element, 0).drawn) > MAX_DRAWN:
            raise CostError(f"the picture draws {min(drawn, 10**9)} elements or more, {MAX_DRAWN} is the most")

    def _cost(self, element: _Element, depth: int) -> _Cost:
        if element.is_open:
            name = f"`#{ascii(element.keys[0][:40])[1:-1]}`" if element.keys else f"a `{element.name}`"
            raise CostError(f"the picture draws {name} within itself", "let no part of it refer to itself")
        if depth >= MAX_DEPTH or (element.cost and depth + element.cost.depth > MAX_DEPTH):
            raise CostError("the picture is nested too deeply")
        if element.cost is None:
            element.is_open = True
            element.cost = self._reckoned(element, depth + 1)
            element.is_open = False
        return element.cost

    def _reckoned(self, element: _Element, depth: int) -> _Cost:
        inner = [self._cost(child, depth) for child in element.children] + self._costs(element.repeats, depth)
        drawn = sum(cost.drawn for cost in inner)
        points = sum(cost.points for cost in inner) + element.points
        deepest = max((cost.depth for cost in inner), default=0)
        if element.name in _SHAPES:
            paints, markers = self._costs(element.paints, depth), self._costs(element.markers, depth)
            repeated = drawn if element.name == "use" else 0  # what it draws takes over its paint
            drawn += (1 + repeated) * sum(cost.drawn for cost in paints) + points * sum(cost.drawn for cost in markers)
            deepest = max([deepest, *(cost.depth for cost in (*paints, *markers))])
        return _Cost(drawn + (element.name not in _NOT_DRAWN), points, deepest + 1)

    def _costs(self, keys: Iterable[str], depth: int) -> list[_Cost]:
        return [self._cost(element, depth) for key in keys for element in self._by_key.get(key, ())]


def check_sheet(text: str) -> None:
    """Refuse a style sheet with references: nothing says to how many elements they apply.

    Raises:
        CostError: it has one.
    """
    if _URL.search(text):
        hint = 'write it as an attribute of the element, such as `fill="url(#…)"`'
        raise CostError("the style sheet of the picture refers to a part of it", hint)
    _check_functions(text)


def _check_functions(text: str) -> None:
    if _FILTERS.search(text):
        raise CostError("a style of the picture has a filter of CSS", "use an element `filter`, or none")


def _element(name: str, attributes: Mapping[str, str], around: _Element | None) -> _Element:
    points = sum(len(_COORDINATE.findall(attributes.get(each, ""))) for each in ("d", "points"))
    ids = tuple({_key(value) for key, value in attributes.items() if _local(key) == "id"})
    element = _Element(name, ids, points or 2 * (name == "line"))
    repeats: list[str] = []
    paints, markers = (set(around.paints), set(around.markers)) if around else (set(), set())
    for attribute, value in _properties(attributes):
        if attribute == "href":
            repeats.append(_key(value[1:]))
        elif attribute in _ONCE:
            repeats += _keys(value)
        elif attribute.startswith("marker"):
            markers.update(_keys(value))
        else:
            paints.update(_keys(value))
            markers.update(_keys(value) if not attribute else ())
    element.repeats, element.paints, element.markers = tuple(repeats), frozenset(paints), frozenset(markers)
    return element


def _properties(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield names and values of properties that may hold references; one without a name could be any."""
    for name, value in ((_local(key), value) for key, value in attributes.items()):
        if name == "style":
            _check_functions(value)
            if _UNCLEAR.search(value):
                yield "", value
                continue
            for part in value.split(";"):
                declared, _, rest = part.partition(":")
                yield declared.strip().lower(), rest
        elif name == "href" or "(" in value:
            _check_functions(value)
            yield name, value


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _keys(value: str) -> list[str]:
    return [_key(match[1] or match[2] or match[3] or "") for match in _URL.finditer(value)]


def _key(name: str) -> str:
    """Return an id or a reference as browsers compare them: without blanks, and decoded."""
    return re.sub(r"\s", "", unquote(re.sub(r"\s", "", name)))


def _check_filter(name: str, attributes: Mapping[str, str]) -> None:
    """Refuse a filter that blurs, shifts or covers more than a picture needs."""
    if name != "filter" and not name.startswith("fe"):
        return
    if attributes.get("primitiveUnits", "userSpaceOnUse") != "userSpaceOnUse":
        raise CostError("a filter of the picture has lengths in other units than pixels", "leave out `primitiveUnits`")
    limits = dict.fromkeys(("stdDeviation", "dx", "dy", "radius"), MAX_BLUR)
    limits |= dict.fromkeys(("x", "y", "width", "height"), MAX_REGION)
    for attribute, most in limits.items():
        for part in attributes.get(attribute, "").replace(",", " ").split():
            number = _NUMBER.fullmatch(part)
            if not number or abs(float(number[1])) > most:
                message = f"the `{attribute}` of a filter is `{ascii(part[:40])[1:-1]}`"
                raise CostError(message, f"write plain numbers of pixels, {most:g} at most")
