"""The terms of the glossary in the text of answers: which may stand there, and their links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from studyguide.guide.model import Term
from studyguide.guide.text import WORD, Ends, distinct_words

MAX_LINKS = 8
"""Terms that are linked in one answer: more would hinder reading."""


def terms_in(text: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms that an answer may use, judged by the words of its Markdown.

    They are all that `link_terms` needs to know of the glossary, so that a change of another term leaves the rendered
    answer as it is.
    """
    terms = tuple(terms)
    found = distinct_words(text.lower()) if terms else set()
    return tuple(term for term in terms if any(map(found.issuperset, term.forms)))


_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*+)\b[^<>]*+>")
_LEFT_ALONE = {"math": "</math>", "pre": "</pre>"}
"""Elements that are passed over as a whole, with their ends."""
_CLOSED_TO_LINKS = frozenset({"a", "code", "label", "summary", "h1", "h2", "h3", "h4", "h5", "h6"})
_GAP = re.compile(r"\s+|[-‐‑–]")
_HYPHENS = "-‐‑–"


def link_terms(html: str, terms: Iterable[Term], own_id: str) -> str:
    """Link the first use of each term in an answer to the glossary.

    Args:
        html: a sanitised fragment: its tags are closed and nested properly. Nothing is linked inside links, code,
            formulas, headings and summaries.
        terms: the terms to look for; those that `terms_in` returns are enough.
        own_id: the id of the question; a term that it explains itself is not linked.

    Where several terms begin at the same word, the one with the most words is taken. The time is linear in the length
    of the HTML.
    """
    terms = tuple(terms)
    if not terms:
        return html
    finder = _Finder(terms, own_id)
    parts: list[str] = []
    end = depth = 0
    for start, stop, tag in _tags(html):
        text = html[end:start]
        parts += [finder.link(text) if not depth else text, html[start:stop]]
        end = stop
        if tag[2] in _CLOSED_TO_LINKS:
            depth = max(0, depth + (-1 if tag[1] else 1))
    rest = html[end:]
    return "".join([*parts, rest if depth else finder.link(rest)])


def _tags(html: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield the place of each tag, or of the whole element where that is left alone, and the tag."""
    ends, at = Ends(html), 0
    while tag := _TAG.search(html, at):
        sign = "" if tag[1] else _LEFT_ALONE.get(tag[2], "")
        at = max(tag.end(), ends.after(sign, tag.end()) if sign else 0)
        yield tag.start(), at, tag


class _Finder:
    """Links terms in the texts of one answer, one text after the other."""

    def __init__(self, terms: Iterable[Term], own_id: str) -> None:
        self._own_id = own_id
        self._linked: set[str] = set()
        self._by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        for term in terms:
            for form in term.forms:
                self._by_first.setdefault(form[0], []).append((form, term))
        for forms in self._by_first.values():
            forms.sort(key=lambda form: -len(form[0]))

    def link(self, text: str) -> str:
        """Return the text with the first use of each term as a link."""
        words = list(WORD.finditer(text))
        parts: list[str] = []
        end = number = 0
        while number < len(words) and len(self._linked) < MAX_LINKS:
            length, term = self._at(text, words, number)
            if term and term.question != self._own_id and term.anchor not in self._linked:
                start, stop = words[number].start(), words[number + length - 1].end()
                self._linked.add(term.anchor)
                parts += [text[end:start], _anchor(term, text[start:stop])]
                end = stop
            number += length
        return "".join([*parts, text[end:]])

    def _at(self, text: str, words: Sequence[re.Match[str]], number: int) -> tuple[int, Term | None]:
        """Return how many words the term at this word has, and the term; or one word and none."""
        forms = self._by_first.get(words[number][0].lower(), ())
        for form, term in forms:
            matched = words[number : number + len(form)]
            if tuple(word[0].lower() for word in matched) == form and _stands_alone(text, matched):
                return len(form), term
        return 1, None


def _stands_alone(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Return whether words follow each other, and are no part of a compound or of a character reference."""
    start, stop = words[0].start(), words[-1].end()
    before, after = text[max(0, start - 2) : start], text[stop : stop + 2]
    if before[-1:] in ("&", "#") or _joined(before[::-1]) or _joined(after):
        return False
    return all(_GAP.fullmatch(text, one.end(), two.start()) for one, two in pairwise(words))


def _joined(beside: str) -> bool:
    """Return whether the two characters beside a word are a hyphen and the end of another word."""
    return len(beside) == 2 and beside[0] in _HYPHENS and beside[1].isalnum()


def _anchor(term: Term, text: str) -> str:
    return f'<a class="sg-term" href="../glossary.html#{term.anchor}">{text}</a>'
