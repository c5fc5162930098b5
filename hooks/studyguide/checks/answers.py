"""Rules on the form of an answer: not empty, its parts in order, nothing open, no raw HTML."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from studyguide.guide.model import PARTS, Guide, Question, Topic
from studyguide.guide.nearest import MAX_HINTS
from studyguide.guide.problems import Problem
from studyguide.guide.scan import Heading, Scan, scan
from studyguide.guide.text import shortened

_REPEATABLE = "Another take"


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
    for tag in found.raw_html:
        hint = "write Markdown instead, or put code between backticks; write `\\<` for a less-than sign"
        message = f"raw HTML is not accepted: `{shortened(tag.text, 40)}`"
        yield Problem(page.path, _line(page, tag.line), "SG305", message, hint)
