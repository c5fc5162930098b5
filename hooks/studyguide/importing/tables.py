"""Markdown tables with a column of questions and a column of answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.importing.asking import asks
from studyguide.importing.lines import Line, is_table_rule
from studyguide.importing.words import COLUMN_ANSWER, COLUMN_QUESTION

_CELL_END = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of questions."""

    index: int
    """The index of its line."""
    question: str
    answer: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, by the indexes of its lines; without `rows` where it is not one of questions."""

    start: int
    stop: int
    rows: tuple[Row, ...] = ()


def find_tables(lines: Sequence[Line], shield: Sequence[bool]) -> list[Table]:
    """Return the tables outside of code."""
    tables: list[Table] = []
    index = 1
    while index < len(lines):
        if not shield[index] and not shield[index - 1] and _begins(lines, index):
            tables.append(_table(lines, shield, index - 1))
            index = tables[-1].stop
        index += 1
    return tables


def column_name(text: str) -> str:
    """Return the name of a column or key in the form in which `words` lists it."""
    return " ".join(re.sub(r"[*_`#:\-]+", " ", text).lower().split())


def columns_of(names: Sequence[str]) -> tuple[int, int] | None:
    """Return which columns hold the questions and the answers, told by their names."""
    plain = [column_name(name) for name in names]
    question = next((index for index, name in enumerate(plain) if name in COLUMN_QUESTION), None)
    answer = next((index for index, name in enumerate(plain) if name in COLUMN_ANSWER and index != question), None)
    return (question, answer) if question is not None and answer is not None else None


def with_breaks(text: str) -> str:
    """Return the text of a cell with its `<br>` as line ends."""
    return _BREAK.sub("\n", text)


def count_breaks(text: str) -> tuple[str, ...]:
    """Return the `<br>` tags of a cell."""
    return tuple(_BREAK.findall(text))


def _begins(lines: Sequence[Line], index: int) -> bool:
    return is_table_rule(lines[index].text) and "|" in lines[index - 1].text


def _table(lines: Sequence[Line], shield: Sequence[bool], start: int) -> Table:
    stop = start + 2
    while stop < len(lines) and not shield[stop] and "|" in lines[stop].text:
        stop += 1
    names = _cells(lines[start].text)
    rows = [(index, _cells(lines[index].text)) for index in range(start + 2, stop)]
    columns = columns_of(names) or _asking(names, [cells for _, cells in rows])
    if columns is None:
        return Table(start, stop)
    return Table(start, stop, tuple(_row(index, cells, *columns) for index, cells in rows))


def _asking(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Two columns without telling names hold questions and answers if all the first ones ask."""
    if len(names) != 2 or len(rows) < 2:
        return None
    return (0, 1) if all(row and row[0].rstrip("*_ ").endswith(("?", "？")) and asks(row[0]) for row in rows) else None


def _row(index: int, cells: Sequence[str], question: int, answer: int) -> Row:
    padded = [*cells, *[""] * (max(question, answer) + 1 - len(cells))]
    others = tuple(cell for column, cell in enumerate(padded) if column not in (question, answer) and cell)
    return Row(index, padded[question], padded[answer], others)


def _cells(text: str) -> list[str]:
    text = text.strip().lstrip(">").strip()
    text = text.removeprefix("|")
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.strip().replace("\\|", "|") for cell in _CELL_END.split(text)]
