"""Compares the questions read with those of the guide, and decides what becomes of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from studyguide.duplicates.entry import LIKELY, POSSIBLE, Entry, Pair, two_decimals
from studyguide.guide.model import Question
from studyguide.guide.problems import Problem
from studyguide.guide.text import shortened
from studyguide.importing.existing import Existing, Ids, Keys, Known, TopicIndex, keys_of
from studyguide.importing.fitting import Fitted, fit, shortenings, too_long
from studyguide.importing.report import UNSORTED, Fate, LooseLine, Report, ReportItem
from studyguide.importing.transcript import Item, Transcript


class Finder(Protocol):
    """Finds similar pairs among the entries it was made of; `studyguide.duplicates.Index` is one."""

    @property
    def engine_name(self) -> str:
        """The name of the engine that compares."""

    def pairs(self, floor: float = 0.5) -> Iterable[Pair]:
        """Yield the pairs of entries that reach a score, the best first.

        One call for all of them: question by question, the work would grow with their square.
        """


FinderFactory = Callable[[Sequence[Entry]], Finder]
"""Makes a finder of the entries of the guide and of the import, in that order."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A question that was read, with a name of its own."""

    ref: str
    """`file:line`; a second question of the same line has `#2` after it."""
    source: str
    item: Item
    fitted: Fitted
    keys: Keys
    """Of what its draft would have."""
    written: Keys
    """Of what stands in the transcript."""
    own: tuple[str, ...] = ()
    """The keys of its question and its answer that no other question of the same line has."""


