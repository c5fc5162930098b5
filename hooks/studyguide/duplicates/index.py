"""The index: every question of a guide, ready to be asked what it has twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from studyguide.duplicates.corpus import Found, build_corpus
from studyguide.duplicates.entry import POSSIBLE, Entry, Pair
from studyguide.duplicates.semantic import Backend, choose_embedder


class Index:
    """Finds copies and near duplicates among the entries of a guide.

    Args:
        entries: the questions, in the order of the guide; of two copies the earlier one counts as
            the original.
        backend: `lexical`, `semantic` (needs the extra of that name) or `auto`, which takes the
            semantic one where it is installed.
        cache_dir: where the semantic engine keeps its vectors; None for nowhere.

    Raises:
        ValueError: two entries have the same id, or a word list has a wrong line.
        SemanticMissingError: `backend` is `semantic`, and the extra is missing or not intact.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        backend: Backend = "auto",
        cache_dir: Path | None = None,
    ) -> None:
        self.entries = tuple(entries)
        self._by_id = {entry.id: entry for entry in self.entries}
        if len(self._by_id) < len(self.entries):
            raise ValueError(f"ids used twice: {', '.join(_repeated(self.entries))}")
        self._corpus = build_corpus(self.entries, choose_embedder(backend, cache_dir))

    @property
    def engine_name(self) -> str:
        """The engine that speaks: `lexical` or `semantic`."""
        return self._corpus.searcher.engine.name

    def pairs(self, floor: float = POSSIBLE, since: Collection[str] | None = None) -> Iterator[Pair]:
        """Yield every two entries that may ask the same, the surest first.

        Questions that are the same word for word are paired with the first of their kind, and only
        that one with questions in other words.

        Args:
            floor: the score to reach.
            since: ids; only pairs with at least one of them. None for all pairs.
        """
        new = None if since is None else frozenset(since)
        copied: set[tuple[str, str]] = set()
        for found in self._corpus.copied():
            ids = (found.first.id, found.second.id)
            copied.add(ids)
            if new is None or not new.isdisjoint(ids):
                yield self._pair(found)
        for found in self._corpus.near(floor):
            ids = (found.first.id, found.second.id)
            if ids not in copied and (new is None or not new.isdisjoint(ids)):
                yield self._pair(found)

    def compare(self, first: str, second: str) -> Pair:
        """Return what two entries are to each other, however low their score.

        Args:
            first: the id of an entry.
            second: that of another.

        Raises:
            KeyError: no entry has this id.
        """
        return self._pair(self._corpus.between(self._by_id[first], self._by_id[second]))

    def _pair(self, found: Found) -> Pair:
        explain = partial(self._corpus.explain, found)
        return Pair(found.first.id, found.second.id, found.score, found.band, explain)


def _repeated(entries: Iterable[Entry]) -> list[str]:
    counts = Counter(entry.id for entry in entries)
    return sorted(key for key, count in counts.items() if count > 1)
