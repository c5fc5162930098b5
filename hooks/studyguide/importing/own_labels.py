"""Finds the labels of a text that uses none of the known ones: initials, names, words of another language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from studyguide.importing.asking import ends_asking
from studyguide.importing.heads import MAX_LINE, Labels
from studyguide.importing.lines import Line
from studyguide.importing.words import PAIRS

_LINE = re.compile(
    r"[ \t>*_#+-]{0,8}(?:\[\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?\][ \t]*)?"
    r"(?P<word>[^\W\d_](?:[\w'’-]|[ ](?=[^\W\d])){0,24}?)[ \t]?\d{0,4}[*_]{0,3}[.:：][*_]{0,3}[ \t]+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_ENOUGH = 2


def find_own_labels(lines: Sequence[Line], code: Sequence[bool]) -> Labels | None:
    """Return two words that take turns before a colon, the first of them before questions; None where none do."""
    said = [
        (match["word"], ends_asking(match["rest"]))
        for line, is_code in zip(lines, code, strict=True)
        if not is_code and len(line.text) <= MAX_LINE and (match := _LINE.match(line.text))
    ]
    turns = Counter(
        (first, second)
        for (first, is_asked), (second, is_also_asked) in pairwise(said)
        if is_asked and not is_also_asked and first != second
    )
    known = Counter(turn for turn in pairwise(word for word, _ in said) if (turn[0].lower(), turn[1].lower()) in PAIRS)
    turns = known or turns
    if not turns:
        return None
    (question, answer), count = min(turns.items(), key=lambda turn: (-turn[1], turn[0]))
    lines_of = Counter(word for word, _ in said)
    is_regular = all(2 * lines_of[word] <= 3 * count for word in (question, answer))
    return Labels(question, answer) if count >= _ENOUGH and is_regular else None
