"""Abbreviations that a text spells out itself, as "grouped-query attention (GQA)" does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_IN_BRACKETS = re.compile(r"\(\s*+([A-Za-z][A-Za-z0-9]{1,7}+)\s*+\)")
_WORD = re.compile(r"[^\W_]+")
_REACH = 500
"""Characters before an abbreviation in which the words that it stands for are looked for."""
_SKIPPED = frozenset(("of", "and", "for", "the", "in", "to", "from", "with", "on"))


def learn_acronyms(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return abbreviation -> its words, both in lower case.

    Where texts disagree the alphabetically first spelling wins, so their order makes no difference.
    """
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        if "(" not in text:
            continue
        for match in _IN_BRACKETS.finditer(text):
            before = _last_words(text, match.start())
            short = match[1].casefold()
            spelt = _spelt_out(short, before) or _spelt_out(short.removesuffix("s"), before)
            if spelt:
                short = short.removesuffix("s")
                found[short] = min(spelt, found.get(short, spelt))
    return found


def _last_words(text: str, end: int) -> list[str]:
    """Return the words of a text before a place, as far as an abbreviation there may stand for them."""
    start = max(0, end - _REACH)
    words = _WORD.findall(text[start:end].casefold())
    return words[1:] if start else words


def _spelt_out(short: str, before: Sequence[str]) -> tuple[str, ...]:
    """Return the last words of `before` that `short` abbreviates, or nothing."""
    for count in range(2, len(short) + 3):
        tail = tuple(before[-count:])
        if len(tail) == count and tail[0][0] == short[:1] and _reads(short, tail):
            return tail
    return ()


def _reads(short: str, words: Sequence[str]) -> bool:
    """Whether `short` is made of the beginnings of the words in order, as LoRA of low-rank adaptation."""
    if not words:
        return not short
    word, rest = words[0], words[1:]
    for size in range(1, len(word) + 1):
        if not short.startswith(word[:size]):
            break
        if _reads(short[size:], rest):
            return True
    return word in _SKIPPED and _reads(short, rest)
