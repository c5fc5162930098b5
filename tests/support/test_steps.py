"""The counter of steps matches what `re` matches, and tells slow patterns from fast ones."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from support.steps import TooManyStepsError, growth, run

quick = profile(
    max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

ATOMS = [
    *("a", "b", "1", " ", ".", r"\n", r"\w", r"\W", r"\d", r"\s", r"\S", "[ab]", "[^a]", r"[^\sb]", "[a-c1]", "[A-Z]"),
    *("^", "$", r"\b", r"\B", r"\A", r"\Z", "ſ", "K"),
]
REPEATS = ["", "", "?", "*", "+", "{2}", "{1,3}", "??", "*?", "+?", "{1,2}?", "?+", "*+", "++", "{1,2}+"]
GROUPS = ["({})", "(?:{})", "(?={})", "(?!{})", "(?>{})", "(?i:{})", "(?s:{})", "(?:{}|a)", "(?:|{})", "({}|b\n)"]
BEHIND = ["(?<=a)", "(?<!b)", r"(?<=\s1)", "(?<![ab])"]
HOW = ["match", "fullmatch", "search", "finditer"]


def _repeated(piece: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(piece, st.sampled_from(REPEATS)).map("".join)


def _larger(piece: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    grouped = st.tuples(st.sampled_from(GROUPS), piece).map(lambda parts: parts[0].format(parts[1]))
    referring = st.tuples(piece, st.sampled_from(["({})\\1", "({})?(?(1)a|b)"])).map(lambda p: p[1].format(p[0]))
    row = st.lists(piece | grouped | st.sampled_from(BEHIND), min_size=1, max_size=3).map("".join)
    return _repeated(grouped) | referring | row


PATTERNS = st.recursive(_repeated(st.sampled_from(ATOMS)), _larger, max_leaves=7)
TEXTS = st.text(alphabet="aabbcAK1 \nſs_", max_size=12)
FLAGS = st.sampled_from([0, re.MULTILINE, re.DOTALL, re.IGNORECASE, re.ASCII | re.IGNORECASE, re.VERBOSE])


def _spans(pattern: re.Pattern[str], text: str, how: str) -> tuple[tuple[int, int], ...]:
    if how == "finditer":
        return tuple(match.span() for match in pattern.finditer(text))
    match = getattr(pattern, how)(text)
    return (match.span(),) if match else ()


@quick
@given(PATTERNS, FLAGS, TEXTS, st.sampled_from(HOW))
def test_it_matches_what_re_matches(source: str, flags: int, text: str, how: str) -> None:
    """The same spans, whatever the pattern, the flags and the text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            pattern = re.compile(source, flags)
        except re.error:
            assume(False)

    assert run(pattern, text, how).spans == _spans(pattern, text, how)


SLOW = [
    (r"(a+)+$", "match", lambda size: "a" * (size // 32) + "!", (128, 256)),
    (r"\s+$", "search", lambda size: " " * size + "x", (128, 512)),
    (r"[^\]]*\]", "search", lambda size: "a" * size, (128, 512)),
    (r"^[ \t]*(.*?)[ \t]*$", "match", lambda size: " " * size + "\n x", (32, 128)),
    (r"\[[^\]]*\]", "finditer", lambda size: "[" * size, (128, 512)),
    (r"x*y?x*z", "match", lambda size: "x" * size, (128, 512)),
]


@pytest.mark.parametrize(("source", "how", "text_of", "sizes"), SLOW)
def test_a_slow_pattern_is_seen_to_be_slow(source, how, text_of, sizes) -> None:
    """The steps grow at least fourfold for each doubling of the text."""
    assert growth(re.compile(source), text_of, how, sizes) > 3.5


FAST = [
    (r"a++b", "match", lambda size: "a" * size),
    (r"(?>\s+)$", "match", lambda size: " " * size + "x"),
    (r"\[[^\[\]]*+\]", "finditer", lambda size: "[" * size),
    (r"[^\W_]+", "finditer", lambda size: "ab " * size),
    (r"(?<!\s)\s++(?!\S)", "search", lambda size: " " * size + "x"),
    (r"(?:a|b)*", "fullmatch", lambda size: "ab" * size),
]


@pytest.mark.parametrize(("source", "how", "text_of"), FAST)
def test_a_fast_pattern_is_seen_to_be_fast(source, how, text_of) -> None:
    """The steps grow as the text does."""
    assert growth(re.compile(source), text_of, how) < 2.1


def test_steps_can_be_limited() -> None:
    """A pattern that would go on for ever is stopped."""
    with pytest.raises(TooManyStepsError):
        run(re.compile(r"(?:a+)+b"), "a" * 64, "match", budget=10_000)
