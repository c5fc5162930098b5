"""Rules on answers and introductions, each by itself: their form, their formulas, and as warnings their style.

An answer is not empty, its parts are in order, nothing in it is open or raw HTML, and every formula can be converted.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from studyguide.guide.model import PARTS, Guide, Level, Question, Topic
from studyguide.guide.problems import Problem, invisible
from studyguide.guide.scan import Formula, Heading, Scan, scan
from studyguide.guide.text import MAX_HINTS, Ends, invisible_references, shortened
from studyguide.render.formulas import MAX_BACK_EM, MAX_EM, FormulaError, LengthError, to_mathml

_REPEATABLE = "Another take"

SHORT_ANSWER = (20, 60)
"""The fewest and the most words that readers need; for the parts of an answer, too."""
EXPLANATION: Mapping[Level, tuple[int, int]] = {
    Level.BEGINNER: (100, 220),
    Level.INTERMEDIATE: (150, 320),
    Level.ADVANCED: (200, 420),
}
PART_LENGTHS: Mapping[str, tuple[int, int]] = {"Watch out": (20, 90), "Follow-up": (1, 120), "Another take": (1, 120)}
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


def check_answers(guide: Guide) -> Iterator[Problem]:
    """Yield faults in the form of answers."""
    for question in guide.every_question:
        found = scan(question.body)
        yield from _empty(question, found)
        yield from _headings(question, found)
        yield from _open_or_raw(question, found)


def check_introductions(guide: Guide) -> Iterator[Problem]:
    """Yield faults in the form of topics' introductions."""
    for topic in guide.topics:
        found = scan(topic.body)
        yield from _open_or_raw(topic, found)
        for heading in found.headings:
            message = f"an introduction has no headings, but has `{_shown(heading)}`"
            yield Problem(topic.path, _line(topic, heading.line), "SG302", message, "write it as a paragraph")


def _line(page: Question | Topic, line: int) -> int:
    return page.body_line + line - 1


def _empty(question: Question, found: Scan) -> Iterator[Problem]:
    lines = question.body.split("\n")
    first_part = min((heading.line for heading in found.headings), default=len(lines) + 1)
    if any(line.strip() for line in lines[: first_part - 1]):
        return
    what = "has no short answer before its first heading" if question.body.strip() else "is empty"
    yield Problem(
        question.path,
        question.body_line,
        "SG301",
        f"the answer {what}",
        "begin with the short answer, one or two sentences",
    )


def _headings(question: Question, found: Scan) -> Iterator[Problem]:
    reached = -1
    for number, heading in enumerate(found.headings):
        line = _line(question, heading.line)
        if heading.level != 3 or heading.text not in PARTS:
            yield Problem(
                question.path,
                line,
                "SG302",
                f"`{_shown(heading)}` is not a part of an answer",
                _suggest(heading, number),
            )
            continue
        position = PARTS.index(heading.text)
        if position < reached or (position == reached and heading.text != _REPEATABLE):
            message = f"the part `{heading.text}` is out of order or repeated"
            yield Problem(question.path, line, "SG303", message, f"the order is: {', '.join(PARTS)}")
        reached = max(reached, position)


def _shown(heading: Heading) -> str:
    return shortened(f"{'#' * heading.level} {heading.text}")


def _suggest(heading: Heading, number: int) -> str:
    parts = {part.lower(): part for part in PARTS if number < MAX_HINTS}  # the search takes time
    close = difflib.get_close_matches(heading.text.lower()[:60], list(parts), n=1, cutoff=0.6)
    if close:
        return f"did you mean `### {parts[close[0]]}`?"
    return f"use one of: {', '.join('### ' + part for part in PARTS)}; write `\\#` for a number sign"


def _open_or_raw(page: Question | Topic, found: Scan) -> Iterator[Problem]:
    if found.unclosed_fence is not None:
        line = _line(page, found.unclosed_fence)
        hint = "close it with the same fence on a line of its own"
        yield Problem(page.path, line, "SG304", "the code block that begins here is not closed", hint)
    if found.unclosed_formula is not None:
        line = _line(page, found.unclosed_formula)
        yield Problem(
            page.path,
            line,
            "SG314",
            "the formula that begins here is not closed",
            "close it with `$$`; write `\\$` for a dollar sign",
        )
    for match, character in islice(invisible_references(page.body, found.prose), 1):
        line = page.body.count("\n", 0, match.start()) + 1
        yield invisible(page.path, _line(page, line), character, match[0])
    for tag in found.raw_html:
        hint = "write Markdown instead, or put code between backticks; write `\\<` for a less-than sign"
        message = f"raw HTML is not accepted: `{shortened(tag.text, 40)}`"
        yield Problem(page.path, _line(page, tag.line), "SG305", message, hint)


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
        bounds = _bounds(question, name)
        if bounds and not bounds[0] <= words <= bounds[1]:
            message = f"{f'`{name}`' if name else 'the short answer'} has {words} words, not {bounds[0]} to {bounds[1]}"
            yield Problem(question.path, _line(question, line), "SG601", message, "shorten it, or say more")
    if total > ALL:
        message = f"the answer has {total} words, {ALL} is the most"
        yield Problem(question.path, question.body_line, "SG601", message, "leave out what nobody asked")
    for block in found.code_blocks:
        if block.language == "python" and block.text.count("\n") > CODE_LINES:
            message = f"the code has {block.text.count(chr(10))} lines, {CODE_LINES} is the most"
            yield Problem(question.path, _line(question, block.line), "SG601", message, "show one thing only")


def _bounds(question: Question, part: str) -> tuple[int, int] | None:
    if part == "Explanation":
        return EXPLANATION[question.level]
    return PART_LENGTHS.get(part) if part else SHORT_ANSWER


def _readability(question: Question, found: Scan) -> Iterator[Problem]:
    for name, line, prose in _sections(found):
        if name == "Explanation" and (value := lix(prose)) > READABILITY:
            message = f"the explanation is hard to read: its LIX is {value:.0f}, {READABILITY} is the most"
            yield Problem(question.path, _line(question, line), "SG602", message, "make its sentences shorter")


def lix(prose: str) -> float:
    """Return the LIX of a text: words in a sentence plus the percentage of words over six letters."""
    text = _without_addresses(_TABLE.sub("", prose), "] ")
    words = _LETTERS.findall(text)
    sentences = sum(bool(_LETTERS.search(part)) for part in _SENTENCE_END.split(text))
    if not words:
        return 0.0
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def check_formulas(guide: Guide) -> Iterator[Problem]:
    """Yield formulas that cannot be converted to MathML, or that would be drawn elsewhere than where they stand."""
    for page in guide.texts:
        for formula in scan(page.body).formulas:
            if fault := _fault(formula):
                yield Problem(page.path, _line(page, formula.line), *fault)


def _fault(formula: Formula) -> tuple[str, str, str] | None:
    """Return code, message and hint for a formula that is refused."""
    try:
        to_mathml(formula.tex, is_display=formula.is_display)
    except LengthError as error:
        most = f"{MAX_EM} em or less, and {MAX_BACK_EM} em backwards"
        hint = f"shorten `\\hspace`, `\\kern`, `\\raisebox` and the like to {most}"
        return "SG315", f"the formula leaves its place: {error}", hint
    except FormulaError as error:
        hint = "only mathematics of LaTeX is accepted, no packages; write `\\$` for a dollar sign"
        return "SG312", f"the formula cannot be converted: {error}", hint
    return None
