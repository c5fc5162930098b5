"""Lines that may be questions, with the evidence for it; `choice` decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from studyguide.importing.blocks import Fold, Page, Table, is_marker, next_marker, next_turn
from studyguide.importing.heads import MAX_LINE, Head, read_head
from studyguide.importing.transcript import Kind
from studyguide.importing.words import asks, clean_question, count_words, ends_asking, leans, tells_to_answer

_UNDERLINE = re.compile(r" {0,3}(?:=++|-++)[ \t]*+$")
_AFTER_BOLD = ".:!：。-–— "
_INLINE = re.compile(
    r"[?？.!*_\"”)][ \t]+(?P<label>[*_]{0,3}(?:a|ans|answer)[ \t]?\d{0,4}[*_]{0,3}[ \t]?[:：][*_]{0,3})[ \t]*",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"(?P<question>[^?？]{3,300}[?？][\"”’»]?)(?:[ \t]+(?:[-–—:→=]|->|=>)+)?[ \t]+(?P<rest>[^\s?？][^?？]*)$"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line, or a few, that may be a question."""

    index: int
    after: int
    """The line after the question."""
    kind: Kind
    head: Head
    question: str
    rest: str = ""
    """An answer on the same line."""
    rest_label: str = ""
    marker: int = -1
    """The line within reach on which an answer is labelled."""
    asks: bool = False
    granted: bool = False
    """Whether most of the numbered lines that it counts on with are questions."""
    fold: Fold | None = None
    table: Table | None = None

    @property
    def leans(self) -> bool:
        """Whether it goes on about the question above it."""
        return leans(self.question)


def find_candidates(page: Page, *, lenient: bool = False) -> list[Candidate]:
    """Return the candidates in the order of the text.

    `lenient` looks for the answer on the line of an item of a list, too: `1. What is X? It is x.`
    """
    found = list(_find(page))
    return _granted([_parted(page, candidate) for candidate in found] if lenient else found)


def _find(page: Page) -> Iterator[Candidate]:
    index = 0
    while index < len(page.lines):
        candidate = _block(page, index) or _line(page, index)
        if candidate:
            yield candidate
        if candidate and candidate.kind in (Kind.DETAILS, Kind.TABLE):
            index = candidate.after
        elif index in page.reveals and page.reveals[index].closed:
            index = page.reveals[index].stop
        elif index in page.tables:
            index = page.tables[index].stop
        else:
            index = candidate.after if candidate else index + 1


def _block(page: Page, index: int) -> Candidate | None:
    if fold := page.folds.get(index):
        head = read_head(fold.title)
        return Candidate(index, fold.stop, Kind.DETAILS, head, clean_question(head.text, head.opened), fold=fold)
    table = page.tables.get(index)
    if table and table.rows:
        return Candidate(index, table.stop, Kind.TABLE, read_head(""), "", table=table)
    return None


def _line(page: Page, index: int) -> Candidate | None:
    head = page.heads[index]
    if head is None or index in page.dropped or index in page.chapters or head.label == "a":
        return None
    if head.label == "q":
        return _labelled(page, index, head)
    if len(page.lines[index].text) > MAX_LINE:
        return None
    kind, after, text, rest = _shape(page, index, head)
    question = clean_question(text)
    if not question:
        return None
    candidate = Candidate(index, after, kind, head, question, rest, "", -1, asks(question))
    return _kept(page, replace(candidate, marker=next_marker(page, candidate.after, candidate.head)))


def _parted(page: Page, candidate: Candidate) -> Candidate:
    parted = _PARTED.match(candidate.question) if candidate.kind in (Kind.NUMBER, Kind.BULLET, Kind.HEADING) else None
    if parted is None or candidate.rest:
        return candidate
    return replace(candidate, question=clean_question(parted["question"]), rest=parted["rest"], asks=True)


