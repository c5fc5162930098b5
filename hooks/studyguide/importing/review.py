"""The review of doubtful duplicates: the cases, the resolutions, and the dialogue in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TextIO

from rich import box
from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table

from studyguide.duplicates.copies import fingerprint
from studyguide.guide.model import Question
from studyguide.guide.printed import harmless, one_line
from studyguide.importing.drafts import Resolution
from studyguide.importing.report import Report, ReportItem, laid_out, one_row, paragraph, resemblance
from studyguide.speed.seal import seal

_VERSION = 2


@dataclass(frozen=True, slots=True)
class Case:
    """A doubtful question beside the one that it resembles."""

    id: str
    """The proposed id of the question."""
    key: str
    """The fingerprints of both wordings: the resolution lapses when one of them changes."""
    source: str
    question: str
    answer: str
    match: str
    match_question: str
    match_answer: str
    score: float
    evidence: str


@dataclass(frozen=True)
class Review:
    """The cases of an import, and the resolutions so far, by the key of their case."""

    cases: tuple[Case, ...]
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Case, ...]:
        """The cases that are still open, in the order of the transcript."""
        return tuple(case for case in self.cases if case.key not in self.resolutions)

    @property
    def next(self) -> Case | None:
        """The case to decide now, or None when all are decided."""
        return next(iter(self.open), None)

    @property
    def by_id(self) -> dict[str, Resolution]:
        """The resolutions by the proposed id of the question, as `make_drafts` takes them."""
        return {case.id: self.resolutions[case.key] for case in self.cases if case.key in self.resolutions}

    def resolved(self, case: Case, resolution: Resolution) -> Review:
        """Return the review with one more resolution."""
        return replace(self, resolutions={**self.resolutions, case.key: resolution})

    def to_text(self, secret: bytes) -> str:
        """Return the resolutions as a small JSON file, sorted and sealed; those of other imports are kept."""
        resolutions = {key: resolution.value for key, resolution in sorted(self.resolutions.items())}
        whole = {"version": _VERSION, "decisions": resolutions, "seal": _seal(secret, resolutions)}
        return json.dumps(whole, indent=1) + "\n"


def read_resolutions(text: str, secret: bytes) -> dict[str, Resolution]:
    """Return the resolutions of a saved review; what cannot be read or was not saved here counts as undecided."""
    try:
        saved = json.loads(text)
        values = saved["decisions"]
        if not secret or saved["seal"] != _seal(secret, values):
            return {}
        return {key: Resolution(value) for key, value in values.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _seal(secret: bytes, resolutions: Mapping[str, str]) -> str:
    return seal(secret, b"review", json.dumps(resolutions, sort_keys=True).encode()).hex()


def begin_review(report: Report, existing: Iterable[Question], resolutions: Mapping[str, Resolution]) -> Review:
    """Return the review of an import, with the resolutions saved before."""
    answers = {question.id: question.body for question in existing}
    answers |= {item.ref: item.answer for item in report.items}
    cases = tuple(_case(item, answers.get(item.match, "")) for item in report.items if item.fate.is_doubtful)
    return Review(cases, dict(resolutions))


def finished(review: Review) -> Review:
    """Return what is kept when everything is filed: a question that was skipped may be asked again."""
    kept = {key: resolution for key, resolution in review.resolutions.items() if resolution is not Resolution.SKIP}
    return replace(review, resolutions=kept)


def _case(item: ReportItem, match_answer: str) -> Case:
    return Case(
        id=item.id,
        key="-".join(sorted((fingerprint(item.asked), fingerprint(item.match_question)))),
        source=item.source,
        question=item.question,
        answer=item.answer,
        match=item.match,
        match_question=item.match_question,
        match_answer=match_answer.strip(),
        score=item.score or 0.0,
        evidence=resemblance(item.evidence),
    )


_NARROW = 60
"""In a terminal narrower than this the two stand one below the other."""


def render_case(case: Case, width: int) -> str:
    """Return a case for a terminal of a given width."""
    here = (f"NEW  {case.source}\n", f"{case.question}\n", case.answer)
    there = (f"HAS  {case.match}\n", f"{case.match_question}\n", case.match_answer)
    body = _below(here, there) if width < _NARROW else [_beside(here, there, (width - 3) // 2)]
    return laid_out(one_row(f"score {case.score:.2f}  {case.evidence}"), "", *body, width=width)


def _beside(here: Iterable[str], there: Iterable[str], side: int) -> Table:
    """Return two columns; heads, questions and answers begin on the same row each."""
    table = Table(box=box.MINIMAL, show_header=False, show_edge=False, pad_edge=False)
    table.add_column(width=side)
    table.add_column(width=side)
    for left, right in zip(here, there, strict=True):
        table.add_row(paragraph(left), paragraph(right))
    return table


def _below(here: Iterable[str], there: Iterable[str]) -> list[RenderableType]:
    return [*map(paragraph, here), Rule(characters="─", style=""), *map(paragraph, there)]


PROMPT = "[m]erge  [t]ake: keep as another take  [d]istinct  [s]kip  [q]uit > "
_HELP = """m  merge: the same question; its wording becomes an alias, its answer another take
t  take: keep only its answer, as another take
d  distinct: another question; it becomes a draft of its own, and the two are not compared again
s  skip: not now; it becomes a draft that names the other one
q  quit: stop here; what is decided is kept, nothing is filed yet
"""
_KEYS = {resolution.value[0]: resolution for resolution in Resolution} | {
    resolution.value: resolution for resolution in Resolution
}


def hold_review(
    review: Review, save: Callable[[Review], None], read: TextIO, write: TextIO, width: int = 100
) -> tuple[Review, bool]:
    """Ask about every open case; return the review, and whether it came to its end.

    `save` is called after every resolution. The end of the input counts as quitting.
    """
    total = len(review.cases)
    while case := review.next:
        number = total - len(review.open) + 1
        head = f"── {number} of {total} " + "─" * max(width - 14, 3)
        write.write(harmless(f"\n{head}\n{render_case(case, width)}\n\n"))
        resolution = _ask(read, write)
        if resolution is None:
            return review, False
        review = review.resolved(case, resolution)
        save(review)
        write.write(harmless(one_line(_done(resolution, case)) + "\n"))
    return review, True


def _ask(read: TextIO, write: TextIO) -> Resolution | None:
    while True:
        write.write(PROMPT)
        write.flush()
        try:
            line = read.readline()
        except KeyboardInterrupt:
            line = ""
        key = line.strip().lower()
        if not line or key in ("q", "quit"):
            write.write("\n")
            return None
        if key in _KEYS:
            return _KEYS[key]
        write.write(_HELP if key in ("?", "h", "help") else f"“{key}” is none of the keys; ? explains them\n")


def _done(resolution: Resolution, case: Case) -> str:
    return {
        Resolution.MERGE: f"merged into {case.match}",
        Resolution.TAKE: f"kept as another take on {case.match}",
        Resolution.DISTINCT: f"distinct from {case.match}",
        Resolution.SKIP: "skipped",
    }[resolution]
