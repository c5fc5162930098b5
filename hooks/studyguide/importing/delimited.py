"""Reads CSV and TSV, the text export of Anki with its `#` lines included."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from studyguide.guide.problems import Problem
from studyguide.importing.blocks import columns_of, count_breaks, html_tags, title_text, with_breaks
from studyguide.importing.transcript import Kind, Pair, Piece, Reading, add_pair
from studyguide.importing.words import asks

_ANKI = re.compile(r"#(separator|html|tags column|columns|notetype|deck|tags|guid column|notetype column|deck column"
                   r"|if matches|match scope):(.*)", re.IGNORECASE)  # fmt: skip
_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_SIGN = re.compile(r'[^\w"\r\n]')
"""What may stand between two cells: no letter, which would be taken out of words, and no quotation mark."""
_BIGGEST_FIELD = 1 << 30
_LONGEST_HEAD = 100_000
_LOOKED_AT = 200
"""Rows that are read to see whether a text is a table."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the columns of a file are told apart, and which ones count."""

    delimiter: str
    question: int = 0
    answer: int = 1
    has_names: bool = False
    html: bool = False
    skip: int = 0
    """Lines before the first row."""

    @property
    def kind(self) -> Kind:
        """What its questions are told by."""
        return Kind.TSV if self.delimiter == "\t" else Kind.CSV


def _find_layout(text: str, name: str) -> Layout | None:
    """Return the layout of a text that is CSV or TSV, or None."""
    settings = _anki(text)
    rows = text.split("\n")[len(settings) :]
    if settings:
        return _anki_layout(dict(settings), len(settings), rows)
    ending = name.lower().rpartition(".")[2]
    for delimiter in _delimiters(ending):
        names = _cells(rows, delimiter)
        if len(names) > 1 and (columns := columns_of(names)):
            return Layout(delimiter, *columns, has_names=True)
        if len(names) > 1 and (ending in ("csv", "tsv") or _is_tabbed(rows, delimiter) or _is_quoted(text, delimiter)):
            return Layout(delimiter, *_asking_columns(rows, delimiter))
    return None


def _delimiters(ending: str) -> str:
    return {"tsv": "\t,;", "csv": ",;\t|", "psv": "|"}.get(ending, "\t,;")


def _is_tabbed(rows: Sequence[str], delimiter: str) -> bool:
    """Whether every line has a tab: what Anki and spreadsheets write without a head."""
    filled = [row for row in rows if row.strip()]
    return delimiter == "\t" and bool(filled) and all("\t" in row.strip() for row in filled)


def _is_quoted(text: str, delimiter: str) -> bool:
    """Whether the rows of a spreadsheet were pasted, some cells of which have several lines in quotes."""
    if delimiter != "\t" or '\t"' not in text:
        return False
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        widths = {len(cells) for cells in islice(reader, _LOOKED_AT) if cells}
    except csv.Error:
        return False
    return len(widths) == 1 and min(widths) > 1


def _asking_columns(rows: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Without names, the first column that asks holds the questions, and the next one the answers."""
    cells = _cells(rows, delimiter)
    asking = next((index for index, cell in enumerate(cells[:-1]) if asks(cell)), 0)
    return asking, asking + 1


def _cells(rows: Sequence[str], delimiter: str) -> list[str]:
    """Return the cells of the first line; a line too long for a table has none."""
    if not rows or len(rows[0]) > _LONGEST_HEAD or delimiter not in rows[0]:
        return []
    return next(csv.reader(rows[:1], delimiter=delimiter), [])


def _anki(text: str) -> list[tuple[str, str]]:
    settings: list[tuple[str, str]] = []
    for row in text.split("\n", 20)[:20]:
        match = _ANKI.match(row)
        if not match:
            break
        settings.append((match[1].lower(), match[2].strip("\r")))
    return settings


def _anki_layout(settings: dict[str, str], skip: int, rows: Sequence[str]) -> Layout:
    named = settings.get("separator", "tab")
    delimiter = _NAMES.get(named.strip().lower(), named if _SIGN.fullmatch(named) else "\t")
    names = settings.get("columns", "").split(delimiter) if settings.get("columns") else []
    special = {int(value) - 1 for key, value in settings.items() if key.endswith("column") and value.strip().isdigit()}
    width = max(len(names), len(_cells(rows, delimiter)), 2)
    free = [column for column in range(width + len(special)) if column not in special]
    columns = columns_of(names) or (free[0], free[1])
    is_html = settings.get("html", "").strip().lower() == "true"
    return Layout(delimiter, *columns, html=is_html, skip=skip)


def read_delimited(text: str, name: str) -> Reading | None:
    """Return the questions of a text that is CSV or TSV, or None where it is something else."""
    layout = _find_layout(text, name)
    return _read(text, name, layout) if layout else None


def _read(text: str, name: str, layout: Layout) -> Reading:
    reading = Reading(name)
    head = text.split("\n", layout.skip)
    for number, row in enumerate(head[: layout.skip], start=1):
        reading.labels.append(Piece(number, row))
    body = head[layout.skip] if layout.skip < len(head) else ""
    for index, (line, end_line, cells) in enumerate(_rows(body, layout, reading)):
        if index == 0 and layout.has_names:
            reading.labels.append(Piece(line, layout.delimiter.join(cells)))
        else:
            _add(reading, layout, line, end_line, cells)
    return reading


def _rows(text: str, layout: Layout, reading: Reading) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the rows with their first and last line; what follows an unclosed quote is loose text."""
    limit = csv.field_size_limit(_BIGGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter, strict=True)
    start = 0
    try:
        while True:
            start = reader.line_num
            cells = next(reader)
            if any(cell.strip() for cell in cells):
                yield start + 1 + layout.skip, reader.line_num + layout.skip, cells
    except StopIteration:
        pass
    except csv.Error as error:
        line = start + 1 + layout.skip
        message = f"the row cannot be read: {error}; nothing from here on is imported"
        reading.problems.append(Problem(reading.name, line, "SG807", message, 'write a quote inside a cell twice: ""'))
        rest = text.split("\n")[start:]
        reading.loose += [Piece(line + offset, row) for offset, row in enumerate(rest) if row.strip()]
    finally:
        csv.field_size_limit(limit)


def _add(reading: Reading, layout: Layout, line: int, end_line: int, cells: Sequence[str]) -> None:
    padded = [*cells, *[""] * (max(layout.question, layout.answer) + 1 - len(cells))]
    others = [cell for column, cell in enumerate(padded) if column not in (layout.question, layout.answer)]
    question, answer = padded[layout.question], padded[layout.answer]
    labels = [cell for cell in others if not any(character.isalpha() for character in cell)]
    reading.loose += [Piece(line, cell) for cell in others if any(character.isalpha() for character in cell)]
    if layout.html:
        labels += [*html_tags(question), *count_breaks(answer)]
        question, answer = title_text(with_breaks(question)), with_breaks(answer)
    add_pair(reading, Pair(line, question, line, answer, end_line, layout.kind, tuple(labels)))
