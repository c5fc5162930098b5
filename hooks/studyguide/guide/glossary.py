"""The glossary: the terms of content/glossary.md, and their links in the text of answers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise

from studyguide.guide.model import Guide, Place
from studyguide.guide.nearest import near
from studyguide.guide.problems import Problem, tidy
from studyguide.guide.text import Ends, slugify

MAX_WORDS = 35
"""Words that a definition may have."""

MAX_LINKS = 8
"""Terms that are linked in one answer: more would hinder reading."""


@dataclass(frozen=True)
class Term:
    """A word of the subject, with what it means."""

    anchor: str
    """Its id on the glossary's page: `term-batch-normalisation`."""
    name: str
    aliases: tuple[str, ...]
    definition: str
    """One sentence of plain text."""
    question: str
    """The id of the question that explains it."""
    topic: str
    """The topic of that question, as the link has it."""
    see: str
    """What a reader finds at that question."""
    place: Place = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)

    @cached_property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """Every name as lower-case words, in the singular and in the plural with -s."""
        found = [words for words in map(_words, self.names) if words]
        return tuple(form for words in found for form in (words, (*words[:-1], _plural(words[-1]))))


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms in alphabetical order."""

    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading with the lines below it."""

    name: str
    line: int
    lines: tuple[str, ...]


_ALSO = re.compile(r"Also:(.*)", re.IGNORECASE)
_SEE = re.compile(r"(?:^|\s)See \[([^\[\]]+)\]\(([^()\s]*)\)\.?\Z")
_TARGET = re.compile(r"qa/([a-z0-9-]+)/([a-z0-9-]+)\.md")
_MARKUP = re.compile(r"[<>\[\]*`$|\\]")
_NEXT_SENTENCE = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bal)[.!?][\"'”’)]*\s+(?=[^\sa-z])")
_WORD = re.compile(r"\w+")


def parse_glossary(text: str, path: str) -> tuple[Glossary, tuple[Problem, ...]]:
    """Read the glossary; an entry that cannot be used is left out and reported.

    Each entry is a level-2 heading with the term, an optional line `Also: …`, and a paragraph of one sentence and
    `See [what the reader finds](qa/<topic>/<id>.md).` Line ends must already be line feeds.
    """
    entries = list(_entries(text))
    problems: list[Problem] = []
    terms = []
    for entry in entries:
        term, found = _term(entry, path)
        terms += [term] if term else []
        problems += found
    problems += _out_of_order(entries, path)
    problems += _used_twice(terms)
    return Glossary(tuple(terms)), tidy(problems)


def check_glossary(glossary: Glossary, guide: Guide) -> Iterator[Problem]:
    """Yield the terms whose link leads to a question that does not exist."""
    for term in glossary.terms:
        if guide.ids.get(term.question) == term.topic:
            continue
        message = f"`{term.name}` links to `{term.topic}/{term.question}`, which is no question of the guide"
        topic = guide.ids.get(term.question)
        hint = f"write qa/{topic}/{term.question}.md" if topic else near(term.question, guide.ids)
        yield Problem(term.place.path, term.place.line, "SG505", message, hint)


