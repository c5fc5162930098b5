"""Tells a line that asks something from one that says something, and takes the marks off a question."""

from __future__ import annotations

import re

from studyguide.importing.signs import ORNAMENTS, one_line, visible
from studyguide.importing.words import ASKING, CHIT_CHAT, INSTRUCTING, PRONOUNS, SECTIONS, TELLING

_ENDS_ASKING = re.compile(r"[?？؟՞⸮][\"”’'»*_)\]」』“`\s]*+(?:\([^()]{0,60}\)|\[[^\[\]]{0,60}\])?[\s*_.:]*+$")
_ORNAMENT = re.compile(rf"\A[ \t]*+(?:{ORNAMENTS}[ \t]*+)++(?=.)")
_WORD = re.compile(r"[^\W_](?:[\w’'-]*[^\W_])?")
_PAIRS = (
    ('"', '"'), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("「", "」"), ("『", "』"), ("‘", "’"),
    ("'", "'"), ("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"),
)  # fmt: skip


def ends_asking(text: str) -> bool:
    """Whether a text ends in a question mark, marks and a remark in brackets aside."""
    return bool(_ENDS_ASKING.search(text[-200:]))


def asks(text: str, *, sure: bool = False) -> bool:
    """Whether a text is a question or an instruction to answer.

    `sure` leaves out the instructions that may as well be a step in an answer ("Define the loss").
    """
    if ends_asking(text):
        return True
    first = _first_word(text)
    return first in ASKING or (not sure and first in INSTRUCTING)


def tells_to_answer(text: str) -> bool:
    """Whether a text is an instruction to explain something, not a title such as "How it works"."""
    return _first_word(text) in TELLING and count_words(text) >= 3


def is_request(text: str) -> bool:
    """Whether what somebody says in a chat asks for an answer: "yes" and "thanks" do not."""
    rows = [row for row in text.strip().split("\n") if row.strip()]
    if not rows or (rows[0].lower().strip(" !.,").split(" ")[0].strip("!.,") in CHIT_CHAT and count_words(text) <= 4):
        return False
    return asks(rows[0]) or any(ends_asking(row) for row in rows) or 2 <= count_words(text) <= 12


def leans(text: str) -> bool:
    """Whether a question goes on about the one above it: "Why does it matter?"."""
    found = [word.lower() for word in _WORD.findall(text[:400])]
    return count_words(text) <= 2 or (len(found) <= 6 and not PRONOUNS.isdisjoint(found))


def count_words(text: str) -> int:
    """Return how many words a text has; a run of ideographs counts as several."""
    return sum(max(1, len(word) // 2) if ord(word[0]) > 0x2E80 else 1 for word in _WORD.findall(text[:1000]))


def _first_word(text: str) -> str:
    match = _WORD.search(text[:200])
    return match[0].lower().replace("’", "'") if match else ""


def closes(text: str) -> bool:
    """Whether a title is one of those around questions or within answers: "Key takeaways of this"."""
    return _first_word(text) in SECTIONS


def clean_question(text: str, opened: str = "") -> str:
    """Return a question on one line, without the quotes and bold marks around it.

    `opened` are bold marks that stood before its label and that close somewhere in the text.
    """
    text = one_line(visible(text))
    if opened:
        text = _close(text, opened)
    text = _heading_tail(text)
    while (stripped := _unwrapped(text)) != text:
        text = stripped
    return text if text.isascii() else _ORNAMENT.sub("", text, count=1)


def _close(text: str, opened: str) -> str:
    at = text.rfind(opened) if text.count(opened) == 1 else text.find(opened) if text.count(opened) % 2 else -1
    return one_line(text[:at] + text[at + len(opened) :]) if at >= 0 else text


def _heading_tail(text: str) -> str:
    bare = text.rstrip("#")
    return bare.rstrip() if bare != text and bare.endswith(" ") else text


def _unwrapped(text: str) -> str:
    for before, after in _PAIRS:
        if text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after):
            inner = text[len(before) : -len(after)]
            if before not in inner and after not in inner and not (len(before) == 1 and inner[:1] == before):
                return inner.strip()
    return text
