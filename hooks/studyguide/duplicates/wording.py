"""What one wording asks: the words of its subject and the kind of answer it wants."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from studyguide.duplicates.lexicon import Lexicon, Phrases, learn_acronyms
from studyguide.duplicates.plain_words import SENTENCE_ENDS, key_of, plain, split_code, tokenise

_SYMBOLS = frozenset("*/\\^~$@&|+")
_ASKING = frozenset("what why how when which where who explain discuss describe give provide mention can list".split())
_SHORT_FORMS = {
    "what's": "what is", "who's": "who is", "how's": "how is", "where's": "where is",
    "why's": "why is", "when's": "when is", "let's": "",
}  # fmt: skip
_POINTING = frozenset("this that these those following above below given".split())
_NAMING = frozenset(("a", "an"))


class Wording(NamedTuple):
    """One way to ask a question, taken apart."""

    text: str
    """As it was given."""
    key: str
    """Equal where nothing but case, marks and spacing differ (`copies.question_key`)."""
    terms: tuple[str, ...]
    """Roots of the words it is about, each once, in order."""
    soft: tuple[str, ...]
    """Roots of the words that only say what is wanted."""
    head: tuple[str, ...]
    """The terms of its first clause."""
    wishes: int
    """Bits of what it wants to know (`Lexicon.wish_names`)."""
    head_wishes: int
    """The same, of its first clause."""
    target: str
    """Root of the word that "to" or "into" leads to: converting A to B is not converting B to A."""
    numbers: tuple[int, ...]
    """A number for each of its words in order, function words and all."""
    code: str
    """Fenced code that stands in the question."""
    standalone: bool
    """Whether its words name a subject; if not, only its code and its answer can tell."""


class _Word(NamedTuple):
    """What the lists say about one word."""

    text: str
    root: str
    """Empty for a function word."""
    soft: bool
    number: int
    ends: bool
    """Whether it is a sentence's end."""
    wish: int
    """Bits of the wishes that the word alone stands for."""
    following: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]] | None
    """Second word -> phrases that begin with both, and their bits."""


