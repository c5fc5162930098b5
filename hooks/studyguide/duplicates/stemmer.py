"""A light stemmer: joins the forms of one word (token, tokens, tokenizer, tokenization).

It is ours because the models that ship are fitted to its stems, and Porter's would also join university and universe.
"""

from __future__ import annotations

from functools import lru_cache

# The longest suffix goes first. A short one asks for a longer rest, so that "layer", "server" and
# "nation" stay whole.
_LEFT_OVER = {
    **dict.fromkeys(
        "izational isational ization isation izing ising izers isers izer iser ized ised ize ise "
        "ations ation ating ated ative ments ment ness ions ings ively ive edly ed ally ly "
        "es".split(),
        4,
    ),
    **dict.fromkeys("ators ator ate ers er ors or ances ance ences ence ion al".split(), 5),
    **dict.fromkeys(("ing", "e"), 3),
}
"""Suffix -> the fewest letters that must be left."""
_LONGEST = max(map(len, _LEFT_OVER))
_KEEP_S = ("ss", "us", "is", "as")
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of a lower-case English word; anything with a digit or mark stays as it is."""
    if len(word) <= 3 or not word.isalpha() or not word.isascii():
        return word
    word = _singular(word)
    for size in range(min(_LONGEST, len(word) - 3), 0, -1):
        fewest = _LEFT_OVER.get(word[-size:])
        if fewest and len(word) - size >= fewest and not _VOWELS.isdisjoint(word[:-size]):
            return _tidy(word[:-size])
    return _tidy(word)


def _singular(word: str) -> str:
    if not word.endswith("s") or word.endswith(_KEEP_S):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def _tidy(root: str) -> str:
    """Undo a doubled consonant (stopping -> stop), and let "study" meet "studies"."""
    if len(root) > 4 and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    return root[:-1] + "i" if root.endswith("y") else root
