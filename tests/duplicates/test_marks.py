"""Marks are taken off a text in one pass, with the same result as by looking from each bracket."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.duplicates.plain_words import strip_marks

_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(("[", "]", "(", ")", "!", "`", "``", "\n", "a", "](", "][", "![")), max_size=25))
def test_the_same_as_by_patterns(pieces: list[str]) -> None:
    """Links, images and inline code become what the patterns of their definition make of them."""
    text = "x" + "".join(pieces)
    assert strip_marks(text) == _CODE.sub(r"\2", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("see [the [docs](a) and](b)", "see the [docs and](b)"),
        ("[](a) ![](b) [x][y]", "[](a)  x"),
        ("`a` ``b`c`` ``` d", "a b`c ``` d"),
        ("[a\nb](c)", "[a\nb](c)"),
    ],
)
def test_marks_that_are_unusual(text: str, bare: str) -> None:
    """Nested, empty, unclosed and broken ones."""
    assert strip_marks(text) == bare
