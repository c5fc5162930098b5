"""What all campaigns share: their options, the dice of each round, positive controls, and what is printed."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))  # guides for tests, any text, and the oracle of pages lie in tests/support

_MOST_SHOWN = 10
"""Violations of one round; what goes wrong once often goes wrong everywhere."""


def options(about: str | None, *, count: int, what: str) -> argparse.ArgumentParser:
    """Return the options that every campaign has.

    Args:
        about: what the campaign does, in the words of its module.
        count: how many rounds a whole campaign has.
        what: what is counted.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=count, help=f"how many {what} (default: {count})")
    parser.add_argument("--seed", type=int, default=1, help="decides everything that is random (default: 1)")
    parser.add_argument("--minutes", type=float, default=30, help="begin no round after so long (default: 30)")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="take this round alone, to see a violation again")
    return parser


def dice(seed: int, number: int) -> random.Random:
    """Return the dice of one round: it can be repeated without those before it."""
    return random.Random(f"{seed} {number}")


class Tally:
    """Counts what a campaign has done and found, and prints it.

    Args:
        name: the campaign's, which is that of its file.
        given: its options.
    """

    def __init__(self, name: str, given: argparse.Namespace) -> None:
        self.seen: Counter[str] = Counter()
        """Anything else worth telling at the end, with how often it was seen."""
        self._name, self._given = name, given
        self._begun = time.monotonic()
        self._rounds = self._violations = 0
        self._unnoticed: list[str] = []

    def rounds(self, count: int | None = None) -> Iterator[int]:
        """Yield the numbers of the rounds to take; there are as many as asked for where no count is given."""
        only: int | None = self._given.only
        wanted = self._given.count if count is None else count
        for number in range(wanted) if only is None else [only]:
            if time.monotonic() - self._begun > self._given.minutes * 60:
                print(f"stopped after {self._given.minutes:g} minutes, before round {number} of {wanted}")
                return
            yield number

    def control(self, what: str, attempt: Callable[[int], Sequence[str]], attempts: int = 1) -> None:
        """Take rounds with a fault that was made on purpose until it is noticed.

        Args:
            what: the fault.
            attempt: takes one round, and returns the violations.
            attempts: how many rounds may be needed.
        """
        for number in range(attempts):
            if found := attempt(number):
                print(f"control: {what}: noticed in round {number}: {_first_line(found[0])}", flush=True)
                return
        print(f"control: {what}: NOT NOTICED in {attempts} rounds", flush=True)
        self._unnoticed.append(what)

    def add(self, number: int, found: Sequence[str]) -> None:
        """Count a round, and print its violations with how to see them again."""
        self._rounds += 1
        self._violations += len(found)
        for text in found[:_MOST_SHOWN]:
            print(f"violation in round {number}: {text}")
        if found:
            more = f"; {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
            again = f"python benchmarks/campaigns/{self._name}.py --seed {self._given.seed} --only {number}"
            print(f"    again: {again}{more}", flush=True)
        elif sys.stderr.isatty():
            print(f"\r{self._name}: {self._rounds} rounds", end="", file=sys.stderr, flush=True)

    def end(self, what: str, count: int | None = None) -> int:
        """Print the counts, and return the exit code.

        Args:
            what: what was counted.
            count: how many there were; as many as rounds where it is not given.
        """
        for text, number in sorted(self.seen.items()):
            print(f"{number:>8,}  {text}")
        seconds = time.monotonic() - self._begun
        done = self._rounds if count is None else count
        print(
            f"{self._name}: {done:,} {what}, seed {self._given.seed}, {self._violations} violations, "
            f"{len(self._unnoticed)} controls not noticed, {seconds:.1f} s"
        )
        return 1 if self._violations or self._unnoticed or not done else 0


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0][:200]