def plan_import(
    transcripts: Sequence[Transcript],
    existing: Existing,
    make_finder: FinderFactory,
    topic: str = "",
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Return what an import would do; nothing is written.

    `topic` overrides the proposals. `progress` is told how many of how many are compared.
    """
    names = short_names([transcript.name for transcript in transcripts])
    reads, refused = _reads(transcripts, names, existing.cited)
    planner = _Planner(reads, existing, make_finder, topic)
    items = []
    for done, read in enumerate(reads):
        progress(done, len(reads))
        items.append(planner.plan(read))
    problems = sorted([*refused, *(problem for transcript in transcripts for problem in transcript.problems)])
    return Report(tuple(items), *_aside(transcripts, names), tuple(problems), planner.engine, changes=_changes(reads))


def short_names(names: Sequence[str]) -> dict[str, str]:
    """Return for each path its file's name, with folders only where two files have the same."""
    shorts: dict[str, str] = {}
    for name in names:
        parts = name.replace("\\", "/").split("/")
        ends = ["/".join(parts[-length:]) for length in range(1, len(parts) + 1)]
        others = [other.replace("\\", "/") for other in names if other != name]
        shorts[name] = next((end for end in ends if not any(_ends(other, end) for other in others)), name)
    return shorts


def _ends(name: str, end: str) -> bool:
    return name == end or name.endswith("/" + end)


def _reads(
    transcripts: Sequence[Transcript], names: dict[str, str], cited: Collection[str]
) -> tuple[list[_Read], list[Problem]]:
    """Return the questions that can be filed, and a problem for each of the others."""
    reads: list[_Read] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for transcript in transcripts:
        for item in transcript.items:
            fitted = _fitted(item, transcript.name, cited)
            if isinstance(fitted, Problem):
                problems.append(fitted)
                continue
            source = f"{names[transcript.name]}:{item.line}"
            seen[source] = seen.get(source, 0) + 1
            ref = source if seen[source] == 1 else f"{source}#{seen[source]}"
            keys = keys_of(_wording(fitted), fitted.answer)
            written = keys if not fitted.changes else keys_of(item.question, item.answer)
            reads.append(_Read(ref, source, item, fitted, keys, written))
    counts = Counter((read.source, part) for read in reads for part in _parts(read))
    own = (tuple(part for part in _parts(read) if counts[read.source, part] == 1) for read in reads)
    return [replace(read, own=parts) for read, parts in zip(reads, own, strict=True)], problems


def _parts(read: _Read) -> tuple[str, str]:
    return read.keys.question, read.keys.answer


def _changes(reads: Sequence[_Read]) -> tuple[LooseLine, ...]:
    return tuple(
        LooseLine(read.source.rpartition(":")[0], read.item.line, change)
        for read in reads
        for change in read.fitted.changes
    )


def _fitted(item: Item, name: str, cited: Collection[str]) -> Fitted | Problem:
    if fault := too_long(item.question, item.answer):
        hint = "shorten it in the transcript, or write it into the guide by hand"
        return Problem(name, item.line, "SG809", fault, hint)
    fitted = fit(item.question, item.answer, cited)
    if not fitted.answer.strip():
        message = f"the question has no answer that can be seen: “{shortened(fitted.question)}”"
        return Problem(name, item.line, "SG806", message, "write the answer below it, or take it out")
    return fitted


def _wording(fitted: Fitted) -> str:
    """Return the whole wording of a question."""
    return fitted.also_asked[0] if fitted.also_asked else fitted.question


def _aside(
    transcripts: Sequence[Transcript], names: dict[str, str]
) -> tuple[tuple[LooseLine, ...], tuple[LooseLine, ...]]:
    loose, labels = [], []
    for transcript in transcripts:
        file = names[transcript.name]
        own = [*transcript.labels, *(label for item in transcript.items for label in item.labels)]
        loose += [LooseLine(file, piece.line, piece.text) for piece in transcript.loose]
        labels += [LooseLine(file, piece.line, piece.text) for piece in sorted(own, key=lambda piece: piece.line)]
    return tuple(loose), tuple(labels)


class _Planner:
    """Goes through the questions in order; each one is compared with what came before it."""

    def __init__(
        self,
        reads: Sequence[_Read],
        existing: Existing,
        make_finder: FinderFactory,
        topic: str,
    ) -> None:
        questions = existing.questions
        self._known = Known.of(questions)
        self._ids = {question.id for question in questions}
        self._names = Ids(self._ids | existing.taken)
        self._topics = {question.id: question.topic for question in questions}
        self._wordings = {question.id: question.question for question in questions}
        self._topic = topic
        self._by_words = TopicIndex(questions)
        finder = _finder(_unlike(reads, self._known), questions, make_finder)
        self.engine = finder.engine_name if finder else ""
        self._nearest = _nearest(finder) if finder else {}

    def plan(self, read: _Read) -> ReportItem:
        copy = self._known.copy_of(read.keys, read.written) or self._known.imported(read.source, *read.own)
        if copy:
            return self._matched(read, Fate.EXACT, copy, 1.0)
        same = self._known.wording_of(read.keys)
        read = self._shortened(read)
        self._known.add(read.ref, read.keys)
        self._wordings.setdefault(read.ref, read.fitted.question)
        if same:
            return self._matched(read, Fate.SAME_QUESTION, same, 0.99)
        return self._compared(read, self._nearest.get(read.ref))

    def _shortened(self, read: _Read) -> _Read:
        """Return a question that had to be shortened in a wording that no other has."""
        if not read.fitted.also_asked:
            return read
        wordings = shortenings(_wording(read.fitted))
        short = next(text for text in wordings if not self._known.has_wording(keys_of(text, "").question))
        self._known.add(read.ref, keys_of(short, read.fitted.answer))
        return replace(read, fitted=replace(read.fitted, question=short))

    def _matched(self, read: _Read, fate: Fate, match: str, score: float) -> ReportItem:
        topic = self._topic or self._topics.get(match, UNSORTED)
        name = ""
        if fate is not Fate.EXACT:
            self._topics[read.ref] = topic
            name = self._names.propose(f"{match}-another-take" if match in self._ids else _wording(read.fitted))
        item = _item(read, fate, topic, score, name)
        return replace(item, match=match, match_question=self._wordings.get(match, ""), score=score)

    def _compared(self, read: _Read, best: Pair | None) -> ReportItem:
        fate = _fate(best)
        topic, confidence = self._topic_of(read, best if fate is Fate.LIKELY else None)
        self._topics[read.ref] = topic
        item = _item(read, fate, topic, confidence, self._names.propose(_wording(read.fitted)))
        if best is None:
            return item
        wording = self._wordings.get(best.first, "")
        score = two_decimals(best.score)
        return replace(item, match=best.first, match_question=wording, score=score, evidence=best.evidence.swapped())

    def _topic_of(self, read: _Read, twin: Pair | None) -> tuple[str, float]:
        """Return the topic asked for, that of a likely duplicate, or that of similar questions."""
        if self._topic:
            return self._topic, 1.0
        if twin and self._topics[twin.first] != UNSORTED:
            return self._topics[twin.first], round(twin.score, 2)
        return self._by_words.propose(_wording(read.fitted), read.fitted.answer)


def _item(read: _Read, fate: Fate, topic: str, confidence: float, name: str) -> ReportItem:
    return ReportItem(
        source=read.source,
        line=read.item.line,
        question=read.item.question,
        answer=read.item.answer,
        fate=fate,
        topic=topic,
        topic_confidence=confidence,
        id=name,
        ref=read.ref,
        fitted=read.fitted,
    )


def _unlike(reads: Sequence[_Read], known: Known) -> list[_Read]:
    """Return the questions whose wording is not known yet: only they are worth comparing."""
    seen: set[str] = set()
    unlike = []
    for read in reads:
        is_known = known.wording_of(read.keys) or known.imported(read.source, *read.own)
        if not is_known and read.keys.question not in seen:
            seen.add(read.keys.question)
            unlike.append(read)
    return unlike


def _finder(reads: Sequence[_Read], existing: Sequence[Question], make_finder: FinderFactory) -> Finder | None:
    if not reads:
        return None
    entries = [Entry(question.id, question.question, question.also_asked, question.body) for question in existing]
    entries += [Entry(read.ref, _wording(read.fitted), (), read.fitted.answer) for read in reads]
    return make_finder(entries)


def _nearest(finder: Finder) -> dict[str, Pair]:
    """Return for each entry the pair with the one before it that it is most like."""
    nearest: dict[str, Pair] = {}
    for pair in finder.pairs(POSSIBLE):
        nearest.setdefault(pair.second, pair)
    return nearest


def _fate(best: Pair | None) -> Fate:
    if best is None:
        return Fate.NEW
    return Fate.LIKELY if best.score >= LIKELY else Fate.POSSIBLE
