"""What a guide has twice: the search for duplicates, applied to a guide and its decided pairs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from studyguide.duplicates.decisions import Decisions, read_decisions
from studyguide.duplicates.entry import POSSIBLE, Band, Entry, Pair, two_decimals
from studyguide.duplicates.index import Index
from studyguide.duplicates.semantic import Backend
from studyguide.guide.model import Guide, Question
from studyguide.guide.problems import Problem
from studyguide.guide.source import DECISIONS
from studyguide.guide.text import near


@dataclass(frozen=True)
class Findings:
    """The pairs of a guide that nobody has decided, the surest first."""

    pairs: tuple[Pair, ...]
    engine: str
    """The engine that spoke: `lexical` or `semantic`."""
    problems: tuple[Problem, ...] = ()
    """Lines of the decisions that cannot be read, or that no longer hold."""

    @property
    def copies(self) -> tuple[Pair, ...]:
        """The pairs that are the same in question and answer."""
        return tuple(pair for pair in self.pairs if pair.band is Band.EXACT)


def entry_of(question: Question) -> Entry:
    """Return a question as the search for duplicates sees it."""
    return Entry(question.id, question.question, question.also_asked, question.body)


def find_duplicates(  # noqa: PLR0913 (all but the first two have a default)
    guide: Guide,
    decided: str,
    *,
    backend: Backend = "auto",
    floor: float = POSSIBLE,
    since: Collection[str] | None = None,
    cache_dir: Path | None = None,
) -> Findings:
    """Return the pairs of questions that may ask the same and that nobody has decided.

    Args:
        guide: the guide.
        decided: the text of the file of decisions.
        backend: the engine; `auto` takes the stronger one where it is installed.
        floor: the score to reach, 0 to 1.
        since: ids; only pairs with at least one of them. None for all.
        cache_dir: where the stronger engine keeps its vectors.
    """
    entries = [entry_of(question) for question in guide.by_id.values()]
    decisions, problems = known_decisions(guide, decided)
    index = Index(entries, backend=backend, cache_dir=cache_dir)
    pairs = tuple(decisions.open(index.pairs(floor, since), entries))
    return Findings(pairs, index.engine_name, tuple(problems))


def known_decisions(guide: Guide, decided: str) -> tuple[Decisions, list[Problem]]:
    """Return what has been decided about a guide, in its file and in `distinct_from`."""
    named = {question.id: question.distinct_from for question in guide.questions}
    decisions, wrong = read_decisions(decided, named)
    hint = "write it with `studyguide distinct A B`"
    return decisions, [Problem(DECISIONS, line.line, "SG703", line.message, hint) for line in wrong]


def duplicate_problems(guide: Guide, findings: Findings) -> Iterator[Problem]:
    """Yield exact copies as errors, and undecided pairs that are likely duplicates as warnings."""
    yield from findings.problems
    for pair in findings.pairs:
        first, second = guide.by_id[pair.first], guide.by_id[pair.second]
        line = second.line_of("question")
        if pair.band is Band.EXACT:
            message = f"the question and its answer are the same as those of `{first.id}` ({first.path})"
            yield Problem(second.path, line, "SG701", message, f"remove one: `studyguide merge {first.id} {second.id}`")
        elif pair.band in {Band.SAME_QUESTION, Band.LIKELY}:
            why = f"{two_decimals(pair.score):.2f}; {pair.evidence}"
            message = f"this may ask the same as `{first.id}`: {first.question} ({why})"
            hint = f"`studyguide merge {first.id} {second.id}`, or `studyguide distinct {first.id} {second.id}`"
            yield Problem(second.path, line, "SG702", message, hint)


def by_new_question(pairs: Iterable[Pair], since: Collection[str] | None) -> dict[str, list[Pair]]:
    """Group pairs by the question that a branch adds; without one, by the later of the two."""
    grouped: dict[str, list[Pair]] = {}
    for pair in pairs:
        new = pair.first if since is not None and pair.second not in since else pair.second
        grouped.setdefault(new, []).append(pair)
    return grouped


def no_pair(first: str, second: str, known: Collection[str]) -> str | None:
    """Return why two ids are not those of two questions; None where they are."""
    unknown = next((name for name in (first, second) if name not in known), None)
    if unknown is not None:
        return f"there is no question `{unknown}`; {near(unknown, known)}"
    return "A and B are the same question" if first == second else None
