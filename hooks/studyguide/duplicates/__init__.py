"""Finding questions that a guide has twice."""

from studyguide.duplicates.decisions import Decision, Decisions, decide, read_decisions
from studyguide.duplicates.entry import (
    LIKELY,
    POSSIBLE,
    Band,
    Cluster,
    Entry,
    Evidence,
    Group,
    Match,
    Pair,
)
from studyguide.duplicates.index import Index

__all__ = [
    "LIKELY",
    "POSSIBLE",
    "Band",
    "Cluster",
    "Decision",
    "Decisions",
    "Entry",
    "Evidence",
    "Group",
    "Index",
    "Match",
    "Pair",
    "decide",
    "read_decisions",
]
