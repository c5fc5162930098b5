"""Plain words out of Markdown: what is left of a question or an answer once the marks are gone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_FENCE = re.compile(r"^[ ]{0,3}+(`{3,}+|~{3,}+)[^\n]*+\n(.*?)(?:^[ ]{0,3}+\1[`~]*+[ \t]*+$|\Z)", re.M | re.S)
_TICKS = re.compile(r"`++")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*+>")
_LINE_MARK = re.compile(r"^[ \t]*+(?:#{1,6}+[ \t]++|>[ \t]?+|[-*+][ \t]++)++", re.M)
_EMPHASIS = re.compile(r"(?<![*_\w])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![*_\w])|\*{2,3}|~~")
_PREFIX = re.compile(
    r"\b(anti|auto|co|de|hyper|inter|micro|multi|non|over|pre|re|semi|sub|super|un|under)-(?=[^\W\d_])"
)
"""Prefixes that some write with a hyphen and others without: over-fitting, pre-training."""
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-"})
# Words keep what makes them another word (C++, C#, node.js, 0.5, -1); operators are words of their own.
WORD = re.compile(r"[^\W_](?:\w++|['.](?=[^\W_]))*+(?:\+\+|#(?!\w))?+|(?<![\w)])-\d[\w.]*+|[=<>!&|^%*+/@$~\\]++")
_TOKEN = re.compile(WORD.pattern + r"|[?;:.]")
SENTENCE_ENDS = frozenset("?;:.!")
"""Tokens that end a sentence."""


def fold(text: str) -> str:
    """Return `text` in NFKC, with straight quotes and plain hyphens; case and space are kept."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_QUOTES)


def split_code(text: str) -> tuple[str, str]:
    """Return the prose of a Markdown text and its fenced code, each as one string.

    Inline code stays in the prose: in a question it usually names the subject.
    """
    if "```" not in text and "~~~" not in text:
        return text, ""
    code = "\n".join(match[2] for match in _FENCE.finditer(text))
    return _FENCE.sub("\n", text), code


def strip_marks(text: str) -> str:
    """Return `text` without Markdown marks and HTML tags; the words stay."""
    if "[" in text:
        text = _without_links(_without_images(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "\n" in text or not text[:1].isalpha():
        text = _LINE_MARK.sub("", text)
    if "*" in text or "_" in text or "~" in text:
        text = _EMPHASIS.sub("", text)
    return _without_ticks(text) if "`" in text else text


def _without_images(text: str) -> str:
    """Return a text with its images, `![text](address)`, as their text."""
    return _unwrapped(text, "![", "(", least=0) if "](" in text and "![" in text else text


def _without_links(text: str) -> str:
    """Return a text with its links, `[text](address)` and `[text][name]`, as their text."""
    return _unwrapped(text, "[", "([", least=1) if "](" in text or "][" in text else text


def _unwrapped(text: str, opening: str, tails: str, least: int) -> str:
    """Take the marks off what stands in brackets before more brackets on the same line.

    In plain code, as a pattern would look for the same closing bracket from each of many opening ones.
    """
    next_of = _Next(text)
    kept: list[str] = []
    end, at = 0, text.find(opening)
    while at >= 0:
        inner = at + len(opening)
        close = next_of("]", inner)
        tail = text[close + 1 : close + 2]
        stop = next_of(_CLOSING[tail], close + 2) if tail and tail in tails else len(text)
        if stop < next_of("\n", inner) and close - inner >= least:
            kept += [text[end:at], text[inner:close]]
            end = inner = stop + 1
        at = text.find(opening, inner)
    return "".join([*kept, text[end:]])


_CLOSING = {"(": ")", "[": "]"}


class _Next:
    """Finds the next of some characters from places that go on through a text; its end where there is none."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, tuple[int, int]] = {}

    def __call__(self, character: str, start: int) -> int:
        since, found = self._found.get(character, (0, -1))
        if not since <= start <= found:
            found = self._text.find(character, start)
            found = len(self._text) if found < 0 else found
            self._found[character] = start, found
        return found


def _without_ticks(text: str) -> str:
    """Return a text with its inline code, between two runs of as many backticks, as it stands inside them."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    closing = _closing(runs)
    kept: list[str] = []
    position = index = 0
    while index < len(runs):
        start, end = runs[index]
        close = closing[index]
        if close > 0:
            kept += [text[position:start], text[end : runs[close][0]]]
            position = runs[close][1]
        index = max(close, index) + 1
    return "".join([*kept, text[position:]])


def _closing(runs: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each run of backticks the next one that is as long, or 0."""
    following: dict[int, int] = {}
    closing = [0] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        closing[index] = following.get(length, 0)
        following[length] = index
    return closing


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Return the folded, unmarked, lower-case text on one line."""
    return _PREFIX.sub(r"\1", squeeze(strip_marks(fold(text))).casefold())


def tokenise(text: str) -> list[str]:
    """Return the words and sentence ends of a plain text (see `plain`), in order."""
    return _TOKEN.findall(text)


def key_of(tokens: list[str], code: str) -> str:
    """Return the key of a question from its tokens and its fenced code."""
    key = " ".join([token for token in tokens if token not in SENTENCE_ENDS])
    return f"{key}\n{code_key(code)}" if code else key


def code_key(code: str) -> str:
    """Return the key of code: as it stands, but for white space at the ends of its lines."""
    return "\n".join(line.rstrip() for line in code.strip().splitlines())
