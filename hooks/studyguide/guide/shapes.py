"""Shapes of values that come from YAML: a value is compared with one, and every fault is found with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from studyguide.guide.front_matter import Key

KIND, MISSING, UNKNOWN = "kind", "missing", "unknown"
"""Faults of any value: another kind of value is wanted, a field is not there, a field must not be there."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value, and where it is: `("tags", 0)`."""

    key: Key
    code: str
    """One of those above, or what the reader of a single value calls it."""
    value: object
    message: str = ""


class UnfitError(ValueError):
    """A single value that does not fit."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message)
        self.code = code


Shape = Callable[[Any, Key, list[Fault]], Any]
"""Takes a value and its place, adds its faults to a list, and returns what was made of it if it has none."""


def single(read: Callable[[Any], object]) -> Shape:
    """Return the shape of a value that a function accepts, which raises `UnfitError` where it does not."""

    def check(value: Any, key: Key, faults: list[Fault]) -> object:
        try:
            return read(value)
        except UnfitError as error:
            faults.append(Fault(key, error.code, value, str(error)))
            return None

    return check


def several(shape: Shape) -> Shape:
    """Return the shape of a list whose items have one; it becomes a tuple."""

    def check(value: Any, key: Key, faults: list[Fault]) -> tuple[Any, ...]:
        if not isinstance(value, list):
            faults.append(Fault(key, KIND, value))
            return ()
        return tuple([shape(item, (*key, number), faults) for number, item in enumerate(value)])

    return check


def record(make: Callable[..., Any], required: Mapping[str, Shape], optional: Mapping[str, Shape]) -> Shape:
    """Return the shape of a mapping with named fields; `make` is given those that are there, by name."""
    shapes = {**required, **optional}

    def check(value: Any, key: Key, faults: list[Fault]) -> Any:
        if not isinstance(value, dict):
            faults.append(Fault(key, KIND, value))
            return None
        before = len(faults)
        found = {name: shape(value[name], (*key, name), faults) for name, shape in shapes.items() if name in value}
        faults += [Fault((*key, name), MISSING, None) for name in required if name not in value]
        faults += [Fault((*key, name), UNKNOWN, value[name]) for name in value if name not in shapes]
        return make(**found) if len(faults) == before else None

    return check
