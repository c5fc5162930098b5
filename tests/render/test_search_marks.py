"""The marks for search go, and nothing of a text goes with them."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.pages.search import without_search_marks

MARK = ' data-search-exclude="1"'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"<p{MARK}>a</p>", "<p>a</p>"),
        (f'<p class="x"{MARK}>a</p><nav{MARK} id="b">', '<p class="x">a</p><nav id="b">'),
        (f"<p>a{MARK}{MARK}</p>", f"<p>a{MARK}{MARK}</p>"),
        (f"<p>a{MARK}</p><p{MARK}>{MARK}</p>{MARK}", f"<p>a{MARK}</p><p>{MARK}</p>{MARK}"),
        ("plain", "plain"),
    ],
)
def test_only_marks_within_tags_go(page: str, expected: str) -> None:
    """An answer may quote the mark."""
    assert without_search_marks(page) == expected


@settings(deadline=None)
@given(st.lists(st.sampled_from([MARK, "<", ">", '"', "a", "&"]), max_size=8).map("".join))
def test_a_text_comes_out_as_it_was(text: str) -> None:
    """Whatever the text between two tags is, it stays."""
    escaped = html.escape(text, quote=False)

    assert without_search_marks(f"<p{MARK}>{escaped}</p{MARK}>") == f"<p>{escaped}</p>"
