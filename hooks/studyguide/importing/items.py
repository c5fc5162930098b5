"""Builds items from the chosen questions: finds where each answer ends, and removes labels and talk around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studyguide.importing.blocks import Page, Row, count_breaks, html_tags, is_marker, with_breaks
from studyguide.importing.candidates import Candidate
from studyguide.importing.lines import ALL, Line, dedented, indent_of, join_lines, split_lines, trimmed, unquoted
from studyguide.importing.transcript import Item, Kind, Pair, Piece, Reading, add_pair, split_question
from studyguide.importing.words import clean_question, ends_asking, is_chatter, is_image, is_request, is_rule

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


_CLOSING = frozenset(
    "conclusion final bonus summary wrap additional further resources references next tips closing".split()
)


def section_length(page: Page, start: Candidate, body: Sequence[int], *, is_last: bool) -> int:
    """Return how many lines of a body, given by their indexes, stand before the next section.

    A heading of higher rank than the question's own ends every answer. Below the last question, so does a
    title such as "Bonus tips" or "Conclusion" after a rule.
    """
    after_rule = False
    for position, index in enumerate(body):
        if page.lines[index].is_blank:
            continue
        head = page.heads[index]
        if start.kind is not Kind.SPEAKER and head is not None and 0 < head.level < start.head.level:
            return position
        if is_last and after_rule and head is not None and _closes(head.text, bool(head.level)):
            return position
        after_rule = head is not None and is_rule(page.lines[index].text)
    return len(body)


def _closes(text: str, is_heading: bool) -> bool:
    words = text.strip("*_ :").lower().split()
    is_title = is_heading or (text.startswith(("**", "__")) and text.rstrip(" :").endswith(("**", "__")))
    return is_title and len(words) <= 6 and not _CLOSING.isdisjoint(word.strip(":,.!") for word in words[:2])


_DEFINITION = re.compile(r" {0,3}:[ \t]+(?=\S)")
_BLOCK_MARKS = ("|", "|-", "|+", ">-", ">+")
"""What stands before a text of several lines in YAML."""
_LONGEST_QUESTION = 400


def build_items(page: Page, starts: Sequence[Candidate], reading: Reading) -> None:
    """Add the items, labels and loose text of a page to a reading."""
    builder = _Builder(page, reading)
    builder.loosen(0, starts[0].index if starts else len(page.lines))
    for position, start in enumerate(starts):
        following = starts[position + 1] if position + 1 < len(starts) else None
        stop = following.index if following else len(page.lines)
        if start.fold:
            builder.fold(start)
            builder.loosen(start.fold.stop, stop)
        elif start.table:
            builder.table(start)
            builder.loosen(start.table.stop, stop)
        else:
            builder.item(start, stop, _at_boundary(start, following), is_last=following is None)


def _at_boundary(start: Candidate, following: Candidate | None) -> bool:
    return following is not None and (following.head.number == 1 or following.kind != start.kind)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A question, and where its answer begins."""

    question: str
    before: Sequence[Line]
    """What stands between the question and the label of its answer: code, options."""
    first: int
    """The first line of the answer after its label."""
    lead: Line | None = None
    """The text beside the label."""
    column: int = 0
    """How far the text beside the label is indented."""


