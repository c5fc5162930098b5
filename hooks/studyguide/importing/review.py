"""The review of doubtful duplicates: which are decided, which comes next. Nothing here reads or writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from studyguide.duplicates.copies import fingerprint
from studyguide.guide.model import Question
from studyguide.importing.filing import Decision
from studyguide.importing.report import Report, ReportItem
from studyguide.speed.seal import seal

_VERSION = 2


@dataclass(frozen=True, slots=True)
class Case:
    """A doubtful question beside the one that it resembles."""

    id: str
    """The proposed id of the question."""
    key: str
    """The fingerprints of both wordings: the decision lapses when one of them changes."""
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
    """The cases of an import, and the decisions taken so far, by the key of their case."""

    cases: tuple[Case, ...]
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Case, ...]:
        """The cases without a decision, in the order of the transcript."""
        return tuple(case for case in self.cases if case.key not in self.decisions)

    @property
    def next(self) -> Case | None:
        """The case to decide now, or None when all are decided."""
        return next(iter(self.open), None)

    @property
    def by_id(self) -> dict[str, Decision]:
        """The decisions by the proposed id of the question, as filing wants them."""
        return {case.id: self.decisions[case.key] for case in self.cases if case.key in self.decisions}

    def decided(self, case: Case, decision: Decision) -> Review:
        """Return the review with one more decision."""
        return replace(self, decisions={**self.decisions, case.key: decision})

    def to_text(self, secret: bytes) -> str:
        """Return the decisions as a small JSON file, sorted and sealed; those of other imports are kept."""
        decisions = {key: decision.value for key, decision in sorted(self.decisions.items())}
        whole = {"version": _VERSION, "decisions": decisions, "seal": _seal(secret, decisions)}
        return json.dumps(whole, indent=1) + "\n"


def read_decisions(text: str, secret: bytes) -> dict[str, Decision]:
    """Return the decisions of a saved review; what cannot be read or was not saved here counts as undecided."""
    try:
        saved = json.loads(text)
        values = saved["decisions"]
        if not secret or saved["seal"] != _seal(secret, values):
            return {}
        return {key: Decision(value) for key, value in values.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _seal(secret: bytes, decisions: Mapping[str, str]) -> str:
    return seal(secret, b"review", json.dumps(decisions, sort_keys=True).encode()).hex()


def begin_review(report: Report, existing: Iterable[Question], decisions: Mapping[str, Decision]) -> Review:
    """Return the review of an import, with the decisions saved before."""
    answers = {question.id: question.body for question in existing}
    answers |= {item.ref: item.answer for item in report.items}
    cases = tuple(_case(item, answers.get(item.match, "")) for item in report.items if item.fate.is_doubtful)
    return Review(cases, dict(decisions))


def finished(review: Review) -> Review:
    """Return what is kept when everything is filed: a question that was skipped may be asked again."""
    kept = {key: decision for key, decision in review.decisions.items() if decision is not Decision.SKIP}
    return replace(review, decisions=kept)


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
        evidence=str(item.evidence or ""),
    )
