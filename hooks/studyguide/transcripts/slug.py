"""Proposes ids: readable, unique, and the same each time."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from studyguide.model import SLUG
from studyguide.transcripts.words import FUNCTION_WORDS

_WORD = re.compile(r"[a-z0-9]+")
_LENGTH = 48
_WORDS = 6
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "ı": "i", "þ": "th"})


def propose_id(question: str, taken: set[str]) -> str:
    """Return an id made of the question's content words that is not in `taken`; a slug stays as it is."""
    base = question if SLUG.fullmatch(question) else _slug(question)
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def _slug(question: str) -> str:
    plain = unicodedata.normalize("NFKD", question.lower().translate(_LETTERS).replace("'s", "").replace("’s", ""))
    letters = sum(character.isalpha() for character in plain)
    words = _WORD.findall("".join(character for character in plain if not unicodedata.combining(character)))
    if sum(map(len, words)) * 2 < letters or not words:
        return "q-" + hashlib.sha256(question.encode()).hexdigest()[:8]
    content = [word for word in words if word not in FUNCTION_WORDS] or words
    slug = ""
    for word in content[:_WORDS]:
        if len(slug) + len(word) >= _LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or content[0][:_LENGTH]
