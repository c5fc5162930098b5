"""What makes rendering faster changes no answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.util import ETX, STX
from pygments.lexer import RegexLexer  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.token import Comment, Name, Text  # type: ignore[import-untyped]

from studyguide.publish.settings import read_settings
from studyguide.render.markdown import MarkdownSettings, Renderer, _converter
from studyguide.speed.converter import KNOWN, Choice, beginnings
from studyguide.speed.lexing import quicken
from studyguide.speed.workers import PARALLEL_FROM, share_out

ROOT = Path(__file__).resolve().parents[2]
_PIECES = [
    "word", "*", "**", "_", "~", "~~", "`", "``", "$", "$$", "\\", "\\(", "\\)", "[", "]", "(x)", "[^1]", "[^1]: ",
    "![", "<", ">", "<https://a.b>", "<me@a.b>", "&amp;", "&", "  \n", "\n", "\n\n", "- ", "> ", "|", ": ", "1. ",
    "{: .c }", "[@key]", "[ ] ", "\n    ", "```\n", "$x$", "**a**", "`b`", "!!! note\n    ", "??? note\n    ", "# ", " ",
    '=== "A"\n    ', "===", "\n---\n", "- - -", "*[word]: W\n", "[r]: x\n", "|-|-|\n", "> [!note]\n> ", "\t", "\x02", "\r",
]  # fmt: skip


@pytest.fixture(scope="module")
def markdown_settings() -> MarkdownSettings:
    """The Markdown extensions of this project."""
    return read_settings((ROOT / "mkdocs.yml").read_text()).markdown


@pytest.fixture(scope="module")
def renderers(markdown_settings: MarkdownSettings) -> tuple[Renderer, Renderer]:
    """A renderer, and one that tries every pattern and block processor on every text."""
    thorough = Renderer(markdown_settings)
    thorough._markdown = _converter(markdown_settings, thorough._guide)
    thorough._choice = _Every()  # type: ignore[assignment]
    return Renderer(markdown_settings), thorough


class _Every:
    def prepare(self, text: str) -> None:
        """Leave everything in place."""


@settings(max_examples=1500, deadline=None)
@given(text=st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
@example(text="> [!note]\n> callout\n\n    that goes on")
@example(text="!\x02[x](y) *\x03[word]: W")
@example(text="- > Title\n  > ---\n- a\n  ===")
@example(text="a \t\nb")
@example(text="- - -\n\n*  *  *")
@example(text="- [ ] a")
@example(text="a\n \nb\n  \n   \nc")
@example(text="a {: id=b }\n---")
def test_what_is_left_out_would_not_have_matched(renderers: tuple[Renderer, Renderer], text: str) -> None:
    """Any text comes out the same whether or not patterns and block processors are chosen for it."""
    quick, thorough = renderers
    assert quick.render(text, {"key": "Doe, 2020"}) == thorough.render(text, {"key": "Doe, 2020"})


def test_some_are_left_out() -> None:
    """Plain words are tried against fewer patterns and block processors than words with every sign."""
    converter = Markdown(extensions=["admonition", "tables"])
    choice = Choice(converter)
    tried = []
    for text in ("only words", "*_`[![<&\\  \n|!!!    # 1. - ]:---"):
        choice.prepare(text)
        tried.append((len(choice._inline._chosen), len(list(converter.parser.blockprocessors))))
    assert tried[0][0] < tried[1][0]
    assert tried[0][1] < tried[1][1]


def test_processors_of_others_are_always_tried() -> None:
    """An extension that puts a processor of its own in the place of a known one finds it called on every text."""
    converter = Markdown(extensions=["pymdownx.fancylists", "pymdownx.saneheaders", "pymdownx.mark", "nl2br"])
    choice = Choice(converter)
    choice.prepare("plain")
    kept = {type(processor).__module__ for processor in converter.parser.blockprocessors}
    assert {"pymdownx.fancylists", "pymdownx.saneheaders"} <= kept
    choice.prepare("==marked==\nline")
    assert converter.convert("==marked==\nline") == "<p><mark>marked</mark><br />\nline</p>"


def test_another_pattern_under_a_known_name_is_always_tried() -> None:
    """A pattern that an extension puts in the place of a known one is not judged by the signs of that one."""
    converter = Markdown()
    converter.inlinePatterns.register(SubstituteTagInlineProcessor("Q", "br"), "linebreak", 100)
    Choice(converter).prepare("aQb")
    assert converter.convert("aQb") == "<p>a<br />\nb</p>"


class _Escaping(InlineProcessor):
    """Escapes a character as Python-Markdown does, though there is no backslash."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        """Return the escaped asterisk."""
        return f"{STX}{ord('*')}{ETX}", m.start(0), m.end(0)


def test_what_patterns_of_others_escape_is_undone() -> None:
    """Escapes are looked for in a text without a backslash, too, where a pattern is not known."""
    converter = Markdown()
    converter.inlinePatterns.register(_Escaping("Q", converter), "escaping", 100)
    Choice(converter).prepare("aQb")
    assert converter.convert("aQb") == "<p>a*b</p>"


_EXPRESSIONS = [
    "a", "[a-c]x", "[^a-c]", "(?:b|c)d", "(?i)k", "(?i)[x-z]", "(?i:q)r", "a*b", "a+?b", "a?", "(?=a)[a-z]", "(?!a)\\w", "\\bif\\b",
    "^\\s+", "\\d", "\\D\\d", "\\W", ".", "(?s).", "(?x) a  # comment", "(a|)b", "[\\w.]+", "\\S", "(?P<n>[ab])(?P=n)", "(?<=x)y",
    "(?i)\u017f", "[\u0100-\uffff]", "(?i)[\u0100-\uffff]", "(?>a|b)c", "(a)?(?(1)b|c)", "$", "", "[]a]", "(?a)\\w",
]  # fmt: skip


@pytest.mark.parametrize("expression", _EXPRESSIONS)
def test_no_match_begins_with_another_character(expression: str) -> None:
    """Whatever an expression matches begins with a character that was said to be possible."""
    pattern = re.compile(expression)
    said = beginnings(pattern)
    for character in sorted(KNOWN):
        begun = any(pattern.match(f"x{character}{rest}", 1) for rest in ("", "a", "b", "c", "d", "x", "if", "1", "r"))
        assert not begun or said is None or character in said, repr(character)


def test_beginnings_are_known() -> None:
    """The usual expressions have few beginnings: else nothing would be gained."""
    assert beginnings(re.compile("(?:if|else)\\b")) == {"i", "e"}
    assert beginnings(re.compile("(?i)[a-b]+")) == set("aAbB")
    assert beginnings(re.compile("a*")) is None
    assert beginnings(re.compile(b"a")) is None


_CODE = [
    "def ", "class ", "x", " = ", "1.5e3", "'", '"', '"""', "f'{x}'", "#", "//", "/* ", " */", "\n", "    ", "{", "}", "[", "]", "(", ")",
    "<", ">", "</a>", "&amp;", "$x", "${y}", "`", "\\", "@", ":", ";", "é", "K", "ſ", "\x1c", "select * from t", "if", "SELECT", "- a: b",
    "return", "None", "import numpy as np", "!", "|", "%", "0x1F", "--", "=>",
]  # fmt: skip
_LANGUAGES = [
    "python",
    "bash",
    "kotlin",
    "sql",
    "rust",
    "go",
    "java",
    "r",
    "julia",
    "css",
    "ini",
    "docker",
    "toml",
    "tex",
]