def _entries(text: str) -> Iterator[_Entry]:
    """Yield the entries; what stands before the first is an introduction."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if re.match(r"##(?!#)", line)]
    for start, end in pairwise([*starts, len(lines)]):
        yield _Entry(lines[start][2:].strip(), start + 1, tuple(lines[start + 1 : end]))


def _term(entry: _Entry, path: str) -> tuple[Term | None, tuple[Problem, ...]]:
    also, paragraph, line = _parts(entry)
    link = _SEE.search(paragraph)
    target = _TARGET.fullmatch(link[2]) if link else None
    definition = paragraph[: link.start()].strip() if link else paragraph
    aliases = tuple(filter(None, (alias.strip() for alias in also.split(",")))) if also else ()
    problems = [Problem(path, line, *fault) for fault in _faults(entry, aliases, definition, also)]
    if link is None or target is None:
        hint = "end the entry with `See [what the reader finds](qa/<topic>/<id>.md).`"
        problems.append(Problem(path, line, "SG504", f"`{entry.name}` has no link to a question", hint))
    if problems or link is None or target is None:
        return None, tuple(problems)
    place = Place(path, entry.line)
    anchor = f"term-{slugify(entry.name)}"
    return Term(anchor, entry.name, aliases, definition, target[2], target[1], link[1], place), ()


def _parts(entry: _Entry) -> tuple[str | None, str, int]:
    """Return an entry's aliases, its other text with an empty line between paragraphs, and where that begins."""
    filled = [number for number, line in enumerate(entry.lines) if line.strip()]
    if not filled:
        return None, "", entry.line
    first = filled[0]
    also = _ALSO.match(entry.lines[first].strip())
    if also:
        first = filled[1] if len(filled) > 1 else first + 1
    rest = [line.strip() for line in entry.lines[first : filled[-1] + 1]]
    paragraphs = re.split(r"\n{2,}", "\n".join(rest))
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    return also[1] if also else None, text, entry.line + 1 + first if rest else entry.line


def _faults(
    entry: _Entry, aliases: tuple[str, ...], definition: str, also: str | None
) -> Iterator[tuple[str, str, str]]:
    """Yield code, message and hint for whatever is wrong with the words of an entry."""
    name = entry.name
    words = len(definition.split())
    if not definition:
        yield "SG501", f"`{name}` has no definition", "write one sentence below the term"
    elif not definition.endswith((".", "!", "?")) or _NEXT_SENTENCE.search(definition):
        yield "SG502", f"the definition of `{name}` is not exactly one sentence", "say it in one, with a full stop"
    if words > MAX_WORDS:
        yield "SG503", f"the definition of `{name}` has {words} words, more than {MAX_WORDS}", "say it shorter"
    if "\n\n" in definition:
        yield "SG508", f"`{name}` has more than one paragraph", "keep the definition; the question holds the rest"
    if _MARKUP.search(definition) or any(_MARKUP.search(each) for each in (name, *aliases)):
        yield "SG508", f"`{name}` has markup outside of its link", "write plain words"
    if not slugify(name):
        yield "SG508", "a heading has no term", "write the term after `## `"
    if also is not None and not aliases:
        yield "SG508", f"`{name}` has an empty line `Also:`", "name the other words, or remove the line"


def _out_of_order(entries: Sequence[_Entry], path: str) -> Iterator[Problem]:
    words = [_words(entry.name) for entry in entries]
    greatest = list(accumulate(words, max))  # so far: the first entry beyond another is found by bisection
    for number, (before, entry) in enumerate(pairwise(entries)):
        if words[number + 1] < words[number]:
            message = f"`{entry.name}` comes after `{before.name}`, which is not alphabetical order"
            place = entries[bisect_right(greatest, words[number + 1])].name
            yield Problem(path, entry.line, "SG507", message, f"it belongs before `{place}`")


def _used_twice(terms: Iterable[Term]) -> Iterator[Problem]:
    owners: dict[tuple[str, ...], Term] = {}
    for term in terms:
        for name in term.names:
            words = _words(name)
            if words in owners:
                owner = owners[words]
                message = f"`{name}` is already a word of the term `{owner.name}`, line {owner.place.line}"
                yield Problem(term.place.path, term.place.line, "SG506", message, "keep it in one place")
            owners.setdefault(words, term)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


def _plural(word: str) -> str:
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def terms_in(text: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms that an answer may use, judged by the words of its Markdown.

    They are all that `link_terms` needs to know of the glossary, so that a change of another term leaves the rendered
    answer as it is.
    """
    terms = tuple(terms)
    found = _distinct_words(text.lower()) if terms else set()
    return tuple(term for term in terms if any(map(found.issuperset, term.forms)))


_GAPS_IN_ASCII = {code: " " for code in range(128) if not _WORD.fullmatch(chr(code))}


def _distinct_words(text: str) -> set[str]:
    """Return the words of a text; the usual kind of text is taken apart without looking for each word."""
    return set(text.translate(_GAPS_IN_ASCII).split() if text.isascii() else _WORD.findall(text))


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
        words = list(_WORD.finditer(text))
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
