"""Copies: entries whose question is the same word for word, and questions that lean on the same code and answer.

The same key means the same wording, whatever the case, marks and spacing.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.duplicates.entry import Band, Entry
from studyguide.duplicates.plain_words import (
    WORD,
    code_key,
    fold,
    key_of,
    plain,
    split_code,
    squeeze,
    strip_marks,
    tokenise,
)
from studyguide.duplicates.wording import Wording

_FEWEST_RUNS = 5
"""Runs of words that code and answer need before their likeness says something."""
_RUN = 3
_COMMONEST = 50

Runs = frozenset[tuple[str, ...]]
"""Every few words in a row of a text."""

_CODE_SPAN = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]++`|\$\$.*?\$\$|\$[^$\n]++\$", re.S)


def question_key(question: str) -> str:
    """Return the key of a question: its words alone; fenced code counts as it stands.

    NFKC, case, punctuation, Markdown marks and white space make no difference.
    """
    prose, code = split_code(question)
    return key_of(tokenise(plain(prose)), code)


def answer_key(answer: str) -> str:
    """Return the key of an answer: its words, with code and formulas kept as they stand.

    Two answers that differ in an operator, an indent or a letter's case inside code have two keys,
    because an exact copy is dropped without asking.
    """
    answer = fold(answer)
    parts: list[str] = []
    end = 0
    for match in _CODE_SPAN.finditer(answer):
        parts += [_prose_key(answer[end : match.start()]), code_key(match[0])]
        end = match.end()
    parts.append(_prose_key(answer[end:]))
    return "\n".join(part for part in parts if part)


def fingerprint(text: str) -> str:
    """Return eight hexadecimal digits that change when the key of a question changes."""
    return hashlib.sha1(question_key(text).encode(), usedforsecurity=False).hexdigest()[:8]


def _prose_key(text: str) -> str:
    return " ".join(WORD.findall(squeeze(strip_marks(text)).casefold()))


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


def body_of(entry: Entry, wording: Wording) -> Runs:
    """Return what a question without a subject leans on: its code and its answer."""
    return runs(f"{wording.code}\n{entry.answer}")


def runs(body: str) -> Runs:
    """Return every three words in a row of a code block or an answer, symbols as words."""
    words = [word for line in fold(body).splitlines() for word in tokenise(line)]
    last = max(1, len(words) - _RUN + 1)
    return frozenset(tuple(words[at : at + _RUN]) for at in range(last)) if words else frozenset()


def likeness(first: Runs, second: Runs) -> float:
    """Return the Jaccard similarity of two bodies, 0 to 1; 0 where one is too short to tell."""
    if min(len(first), len(second)) < _FEWEST_RUNS:
        return 0.0
    return len(first & second) / len(first | second)


def alike_bodies(bodies: Sequence[Runs], floor: float) -> Iterator[tuple[int, int, float]]:
    """Yield (index, later index, likeness) of the bodies that are alike, in order.

    Runs that many bodies have, such as the opening of every answer, do not make candidates.
    """
    having: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, body in enumerate(bodies):
        for run in body:
            having[run].append(index)
    together: Counter[tuple[int, int]] = Counter()
    for indices in having.values():
        if len(indices) <= _COMMONEST:
            together.update((i, j) for at, i in enumerate(indices) for j in indices[at + 1 :])
    for first, second in sorted(together):
        found = likeness(bodies[first], bodies[second])
        if found >= floor:
            yield first, second, found
