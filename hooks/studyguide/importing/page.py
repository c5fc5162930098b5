"""A Markdown text prepared for reading: its lines, their heads, and the blocks that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.importing.asking import asks
from studyguide.importing.details import Fold, find_folds
from studyguide.importing.glued import split_turns
from studyguide.importing.heads import Head, Labels, read_head
from studyguide.importing.lines import Line, fenced, split_lines, split_tags
from studyguide.importing.tables import Table, find_tables


@dataclass(frozen=True, slots=True)
class Page:
    """What the search for questions needs to know; all lists are by the index of a line."""

    lines: Sequence[Line]
    code: Sequence[bool]
    """Whether a line belongs to code or display maths."""
    heads: Sequence[Head | None]
    """None for blank lines, code, maths and tables."""
    filled: Sequence[int]
    """The first line from here on that is not blank; one longer than `lines`."""
    folds: dict[int, Fold]
    """Foldable blocks with a question, by their first line; none inside another."""
    tables: dict[int, Table]
    """All tables, by their first line."""
    reveals: dict[int, Fold]
    """Foldable blocks that hide an answer, by their first line."""
    dropped: frozenset[int]
    """Lines that are nothing but labels: the tags of chapters and of hidden answers."""
    chapters: frozenset[int]
    """Lines with the title of a chapter, which is loose text."""


def read_page(text: str, first: int = 1, own: Labels | None = None) -> Page:
    """Prepare a text; `first` is the number of its first line, `own` are its labels if not the usual words."""
    rows = split_lines(text, first)
    lines, code = split_turns(*split_tags(rows, fenced(rows)))
    tables = {table.start: table for table in find_tables(lines, code)}
    shield = list(code)
    for table in tables.values():
        shield[table.start : table.stop] = [True] * (table.stop - table.start)
    heads = [
        None
        if (hidden and not _labels_code(lines, code, index)) or lines[index].is_blank
        else read_head(lines[index].text, own)
        for index, hidden in enumerate(shield)
    ]
    folds, reveals, dropped, chapters = _sort_folds(find_folds(lines, code), heads)
    return Page(lines, code, heads, _filled(lines), folds, tables, reveals, dropped, chapters)


def _labels_code(lines: Sequence[Line], code: Sequence[bool], index: int) -> bool:
    """Whether code begins on the line of its label: `A: ```python`."""
    if not code[index] or (index and code[index - 1]):
        return False
    head = read_head(lines[index].text)
    return bool(head.label) and head.text.startswith(("```", "~~~"))


def _filled(lines: Sequence[Line]) -> list[int]:
    filled = [len(lines)] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        filled[index] = filled[index + 1] if lines[index].is_blank else index
    return filled


def _sort_folds(
    found: Sequence[Fold], heads: Sequence[Head | None]
) -> tuple[dict[int, Fold], dict[int, Fold], frozenset[int], frozenset[int]]:
    """Tell questions, hidden answers and chapters apart; what stands inside a question is its answer."""
    folds: dict[int, Fold] = {}
    reveals: dict[int, Fold] = {}
    dropped: set[int] = set()
    chapters: set[int] = set()
    questions = _prefix_counts(found, heads)
    inside_until = 0
    for fold in found:
        if fold.start < inside_until:
            continue
        tags = {fold.start, fold.summary, fold.body - 1, *({fold.stop - 1} if fold.closed else ())}
        if fold.hides_answer:
            reveals[fold.start] = fold
            dropped |= tags | set(range(fold.summary, fold.body))
        elif not asks(fold.title) and questions[fold.body_stop] > questions[fold.body]:
            dropped |= tags
            chapters |= set(range(fold.summary + 1, fold.body - 1))
        else:
            folds[fold.start] = fold
            inside_until = fold.stop
    return folds, reveals, frozenset(dropped), frozenset(chapters)


def _prefix_counts(found: Sequence[Fold], heads: Sequence[Head | None]) -> list[int]:
    """Count the questions in blocks and after labels up to each line."""
    marks = [0] * (len(heads) + 1)
    for index, head in enumerate(heads):
        marks[index] = int(head is not None and head.label == "q" and not head.speaker)
    for fold in found:
        marks[fold.start] += asks(fold.title)
    counts = [0]
    for mark in marks:
        counts.append(counts[-1] + mark)
    return counts
