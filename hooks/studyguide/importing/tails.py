"""Finds where an answer ends and the talk, the images and the headings before the next question begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyguide.importing.chatter import is_chatter, is_image, is_rule
from studyguide.importing.lines import Line, indent_of

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_LIST = re.compile(r"[ \t]*+(?:[-+•]|\*|\d{1,9}+[.)])[ \t]")
_TITLE = re.compile(r" {0,3}(\*\*|__)[^*_.!?]{1,80}\1:?\s*$")


_CHAPTER = re.compile(
    r"(?:basics?|beginner|easy|intermediate|medium|advanced|expert|hard|junior|senior|questions?|section|part|level|topics?"
    r"|chapter|module|round|general|miscellaneous)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"[ \t]*[*_]{0,3}(?:flash ?)?(?:card|item|entry)[ \t]*#?\d{1,4}[.:]?[*_]{0,3}:?\s*$", re.IGNORECASE
)


def answer_length(lines: Sequence[Line], code: Sequence[bool], *, at_boundary: bool) -> int:
    """Return how many of the lines after a question belong to its answer.

    `at_boundary` says that another series of questions begins after them: an image or a title that
    stands there belongs to no answer.
    """
    cut = index = len(lines)
    while index > 0:
        index -= 1
        line = lines[index]
        if line.is_blank:
            continue
        if code[index]:
            break
        touches = _blank_between(lines, index + 1, cut)
        if _is_talk(line.text) or (touches and _separates(lines, index, at_boundary)):
            cut = index
        elif not (is_image(line.text) or is_rule(line.text) or _HEADING.match(line.text)):
            start = _paragraph_start(lines, code, index)
            if start == index or not _is_talk(lines[start].text):
                break
            cut = index = start
    return cut


def _is_talk(text: str) -> bool:
    return not _LIST.match(text) and indent_of(text) < 4 and is_chatter(text)


def _separates(lines: Sequence[Line], index: int, at_boundary: bool) -> bool:
    """Whether a line without anything below it is a title or a rule, not the end of an answer."""
    text = lines[index].text
    if _HEADING.match(text) or is_rule(text):
        return True
    alone = index == 0 or lines[index - 1].is_blank
    if alone and (_COUNTED.match(text) or (_TITLE.match(text) and _CHAPTER.search(text[:80]))):
        return True
    return at_boundary and alone and (is_image(text) or bool(_TITLE.match(text)))


def _blank_between(lines: Sequence[Line], start: int, stop: int) -> bool:
    return all(lines[index].is_blank for index in range(start, stop))


def _paragraph_start(lines: Sequence[Line], code: Sequence[bool], index: int) -> int:
    while index > 0 and not lines[index - 1].is_blank and not code[index - 1] and not _LIST.match(lines[index].text):
        index -= 1
    return index


def list_length(lines: Sequence[Line], code: Sequence[bool]) -> int:
    """Return how many lines belong to a list item whose text is indented: up to one that is not."""
    first = next((index for index, line in enumerate(lines) if not line.is_blank), len(lines))
    if first == len(lines) or indent_of(lines[first].text) < 2:
        return len(lines)
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if lines[index - 1].is_blank and not line.is_blank and not code[index] and indent_of(line.text) < 2:
            return index
    return len(lines)
