"""The glossary: the entries of content/glossary.md become terms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise

from studyguide.guide.model import Place, Term
from studyguide.guide.problems import Problem, invisible, tidy
from studyguide.guide.text import invisible_references, slugify, words

MAX_WORDS = 35
"""Words that a definition may have."""


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


def parse_glossary(text: str, path: str) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
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
    for match, character in islice(invisible_references(text), 1):
        problems.append(invisible(path, text.count("\n", 0, match.start()) + 1, character, match[0]))
    problems += _out_of_order(entries, path)
    problems += _used_twice(terms)
    return tuple(terms), tidy(problems)


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
    length = len(definition.split())
    if not definition:
        yield "SG501", f"`{name}` has no definition", "write one sentence below the term"
    elif not definition.endswith((".", "!", "?")) or _NEXT_SENTENCE.search(definition):
        yield "SG502", f"the definition of `{name}` is not exactly one sentence", "say it in one, with a full stop"
    if length > MAX_WORDS:
        yield "SG503", f"the definition of `{name}` has {length} words, more than {MAX_WORDS}", "say it shorter"
    if "\n\n" in definition:
        yield "SG508", f"`{name}` has more than one paragraph", "keep the definition; the question holds the rest"
    if _MARKUP.search(definition) or any(_MARKUP.search(each) for each in (name, *aliases)):
        yield "SG508", f"`{name}` has markup outside of its link", "write plain words"
    if not slugify(name):
        yield "SG508", "a heading has no term", "write the term after `## `"
    if also is not None and not aliases:
        yield "SG508", f"`{name}` has an empty line `Also:`", "name the other words, or remove the line"


def _out_of_order(entries: Sequence[_Entry], path: str) -> Iterator[Problem]:
    names = [words(entry.name) for entry in entries]
    greatest = list(accumulate(names, max))  # so far: the first entry beyond another is found by bisection
    for number, (before, entry) in enumerate(pairwise(entries)):
        if names[number + 1] < names[number]:
            message = f"`{entry.name}` comes after `{before.name}`, which is not alphabetical order"
            place = entries[bisect_right(greatest, names[number + 1])].name
            yield Problem(path, entry.line, "SG507", message, f"it belongs before `{place}`")


def _used_twice(terms: Iterable[Term]) -> Iterator[Problem]:
    owners: dict[tuple[str, ...], Term] = {}
    for term in terms:
        for name in term.names:
            if owner := owners.get(words(name)):
                message = f"`{name}` is already a word of the term `{owner.name}`, line {owner.place.line}"
                yield Problem(term.place.path, term.place.line, "SG506", message, "keep it in one place")
            owners.setdefault(words(name), term)
