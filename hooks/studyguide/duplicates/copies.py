"""Copies: entries whose question is the same word for word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.duplicates.entry import Band, Entry, Group
from studyguide.duplicates.normalise import answer_key
from studyguide.duplicates.wording import Wording


@dataclass(frozen=True)
class Copies:
    """Which wordings have the same key, and whose they are."""

    entries: Sequence[Entry]
    wordings: Sequence[Wording]
    owner: Sequence[int]
    """(wordings,) position of the entry that each wording belongs to."""
    rows: dict[str, list[int]]
    """Key -> the wordings that have it."""

    def sort_out(self, key: str, answer: str) -> tuple[list[int], list[int]]:
        """Return the owners of a wording: those with the same answer, and the others."""
        wanted = answer_key(answer)
        same: list[int] = []
        other: list[int] = []
        for owner in self._owners(key):
            (same if answer_key(self.entries[owner].answer) == wanted else other).append(owner)
        return same, other

    def groups(self) -> list[Group]:
        """Return the groups of exact copies, and of one question with several answers, each once.

        A question that names no subject makes no group of the second kind: "What's the output?" is
        asked of different code each time.
        """
        found: dict[Group, None] = {}
        for key, parts in self._parts():
            for part in parts:
                if len(part) > 1:
                    found[Group(Band.EXACT, self._ids(part))] = None
            if len(parts) > 1 and self.stands_alone(key):
                found[Group(Band.SAME_QUESTION, self._ids([part[0] for part in parts]))] = None
        position = {entry.id: at for at, entry in enumerate(self.entries)}
        return sorted(found, key=lambda group: (group.tier.rank, [position[member] for member in group.members]))

    def pairs(self) -> Iterator[tuple[int, int, Band, int]]:
        """Yield (owner, later owner, band, row): every copy with the first of its kind, not with all."""
        for key, parts in self._parts():
            row = self.rows[key][0]
            for part in parts:
                yield from ((part[0], other, Band.EXACT, row) for other in part[1:])
            if self.stands_alone(key):
                first = parts[0][0]
                yield from ((first, part[0], Band.SAME_QUESTION, row) for part in parts[1:])

    def stands_alone(self, key: str) -> bool:
        """Whether the question with this key names its subject."""
        return key in self.rows and self.wordings[self.rows[key][0]].standalone

    def _parts(self) -> Iterator[tuple[str, list[list[int]]]]:
        """Yield each key that several entries have, and its owners parted by their answers."""
        for key, rows in self.rows.items():
            owners = self._owners(key) if len(rows) > 1 else []
            if len(owners) > 1:
                by_answer: dict[str, list[int]] = defaultdict(list)
                for owner in owners:
                    by_answer[answer_key(self.entries[owner].answer)].append(owner)
                yield key, list(by_answer.values())

    def _owners(self, key: str) -> list[int]:
        rows = self.rows.get(key, ())
        return list(dict.fromkeys(self.owner[row] for row in rows))

    def _ids(self, owners: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.entries[owner].id for owner in owners)


def find_copies(entries: Sequence[Entry], wordings: Sequence[Wording], owner: Sequence[int]) -> Copies:
    """Group wordings by their key; one without any word has no copies."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, wording in enumerate(wordings):
        if wording.key:
            rows[wording.key].append(row)
    return Copies(entries, wordings, owner, dict(rows))