def _kept(page: Page, candidate: Candidate) -> Candidate | None:
    """Plain lines count before a labelled answer, or alone if they ask; bullets where they ask."""
    is_link = candidate.question.startswith("[") and candidate.question.endswith(")")
    if is_link and candidate.kind in (Kind.NUMBER, Kind.BULLET) and candidate.marker < 0:
        return None
    if candidate.kind is Kind.PLAIN:
        is_asking = ends_asking(candidate.question) or tells_to_answer(candidate.question) or candidate.head.is_block
        is_alone = is_asking and _is_paragraph(page, candidate.index)
        return candidate if is_alone or candidate.marker == page.filled[candidate.after] else None
    if candidate.kind is Kind.BULLET:
        is_asking = asks(candidate.question) or bool(_PARTED.match(candidate.question))
        return candidate if is_asking or candidate.marker >= 0 else None
    return candidate


def _is_paragraph(page: Page, index: int) -> bool:
    return index == 0 or page.lines[index - 1].is_blank


def _shape(page: Page, index: int, head: Head) -> tuple[Kind, int, str, str]:
    """Return kind, line after, text of the question and text after it on the same line."""
    text = head.text
    if head.level:
        return Kind.HEADING, index + 1, clean_question(text, head.opened), ""
    if index + 1 < len(page.lines) and _is_title(page, index):
        return Kind.HEADING, index + 2, text, ""
    bold = _bold(head)
    if bold and (not head.bullet or bold[1]):
        return (Kind.BULLET if head.bullet else Kind.BOLD), index + 1, bold[0], bold[1]
    if head.bullet:
        return Kind.BULLET, index + 1, text, ""
    if head.number is not None:
        return Kind.NUMBER, index + 1, text, ""
    return Kind.PLAIN, index + 1, text, ""


def _is_title(page: Page, index: int) -> bool:
    """Whether the next line underlines this one, and this one asks: other rules separate."""
    under = page.lines[index + 1].text
    alone = index == 0 or page.lines[index - 1].is_blank
    text = page.lines[index].text
    is_asking = ends_asking(text) or (under.lstrip().startswith("=") and asks(text))
    return alone and bool(_UNDERLINE.match(under)) and is_asking


def _bold(head: Head) -> tuple[str, str] | None:
    """Return the bold text that begins a line, and what follows it."""
    mark, text = head.opened, head.text
    if not mark:
        mark = next((mark for mark in ("***", "**", "__") if text.startswith(mark)), "")
        text = text[len(mark) :]
    if len(mark) < 2:
        return None
    close = text.find(mark)
    if close <= 0:
        return None
    inner, rest = text[:close], text[close + len(mark) :].strip()
    if rest[:1] in ("?", "？"):
        inner, rest = inner + rest[0], rest[1:]
    return inner, rest.lstrip(_AFTER_BOLD)


def _labelled(page: Page, index: int, head: Head) -> Candidate:
    kind = Kind.SPEAKER if head.speaker else Kind.LABEL
    after = index + 1
    text = head.text
    if not text.strip("*_ "):
        after, text = _next_text(page, after)
    inline = _INLINE.search(text) if ":" in text or "：" in text else None
    rest = text[inline.end() :] if inline else ""
    label = inline["label"] if inline else ""
    if inline:
        text = text[: inline.start("label")]
    else:
        after, text = _continued(page, after, text, head.opened)
    question = clean_question(text, head.opened)
    candidate = Candidate(index, after, kind, head, question, rest, label, -1, asks(question))
    if inline:
        return candidate
    return replace(candidate, marker=next_turn(page, after) if head.speaker else next_marker(page, after, head))


def _next_text(page: Page, after: int) -> tuple[int, str]:
    """A label alone on its line: the question is the next line, unless that begins something else."""
    index = page.filled[after]
    head = page.heads[index] if index < len(page.lines) else None
    if head is None or head.label or head.level or index - after > 1:
        return after, ""
    return index + 1, page.lines[index].text.strip()


