"""Labels of answers: which are labels, and which are options, initials or variables."""

from __future__ import annotations

from studyguide.importing.heads import Head
from studyguide.importing.page import Page


def is_marker(page: Page, index: int, question: Head | None = None) -> bool:
    """Whether an answer is labelled on a line; `question` is the head of the question before it."""
    if index in page.reveals:
        return True
    head = page.heads[index]
    if head is None or head.label != "a":
        return False
    if head.letter and _is_option(page, index, head):
        return False
    if not head.delim and head.number is not None and head.text:
        return question is not None and not question.delim and question.number == head.number
    if head.letter and head.delim not in (":", "："):
        is_like = question is not None and (question.letter or question.number is not None)
        return is_like and question is not None and question.label == "q" and question.delim == head.delim
    return not head.speaker or (question is not None and question.speaker)


def _is_option(page: Page, index: int, head: Head) -> bool:
    """Whether the next line goes on with `B`: then `A` is the first of several options."""
    after = page.filled[index + 1]
    if after >= len(page.lines) or after in page.reveals:
        return False
    text = page.lines[after].text.lstrip(" \t>-*+_(`")
    return text[:1] in ("B", "b") and text[1:].lstrip("*_")[:1] == head.delim[:1]


def next_marker(page: Page, after: int, question: Head) -> int:
    """Return the line with a labelled answer among the next two that are not blank, or -1.

    A block of code or a table counts as one line.
    """
    index = page.filled[after]
    for _ in range(2):
        if index >= len(page.lines):
            break
        if is_marker(page, index, question):
            return index
        head = page.heads[index]
        if head is not None and head.label == "q":
            break
        index = page.filled[_block_end(page, index)]
    return -1


def next_turn(page: Page, after: int) -> int:
    """Return the line on which the other side begins to speak, or -1 where the same one goes on."""
    for index in range(after, len(page.lines)):
        head = page.heads[index]
        if head is not None and head.speaker:
            return index if head.label == "a" else -1
    return -1


def _block_end(page: Page, index: int) -> int:
    if index in page.tables:
        return page.tables[index].stop
    if not page.code[index]:
        return index + 1
    while index < len(page.lines) and page.code[index]:
        index += 1
    return index
