"""Reads flash cards kept in notes: `question::answer` on one line, or a question, a line with `?`, an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.importing.heads import MAX_LINE
from studyguide.importing.lines import Line, fenced, join_lines, split_lines
from studyguide.importing.pairs import Pair, add_pair
from studyguide.importing.reading import Reading

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


def read_cards(text: str, name: str, cards: Sequence[Card]) -> Reading:
    """Return the questions of a text whose cards are known."""
    reading = Reading(name)
    starts = {card.start: card for card in cards}
    index = 0
    lines = split_lines(text)
    while index < len(lines):
        card = starts.get(index)
        if card:
            place = (index + 1, card.question, card.answer_start + 1, card.answer, card.stop)
            add_pair(reading, Pair(*place, "card"))
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
