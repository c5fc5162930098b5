"""The report of an import: what was read, what becomes of each question, and why."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from studyguide.duplicates.entry import Evidence
from studyguide.guide.problems import Problem
from studyguide.importing.fitting import Fitted
from studyguide.importing.lines import printable
from studyguide.importing.transcript import Accounting, Use

UNSORTED = "unsorted"
"""The topic of a question that resembles none in the guide."""


class Fate(StrEnum):
    """What becomes of a question that was read."""

    NEW = "new"
    EXACT = "exact"
    """The guide, the drafts or this import have it already, answer included: dropped."""
    SAME_QUESTION = "same-question"
    """Known with another answer: becomes another take."""
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def is_doubtful(self) -> bool:
        """Whether a person has to decide."""
        return self in (Fate.LIKELY, Fate.POSSIBLE)


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One question that was read, and what becomes of it."""

    source: str
    """`file:line`, with the file's name alone."""
    line: int
    question: str
    answer: str
    fate: Fate
    match: str = ""
    """An id of the guide or of a draft, or `file:line` of an earlier question of this import."""
    match_question: str = ""
    score: float | None = None
    evidence: Evidence | None = None
    """Why the two look alike; the first question is this one."""
    topic: str = UNSORTED
    topic_confidence: float = 0.0
    id: str = ""
    """The proposed id; empty for an exact copy."""
    ref: str = ""
    """Its name within the import: the source, with `#2` after it for a second question of the line."""

    fitted: Fitted | None = None
    """The question and the answer as a draft may have them; as they were read where it is None."""

    @property
    def asked(self) -> str:
        """The question for its draft."""
        return self.fitted.question if self.fitted else self.question

    @property
    def answered(self) -> str:
        """The answer for its draft."""
        return self.fitted.answer if self.fitted else self.answer

    @property
    def also_asked(self) -> tuple[str, ...]:
        """Other wordings for its draft."""
        return self.fitted.also_asked if self.fitted else ()

    @property
    def file(self) -> str:
        """The name of the file it was read from."""
        return self.source.rpartition(":")[0]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values; what does not apply is left out."""
        values: dict[str, Any] = {
            "file": self.file,
            "line": self.line,
            "question": self.question,
            "answer": self.answer,
            "fate": self.fate.value,
        }
        if self.match:
            values |= {"match": self.match, "match_question": self.match_question, "score": self.score}
            values["evidence"] = _as_values(self.evidence) if self.evidence else None
        if self.fate is not Fate.EXACT:
            values |= {"id": self.id, "topic": self.topic, "topic_confidence": self.topic_confidence}
        return values


@dataclass(frozen=True, slots=True)
class LooseLine:
    """A note on a line: text outside all questions and answers, a label that was removed, a change."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the lines that were read."""

    lines: int = 0
    blank: int = 0
    question: int = 0
    answer: int = 0
    label: int = 0
    loose: int = 0

    @classmethod
    def of(cls, accountings: Iterable[Accounting]) -> Account:
        """Return the sum of some accountings; the lines of JSON are not those of its texts, and do not count."""
        uses = Counter(use for each in accountings for use in each.lines)
        counted = (Use.BLANK, Use.QUESTION, Use.ANSWER, Use.LABEL, Use.LOOSE)
        return cls(uses.total(), *(uses[use] for use in counted))

    def __str__(self) -> str:
        parts = [f"{self.question:,} of questions", f"{self.answer:,} of answers", f"{self.loose:,} of loose text"]
        parts += [f"{self.label:,} of labels", f"{self.blank:,} blank"]
        return f"{self.lines:,} line{'' if self.lines == 1 else 's'} accounted for: {', '.join(parts)}."


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that an import found."""

    items: tuple[ReportItem, ...]
    loose: tuple[LooseLine, ...] = ()
    labels: tuple[LooseLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    engine: str = ""
    """Which engine looked for duplicates."""
    drafts: tuple[str, ...] = ()
    """The files that were or, in a dry run, would be written."""
    account: Account = Account()
    changes: tuple[LooseLine, ...] = ()
    """What had to be changed so that the checks accept the drafts, by the line of the question."""

    @property
    def counts(self) -> dict[str, int]:
        """Return how many questions were read and how many have each fate; loose lines and problems too."""
        fates = {fate.value: sum(item.fate is fate for item in self.items) for fate in Fate}
        rest = {"loose": len(self.loose), "problems": len(self.problems), "drafts": len(self.drafts)}
        return {"read": len(self.items), **fates, **rest}

    def to_json(self) -> dict[str, Any]:
        """Return the report as one object of plain values."""
        return {
            "counts": self.counts,
            "lines": asdict(self.account),
            "engine": self.engine,
            "items": [item.to_json() for item in self.items],
            "loose": [asdict(line) for line in self.loose],
            "labels": [asdict(line) for line in self.labels],
            "changes": [asdict(line) for line in self.changes],
            "problems": [asdict(problem) for problem in self.problems],
            "drafts": list(self.drafts),
        }


def resemblance(evidence: Evidence | None) -> str:
    """Return why a question looks like another, in words; an empty text for no evidence."""
    if evidence is None:
        return ""
    lists = {"both": evidence.shared, "only here": evidence.only_first, "only there": evidence.only_second,
             "contrast": evidence.contrast}  # fmt: skip
    parts = [f"{name}: {', '.join(words)}" for name, words in lists.items() if words]
    parts += [f"answers share {evidence.answer_overlap:.0%}"] if evidence.answer_overlap is not None else []
    return "; ".join(parts)


def _as_values(evidence: Evidence) -> dict[str, Any]:
    names = {"only_first": "only_here", "only_second": "only_there"}
    return {names.get(name, name): value for name, value in asdict(evidence).items()}


WIDTH = 100
_ROWS = 200
"""Rows shown of each table; nobody reads more in a terminal."""
_NAMES = {
    Fate.NEW: "new",
    Fate.EXACT: "exact copies (dropped)",
    Fate.SAME_QUESTION: "known with another answer",
    Fate.LIKELY: "likely duplicates",
    Fate.POSSIBLE: "possible duplicates",
}


def report_text(report: Report, *, dry_run: bool = False, decided: Collection[str] = ()) -> str:
    """Return the report for a terminal of 100 columns; in a dry run, drafts are those that would be written.

    `decided` names the questions about which a person has decided: they are not asked about again.
    """
    parts = [_summary(report), _table(report), _doubtful(report, decided), _loose(report)]
    parts += [_changes(report), _drafts(report, dry_run)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _summary(report: Report) -> str:
    counts = report.counts
    read = counts["read"]
    fates = ", ".join(f"{counts[fate.value]} {name}" for fate, name in _NAMES.items() if counts[fate.value])
    head = f"{read} question{'' if read == 1 else 's'} read" + (f": {fates}" if fates else "")
    engine = f"Compared with the {report.engine} engine." if report.engine else ""
    lines = str(report.account) if report.account.lines else ""
    return "\n".join(part for part in (f"{head}.", lines, engine) if part)


def _table(report: Report) -> str:
    if not report.items:
        return ""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="", expand=True)
    table.add_column("line", no_wrap=True, max_width=32)
    table.add_column("fate", width=13)
    table.add_column("question", ratio=1)
    table.add_column("match", width=24)
    for item in report.items[:_ROWS]:
        match = one_row(_shown_match(report, item))
        if item.fate.is_doubtful:
            score = f" ({item.score:.2f})"
            match.truncate(24 - len(score), overflow="ellipsis")
            match.append(score)
        table.add_row(one_row(_place(report, item)), item.fate.value, one_row(item.question), match)
    return laid_out(table, *_more(len(report.items)), width=WIDTH)


def _more(count: int) -> list[Text]:
    """Return the line that says how many rows are left out, if any are."""
    return [one_row(f"… and {count - _ROWS} more; --json lists them all")] if count > _ROWS else []


def _place(report: Report, item: ReportItem) -> str:
    """Return the line, with the file where there are several."""
    return item.source if _has_files(report) else str(item.line)


def _shown_match(report: Report, item: ReportItem) -> str:
    own = f"{item.file}:"
    is_own = item.match.startswith(own) and not _has_files(report)
    return f"line {item.match.removeprefix(own)}" if is_own else item.match


def _has_files(report: Report) -> bool:
    return report.items[0].file != report.items[-1].file


def _doubtful(report: Report, decided: Collection[str]) -> str:
    items = [item for item in report.items if item.fate.is_doubtful and item.id not in decided]
    if not items:
        return ""
    head = "The same question? A person decides (import again with --review to be asked one by one):"
    pairs = [part for item in items[:_ROWS] for part in _pair(item)]
    return laid_out(head, *pairs, *_more(len(items)), width=WIDTH)


def _pair(item: ReportItem) -> Iterator[RenderableType]:
    there = item.match if ":" not in item.match else f"line {item.match.rpartition(':')[2]}"
    yield f"\n  {item.fate.value} {item.score:.2f}"
    both = Table.grid(padding=(0, 1, 0, 0))
    both.add_column(min_width=10, max_width=40)
    both.add_row(one_row(f"line {item.line}"), one_row(item.question))
    both.add_row(one_row(there), one_row(item.match_question))
    yield Padding(both, (0, 0, 0, 4))
    if why := resemblance(item.evidence):
        yield Padding(paragraph(why), (0, 0, 0, 4))


def _loose(report: Report) -> str:
    count = len(report.loose)
    head = f"Loose text, part of no question ({count} line{'' if count == 1 else 's'}; kept in the transcript only):"
    return _listed(head, report.loose)


def _changes(report: Report) -> str:
    return _listed("Changed so that the checks accept the drafts:", report.changes)


def _listed(head: str, lines: Sequence[LooseLine]) -> str:
    rows = [one_row(f"{line.file}:{line.line}: {line.text}") for line in lines[:_ROWS]]
    below = [Padding(row, (0, 0, 0, 2)) for row in (*rows, *_more(len(lines)))]
    return laid_out(head, *below, width=WIDTH) if lines else ""


def _drafts(report: Report, dry_run: bool) -> str:
    count = len(report.drafts)
    if not count:
        return "Nothing to file: everything is in the guide or in the drafts already." if report.items else ""
    verb = "would be written" if dry_run else "written"
    files = f"{count} draft{'' if count == 1 else 's'} {verb}"
    if count <= 5:
        return "\n".join([f"{files}:", *(f"  {path}" for path in report.drafts)])
    folders = Counter(path.rpartition("/")[0] for path in report.drafts)
    return "\n".join([f"{files}:", *(f"  {number:4} in {folder}/" for folder, number in sorted(folders.items()))])


def laid_out(*parts: RenderableType, width: int) -> str:
    """Return what rich makes of some parts as plain text, in lines of at most `width` columns."""
    file = io.StringIO()
    plain = Console(file=file, width=width, color_system=None, force_terminal=False, legacy_windows=False,
                    markup=False, highlight=False, emoji=False)  # fmt: skip
    plain.print(Group(*parts))
    return "\n".join(row.rstrip() for row in file.getvalue().removesuffix("\n").split("\n"))


def one_row(text: str) -> Text:
    """Return a text that takes one row, cut with an ellipsis where that is too narrow."""
    return Text(printable(" ".join(text.split())), no_wrap=True, overflow="ellipsis")


def paragraph(text: str) -> Text:
    """Return a text of which long lines are wrapped, and its own line ends and indents stay."""
    return Text("\n".join(printable(line.expandtabs(4).rstrip()) for line in text.split("\n")), overflow="fold")