class _Builder:
    def __init__(self, page: Page, reading: Reading) -> None:
        self.page = page
        self.reading = reading

    def loosen(self, start: int, stop: int) -> None:
        """Put lines that belong to no item aside."""
        self.loosen_all(range(start, stop))

    def loosen_all(self, indexes: Iterable[int]) -> None:
        for index in indexes:
            line = self.page.lines[index]
            if line.is_blank:
                continue
            kept = self.reading.labels if index in self.page.dropped or is_rule(line.text) else self.reading.loose
            kept.append(Piece(line.number, line.text.strip()))

    def item(self, start: Candidate, stop: int, at_boundary: bool, *, is_last: bool) -> None:
        page = self.page
        labels = [Piece(page.lines[start.index].number, start.head.taken)]
        parts = self._taken_apart(start, stop, labels)
        body = [index for index in range(parts.first, stop) if index not in page.dropped]
        lines = [page.lines[index] for index in body]
        section = section_length(page, start, body, is_last=is_last)
        code = [page.code[index] for index in body[:section]]
        kept = self._kept(start, lines[:section], code, at_boundary or section < len(body), bool(parts.lead))
        answer = self._answer(start, parts, lines[:kept])
        if not answer or not parts.question or _is_only_talk(start, parts.question, answer):
            self._refuse(start, stop, answer)
            return
        dropped = sorted(page.dropped & frozenset(range(start.index, stop)))
        labels += [Piece(page.lines[index].number, page.lines[index].text.strip()) for index in dropped]
        self.reading.items.append(
            Item(
                line=page.lines[start.index].number,
                end_line=answer[-1].number,
                question=parts.question,
                answer=join_lines(answer),
                kind=start.kind,
                answer_line=answer[0].number,
                labels=tuple(piece for piece in labels if piece.text),
            )
        )
        self.loosen_all(body[kept:])

    def _taken_apart(self, start: Candidate, stop: int, labels: list[Piece]) -> _Parts:
        """Find the labelled answer, and add its label to `labels`."""
        page = self.page
        if start.rest:
            line = page.lines[start.index]
            labels.append(Piece(line.number, start.rest_label.strip("*_ ")))
            return _Parts(start.question, [], start.after, Line(line.number, start.rest))
        marker = self._marker(start, stop)
        if marker < 0:
            return self._unlabelled(start)
        if start.kind is Kind.SPEAKER:
            question, before = self._said(start, marker, labels)
        else:
            first, question = self._joined(start, marker, start.question)
            before = [page.lines[index] for index in range(first, marker) if index not in page.dropped]
        if marker in page.reveals:
            return _Parts(question, before, marker)
        head, line = page.heads[marker], page.lines[marker]
        assert head
        labels.append(Piece(line.number, head.taken))
        lead = Line(line.number, head.opened + head.text) if head.text and head.text not in _BLOCK_MARKS else None
        return _Parts(question, before, marker + 1, lead, head.content)

    def _unlabelled(self, start: Candidate) -> _Parts:
        """An answer without a label; the colon of a definition list goes."""
        line = self.page.lines[start.after] if start.after < len(self.page.lines) else None
        definition = _DEFINITION.match(line.text) if line and start.kind is Kind.PLAIN else None
        if line is None or definition is None:
            return _Parts(start.question, [], start.after)
        return _Parts(start.question, [], start.after + 1, Line(line.number, line.text[definition.end() :]), 4)

    def _marker(self, start: Candidate, stop: int) -> int:
        """Return the line with the labelled answer, also behind the code or the options of a question."""
        page = self.page
        if 0 <= start.marker < stop:
            return start.marker
        for index in range(start.after, stop):
            if is_marker(page, index, start.head):
                return index
            head = page.heads[index]
            if start.kind not in (Kind.LABEL, Kind.SPEAKER) and head is not None and not (head.bullet or head.label):
                break
        return -1

    def _joined(self, start: Candidate, marker: int, question: str) -> tuple[int, str]:
        """Take plain lines straight after a question to it: its labelled answer comes later."""
        page, index = self.page, start.after
        while index < marker and start.kind is not Kind.HEADING:
            if start.kind is Kind.LABEL and page.lines[index].is_blank and not ends_asking(question):
                index += 1
                continue
            head, line = page.heads[index], page.lines[index]
            if head is None or not head.plain or len(question) + len(line.text) > _LONGEST_QUESTION:
                break
            question = f"{question} {line.text.strip()}".strip()
            index += 1
        return index, clean_question(question) if index > start.after else question

    def _said(self, start: Candidate, marker: int, labels: list[Piece]) -> tuple[str, list[Line]]:
        """Return what a speaker asks, and the code or the long text that comes with it; add a number to `labels`."""
        lines = self.page.lines
        said = join_lines(
            [Line(lines[start.index].number, start.head.opened + start.question), *lines[start.after : marker]]
        )
        question, extra, taken = split_question(said)
        numbered = next((index for index in range(start.index, marker) if taken in lines[index].text), start.index)
        labels.append(Piece(lines[numbered].number, taken))
        return question, split_lines(extra, lines[start.index].number) if extra else []

    def _kept(
        self, start: Candidate, lines: Sequence[Line], code: Sequence[bool], at_boundary: bool, has_lead: bool
    ) -> int:
        length = len(lines)
        if start.kind in (Kind.NUMBER, Kind.BULLET) and not has_lead:
            length = list_length(lines, code)
        kept = answer_length(lines[:length], code[:length], at_boundary=at_boundary)
        is_empty = all(line.is_blank for line in lines[:kept])
        return length if is_empty and not has_lead and start.kind is not Kind.SPEAKER else kept

    def _answer(self, start: Candidate, parts: _Parts, lines: Sequence[Line]) -> list[Line]:
        lead = parts.lead
        is_close = bool(lines) and not lines[0].is_blank
        rest = dedented(lines if lead else trimmed(lines), _most(start, parts, is_close))
        rest = unquoted(rest) if start.head.quoted else rest
        answer = trimmed([*([lead] if lead else []), *rest])
        if before := trimmed(parts.before):
            answer = [*dedented(before, 3), Line(before[-1].number, ""), *answer]
        return answer

    def _refuse(self, start: Candidate, stop: int, answer: Sequence[Line]) -> None:
        """Put a question without an answer aside."""
        self.loosen(start.index, stop)
        line = self.page.lines[start.index].number
        if not start.question:
            self.reading.unasked(line, join_lines(answer))
        elif start.kind is not Kind.SPEAKER:
            self.reading.unanswered(line, start.question)

    def fold(self, start: Candidate) -> None:
        fold, page = start.fold, self.page
        assert fold
        line = page.lines[fold.start].number
        tags = [fold.start, fold.summary, fold.body - 1, *([fold.stop - 1] if fold.closed else [])]
        labels = [Piece(page.lines[index].number, page.lines[index].text) for index in tags]
        rows = page.lines[fold.summary + 1 : fold.body - 1]
        tags_within = html_tags(join_lines(rows))
        labels += [Piece(next((row.number for row in rows if tag in row.text), line), tag) for tag in tags_within]
        labels += [Piece(line, start.head.taken)] if start.head.taken else []
        body = page.lines[fold.body : fold.body_stop]
        first = page.filled[fold.body]
        head = page.heads[first] if first < fold.body_stop else None
        if head and is_marker(page, first) and head.label == "a":
            labels.append(Piece(page.lines[first].number, head.taken))
            body = [Line(page.lines[first].number, head.opened + head.text), *page.lines[first + 1 : fold.body_stop]]
        answer = dedented(trimmed(body), ALL)
        if not answer or not start.question:
            self._refuse(start, fold.stop, answer)
            return
        place = (line, page.lines[fold.stop - 1].number, start.question, join_lines(answer), Kind.DETAILS)
        self.reading.items.append(Item(*place, answer_line=answer[0].number, labels=tuple(labels)))

    def table(self, start: Candidate) -> None:
        table, page = start.table, self.page
        assert table
        for index in (table.start, table.start + 1):
            self.reading.labels.append(Piece(page.lines[index].number, page.lines[index].text.strip()))
        for row in table.rows:
            _add_row(self.reading, page.lines[row.index].number, row)


