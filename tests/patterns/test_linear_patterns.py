"""Every regular expression of this project takes steps in proportion to the text, whatever the text."""

from __future__ import annotations

import re

import pytest

from studyguide.duplicates.join import _item, _listed_item, _only_item
from studyguide.importing.heads import Labels, _labels
from studyguide.render.markdown import MarkdownSettings, Renderer
from support.patterns import Found, built, patterns
from support.pumping import ALLOWED_GROWTH, slow_text


def of_the_converter() -> list[Found]:
    """Return the patterns that this project gives to Python-Markdown."""
    own = [each for each in Renderer(MarkdownSettings())._markdown.inlinePatterns if _is_ours(each)]
    return [Found(f"{type(each).__module__}.{type(each).__name__}", each.compiled_re, "finditer") for each in own]


def _is_ours(pattern: object) -> bool:
    return type(pattern).__module__.startswith("studyguide")


def made_at_run_time() -> list[Found]:
    """Return examples of patterns that functions make."""
    return [
        Found("studyguide.duplicates.join._item(id)", re.compile(_item("a-b")), "sub"),
        Found("studyguide.duplicates.join._only_item(id)", re.compile(_only_item("a-b")), "fullmatch"),
        Found("studyguide.duplicates.join._listed_item(id)", re.compile(_listed_item("a-b")), "sub"),
        Found("studyguide.importing.heads._labels(None)", _labels(None), "match"),
        Found("studyguide.importing.heads._labels(names)", _labels(Labels("Ann", "Bo")), "match"),
    ]


EVERY = [*patterns(), *of_the_converter(), *made_at_run_time()]


@pytest.mark.parametrize("found", EVERY, ids=lambda found: found.where)
def test_a_pattern_is_linear(found: Found) -> None:
    """Twice the text takes about twice the steps, whichever pieces of the pattern's own kinds the text repeats."""
    slow = slow_text(found.pattern, found.how)

    assert slow is None, f"{found.where}: the steps grow by more than {ALLOWED_GROWTH} for each doubling of {slow}"


def test_every_pattern_is_found() -> None:
    """Those of modules, classes, tables and functions, those in calls, and those that only a function makes."""
    places = {found.where.partition(":")[0] for found in EVERY}

    assert len(EVERY) > 100
    assert {"studyguide.guide.scan._ATX", "studyguide.render.sanitise._FORMS", "studyguide.guide.schema"} <= places
    assert "studyguide.render.markdown._Citations" in places
    assert built() == {"studyguide.duplicates.join", "studyguide.importing.heads"}


@pytest.mark.parametrize(
    ("source", "how"),
    [
        (r"^### +(.+?) *#*", "fullmatch"),
        (r"\[[^\]]*\]", "finditer"),
        (r"<math\b.*?</math>", "finditer"),
        (r"(?: [^\W\d_]\.+)+$", "finditer"),
        (r"^\[([^\]]+)\]:[ \t]*\n?[ \t]*<", "match"),
        (r"a++\s+$", "search"),
    ],
)
def test_a_pattern_that_is_not_linear_is_seen(source: str, how: str) -> None:
    """Patterns of the kinds that this project has had."""
    assert slow_text(re.compile(source, re.MULTILINE), how)
