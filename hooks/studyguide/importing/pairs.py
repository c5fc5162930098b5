"""A question and an answer that a format hands over as two texts: made into an item."""

from __future__ import annotations

from dataclasses import dataclass

from studyguide.importing.asking import asks, clean_question, ends_asking
from studyguide.importing.heads import read_head
from studyguide.importing.lines import indent_of
from studyguide.importing.reading import Reading
from studyguide.importing.signs import one_line
from studyguide.importing.transcript import Item, Piece

_LONGEST = 400
_CODE = 4
"""Columns that make a block of code."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of a file, with their lines."""

    line: int
    question: str
    answer_line: int
    answer: str
    end_line: int
    shape: str
    labels: tuple[str, ...] = ()
    """What else belongs to the two and says nothing: keys, `<br>` tags, a running number."""


def add_pair(reading: Reading, pair: Pair) -> None:
    """Add a question with its answer to a reading, or note which of the two is missing."""
    question, extra, taken = split_question(pair.question)
    answer, label = _unlabelled(pair.answer)
    answer = "\n\n".join(part for part in (extra, answer) if part.strip())
    labels = tuple(Piece(pair.line, text) for text in (taken, label, *pair.labels) if text)
    if question and pair.answer.strip():
        place = (pair.line, max(pair.line, pair.end_line), question, answer, pair.shape)
        reading.items.append(Item(*place, answer_line=pair.answer_line, labels=labels))
        return
    reading.labels += [Piece(pair.line, text) for text in pair.labels if text]
    pieces = ((pair.line, pair.question), (pair.answer_line, pair.answer))
    reading.loose += [Piece(line, text.strip()) for line, text in pieces if text.strip()]
    if question:
        reading.unanswered(pair.line, question)
    elif answer.strip():
        reading.unasked(pair.answer_line, answer)


def split_question(text: str) -> tuple[str, str, str]:
    """Return a question on one line, what belongs before its answer (code, a long text), and its label."""
    first, extra = _first_part(text.strip())
    head = read_head(one_line(first))
    if head.label == "a" or head.bullet:
        return clean_question(first), extra, ""
    mark = "#" * head.level
    return clean_question(head.text, head.opened), extra, f"{mark} {head.taken}".strip(" #")


def _first_part(text: str) -> tuple[str, str]:
    if "\n" not in text:
        return text, ""
    at = text.find("```")
    before = text[:at].strip() if at > 0 else text
    if at != 0 and len(before) <= _LONGEST:
        return before, text[at:] if at > 0 else ""
    rows = text.split("\n")
    chosen = next((index for index, row in enumerate(rows) if ends_asking(row)), None)
    chosen = next((index for index, row in enumerate(rows) if asks(row)), 0) if chosen is None else chosen
    return rows[chosen], "\n".join(rows[:chosen] + rows[chosen + 1 :]).strip("\n")


def _unlabelled(text: str) -> tuple[str, str]:
    text = text.strip("\n").rstrip()
    text = text.lstrip() if indent_of(text) < _CODE else text
    first, newline, rest = text.partition("\n")
    head = read_head(first)
    if head.label != "a" or head.speaker or head.delim not in (":", "：") or head.bullet:
        return text, ""
    lead = head.opened + head.text
    return (lead + newline + rest if lead else rest.strip("\n")), head.taken
