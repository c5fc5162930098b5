"""Decides which candidates are questions, by their evidence and their surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from studyguide.importing.blocks import Page
from studyguide.importing.candidates import (
    Candidate,
    asking_levels,
    enough_words,
    is_alike,
    is_variable,
    least_indent,
    outranks,
    turns_of,
)
from studyguide.importing.heads import Head
from studyguide.importing.lines import indent_of
from studyguide.importing.transcript import Kind
from studyguide.importing.words import asks, closes, count_words, ends_asking, is_chatter, tells_to_answer

_MARKED = (Kind.LABEL, Kind.SPEAKER, Kind.DETAILS, Kind.TABLE)
"""Kinds of which the mark itself says that they are questions."""


def choose(page: Page, candidates: Sequence[Candidate], *, lenient: bool = False) -> list[Candidate]:
    """Return the candidates that are questions, in one pass over them.

    `lenient` is for a text in which nothing else was found: numbered headings count without asking,
    and lines that ask need no mark.
    """
    state = _State(page, least_indent(candidates), turns_of(candidates), asking_levels(candidates), lenient)
    for position, candidate in enumerate(candidates):
        following = candidates[position + 1] if position + 1 < len(candidates) else None
        if state.accepts(candidate, following):
            state.take(candidate)
        else:
            state.refuse(candidate)
    return state.taken


@dataclass
class _State:
    page: Page
    base: int
    turns: frozenset[int]
    levels: frozenset[int]
    lenient: bool
    taken: list[Candidate] = field(default_factory=list)
    refused: Candidate | None = None
    """The last numbered line that is no question: the next number goes on with its list."""

    @property
    def current(self) -> Candidate | None:
        return self.taken[-1] if self.taken else None

    def take(self, candidate: Candidate) -> None:
        self.taken.append(candidate)
        self.refused = None

    def refuse(self, candidate: Candidate) -> None:
        self.refused = candidate if candidate.head.number is not None else self.refused

    def open_item(self, candidate: Candidate) -> Candidate | None:
        """Return the question whose answer the candidate may be a part of."""
        current = self.current
        return None if current is None or current.kind in (Kind.DETAILS, Kind.TABLE) else current

    def accepts(self, candidate: Candidate, following: Candidate | None) -> bool:
        if candidate.kind in _MARKED:
            return self._marked(candidate)
        if candidate.head.indent >= self.base + 4 and not (candidate.head.bullet and candidate.marker >= 0):
            return False
        if candidate.marker >= 0:
            return self._answered(candidate, following)
        return self._unmarked(candidate)

    def _marked(self, candidate: Candidate) -> bool:
        if candidate.kind is Kind.SPEAKER:
            return candidate.index in self.turns
        if candidate.kind is Kind.LABEL:
            return self._labelled(candidate)
        return candidate.kind is Kind.TABLE or self._block(candidate)

    def _block(self, candidate: Candidate) -> bool:
        return (
            candidate.asks or candidate.head.label == "q" or asks(candidate.question) or not self.open_item(candidate)
        )

    def _labelled(self, candidate: Candidate) -> bool:
        """A label makes a question, except for a lone letter that may be a variable."""
        head = candidate.head
        if head.indent >= self.base + 4 and not head.bullet:
            return False
        if not head.letter or candidate.marker >= 0 or candidate.rest or candidate.asks:
            return True
        current = self.open_item(candidate)
        return not (current and current.marker >= 0) and not is_variable(self.page, candidate)

    def _answered(self, candidate: Candidate, following: Candidate | None) -> bool:
        """A labelled answer follows: the line nearest to it is the question."""
        if following and following.index < candidate.marker == following.marker and outranks(following, candidate):
            return False
        if self._goes_on(candidate) or self._is_within(candidate):
            return False
        if candidate.asks or self._counts_on(candidate):
            return True
        if candidate.kind in (Kind.NUMBER, Kind.BULLET, Kind.PLAIN) and self._in_list(candidate):
            return False
        if candidate.kind is Kind.NUMBER or candidate.head.number is not None:
            return True
        return enough_words(candidate) and not (candidate.kind is Kind.PLAIN and self._awaits_answer())

    def _is_within(self, candidate: Candidate) -> bool:
        """Whether it stands between a labelled question and the labelled answer to that."""
        current = self.current
        is_below = current is not None and current.kind is Kind.LABEL and current.marker == candidate.marker
        return is_below and candidate.kind in (Kind.PLAIN, Kind.BOLD) and candidate.head.number is None

    def _goes_on(self, candidate: Candidate) -> bool:
        """Whether a labelled question that did not ask yet goes on here: "Given this code: … what does it print?"."""
        current = self.current
        is_open = self._awaits_answer() and current and not current.asks
        return bool(is_open and candidate.head.number is None and candidate.kind in (Kind.BOLD, Kind.PLAIN))

    def _counts_on(self, candidate: Candidate) -> bool:
        current, number = self.current, candidate.head.number
        return bool(
            current and number is not None and current.kind == candidate.kind and current.head.number == number - 1
        )

    def _in_list(self, candidate: Candidate) -> bool:
        refused = self.refused
        if self._awaits_answer():
            return True
        return bool(
            refused
            and refused.kind == candidate.kind
            and refused.head.number is not None
            and candidate.head.number == refused.head.number + 1
            and candidate.head.indent == refused.head.indent
        )

    def _awaits_answer(self) -> bool:
        """Whether the question before is labelled and its labelled answer still to come, close by."""
        current = self.current
        return bool(current and current.kind is Kind.LABEL and current.marker < 0 and not current.rest)

    def _unmarked(self, candidate: Candidate) -> bool:
        """No labelled answer: the line must ask, and text must follow that answers."""
        current = self.open_item(candidate)
        is_plain = candidate.kind is Kind.PLAIN and not candidate.head.is_block
        if (is_plain and not self.lenient) or not self._asks_enough(candidate, current):
            return False
        if not self._has_body(candidate):
            asking = ends_asking(candidate.question) or self._follows_directly(candidate)
            return self._is_sibling(candidate, current) and asking
        if current is not None and self._is_step(candidate, current):
            return False
        if current is None or candidate.kind is current.kind is Kind.PLAIN:
            return True
        if candidate.kind is Kind.HEADING:
            return self._heading(candidate, current)
        return self._bold(candidate, current) if candidate.kind is Kind.BOLD else self._list_item(candidate, current)

    def _is_step(self, candidate: Candidate, current: Candidate) -> bool:
        """Whether a numbered heading or bold line is a step within an answer: "1. Define the loss"."""
        if candidate.kind in (current.kind, Kind.NUMBER) or ends_asking(candidate.question):
            return False
        return candidate.head.number is not None and (self._introduced(candidate) or self._in_list(candidate))

    def _follows_directly(self, candidate: Candidate) -> bool:
        """Whether it is the next of a list of nothing but questions, none of which has text below it."""
        current = self.current
        return bool(
            current
            and not current.rest
            and self._counts_on(candidate)
            and self.page.filled[current.after] == candidate.index
        )

    def _asks_enough(self, candidate: Candidate, current: Candidate | None) -> bool:
        if self._follows_directly(candidate) and enough_words(candidate):
            return True
        if candidate.granted or (self.lenient and candidate.kind is Kind.HEADING and candidate.head.number is not None):
            return True
        if candidate.kind is Kind.HEADING:
            return self._heading_asks(candidate, current)
        if candidate.kind is Kind.BOLD:
            return self._bold_asks(candidate, current)
        if candidate.kind is Kind.PLAIN:
            return self._plain_asks(candidate, current)
        return self._item_asks(candidate, current)

    def _heading_asks(self, candidate: Candidate, current: Candidate | None) -> bool:
        is_vague = candidate.leans and not ends_asking(candidate.question)
        is_other = current is not None and not is_alike(candidate, current)
        return asks(candidate.question, sure=is_vague or is_other) or self._is_title_among_questions(candidate, current)

    def _bold_asks(self, candidate: Candidate, current: Candidate | None) -> bool:
        numbered = candidate.head.number is not None and asks(candidate.question, sure=True)
        is_full = not candidate.rest and (numbered or tells_to_answer(candidate.question))
        is_like = current is not None and is_alike(candidate, current) and count_words(candidate.question) >= 4
        return ends_asking(candidate.question) or is_full or (is_like and asks(candidate.question))

    def _plain_asks(self, candidate: Candidate, current: Candidate | None) -> bool:
        is_told = current is not None and current.kind is Kind.PLAIN and self._is_above_text(candidate)
        told = is_told and tells_to_answer(candidate.question)
        return candidate.head.is_block or ends_asking(candidate.question) or told

    def _item_asks(self, candidate: Candidate, current: Candidate | None) -> bool:
        if ends_asking(candidate.question):
            return True
        if not asks(candidate.question) or self._in_list(candidate):
            return False
        is_deep = self._body_indent(candidate) >= 2
        if candidate.kind is Kind.BULLET:
            return is_deep and self._is_due(candidate, current)
        return is_deep or (self._counts_on(candidate) and self._is_due(candidate, current))

    def _is_due(self, candidate: Candidate, current: Candidate | None) -> bool:
        """Whether an instruction stands where the next question of the same list is due."""
        if current is None or current.kind != candidate.kind or candidate.head.indent != current.head.indent:
            return False
        return count_words(candidate.question) >= 4 and self._is_after_blank(candidate)

    def _is_after_blank(self, candidate: Candidate) -> bool:
        return candidate.index == 0 or self.page.lines[candidate.index - 1].is_blank

    def _is_title_among_questions(self, candidate: Candidate, current: Candidate | None) -> bool:
        """Whether it is a heading such as "Difference between a list and a tuple" beside ones that ask."""
        head = candidate.head
        is_beside = current is not None and current.kind is Kind.HEADING and current.head.level == head.level
        is_titled = head.number is None and head.level in self.levels and enough_words(candidate)
        return is_beside and is_titled and not closes(candidate.question)

    def _is_above_text(self, candidate: Candidate) -> bool:
        return self.page.filled[candidate.after] == candidate.after

    def _has_body(self, candidate: Candidate) -> bool:
        """Whether text follows that is not just the next question, list item or heading."""
        index = self.page.filled[candidate.after]
        if candidate.rest or index >= len(self.page.lines):
            return bool(candidate.rest)
        head = self.page.heads[index]
        if head is None or index in self.page.dropped:
            return True
        if candidate.kind is Kind.PLAIN and ends_asking(self.page.lines[index].text):
            return False
        if head.label == "q" or head.level:
            return bool(candidate.head.level) and head.level > candidate.head.level and not asks(head.text)
        if candidate.kind in (Kind.NUMBER, Kind.BULLET):
            return self._is_deeper(candidate, head)
        is_bold = head.opened + head.text[:2] in ("**", "__")
        return not (candidate.kind is Kind.BOLD and is_bold and ends_asking(head.text))

    def _is_deeper(self, candidate: Candidate, head: Head) -> bool:
        own = candidate.head
        if own.bullet:
            return head.indent > own.indent
        if head.number is not None:
            return head.indent > own.indent + 1 or head.number == 1 != (own.number or 0) + 1
        return True

    def _body_indent(self, candidate: Candidate) -> int:
        index = self.page.filled[candidate.after]
        return indent_of(self.page.lines[index].text) - candidate.head.indent if index < len(self.page.lines) else 0

    def _is_sibling(self, candidate: Candidate, current: Candidate | None) -> bool:
        """Whether a question without text after it is one that somebody forgot to answer."""
        is_loose_bullet = candidate.kind is Kind.BULLET and not self.lenient
        if candidate.kind is Kind.PLAIN or is_loose_bullet or self._in_list(candidate):
            return False
        if current is None:
            return candidate.kind is not Kind.HEADING or not self._deeper_heading_follows(candidate)
        same = current.kind == candidate.kind and current.head.level == candidate.head.level
        return same and (candidate.kind is not Kind.NUMBER or self._counts_on(candidate))

    def _deeper_heading_follows(self, candidate: Candidate) -> bool:
        index = self.page.filled[candidate.after]
        head = self.page.heads[index] if index < len(self.page.lines) else None
        return head is not None and head.level > candidate.head.level

    def _heading(self, candidate: Candidate, current: Candidate) -> bool:
        numbered = current.kind is Kind.HEADING and current.head.number is not None
        if numbered and candidate.head.number is None and candidate.head.level > current.head.level:
            return False
        if candidate.head.number is not None or not candidate.leans or self._greeted(candidate):
            return True
        return current.kind is Kind.HEADING and candidate.head.level <= current.head.level

    def _bold(self, candidate: Candidate, current: Candidate) -> bool:
        if current.kind is Kind.BOLD:
            return bool(candidate.rest) == bool(current.rest) or self._counts_on(candidate)
        if candidate.head.number is not None or self._greeted(candidate):
            return True
        return not (candidate.leans or candidate.rest)

    def _list_item(self, candidate: Candidate, current: Candidate) -> bool:
        """A list within an answer is told from a list of questions by what introduces it."""
        if current.kind == candidate.kind and candidate.head.indent <= current.head.indent + 1:
            return candidate.kind is Kind.BULLET or self._counts_on(candidate) or not self._introduced(candidate)
        if candidate.head.indent >= 2 or candidate.kind is Kind.BULLET or self._in_list(candidate):
            return False
        return not self._introduced(candidate)

    def _introduced(self, candidate: Candidate) -> bool:
        """Whether the text before ends in a colon, and is not a greeting."""
        before = self._line_before(candidate)
        return before.rstrip(" *_").endswith((":", "：")) and not is_chatter(before)

    def _greeted(self, candidate: Candidate) -> bool:
        """Whether talk stands before: then what follows belongs to no answer."""
        return is_chatter(self._line_before(candidate))

    def _line_before(self, candidate: Candidate) -> str:
        for index in range(candidate.index - 1, max(candidate.index - 4, -1), -1):
            if not self.page.lines[index].is_blank:
                return self.page.lines[index].text
        return ""
