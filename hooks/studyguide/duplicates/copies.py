"""Copies: entries whose question is the same word for word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.duplicates.entry import Band, Entry
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

    def pairs(self) -> Iterator[tuple[int, int, Band, int]]:
        """Yield (owner, later owner, band, row): every copy with the first of its kind, not with all.

        A question that names no subject has no copies of the second kind: "What's the output?" is asked of different
        code each time.
        """
        for key, parts in self._parts():
            row = self.rows[key][0]
            for part in parts:
                yield from ((part[0], other, Band.EXACT, row) for other in part[1:])
            if self.wordings[row].standalone:
                first = parts[0][0]
                yield from ((first, part[0], Band.SAME_QUESTION, row) for part in parts[1:])

    def _parts(self) -> Iterator[tuple[str, list[list[int]]]]:
        """Yield each key that several entries have, and its owners parted by their answers."""
        for key, rows in self.rows.items():
            owners = dict.fromkeys(self.owner[row] for row in rows)
            if len(owners) > 1:
                by_answer: dict[str, list[int]] = defaultdict(list)
                for owner in owners:
                    by_answer[answer_key(self.entries[owner].answer)].append(owner)
                yield key, list(by_answer.values())


def find_copies(entries: Sequence[Entry], wordings: Sequence[Wording], owner: Sequence[int]) -> Copies:
    """Group wordings by their key; one without any word has no copies."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, wording in enumerate(wordings):
        if wording.key:
            rows[wording.key].append(row)
    return Copies(entries, wordings, owner, dict(rows))
