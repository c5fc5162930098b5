"""Decided pairs: what a person has called distinct is not shown again until a wording changes.

One line per pair in `content/duplicates.txt`, sorted, so that it can be reviewed and merges by union:

    distinct  activation-role  activation-choice  a1b2c3d4 e5f60718  why against which

The two numbers are the fingerprints of both questions. `distinct_from` in the front matter of one of
the two says the same without fingerprints, and holds until it is removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from studyguide.duplicates.copies import fingerprint
from studyguide.duplicates.entry import Band, Entry, Pair

_LINE = re.compile(r"distinct\s+(\S+)\s+(\S+)\s+([0-9a-f]{8})\s+([0-9a-f]{8})(?:\s+(.*))?")
_HEADER = "# Pairs of questions that look alike and are distinct; written by `studyguide distinct`."


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """Two questions that a person has called distinct."""

    first: str
    """The id that comes first in the alphabet."""
    second: str
    first_print: str
    """Fingerprint of the first question when this was decided."""
    second_print: str
    note: str = ""

    def __str__(self) -> str:
        prints = f"{self.first_print} {self.second_print}"
        return f"distinct  {self.first}  {self.second}  {prints}  {self.note}".rstrip()

    def holds(self, prints: Mapping[str, str]) -> bool:
        """Whether both questions still have the wording that was decided on.

        Args:
            prints: id -> fingerprint of the question as it is now.
        """
        return (prints.get(self.first), prints.get(self.second)) == (self.first_print, self.second_print)


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line of the file that is not a decision."""

    line: int
    message: str


@dataclass(frozen=True)
class Decisions:
    """All decided pairs."""

    decided: tuple[Decision, ...] = ()
    named: frozenset[frozenset[str]] = frozenset()
    """Pairs of ids that a `distinct_from` names, whichever side it stands on."""

    def open(self, pairs: Iterable[Pair], entries: Iterable[Entry]) -> Iterator[Pair]:
        """Yield the pairs that nobody has decided, or whose wording has changed since.

        Exact copies are always yielded: two entries that are the same in everything are not distinct.

        Args:
            pairs: from `Index.pairs`.
            entries: all entries, with the questions as they are now.
        """
        settled = self.settled(entries)
        for pair in pairs:
            if pair.band is Band.EXACT or frozenset((pair.first, pair.second)) not in settled:
                yield pair

    def settled(self, entries: Iterable[Entry]) -> frozenset[frozenset[str]]:
        """Return the pairs of ids that are decided for the wordings of now."""
        prints = {entry.id: fingerprint(entry.question) for entry in entries}
        lasting = (frozenset((one.first, one.second)) for one in self.decided if one.holds(prints))
        return self.named | frozenset(lasting)

    def adding(self, decision: Decision) -> Decisions:
        """Return these decisions with one more; it replaces an older one about the same pair."""
        ids = (decision.first, decision.second)
        kept = (one for one in self.decided if (one.first, one.second) != ids)
        return Decisions(tuple(sorted((*kept, decision))), self.named)

    def __str__(self) -> str:
        return "\n".join([_HEADER, *map(str, sorted(self.decided))]) + "\n"


def decide(first: Entry, second: Entry, note: str = "") -> Decision:
    """Return the decision that two entries are distinct as they are worded now.

    Raises:
        ValueError: both are the same entry.
    """
    if first.id == second.id:
        raise ValueError(f"'{first.id}' cannot be distinct from itself")
    low, high = sorted((first, second), key=lambda entry: entry.id)
    prints = fingerprint(low.question), fingerprint(high.question)
    return Decision(low.id, high.id, *prints, " ".join(note.split()))


def read_decisions(
    text: str, distinct_from: Mapping[str, Iterable[str]] | None = None
) -> tuple[Decisions, list[WrongLine]]:
    """Read the file of decisions; a wrong line is reported, and the others still count.

    Args:
        text: of the file; empty where there is none.
        distinct_from: id -> the ids that its front matter names.
    """
    found: dict[tuple[str, str], Decision] = {}
    wrong: list[WrongLine] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        decision = _parse(line)
        if isinstance(decision, Decision):
            found[decision.first, decision.second] = decision
        else:
            wrong.append(WrongLine(number, decision))
    pairs = ((key, other) for key, others in (distinct_from or {}).items() for other in others)
    named = frozenset(frozenset(pair) for pair in pairs if pair[0] != pair[1])
    return Decisions(tuple(sorted(found.values())), named), wrong


def _parse(line: str) -> Decision | str:
    """Return the decision on a line, or what is wrong with it."""
    match = _LINE.fullmatch(line.strip())
    if not match:
        return f"expected 'distinct ID ID FINGERPRINT FINGERPRINT note', found '{line.strip()}'"
    first, second, first_print, second_print, note = match.groups(default="")
    if first == second:
        return f"'{first}' cannot be distinct from itself"
    if first > second:
        first, second, first_print, second_print = second, first, second_print, first_print
    return Decision(first, second, first_print, second_print, note.strip())
