"""Plain words out of Markdown: what is left of a question or an answer once the marks are gone."""

from __future__ import annotations

import re
import unicodedata

_FENCE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})[^\n]*\n(.*?)(?:^[ ]{0,3}\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)+", re.M)
_EMPHASIS = re.compile(r"(?<![*_\w])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![*_\w])|\*{2,3}|~~")
_PREFIX = re.compile(
    r"\b(anti|auto|co|de|hyper|inter|micro|multi|non|over|pre|re|semi|sub|super|un|under)-(?=[^\W\d_])"
)
"""Prefixes that some write with a hyphen and others without: over-fitting, pre-training."""
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-"})


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
        text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "\n" in text or not text[:1].isalpha():
        text = _LINE_MARK.sub("", text)
    if "*" in text or "_" in text or "~" in text:
        text = _EMPHASIS.sub("", text)
    return _INLINE_CODE.sub(r"\2", text) if "`" in text else text


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Return the folded, unmarked, lower-case text on one line."""
    return _PREFIX.sub(r"\1", squeeze(strip_marks(fold(text))).casefold())
