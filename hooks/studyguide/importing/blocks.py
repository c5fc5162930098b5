"""A Markdown text prepared for reading: its lines with their heads, foldable blocks, tables and labels of answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.importing.heads import Head, Labels, read_head
from studyguide.importing.lines import Line, fenced, is_table_rule, split_lines, split_tags, split_turns
from studyguide.importing.words import COLUMN_ANSWER, COLUMN_QUESTION, REVEAL, asks

_HTML = re.compile(r"</?[A-Za-z][^<>]{0,200}+>")

_CODE = frozenset(("code", "kbd", "samp", "tt"))
_WITHIN_LINE = frozenset("a abbr b big del em font i ins mark s small span strong sub sup u var".split())


@dataclass(frozen=True, slots=True)
class Fold:
    """A foldable block, by the indexes of its lines."""

    start: int
    """The line of `<details>`."""
    summary: int
    """The line of `<summary>`."""
    body: int
    """The first line after `</summary>`."""
    stop: int
    """The line after `</details>`."""
    title: str
    """The text of the summary, without tags."""
    closed: bool

    @property
    def body_stop(self) -> int:
        """The line after the last one of the body."""
        return self.stop - 1 if self.closed else self.stop

    @property
    def hides_answer(self) -> bool:
        """Whether the summary only says that an answer follows."""
        head = read_head(self.title)
        bare = self.title.strip(" *_:.#>!▶►👉").lower()
        return (head.label == "a" and not head.text) or bare in REVEAL or read_head(bare).label == "a"


def find_folds(lines: Sequence[Line], shield: Sequence[bool]) -> list[Fold]:
    """Return every block that has a summary, in the order of the text; blocks may hold others.

    A block that is never closed ends before the next one.
    """
    tags = [index for index, line in enumerate(lines) if not shield[index] and _is_tag(line.text)]
    stops = _stops(lines, tags)
    folds: list[Fold] = []
    for position, index in enumerate(tags):
        if not _named(lines[index].text, "<details"):
            continue
        summary = tags[position + 1] if position + 1 < len(tags) else -1
        after = tags[position + 2] if position + 2 < len(tags) else -1
        if summary < 0 or not _named(lines[summary].text, "<summary") or after < 0:
            continue
        if not _named(lines[after].text, "</summary") or not _near(lines, index, summary):
            continue
        stop = stops.get(index) or _next_opening(lines, tags, position + 3)
        folds.append(Fold(index, summary, after + 1, stop, _title(lines, summary, after), index in stops))
    return folds


def _is_tag(text: str) -> bool:
    return text.startswith("<") and _named(text, "<details", "</details", "<summary", "</summary")


def _named(text: str, *names: str) -> bool:
    return text[:9].lower().startswith(names)


def _next_opening(lines: Sequence[Line], tags: Sequence[int], position: int) -> int:
    return tags[position] if position < len(tags) and _opens(lines[tags[position]].text) else len(lines)


def _opens(text: str) -> bool:
    return _named(text, "<details")


def _stops(lines: Sequence[Line], tags: Sequence[int]) -> dict[int, int]:
    """For each block that is closed: the line after its closing tag."""
    opened: list[int] = []
    stops: dict[int, int] = {}
    for index in tags:
        if _opens(lines[index].text):
            opened.append(index)
        elif _named(lines[index].text, "</details") and opened:
            stops[opened.pop()] = index + 1
    return stops


def _near(lines: Sequence[Line], start: int, stop: int) -> bool:
    return all(line.is_blank for line in lines[start + 1 : min(stop, start + 6)]) and stop - start <= 6


def _title(lines: Sequence[Line], summary: int, after: int) -> str:
    return " ".join(title_text(" ".join(line.text.strip() for line in lines[summary + 1 : after])).split())


def title_text(text: str) -> str:
    """Return a question in HTML as Markdown: without tags, code in its marks."""
    return _HTML.sub(_as_markdown, text)


def _as_markdown(tag: re.Match[str]) -> str:
    """Return what stands for a tag in a title: code keeps its marks, other tags within a line leave no gap."""
    name = re.sub(r"\W", "", tag[0].split()[0]).lower()
    return "`" if name in _CODE else "" if name in _WITHIN_LINE else " "


def html_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a summary that are taken away with it."""
    return tuple(_HTML.findall(text))


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
    """Lines that hold only labels: the tags of chapters and of hidden answers."""
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
