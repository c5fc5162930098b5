"""What makes rendering faster changes no answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from studyguide.render.inline import InlineChoice
from studyguide.render.markdown import MarkdownSettings, Renderer
from studyguide.settings import read_settings
from studyguide.workers import PARALLEL_FROM, share_out

ROOT = Path(__file__).resolve().parents[2]
_PIECES = [
    "word", "*", "**", "_", "~", "~~", "`", "``", "$", "$$", "\\", "\\(", "\\)", "[", "]", "(x)", "[^1]",
    "![", "<", ">", "<https://a.b>", "<me@a.b>", "&amp;", "&", "  \n", "\n", "\n\n", "- ", "> ", "|",
    "{: .c }", "[@key]", "[ ] ", "\n    ", "```\n", "$x$", "**a**", "`b`",
]  # fmt: skip


@pytest.fixture(scope="module")
def markdown_settings() -> MarkdownSettings:
    """The Markdown extensions of this project."""
    return read_settings((ROOT / "mkdocs.yml").read_text()).markdown


@pytest.fixture(scope="module")
def renderers(markdown_settings: MarkdownSettings) -> tuple[Renderer, Renderer]:
    """A renderer, and one that tries every pattern on every text."""
    thorough = Renderer(markdown_settings)
    thorough._inline = _Every()  # type: ignore[assignment]
    return Renderer(markdown_settings), thorough


class _Every:
    def prepare(self, text: str) -> None:
        """Leave every pattern in place."""


@settings(max_examples=400, deadline=None)
@given(text=st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_patterns_that_are_left_out_would_not_have_matched(renderers: tuple[Renderer, Renderer], text: str) -> None:
    """Any text comes out the same whether or not patterns are chosen for it."""
    quick, thorough = renderers
    assert quick.render(text, {"key": "Doe, 2020"}) == thorough.render(text, {"key": "Doe, 2020"})


def test_some_patterns_are_left_out() -> None:
    """Plain words are tried against fewer patterns than words with every sign."""
    converter = Markdown()
    choice = InlineChoice(converter)
    choice.prepare("only words")
    few = len(converter.treeprocessors["inline"].inlinePatterns)  # type: ignore[attr-defined]
    choice.prepare("*_`[<&\\")
    assert few < len(converter.treeprocessors["inline"].inlinePatterns)  # type: ignore[attr-defined]


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
