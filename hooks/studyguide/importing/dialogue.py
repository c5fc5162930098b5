"""The terminal side of the review: shows a case, reads a key, goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from studyguide.guide.printed import harmless, one_line
from studyguide.importing.filing import Decision
from studyguide.importing.review import Case, Review
from studyguide.importing.side_by_side import render_case

PROMPT = "[m]erge  [t]ake: keep as another take  [d]istinct  [s]kip  [q]uit > "
_HELP = """m  merge: the same question; its wording becomes an alias, its answer another take
t  take: keep only its answer, as another take
d  distinct: another question; it becomes a draft of its own, and the two are not compared again
s  skip: not now; it becomes a draft that names the other one
q  quit: stop here; what is decided is kept, nothing is filed yet
"""
_KEYS = {decision.value[0]: decision for decision in Decision} | {decision.value: decision for decision in Decision}


def hold_review(
    review: Review, save: Callable[[Review], None], read: TextIO, write: TextIO, width: int = 100
) -> tuple[Review, bool]:
    """Ask about every open case; return the review, and whether it came to its end.

    `save` is called after every decision. The end of the input counts as quitting.
    """
    total = len(review.cases)
    while case := review.next:
        number = total - len(review.open) + 1
        head = f"── {number} of {total} " + "─" * max(width - 14, 3)
        write.write(harmless(f"\n{head}\n{render_case(case, width)}\n\n"))
        decision = _ask(read, write)
        if decision is None:
            return review, False
        review = review.decided(case, decision)
        save(review)
        write.write(harmless(one_line(_done(decision, case)) + "\n"))
    return review, True


def _ask(read: TextIO, write: TextIO) -> Decision | None:
    while True:
        write.write(PROMPT)
        write.flush()
        try:
            line = read.readline()
        except KeyboardInterrupt:
            line = ""
        key = line.strip().lower()
        if not line or key in ("q", "quit"):
            write.write("\n")
            return None
        if key in _KEYS:
            return _KEYS[key]
        write.write(_HELP if key in ("?", "h", "help") else f"“{key}” is none of the keys; ? explains them\n")


def _done(decision: Decision, case: Case) -> str:
    return {
        Decision.MERGE: f"merged into {case.match}",
        Decision.TAKE: f"kept as another take on {case.match}",
        Decision.DISTINCT: f"distinct from {case.match}",
        Decision.SKIP: "skipped",
    }[decision]
