"""Finding questions that a guide has twice."""

from studyguide.duplicates.decisions import Decision, Decisions, decide, read_decisions
from studyguide.duplicates.entry import (
    LIKELY,
    POSSIBLE,
    Band,
    Entry,
    Evidence,
    Pair,
)
from studyguide.duplicates.index import Index

__all__ = [
    "LIKELY",
    "POSSIBLE",
    "Band",
    "Decision",
    "Decisions",
    "Entry",
    "Evidence",
    "Index",
    "Pair",
    "decide",
    "read_decisions",
]
