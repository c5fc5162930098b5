"""Work that is kept and shared out gives what work that is done in turn gives."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from studyguide.speed.store import Store
from studyguide.speed.work import KeptWork, Made, Task, Work, fingerprint
from studyguide.speed.workers import PARALLEL_FROM, dismiss_workers


@dataclass(frozen=True)
class Leaf:
    """A value with what values have."""

    name: str
    day: date | None = None
    notes: tuple[str, ...] = ()
    places: dict[tuple[str | int, ...], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Cup:
    """A result, with the process that made it."""

    leaf: Leaf
    water: str
    process: int = field(compare=False)


def _brew(water: str, leaves: Sequence[Leaf]) -> list[Cup]:
    return [Cup(leaf, water, os.getpid()) for leaf in leaves]


def _brewed_at_all(cup: Cup) -> bool:
    return cup.leaf.name != "stone"


BREW = Task(_brew, "hot", Cup, _brewed_at_all)
LEAVES = [Leaf("green", date(2026, 5, 1), ("a", "b"), {("tags", 0): 3}), Leaf("black"), Leaf("stone")]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """The file of a store; workers do not outlive the test."""
    yield tmp_path / "kept.sqlite"
    dismiss_workers()


def work(file: Path, salt: str = "one") -> KeptWork:
    """Return work as another build would have it."""
    return KeptWork(Store(file), salt)


def test_results_are_the_same_whether_they_are_kept_or_not(file: Path) -> None:
    """The plain way, a first build and a second one agree, in the order of the items, repeated ones included."""
    items = [*LEAVES, LEAVES[0]]
    plain = list(Work().each(BREW, items))

    assert list(work(file).each(BREW, items)) == plain
    assert list(work(file).each(BREW, items)) == plain


@pytest.mark.parametrize("count", [PARALLEL_FROM - 1, 2 * PARALLEL_FROM + 1, 2100])
def test_results_are_the_same_wherever_they_are_made(file: Path, count: int) -> None:
    """Many items are shared out to other processes, in more than one block."""
    items = [Leaf(str(number)) for number in range(count)]

    assert list(work(file).each(BREW, items)) == list(Work().each(BREW, items))


def test_what_is_kept_is_not_made_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build makes only what is new, and what was not worth keeping."""
    list(work(file).each(BREW, LEAVES))
    monkeypatch.setattr(os, "getpid", lambda: -1)

    found = list(work(file).each(BREW, [*LEAVES, Leaf("white")]))

    assert [cup.leaf.name for cup in found if cup.process == -1] == ["stone", "white"]


@pytest.mark.parametrize(
    "other",
    [
        (BREW, "two", LEAVES[0]),
        (Task(_brew, "cold", Cup), "one", LEAVES[0]),
        (BREW, "one", Leaf("green", date(2026, 5, 2), ("a", "b"), {("tags", 0): 3})),
        (BREW, "one", Leaf("green", date(2026, 5, 1), ("a", "b"), {("tags", 0): 4})),
        (BREW, "one", Leaf("green", date(2026, 5, 1), ("ab",), {("tags", 0): 3})),
    ],
)
def test_a_result_depends_on_all_that_is_given(
    file: Path, monkeypatch: pytest.MonkeyPatch, other: tuple[Task[str, Leaf, Cup], str, Leaf]
) -> None:
    """Another salt, another context or any other field of an item is another result."""
    work(file).once(BREW, LEAVES[0])
    monkeypatch.setattr(os, "getpid", lambda: -1)
    task, salt, leaf = other

    assert work(file, salt).once(task, leaf).process == -1
    assert work(file).once(BREW, LEAVES[0]).process != -1


def test_pages_are_kept_by_all_that_they_depend_on(file: Path) -> None:
    """Only pages that are new are made, and each comes back in its place."""
    asked: list[list[int]] = []

    def make(positions: Sequence[int]) -> Iterator[Made]:
        asked.append(list(positions))
        return (Made([f"page {position}", "entries"], is_worth_keeping=position != 2) for position in positions)

    for values in (["a", "b", "c"], ["a", "new", "c"]):
        pages = list(work(file).pages("topic", values, make))
        assert [list(map(str, page)) for page in pages] == [[f"page {number}", "entries"] for number in range(3)]

    assert asked == [[0, 1, 2], [1, 2]], "what is not worth keeping is made again"


def test_a_page_is_the_same_without_a_store(file: Path) -> None:
    """The plain way sets a page aside as well."""
    assert str(Work().page("map", 1, lambda: "a map")) == str(work(file).page("map", 1, lambda: "a map")) == "a map"


def test_a_value_that_is_not_plain_is_refused() -> None:
    """A value whose text could be the same for different values decides nothing."""
    with pytest.raises(TypeError, match="unsupported"):
        fingerprint(object())
