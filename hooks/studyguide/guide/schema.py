"""Schemas: what values from YAML look like, and what is wrong with those that do not.

A shape is compared with a value, and finds every fault with its place. The schemas of front matter are derived from the
types of the model's fields; files of another form are described by shapes.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING as MISSING_DEFAULT
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from studyguide.guide.front_matter import Document, Key
from studyguide.guide.model import SLUG, SLUG_HINT, Level, QuestionFields, Slug, Title, TopicFields, slug_fault
from studyguide.guide.problems import Problem
from studyguide.guide.text import MAX_HINTS, unescaped

MAX_QUESTION = 110
"""Characters that a question may have: it is read aloud and stands in an index."""

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


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LEVELS = {level.value: level for level in Level}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UnfitError(KIND)
    text = " ".join(value.split())
    if not text:
        raise UnfitError("SG204", "is empty")
    return text


def _title(value: object) -> str:
    """Refuse markup: the theme puts titles into pages as they are, and turns entities back into signs."""
    text = _text(value)
    if re.search("[<>]", text) or unescaped(text) != text:
        raise UnfitError("SG217", "has `<`, `>` or an HTML entity in it")
    return text


def _slug(value: object) -> str:
    if not isinstance(value, str):
        raise UnfitError(KIND)
    if not SLUG.fullmatch(value):
        raise UnfitError("SG211", slug_fault(value))
    return value


def _level(value: object) -> Level:
    if not isinstance(value, str) or value not in _LEVELS:
        raise UnfitError("SG207", "is not a level")
    return _LEVELS[value]


def _day(value: object) -> date:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise UnfitError("SG208", "is not a date of the form 2026-11-22")


def _whole_number(value: object) -> int:
    if type(value) is not int:  # a truth value is an `int`, too
        raise UnfitError(KIND)
    return value


TEXT, SLUG_TEXT = single(_text), single(_slug)
_SINGLE: Mapping[object, Shape] = {
    str: TEXT,
    Slug: SLUG_TEXT,
    Title: single(_title),
    int: single(_whole_number),
    Level: single(_level),
    date: single(_day),
}
"""The shape of a field by the type that the model gives it."""
_STAND_INS: Mapping[object, object] = {
    str: "?",
    Slug: "unknown",
    Title: "?",
    int: 0,
    Level: Level.BEGINNER,
    date: date.min,
}
"""What stands in for a value of that type; nothing for a list."""


def _shape(kind: Any) -> Shape:
    """Return the shape of a field of the model: that of its type, of a list of such, or of one that may be missing."""
    if kind in _SINGLE:
        return _SINGLE[kind]
    inner, rest = get_args(kind)
    if rest in (Ellipsis, NoneType):
        return several(_shape(inner)) if rest is Ellipsis else _shape(inner)
    raise TypeError(f"front matter has no values of the type {kind}")


@dataclass(frozen=True)
class Schema:
    """The fields that front matter must have, and those that it may have."""

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape]
    wanted: Mapping[str, str] = field(default_factory=dict)
    """What the value of a field is, for those that are not a text."""
    stand_ins: Mapping[str, object] = field(default_factory=dict)
    """Values of the required fields that stand in for wrong ones, so that the rest is checked."""

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        """Every field's shape by its name."""
        return {**self.required, **self.optional}

    @cached_property
    def whole(self) -> Shape:
        """The shape of the front matter, which becomes a `dict` of the fields that are there."""
        return record(dict, self.required, self.optional)


def schema_of(model: type) -> Schema:
    """Return the schema of a dataclass that declares the fields of front matter."""
    kinds = get_type_hints(model, include_extras=True)
    shapes = {name: _shape(kind) for name, kind in kinds.items()}
    required = {declared.name for declared in fields(model) if declared.default is MISSING_DEFAULT}
    return Schema(
        {name: shape for name, shape in shapes.items() if name in required},
        {name: shape for name, shape in shapes.items() if name not in required},
        {name: what for name, kind in kinds.items() if (what := _what(kind))},
        {name: _STAND_INS.get(kind, ()) for name, kind in kinds.items() if name in required},
    )


