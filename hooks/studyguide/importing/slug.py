"""Proposes ids: readable, unique, and the same each time."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from studyguide.guide.model import SLUG
from studyguide.importing.words import FUNCTION_WORDS

_WORD = re.compile(r"[a-z0-9]+")
_LETTER = re.compile(r"[^\W\d_]")
_LENGTH = 48
_LONGEST = 200
"""Characters of an id; the names of files have room for some fifty more."""
_WORDS = 6
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "ı": "i", "þ": "th"})

RESERVED = frozenset(
    (
        *("index", "sg-index-title", "con", "prn", "aux", "nul"),
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
    )
)
"""Names that no question may have: the introduction's file, an anchor of every page, and devices of Windows."""


class Ids:
    """Hands out ids, each once.

    Args:
        taken: the names in use, as files have them: two that differ only in case or in their form of Unicode
            are the same file on some machines.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {_as_file(name) for name in taken} | RESERVED
        self._numbers: dict[str, int] = {}

    def propose(self, question: str) -> str:
        """Return an id made of the question's content words that nothing has yet; a slug stays as it is."""
        base = question if len(question) <= _LONGEST and SLUG.fullmatch(question) else _slug(question)
        name = base
        while name in self._taken:
            self._numbers[base] = self._numbers.get(base, 1) + 1
            name = f"{base}-{self._numbers[base]}"
        self._taken.add(name)
        return name


def _as_file(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _slug(question: str) -> str:
    plain = question.lower().replace("'s", "").replace("’s", "")
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(character for character in apart if not unicodedata.combining(character))
    letters = len(_LETTER.findall(plain))
    words = _WORD.findall(plain)
    if sum(map(len, words)) * 2 < letters or not words:
        return "q-" + hashlib.sha256(question.encode()).hexdigest()[:8]
    content = [word for word in words if word not in FUNCTION_WORDS] or words
    slug = ""
    for word in content[:_WORDS]:
        if len(slug) + len(word) >= _LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or content[0][:_LENGTH]