def _is_only_talk(start: Candidate, question: str, answer: Sequence[Line]) -> bool:
    """Whether somebody said "yes", or a wish was answered with a greeting: the questions come below."""
    if start.kind is not Kind.SPEAKER:
        return False
    return not is_request(question) or all(line.is_blank or is_chatter(line.text) for line in answer)


def _add_row(reading: Reading, line: int, row: Row) -> None:
    says = [cell for cell in row.others if any(character.isalpha() for character in cell)]
    labels = [*count_breaks(row.answer), *(cell for cell in row.others if cell not in says)]
    reading.loose += [Piece(line, cell) for cell in says]
    add_pair(reading, Pair(line, row.question, line, with_breaks(row.answer), line, Kind.TABLE, tuple(labels)))


def _most(start: Candidate, parts: _Parts, is_close: bool) -> int:
    """Return how much indent may be removed: that of a list item, or all where it cannot mean code."""
    is_list = start.kind in (Kind.NUMBER, Kind.BULLET) or bool(start.head.bullet)
    if is_list or (start.kind is Kind.BOLD and start.head.number is not None and not start.head.opened):
        return max(4 if not parts.lead else 0, start.head.content, parts.column)
    if parts.lead:
        return max(3, parts.column)
    return ALL if is_close or start.head.is_block else 3
