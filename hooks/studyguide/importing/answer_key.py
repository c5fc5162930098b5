"""Reads a quiz whose answers stand below all of its questions: each is found again by its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.importing.asking import ends_asking
from studyguide.importing.candidates import Candidate
from studyguide.importing.dedent import ALL, dedented, trimmed
from studyguide.importing.heads import Head
from studyguide.importing.lines import Line, join_lines
from studyguide.importing.page import Page
from studyguide.importing.reading import Reading
from studyguide.importing.tails import answer_length
from studyguide.importing.transcript import Item, Piece

_TITLE = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]+)?[*_]{0,3}(?:the )?(?:answers?|solutions?)(?: key)?[*_]{0,3}:?[*_]{0,3}\s*", re.I
)


@dataclass(frozen=True, slots=True)
class Key:
    """The answers of a quiz, by the indexes of their lines."""

    title: int
    questions: tuple[Candidate, ...]
    answers: tuple[tuple[int, int, Head], ...]
    """First line, line after, and head of each, in the order of the questions."""


def find_key(page: Page, candidates: Sequence[Candidate]) -> Key | None:
    """Return the answers of a quiz: a title that says so, with as many numbered lines below as questions above."""
    title = next((index for index, line in enumerate(page.lines) if _is_title(page, index, line)), -1)
    if title < 0:
        return None
    questions = [
        c for c in candidates if c.index < title and c.kind in ("number", "bold") and c.head.number is not None
    ]
    wanted = [candidate.head.number for candidate in questions]
    starts = _numbered(page, title + 1)
    if len(wanted) < 2 or [head.number for _, head in starts] != wanted or wanted != list(range(1, len(wanted) + 1)):
        return None
    asking = sum(ends_asking(candidate.question) for candidate in questions)
    if 2 * asking < len(questions) or any(ends_asking(head.text) for _, head in starts):
        return None
    ends = [*(index for index, _ in starts[1:]), len(page.lines)]
    return Key(
        title, tuple(questions), tuple((index, end, head) for (index, head), end in zip(starts, ends, strict=True))
    )


def read_key(page: Page, key: Key, reading: Reading) -> None:
    """Add the questions of a quiz; what belongs to a question, such as its options, leads its answer."""
    reading.loosen(page.lines[: key.questions[0].index])
    stops = [*(candidate.index for candidate in key.questions[1:]), key.title]
    reading.labels.append(Piece(page.lines[key.title].number, page.lines[key.title].text.strip()))
    reading.loosen(page.lines[key.title + 1 : key.answers[0][0]])
    for candidate, stop, (start, end, head) in zip(key.questions, stops, key.answers, strict=True):
        lines = page.lines
        below = lines[start + 1 : end]
        kept = answer_length(below, page.code[start + 1 : end], at_boundary=True)
        options = dedented(trimmed(lines[candidate.after : stop]), ALL)
        lead = [Line(lines[start].number, head.opened + head.text)] if head.text else []
        rest = [Line(lines[candidate.index].number, candidate.rest)] if candidate.rest else []
        answer = trimmed([*lead, *dedented(below[:kept], max(3, head.content))])
        if not answer:
            reading.loosen([*page.lines[candidate.index : stop], *page.lines[start:end]])
            reading.unanswered(lines[candidate.index].number, candidate.question)
            continue
        text = "\n\n".join(filter(None, (join_lines([*rest, *options]), join_lines(answer))))
        labels = (Piece(lines[candidate.index].number, candidate.head.taken), Piece(lines[start].number, head.taken))
        place = (lines[candidate.index].number, answer[-1].number, candidate.question, text, candidate.kind)
        reading.items.append(Item(*place, answer_line=answer[0].number, labels=labels))
        reading.loosen(page.lines[start + 1 + kept : end])


def _is_title(page: Page, index: int, line: Line) -> bool:
    return not page.code[index] and len(line.text) < 40 and bool(_TITLE.fullmatch(line.text))


def _numbered(page: Page, first: int) -> list[tuple[int, Head]]:
    """Return the lines with numbers that count on from 1."""
    found: list[tuple[int, Head]] = []
    for index in range(first, len(page.lines)):
        head = page.heads[index]
        if head is not None and head.number == len(found) + 1 and head.indent < 4:
            found.append((index, head))
    return found