@pytest.mark.parametrize("language", _LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(code=st.lists(st.sampled_from(_CODE), max_size=30).map("".join))
def test_the_quick_lexer_finds_the_same_tokens(language: str, code: str) -> None:
    """Any code has the same tokens whether or not rules that cannot match are tried."""
    slow, quick = get_lexer_by_name(language), quicken(get_lexer_by_name(language))
    assert type(slow).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed
    assert "get_tokens_unprocessed" in vars(quick)
    assert list(quick.get_tokens(code)) == list(slow.get_tokens(code))


class _Stateful(RegexLexer):  # type: ignore[misc]
    tokens = {  # noqa: RUF012 (as Pygments wants it)
        "root": [("a", Text, "deep"), ("b", Name), ("c", Text, ("deep", "deeper")), ("e", Text, "deeper")],
        "deep": [("b", Text), ("p", Text, "#pop"), ("d", Text, "#push"), ("q", Text, "#pop:2")],
        "deeper": [("b", Comment), ("p", Text, "#pop"), ("r", Text, ("#pop", "#push"))],
    }


@settings(max_examples=300, deadline=None)
@given(code=st.text("abcdepqr\n", max_size=12))
@example(code="ab\nb")
@example(code="cbqb")
def test_the_quick_lexer_changes_states_alike(code: str) -> None:
    """States are entered, repeated and left, one or many at once, and forgotten at the end of a line that has an error."""
    assert list(quicken(_Stateful()).get_tokens(code)) == list(_Stateful().get_tokens(code))


def test_code_is_coloured_as_without_sharing(markdown_settings: MarkdownSettings) -> None:
    """Blocks in several languages, one after the other and again, keep the classes of their own language."""
    blocks = {
        "python": ("x = 'a'", '<span class="n">x</span>'),
        "json": ('{"a": 1}', '<span class="nt">"a"</span>'),
        "text": ("x = 'a'", "<code>x = 'a'"),
    }
    renderer = Renderer(markdown_settings)
    for _ in range(2):
        for language, (code, expected) in blocks.items():
            assert expected in renderer.render(f"```{language}\n{code}\n```", {})


def _doubled(context: int, items: list[int]) -> list[int]:
    return [context * item for item in items]


@pytest.mark.parametrize("count", [0, 1, PARALLEL_FROM - 1, PARALLEL_FROM, 2 * PARALLEL_FROM + 1])
def test_shared_work_comes_back_in_order(count: int) -> None:
    """Little work done at once and much work done by workers give the same, in the order of the items."""
    items = list(range(count))
    assert list(share_out(_doubled, 2, items)) == [2 * item for item in items]
