"""What a reader of one format hands over, and the problems that all of them may find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from studyguide.guide.problems import Problem
from studyguide.guide.text import shortened
from studyguide.importing.lines import Line
from studyguide.importing.transcript import Item, Piece


@dataclass
class Reading:
    """Collects what is found while a transcript is read."""

    name: str
    items: list[Item] = field(default_factory=list)
    loose: list[Piece] = field(default_factory=list)
    labels: list[Piece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def loosen(self, lines: Iterable[Line]) -> None:
        """Put lines that belong to no question aside; blank ones hold nothing."""
        self.loose += [Piece(line.number, line.text.strip()) for line in lines if not line.is_blank]

    def unanswered(self, line: int, question: str) -> None:
        """Note a question without an answer."""
        message = f"the question has no answer: “{shortened(question)}”"
        self.problems.append(Problem(self.name, line, "SG806", message, "write the answer below it, or take it out"))

    def unasked(self, line: int, answer: str) -> None:
        """Note an answer without a question."""
        message = f"the answer has no question: “{shortened(answer)}”"
        self.problems.append(Problem(self.name, line, "SG806", message, "write the question before it, or take it out"))
