"""Clusters without chains: every member is near the first question itself, not just near a member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from studyguide.duplicates.entry import Band, Cluster, Match, Pair


def star_clusters(order: Iterable[str], pairs: Iterable[Pair]) -> list[Cluster]:
    """Group questions around the earliest of them, as SemHash does.

    Joining whatever is connected instead would chain questions that people have judged distinct.

    Args:
        order: all ids; an earlier one is preferred as the canonical question.
        pairs: those that count as the same, each with its first before its second in `order`.
            Exact copies are expected with the first of their kind only.
    """
    neighbours: dict[str, list[Match]] = defaultdict(list)
    copies: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        if pair.band in (Band.EXACT, Band.SAME_QUESTION):
            copies[pair.first].append(pair.second)
        for one, other, explain in (
            (pair.first, pair.second, pair.explain),
            (pair.second, pair.first, lambda pair=pair: pair.evidence.swapped()),
        ):
            neighbours[one].append(Match(other, pair.score, pair.band, explain))
    taken: set[str] = set()
    found: list[Cluster] = []
    for canonical in order:
        if canonical in taken or canonical not in neighbours:
            continue
        taken.add(canonical)
        members = _free([*_with_copies(neighbours[canonical], copies)], taken)
        if members:
            found.append(Cluster(canonical, tuple(members)))
    return found


def _with_copies(near: list[Match], copies: dict[str, list[str]]) -> Iterable[Match]:
    """Yield the matches, and with the score of each its copies, which read the same."""
    for match in near:
        yield match
        for copy in copies.get(match.other, ()):
            yield Match(copy, match.score, match.band, match.explain)


def _free(matches: list[Match], taken: set[str]) -> list[Match]:
    """Return the best match of each question that no cluster has yet, and mark it as taken."""
    members = []
    for match in sorted(matches, key=lambda match: (match.band.rank, -match.score, match.other)):
        if match.other not in taken:
            taken.add(match.other)
            members.append(match)
    return members