def _what(kind: Any) -> str:
    return "a whole number" if kind is int else "a list" if get_origin(kind) is tuple else ""


QUESTION, TOPIC = schema_of(QuestionFields), schema_of(TopicFields)
TEXTS, SLUGS = several(TEXT), several(SLUG_TEXT)


def validate(schema: Schema, document: Document, path: str) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """Check a document's front matter against a schema.

    Returns the fields that it has, or nothing with one problem for each fault, at the line of the field.
    """
    fields, faults = _compared(schema, _present(document.values))
    return fields, tuple(_problem(schema, fault, document, path, number) for number, fault in enumerate(faults))


def salvage(document: Document) -> dict[str, Any]:
    """Return the fields of a question that are right, with stand-ins for those that must be there."""
    values = _present(document.values)
    fields, faults = _compared(QUESTION, values)
    if fields is not None:
        return fields
    wrong = {fault.key[0] for fault in faults}
    right, _ = _compared(Schema({}, QUESTION.shapes), {key: values[key] for key in values if key not in wrong})
    return {**QUESTION.stand_ins, **(right or {})}


def _compared(schema: Schema, values: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[Fault]]:
    faults: list[Fault] = []
    return schema.whole(values, (), faults), faults


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn `field:` without a value into an empty text, which is what its author sees."""
    return {key: "" if value is None else value for key, value in values.items()}


_HINTS = {
    "SG203": "add a line `{field}: …` to the front matter",
    "SG204": "write a value after `{field}:`, or remove the line if the field is optional",
    "SG207": "write one of: " + ", ".join(Level),
    "SG208": "write the year, month and day, such as 2026-11-22",
    "SG211": f"{SLUG_HINT}, such as `batch-normalisation`",
    "SG217": "write the word for the sign: less than, more than, and",
}


def _problem(schema: Schema, fault: Fault, document: Document, path: str, number: int) -> Problem:
    name = str(fault.key[0])
    line = document.line_of(fault.key)
    if fault.code == MISSING:
        return Problem(path, 1, "SG203", f"the field `{name}` is missing", _hint("SG203", name))
    if fault.code == UNKNOWN:
        return Problem(path, line, "SG205", f"the field `{name}` is not known", _nearest(schema, name, number))
    if fault.value in ("", []):
        return Problem(path, line, "SG204", f"the field `{name}` is empty", _hint("SG204", name))
    if fault.code != KIND:
        message = f"`{name}` has the value {_show(fault.value)}, which {fault.message}"
        return Problem(path, line, fault.code, message, _hint(fault.code, name))
    wanted = "a text" if len(fault.key) > 1 else schema.wanted.get(name, "a text")
    message = f"`{name}` has the value {_show(fault.value)}, which is {_kind(fault.value)}, not {wanted}"
    return Problem(path, line, "SG206", message, _type_hint(name, wanted))


def _hint(code: str, name: str) -> str:
    return _HINTS[code].format(field=name)


def _nearest(schema: Schema, name: str, number: int) -> str:
    known = sorted(schema.shapes)
    looked_at = known if number < MAX_HINTS else []  # the search takes time
    near = difflib.get_close_matches(name[:60].lower().replace("-", "_"), looked_at, n=1, cutoff=0.5)
    return f"did you mean `{near[0]}`?" if near else f"known fields are: {', '.join(known)}"


def _show(value: object) -> str:
    """Return a value as its author wrote it, near enough."""
    text = value if isinstance(value, str) and value.isprintable() else repr(value)
    text = f"`{_YAML_WORDS.get(text, text)}`"
    return text if len(text) <= 60 else text[:57] + "…" + text[-1]


_YAML_WORDS = {"True": "true", "False": "false", "None": "null"}


def _kind(value: object) -> str:
    names = {bool: "a truth value", int: "a number", float: "a number", list: "a list", dict: "a list of fields"}
    return "nothing" if value is None else names.get(type(value), "a text")


def _type_hint(name: str, wanted: str) -> str:
    return {
        "a list": f"write `{name}: [one, two]`, or one item a line, each after `- `",
        "a text": 'put it in "double quotes" if it is meant as text',
        "a whole number": f"write `{name}: 1`",
    }[wanted]
