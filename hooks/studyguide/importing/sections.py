"""Finds where a new section of the text ends an answer: a heading of higher rank, or closing words after a rule."""

from __future__ import annotations

from collections.abc import Sequence

from studyguide.importing.candidates import Candidate
from studyguide.importing.chatter import is_rule
from studyguide.importing.page import Page

_CLOSING = frozenset(
    "conclusion final bonus summary wrap additional further resources references next tips closing".split()
)


def section_length(page: Page, start: Candidate, body: Sequence[int], *, is_last: bool) -> int:
    """Return how many lines of a body, given by their indexes, stand before the next section.

    A heading of higher rank than the question's own ends every answer. Below the last question, so does a
    title such as "Bonus tips" or "Conclusion" after a rule.
    """
    after_rule = False
    for position, index in enumerate(body):
        if page.lines[index].is_blank:
            continue
        head = page.heads[index]
        if start.kind != "speaker" and head is not None and 0 < head.level < start.head.level:
            return position
        if is_last and after_rule and head is not None and _closes(head.text, bool(head.level)):
            return position
        after_rule = head is not None and is_rule(page.lines[index].text)
    return len(body)


def _closes(text: str, is_heading: bool) -> bool:
    words = text.strip("*_ :").lower().split()
    is_title = is_heading or (text.startswith(("**", "__")) and text.rstrip(" :").endswith(("**", "__")))
    return is_title and len(words) <= 6 and not _CLOSING.isdisjoint(word.strip(":,.!") for word in words[:2])
