"""Rules of style: lengths and reading level, as warnings for a person to weigh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from studyguide.guide.model import Guide, Level, Question
from studyguide.guide.problems import Problem
from studyguide.guide.scan import Scan, scan
from studyguide.guide.text import Ends

SHORT_ANSWER = (20, 60)
EXPLANATION: Mapping[Level, tuple[int, int]] = {
    Level.BEGINNER: (100, 220),
    Level.INTERMEDIATE: (150, 320),
    Level.ADVANCED: (200, 420),
}
PARTS: Mapping[str, tuple[int, int]] = {"Watch out": (20, 90), "Follow-up": (1, 120), "Another take": (1, 120)}
ALL = 700
CODE_LINES = 35
READABILITY = 50
"""LIX, the words in a sentence and the percentage of words over six letters added (Björnsson 1968). About 40 is a
newspaper, 50 a textbook, 60 a paper that even experts read slowly."""

_WORD = re.compile(r"[^\W\d_][\w'’.-]*|\d[\w.,%]*")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n\s*[-*+] ")
_ADDRESS = re.compile(r"\]\(|\[@|https?://\S+")
_END_OF_ADDRESS = {"](": ")", "[@": "]"}
_TABLE = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)


def check_style(guide: Guide) -> Iterator[Problem]:
    """Yield answers whose parts are too short or too long, or that are hard to read."""
    for question in guide.questions:
        found = scan(question.body)
        yield from _lengths(question, found)
        yield from _readability(question, found)


def _sections(found: Scan) -> Iterator[tuple[str, int, str]]:
    """Yield the name, line and prose of the short answer (which has no name) and of each part."""
    lines = found.prose.split("\n")
    starts = [(heading.text, heading.line) for heading in found.headings]
    ends = [line - 1 for _, line in starts] + [len(lines)]
    for (name, line), end in zip([("", 0), *starts], ends, strict=True):
        yield name, max(line, 1), "\n".join(lines[line:end])


def count_words(prose: str) -> int:
    """Count the words of a text; tables, addresses and citations do not count."""
    return len(_WORD.findall(_without_addresses(_TABLE.sub("", prose), "]")))


def _without_addresses(text: str, mark: str) -> str:
    """Replace addresses and citations, those that are closed, by a mark."""
    pieces: list[str] = []
    ends = Ends(text)
    done = at = 0
    while match := _ADDRESS.search(text, at):
        sign = _END_OF_ADDRESS.get(match[0])
        end = ends.after(sign, match.end()) if sign else match.end()
        if end >= 0:
            pieces += [text[done : match.start()], mark]
            done = at = end
        else:
            at = match.start() + 1
    return "".join([*pieces, text[done:]])


def _lengths(question: Question, found: Scan) -> Iterator[Problem]:
    total = 0
    for name, line, prose in _sections(found):
        words = count_words(prose)
        total += words
        bounds = EXPLANATION[question.level] if name == "Explanation" else PARTS.get(name) if name else SHORT_ANSWER
        if bounds and not bounds[0] <= words <= bounds[1]:
            message = f"{f'`{name}`' if name else 'the short answer'} has {words} words, not {bounds[0]} to {bounds[1]}"
            yield Problem(question.path, question.body_line + line - 1, "SG601", message, "shorten it, or say more")
    if total > ALL:
        message = f"the answer has {total} words, {ALL} is the most"
        yield Problem(question.path, question.body_line, "SG601", message, "leave out what nobody asked")
    for block in found.code_blocks:
        if block.language == "python" and block.text.count("\n") > CODE_LINES:
            message = f"the code has {block.text.count(chr(10))} lines, {CODE_LINES} is the most"
            yield Problem(question.path, question.body_line + block.line - 1, "SG601", message, "show one thing only")


def _readability(question: Question, found: Scan) -> Iterator[Problem]:
    for name, line, prose in _sections(found):
        if name == "Explanation" and (value := lix(prose)) > READABILITY:
            message = f"the explanation is hard to read: its LIX is {value:.0f}, {READABILITY} is the most"
            yield Problem(question.path, question.body_line + line - 1, "SG602", message, "make its sentences shorter")


def lix(prose: str) -> float:
    """Return the LIX of a text: words in a sentence plus the percentage of words over six letters."""
    text = _without_addresses(_TABLE.sub("", prose), "] ")
    words = _LETTERS.findall(text)
    sentences = sum(bool(_LETTERS.search(part)) for part in _SENTENCE_END.split(text))
    if not words or not sentences:
        return 0.0
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)
