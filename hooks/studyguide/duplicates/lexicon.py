"""The words that tell what a question is about: the generator's lists, and abbreviations that texts spell out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from studyguide.duplicates.stemmer import stem

DATA = Path(__file__).parent / "data"
"""The lists that come with the generator."""

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
"""First word -> every (whole phrase, value), the longest first."""


@dataclass(frozen=True)
class Lexicon:
    """All word lists, ready for look-up."""

    stopwords: frozenset[str]
    soft: frozenset[str]
    """Words that say what is wanted, not about what."""
    generic: frozenset[str]
    """Stems of words that name no subject by themselves."""
    synonyms: Mapping[str, str]
    """Stem -> the stem that stands for it."""
    abbreviations: Mapping[str, tuple[tuple[str, ...], ...]]
    """Abbreviation -> its long forms."""
    contrasts: Mapping[str, tuple[int, ...]]
    """Stem -> the numbers of its contrast lines."""
    lead_ins: Phrases
    wishes: Phrases
    """Phrase -> the bit of its wish."""
    wish_names: tuple[str, ...]
    specific: int
    """The bits of the specific wishes."""
    sources: frozenset[str]

    def root(self, word: str) -> str:
        """Return the stem that stands for a word and its synonyms."""
        stemmed = stem(word)
        return self.synonyms.get(stemmed, stemmed)

    def bit(self, wish: str) -> int:
        """Return the bit of a wish by its name; 0 where the list has no such wish."""
        return 1 << self.wish_names.index(wish) if wish in self.wish_names else 0


@lru_cache(maxsize=8)
def load_lexicon(folder: Path = DATA) -> Lexicon:
    """Read the word lists of a folder.

    Raises:
        ValueError: a line that does not have the form its list asks for, as `path:line: message`.
    """
    synonyms = {
        stem(word): stem(group[0]) for group in map(str.split, _lines("synonyms.txt", folder)) for word in group
    }
    names, wishes, specific = _wishes(folder)
    return Lexicon(
        stopwords=frozenset(_words("stopwords.txt", folder)),
        soft=frozenset(_words("soft_words.txt", folder)),
        generic=frozenset(synonyms.get(stem(w), stem(w)) for w in _words("generic.txt", folder)),
        synonyms=synonyms,
        abbreviations=_abbreviations(folder),
        contrasts=_contrasts(folder, synonyms),
        lead_ins=phrases((line, 0) for line in _lines("lead_ins.txt", folder)),
        wishes=phrases(wishes),
        wish_names=names,
        specific=specific,
        sources=frozenset(_words("source_phrases.txt", folder)),
    )


def phrases(pairs: Iterator[tuple[str, int]]) -> Phrases:
    """Group phrases by their first word, the longest first."""
    grouped: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for text, value in pairs:
        parts = tuple(text.split())
        grouped.setdefault(parts[0], []).append((parts, value))
    return {first: tuple(sorted(found, key=lambda item: (-len(item[0]), item))) for first, found in grouped.items()}


def _lines(name: str, folder: Path) -> Iterator[str]:
    for _, line in _numbered(name, folder):
        yield line


def _numbered(name: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (path:line, text) of the lines that are neither empty nor a comment."""
    path = folder / name
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{path}:{number}", line.strip().casefold()


def _words(name: str, folder: Path) -> Iterator[str]:
    for line in _lines(name, folder):
        yield from line.split()


def _split(place: str, line: str, mark: str) -> tuple[str, str]:
    left, found, right = line.partition(mark)
    if not found or not left.strip() or not right.strip():
        raise ValueError(f"{place}: expected 'left {mark} right', found '{line}'")
    return left.strip(), right.strip()


def _abbreviations(folder: Path) -> dict[str, tuple[tuple[str, ...], ...]]:
    rows = [_split(place, line, "=") for place, line in _numbered("abbreviations.txt", folder)]
    return {short: tuple(tuple(form.replace("-", " ").split()) for form in forms.split(";")) for short, forms in rows}


def _contrasts(folder: Path, synonyms: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(_lines("contrasts.txt", folder)):
        for word in line.split():
            root = synonyms.get(stem(word), stem(word))
            found[root] = (*found.get(root, ()), number)
    return found


def _wishes(folder: Path) -> tuple[tuple[str, ...], Iterator[tuple[str, int]], int]:
    rows = [_split(place, line, ":") for place, line in _numbered("intents.txt", folder)]
    names = tuple(name.rstrip("*") for name, _ in rows)
    specific = sum(1 << i for i, (name, _) in enumerate(rows) if name.endswith("*"))
    pairs = (
        (phrase.strip(), 1 << i) for i, (_, text) in enumerate(rows) for phrase in text.split(";") if phrase.strip()
    )
    return names, pairs, specific


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