def _continued(page: Page, after: int, text: str, opened: str) -> tuple[int, str]:
    """Take the next lines to the question where it runs on to a question mark or a closing bold mark."""
    for stop in range(after, min(after + 3, len(page.lines))):
        head = page.heads[stop]
        if head is None or not head.plain or is_marker(page, stop):
            break
        row = page.lines[stop].text.strip()
        if opened and opened not in text:
            done = opened in row
        else:
            done = not ends_asking(text) and ends_asking(row) and _runs_on(text)
        text_so_far = " ".join((text, *(page.lines[index].text.strip() for index in range(after, stop + 1))))
        if done:
            return stop + 1, text_so_far
    return after, text


def _runs_on(text: str) -> bool:
    return bool(text) and text.rstrip()[-1] not in ".:!。：！"


def _granted(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Mark the numbered headings and bold lines of which at least half ask something.

    Where no question stands before them, so that they are no parts of its answer, a third is enough.
    """
    runs: dict[tuple[str, int, str], list[int]] = {}
    finished: list[list[int]] = []
    for position, candidate in enumerate(candidates):
        if candidate.kind not in (Kind.HEADING, Kind.BOLD) or candidate.head.number is None:
            continue
        key = (candidate.kind, candidate.head.level, candidate.head.delim)
        run = runs.get(key)
        if run and candidates[run[-1]].head.number == candidate.head.number - 1:
            run.append(position)
        else:
            runs[key] = [position]
            finished.append(runs[key])
    first = next((position for position, candidate in enumerate(candidates) if candidate.asks), len(candidates))
    asking = {position for run in finished if _mostly_asks(candidates, run, first) for position in run}
    return [replace(c, granted=True) if position in asking else c for position, c in enumerate(candidates)]


def _mostly_asks(candidates: Sequence[Candidate], run: Sequence[int], first: int) -> bool:
    share = 3 if run[0] <= first else 2
    return share * sum(candidates[position].asks for position in run) >= len(run)


def enough_words(candidate: Candidate) -> bool:
    """Whether a line that neither asks nor counts is long enough to be a question before an answer."""
    return count_words(candidate.question) >= 3


def least_indent(candidates: Sequence[Candidate]) -> int:
    """The least indent of a labelled question: a whole transcript may be indented."""
    return min((c.head.indent for c in candidates if c.kind is Kind.LABEL), default=0)


def turns_of(candidates: Sequence[Candidate]) -> frozenset[int]:
    """The speakers' lines that an answer follows before the next question is asked."""
    speakers = [c for c in candidates if c.kind is Kind.SPEAKER]
    return frozenset(c.index for c in speakers if c.marker >= 0 or c.rest)


def asking_levels(candidates: Sequence[Candidate]) -> frozenset[int]:
    """The levels of headings without numbers of which at least two, and half of all, ask something."""
    levels = [(c.head.level, c.asks) for c in candidates if c.kind is Kind.HEADING and c.head.number is None]
    every, asking = Counter(level for level, _ in levels), Counter(level for level, is_asking in levels if is_asking)
    return frozenset(level for level, count in asking.items() if level and count >= 2 and 2 * count >= every[level])


def is_alike(candidate: Candidate, current: Candidate) -> bool:
    """Whether two lines are marked in the same way: as headings or in bold, with a number or without."""
    is_numbered = candidate.head.number is not None
    return candidate.kind == current.kind and is_numbered == (current.head.number is not None) and not candidate.rest


def outranks(following: Candidate, candidate: Candidate) -> bool:
    """Whether the nearer line is the question, and the farther one a heading above it."""
    if following.kind is Kind.LABEL or following.asks:
        return candidate.kind is not Kind.LABEL
    return following.kind in (Kind.HEADING, Kind.BOLD, Kind.NUMBER) and not candidate.asks


def is_variable(page: Page, candidate: Candidate) -> bool:
    """Whether the next line explains another letter: `Q: queries`, `K: keys`."""
    index = page.filled[candidate.after]
    if index >= len(page.lines):
        return False
    text = page.lines[index].text.lstrip(" \t-*+_(`$")
    return text[:1].isalpha() and text[1:].lstrip("*_`$ ")[:1] in (":", "=") and text[:1] not in "Aa"
