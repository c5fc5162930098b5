"""Reads Markdown and plain text: questions and answers in any order, quizzes with a key, flash cards in notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from studyguide.importing.blocks import Page, read_page
from studyguide.importing.candidates import Candidate, find_candidates
from studyguide.importing.choice import choose
from studyguide.importing.heads import MAX_LINE, Head, find_own_labels
from studyguide.importing.items import answer_length, build_items
from studyguide.importing.lines import ALL, Line, dedented, fenced, join_lines, split_lines, trimmed
from studyguide.importing.transcript import Item, Kind, Pair, Piece, Reading, add_pair
from studyguide.importing.words import clean_question, ends_asking


def labels_of_answers_first(page: Page) -> list[tuple[int, Head]]:
    """Return the labelled lines of a text that has answers first, else nothing.

    Labels take turns from the first, an answer, to the last, a question; what parts them is
    blank lines below every question.
    """
    labels = [(index, head) for index, head in enumerate(page.heads) if head and head.label and not head.speaker]
    kinds = [head.label for _, head in labels]
    if len(kinds) < 2 or kinds != ["a", "q"] * (len(kinds) // 2):
        return []
    answers = [index for index, head in labels[2:] if head.label == "a"]
    questions = labels[1::2]
    is_parted = all(page.lines[index - 1].is_blank for index in answers)
    is_short = all(page.filled[index + 1] > index + 1 or index + 1 >= len(page.lines) for index, _ in questions)
    return labels if is_parted and is_short and all(head.text for _, head in questions) else []


def read_answers_first(page: Page, labels: Sequence[tuple[int, Head]], reading: Reading) -> None:
    """Add the questions of a text that has answers first."""
    end = 0
    for (start, answer), (index, question) in list(pairwise(labels))[::2]:
        reading.loosen(page.lines[end:start])
        _add(page, (start, answer), (index, question), reading)
        end = index + 1
    reading.loosen(page.lines[end:])


def _add(page: Page, above: tuple[int, Head], below: tuple[int, Head], reading: Reading) -> None:
    lines, (start, answer), (index, question) = page.lines, above, below
    lead = [Line(lines[start].number, answer.opened + answer.text)] if answer.text else []
    text = trimmed([*lead, *dedented(lines[start + 1 : index], 3)])
    asked = clean_question(question.text, question.opened)
    if not text:
        reading.loosen(page.lines[start : index + 1])
        reading.unanswered(lines[index].number, asked)
        return
    labels = (Piece(lines[start].number, answer.taken), Piece(lines[index].number, question.taken))
    place = (lines[index].number, text[-1].number, asked, join_lines(text), Kind.LABEL)
    reading.items.append(Item(*place, answer_line=text[0].number, labels=labels))


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
        c for c in candidates if c.index < title and c.kind in (Kind.NUMBER, Kind.BOLD) and c.head.number is not None
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
            reading.loosen(page.lines[candidate.index : stop])
            reading.loosen(page.lines[start:end])
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


def read_markdown(text: str, name: str, first: int = 1) -> Reading:
    """Return the questions of a text; `first` is the number of its first line."""
    page = read_page(text, first)
    reading = Reading(name)
    if labels := labels_of_answers_first(page):
        read_answers_first(page, labels, reading)
        return reading
    candidates = find_candidates(page)
    if key := find_key(page, candidates):
        read_key(page, key, reading)
        return reading
    starts = choose(page, candidates)
    if not any(start.kind in (Kind.LABEL, Kind.SPEAKER) for start in starts) and (
        own := find_own_labels(page.lines, page.code)
    ):
        own_page = read_page(text, first, own)
        own_starts = choose(own_page, find_candidates(own_page))
        if own_starts and 2 * len(own_starts) >= len(starts) and _begins_first(own_starts, starts):
            page, starts = own_page, own_starts
    if all(start.kind is Kind.BOLD and start.rest for start in starts):
        others = choose(page, find_candidates(page, lenient=True), lenient=True)
        starts = others if len(others) > 2 * len(starts) else starts
    build_items(page, starts, reading)
    return reading


def _begins_first(own: Sequence[Candidate], others: Sequence[Candidate]) -> bool:
    """Whether labels that a text has for itself stand around its questions, not within their answers."""
    return not others or own[0].index <= others[0].index


_BULLET = re.compile(r"[ \t]*+(?:[-*+][ \t]++)?+")
_SIGN = re.compile(r"(?<!:):::?(?!:)|(?<=[ \t])(?:>>>?|==)(?=[ \t])")
_BETWEEN = re.compile(r"\?\??[ \t]*")
_NOT_SAID = re.compile(r"[ \t]{0,3}(?:#|<!--)|[ \t]*$")
_MARKERS = ("::", " >> ", " >>> ", " == ", "\n?\n", "\n??\n")


@dataclass(frozen=True, slots=True)
class Card:
    """A card, by the indexes of its lines."""

    start: int
    stop: int
    question: str
    answer: str
    answer_start: int


def find_cards(text: str) -> list[Card]:
    """Return the cards of a text of which at least half are cards, else nothing."""
    if not any(marker in text for marker in _MARKERS):
        return []
    lines = split_lines(text)
    code = fenced(lines)
    cards: list[Card] = []
    index = 0
    while index < len(lines):
        card = None if code[index] or lines[index].is_blank else _card(lines, code, index)
        cards += [card] if card else []
        index = card.stop if card else index + 1
    taken = sum(card.stop - card.start for card in cards)
    said = sum(not _NOT_SAID.match(line.text) for line in lines)
    return cards if len(cards) > 1 and 2 * taken >= said else []


def read_cards(text: str, name: str) -> Reading | None:
    """Return the questions of a text of which at least half are cards, or None where it is something else."""
    cards = find_cards(text)
    return _read_cards(text, name, cards) if cards else None


def _read_cards(text: str, name: str, cards: Sequence[Card]) -> Reading:
    reading = Reading(name)
    starts = {card.start: card for card in cards}
    index = 0
    lines = split_lines(text)
    while index < len(lines):
        card = starts.get(index)
        if card:
            place = (index + 1, card.question, card.answer_start + 1, card.answer, card.stop)
            add_pair(reading, Pair(*place, Kind.CARD))
        else:
            reading.loosen([lines[index]])
        index = card.stop if card else index + 1
    return reading


def _card(lines: Sequence[Line], code: Sequence[bool], index: int) -> Card | None:
    row = lines[index].text
    if len(row) > MAX_LINE or _NOT_SAID.match(row):
        return None
    if index + 1 < len(lines) and _BETWEEN.fullmatch(lines[index + 1].text):
        return _tall(lines, code, index)
    bullet, sign = _BULLET.match(row), _SIGN.search(row)
    if bullet is None or sign is None:
        return None
    question, answer = row[bullet.end() : sign.start()].strip(), row[sign.end() :].strip()
    is_tight = sign[0] == "::" and not row[sign.start() - 1].isspace()
    if not question or not answer or _is_program(question, answer, is_tight=is_tight):
        return None
    return Card(index, index + 1, question, answer, index)


def _is_program(question: str, answer: str, *, is_tight: bool) -> bool:
    """Whether a line is one of a program: `std::sort(a)`."""
    is_name = is_tight and question.replace("_", "").isalnum()
    return answer.endswith((";", "{", "}", "(", ")")) or (is_name and not (answer[0].isupper() and " " in answer))


def _tall(lines: Sequence[Line], code: Sequence[bool], index: int) -> Card | None:
    """A card of several lines: its answer ends at a blank line outside of code."""
    stop = first = index + 2
    while stop < len(lines) and (code[stop] or not lines[stop].is_blank):
        stop += 1
    if stop == first:
        return None
    return Card(index, stop, lines[index].text, join_lines(lines[first:stop]), first)
