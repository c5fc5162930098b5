"""The fields of a question's and a topic's front matter, checked against a schema."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictStr, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from studyguide.frontmatter import Document, Key
from studyguide.model import SLUG, Level
from studyguide.problems import Problem

MAX_QUESTION = 110
"""Characters that a question may have: it is read aloud and stands in an index."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _filled(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise PydanticCustomError("SG204", "is empty")
    return text


def _level(value: object) -> object:
    if isinstance(value, str) and value in {level.value for level in Level}:
        return Level(value)
    raise PydanticCustomError("SG207", "is not a level")


def _day(value: object) -> date:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("SG208", "is not a date of the form 2026-11-22")


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise PydanticCustomError("SG211", "is not a slug")
    return text


def _title(text: str) -> str:
    """Refuse markup: the theme puts titles into pages as they are, and turns entities back into signs."""
    if re.search("[<>]", text) or html.unescape(text) != text:
        raise PydanticCustomError("SG217", "has `<`, `>` or an HTML entity in it")
    return text


Text = Annotated[StrictStr, AfterValidator(_filled)]
Title = Annotated[Text, AfterValidator(_title)]
Slug = Annotated[StrictStr, AfterValidator(_slug)]
Day = Annotated[date, BeforeValidator(_day)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuestionFields(_Fields):
    """The front matter of a question."""

    question: Text
    level: Annotated[Level, BeforeValidator(_level)]
    section: Text = ""
    tags: tuple[Slug, ...] = ()
    also_asked: tuple[Text, ...] = ()
    distinct_from: tuple[Slug, ...] = ()
    related: tuple[Slug, ...] = ()
    redirect_from: tuple[Text, ...] = ()
    reviewed: Day | None = None
    review_by: Day | None = None
    source: Text = ""


class TopicFields(_Fields):
    """The front matter of a topic's index.md."""

    title: Title
    order: Annotated[int, Field(strict=True)]
    summary: Title
    sections: tuple[Text, ...] = ()


F = TypeVar("F", bound=_Fields)


def validate(fields: type[F], document: Document, path: str) -> tuple[F | None, tuple[Problem, ...]]:
    """Check a document's front matter against a schema.

    Returns the fields, or nothing with one problem for each fault, at the line of the field.
    """
    try:
        return fields.model_validate(_present(document.values)), ()
    except ValidationError as error:
        return None, tuple(_problem(fields, details, document, path) for details in error.errors())


def salvage(document: Document) -> QuestionFields:
    """Return the fields of a question that are right, with stand-ins for those that must be there."""
    values = _present(document.values)
    try:
        return QuestionFields.model_validate(values)
    except ValidationError as error:
        wrong = {str(details["loc"][0]) for details in error.errors()}
    right = {name: value for name, value in values.items() if name not in wrong}
    return QuestionFields.model_validate({"question": "?", "level": Level.BEGINNER.value} | right)


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn `field:` without a value into an empty text, which is what its author sees."""
    return {key: "" if value is None else value for key, value in values.items()}


_HINTS = {
    "SG203": "add a line `{field}: …` to the front matter",
    "SG204": "write a value after `{field}:`, or remove the line if the field is optional",
    "SG207": "write one of: " + ", ".join(Level),
    "SG208": "write the year, month and day, such as 2026-11-22",
    "SG211": "use lower-case letters, digits and single hyphens, such as `batch-normalisation`",
    "SG217": "write the word for the sign: less than, more than, and",
}


def _problem(fields: type[_Fields], details: ErrorDetails, document: Document, path: str) -> Problem:
    key = tuple(part for part in details["loc"] if not isinstance(part, str) or part in document.values)
    name = str(details["loc"][0])
    line = _line(document.lines, key)
    if details["type"] == "missing":
        return Problem(path, 1, "SG203", f"the field `{name}` is missing", _hint("SG203", name))
    if details["type"] == "extra_forbidden":
        return Problem(path, line, "SG205", f"the field `{name}` is not known", _nearest(fields, name))
    value = details["input"]
    if value in ("", []):
        return Problem(path, line, "SG204", f"the field `{name}` is empty", _hint("SG204", name))
    if details["type"] in _HINTS:
        message = f"`{name}` has the value {_show(value)}, which {details['msg']}"
        return Problem(path, line, details["type"], message, _hint(details["type"], name))
    wanted = _wanted(fields, name, in_list=len(key) > 1)
    message = f"`{name}` has the value {_show(value)}, which is {_kind(value)}, not {wanted}"
    return Problem(path, line, "SG206", message, _type_hint(name, wanted))


def _line(lines: Mapping[Key, int], key: Key) -> int:
    while key and key not in lines:
        key = key[:-1]
    return lines.get(key, 1)


def _hint(code: str, name: str) -> str:
    return _HINTS[code].format(field=name)


def _nearest(fields: type[_Fields], name: str) -> str:
    known = sorted(fields.model_fields)
    near = difflib.get_close_matches(name.lower().replace("-", "_"), known, n=1, cutoff=0.5)
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


def _wanted(fields: type[_Fields], name: str, *, in_list: bool) -> str:
    annotation = str(fields.model_fields[name].annotation)
    if "tuple" in annotation and not in_list:
        return "a list"
    return "a whole number" if "int" in annotation else "a text"


def _type_hint(name: str, wanted: str) -> str:
    return {
        "a list": f"write `{name}: [one, two]`, or one item a line, each after `- `",
        "a text": 'put it in "double quotes" if it is meant as text',
        "a whole number": f"write `{name}: 1`",
    }[wanted]