class Analyser:
    """Takes wordings apart with one lexicon and the abbreviations that a set of texts spells out."""

    def __init__(self, lexicon: Lexicon, texts: Iterable[str] = ()) -> None:
        self.lexicon = lexicon
        self._known: dict[str, _Word] = {}
        self._spelling: dict[str, str] = {}
        self._starts: dict[str, int] = {}
        for phrase, bit in lexicon.wishes.get("^", ()):
            self._starts[phrase[1]] = self._starts.get(phrase[1], 0) | bit
        learnt = learn_acronyms(texts)
        self._forms = _long_forms(lexicon, learnt)
        first_forms = {short: forms[0] for short, forms in lexicon.abbreviations.items()}
        self._in_full = {**learnt, **first_forms}

    def analyse(self, text: str) -> Wording:
        """Return the wording of a question given as Markdown."""
        prose, code = split_code(text)
        raw = tokenise(plain(prose))
        words = self._words(self._without_source(_open(raw)))
        while words and words[-1].ends:
            words.pop()
        begin, end = self._lead(words), _head_end(words)
        terms, soft = self._terms(words[begin:])
        head = self._terms(words[begin:end])[0] if end < len(words) else terms
        wishes, head_wishes = self._wishes(words, begin, end)
        return Wording(
            text=text,
            key=key_of(raw, code),
            terms=terms or soft,
            soft=soft if terms else (),
            head=head or terms or soft,
            wishes=wishes,
            head_wishes=head_wishes,
            target=_target(words),
            numbers=tuple([word.number for word in words[begin:]]),
            code=code,
            standalone=self._names_subject(terms, words, raw),
        )

    def spelt_out(self, text: str) -> str:
        """Return the plain words of a question with its abbreviations in full, for a language model."""
        words: list[str] = []
        for token in tokenise(plain(split_code(text)[0])):
            form = self._in_full.get(token) or self._in_full.get(token.removesuffix("s"))
            words += form or (token,)
        return " ".join(words)

    def roots(self, text: str) -> tuple[str, ...]:
        """Return the roots of the subject words of a longer text, such as an answer, each once."""
        return self._terms(self._words(tokenise(plain(text))))[0]

    def spell(self, root: str) -> str:
        """Return a word as readers know it for the root of a word that was taken apart here."""
        return self._spelling.get(root, root)

    def _words(self, tokens: list[str]) -> list[_Word]:
        known = self._known
        return [known.get(token) or self._look_up(token) for token in tokens]

    def _look_up(self, token: str) -> _Word:
        lexicon = self.lexicon
        ends = token in SENTENCE_ENDS
        empty = ends or token in _SYMBOLS or token in lexicon.stopwords
        phrases = lexicon.wishes.get(token, ())
        following: dict[str, tuple[tuple[tuple[str, ...], int], ...]] = {}
        for phrase, bit in phrases:
            if len(phrase) > 1:
                following[phrase[1]] = (*following.get(phrase[1], ()), (phrase, bit))
        word = _Word(
            text=token,
            root="" if empty else lexicon.root(token.removesuffix("'s")),
            soft=token in lexicon.soft,
            number=zlib.crc32(token.encode()) & 0x7FFFFFFF,
            ends=ends,
            wish=sum({bit for phrase, bit in phrases if len(phrase) == 1}),
            following=following or None,
        )
        self._known[token] = word
        # The form seen first wins, so a root is spelt the same however often it is asked for.
        self._spelling.setdefault(word.root, token.removesuffix("'s"))
        return word

    def _lead(self, words: list[_Word]) -> int:
        """Return how many words at the beginning are lead-in."""
        begin = 0
        while begin < len(words):
            size = 1 if words[begin].ends else _longest(words, begin, self.lexicon.lead_ins)
            if not size or begin + size >= len(words):
                break
            begin += size
        return begin

    def _without_source(self, tokens: list[str]) -> list[str]:
        """Drop "mentioned in the video", "according to this lecture" and the like."""
        if self.lexicon.sources.isdisjoint(tokens):
            return tokens
        left = list(tokens)
        right: list[str] = []
        """What stands behind `left`, backwards: what is dropped lets its neighbours meet."""
        while len(left) > 2:
            if self._names_source(left):
                del left[_source_begin(left) :]
                left += [right.pop() for _ in range(min(2, len(right)))]
            else:
                right.append(left.pop())
        return left + right[::-1]

    def _names_source(self, tokens: list[str]) -> bool:
        """Whether the last three words are such as "in the video"."""
        return (
            tokens[-1] in self.lexicon.sources
            and tokens[-2] in ("the", "this", "that")
            and tokens[-3] in ("in", "by", "to", "on", "from", "per")
        )

    def _terms(self, words: list[_Word]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the roots of the subject's words and of the others that are not function words."""
        content = [(word.root, word.soft) for word in words if word.root]
        forms = self._forms
        for root, _ in content:
            if root in forms:
                content = self._shorten(content)
                break
        terms = dict.fromkeys([root for root, soft in content if not soft])
        return tuple(terms), tuple(dict.fromkeys([root for root, soft in content if soft]))

    def _shorten(self, content: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
        """Put one word for every long form of an abbreviation."""
        roots = tuple([root for root, _ in content])
        found: list[tuple[str, bool]] = []
        at = 0
        while at < len(roots):
            for form, short in self._forms.get(roots[at], ()):
                if roots[at : at + len(form)] == form:
                    found.append((short, False))
                    at += len(form)
                    break
            else:
                found.append(content[at])
                at += 1
        return found

    def _wishes(self, words: list[_Word], begin: int, end: int) -> tuple[int, int]:
        """Return the bits of what all the words, and the words up to `end`, ask for."""
        head = 0
        # "Can you explain X?" does not ask whether one can: what counts is how it goes on.
        bits = self._starts.get(words[begin].text, 0) if words else 0
        for at, word in enumerate(words):
            if at == end:
                head = bits
            bits |= word.wish
            if word.following and at + 1 < len(words):
                phrases = word.following.get(words[at + 1].text)
                if phrases:
                    bits |= _phrase_bits([follower.text for follower in words[at : at + 5]], phrases)
        return bits, head if end < len(words) else bits

    def _names_subject(self, terms: tuple[str, ...], words: list[_Word], raw: list[str]) -> bool:
        """Whether a word names a subject: "an output" does, "the output" and "this class" don't."""
        generic = self.lexicon.generic
        if not terms or (generic.isdisjoint(terms) and _POINTING.isdisjoint(raw)):
            return bool(terms)
        before = {word.root: last.text for last, word in pairwise(words)}
        return any(
            before.get(term) in _NAMING or (term not in generic and before.get(term) not in _POINTING) for term in terms
        )


def _long_forms(
    lexicon: Lexicon, learnt: Mapping[str, tuple[str, ...]]
) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return first root -> (roots of a long form, root of its abbreviation), the longest first."""
    pairs = [(form, short) for short, forms in lexicon.abbreviations.items() for form in forms]
    pairs += [(form, short) for short, form in sorted(learnt.items())]
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, short in pairs:
        roots = tuple(lexicon.root(word) for word in form if word not in lexicon.stopwords)
        if len(roots) == 1 < len(form):
            continue  # "type i": the rest are function words, and "type" alone is no abbreviation
        known = found.setdefault(roots[0], []) if roots else []
        if roots not in (other for other, _ in known):
            known.append((roots, lexicon.root(short)))
    for forms in found.values():
        forms.sort(key=lambda pair: (-len(pair[0]), pair))
    return found


def _source_begin(tokens: list[str]) -> int:
    """Return where "as mentioned in the video", which ends a list of words, begins."""
    begin = len(tokens) - 3
    if begin and tokens[begin - 1].endswith(("ed", "shown", "given", "according")):
        begin -= 1
    if begin and tokens[begin - 1] == "as":
        begin -= 1
    return begin


def _open(tokens: list[str]) -> list[str]:
    """Write "what's" as "what is"."""
    if _SHORT_FORMS.keys().isdisjoint(tokens):
        return tokens
    return [word for token in tokens for word in _SHORT_FORMS.get(token, token).split()]


def _target(words: list[_Word]) -> str:
    """Return the root of the first content word behind the last "to" or "into" that has one."""
    texts = [word.text for word in words]
    if "to" not in texts and "into" not in texts:
        return ""
    for at in range(len(words) - 1, 0, -1):
        if texts[at] in ("to", "into"):
            return next((word.root for word in words[at:] if word.root), "")
    return ""


def _head_end(words: list[_Word]) -> int:
    """Return where the first clause ends: a sentence's end, or where a second question begins."""
    for at in range(2, len(words)):
        word = words[at]
        if word.ends:
            return at
        if word.text == "and" and at + 1 < len(words) and words[at + 1].text in _ASKING:
            return at
    return len(words)


def _longest(words: list[_Word], at: int, known: Phrases) -> int:
    candidates = known.get(words[at].text)
    if candidates:
        texts = tuple([word.text for word in words[at : at + 8]])
        for phrase, _ in candidates:
            if texts[: len(phrase)] == phrase:
                return len(phrase)
    return 0


def _phrase_bits(texts: Sequence[str], phrases: Iterable[tuple[tuple[str, ...], int]]) -> int:
    bits = 0
    texts = tuple(texts)
    for phrase, bit in phrases:
        if texts[: len(phrase)] == phrase:
            bits |= bit
    return bits
