"""Reads a text in which every answer stands above its question: `A: …`, then `Q: …`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from studyguide.importing.asking import clean_question
from studyguide.importing.dedent import dedented, trimmed
from studyguide.importing.heads import Head
from studyguide.importing.lines import Line, join_lines
from studyguide.importing.page import Page
from studyguide.importing.reading import Reading
from studyguide.importing.transcript import Item, Piece


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
    place = (lines[index].number, text[-1].number, asked, join_lines(text), "label")
    reading.items.append(Item(*place, answer_line=text[0].number, labels=labels))
