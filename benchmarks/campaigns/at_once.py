"""Several builds of the same project at once: each ends well, and the site is whole each time.

Usage: python benchmarks/campaigns/at_once.py [--count 20] [--seed 1]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from random import Random

from campaign import Tally, dice, options
from forks import Change, Running, run, warm_up
from tiny_guide import copy, differing, hashes, left_over, tiny_project

import studyguide.guide.locks

BUILD = ("mkdocs", "build", "-q")
LONGEST = 0.5
"""Seconds between the first build and the last."""


class Rounds:
    """Builds a project several times at once, each time from its beginning.

    Args:
        folder: an empty one.
        change: a fault that is made on purpose in each build.
    """

    def __init__(self, folder: Path, change: Change | None = None) -> None:
        self._folder, self._change = folder, change
        tiny_project(folder / "start")
        copy(folder / "start", folder / "alone")
        ended = run(folder / "alone", BUILD)
        assert ended.code == 0, ended.printed
        self._good = hashes(folder / "alone", ["site"])

    def take(self, chance: Random, tally: Tally) -> list[str]:
        """Take a round, and return what is wrong then."""
        root = self._folder / "together"
        copy(self._folder / chance.choice(("start", "alone")), root)
        running = []
        for _ in range(chance.choice((2, 2, 3))):
            running.append(Running(root, BUILD, self._change))
            time.sleep(chance.choice((0.0, chance.random() * LONGEST)))
        ended = [each.wait() for each in running]
        tally.seen["builds"] += len(ended)
        wrong = [f"a build fails: {each.printed.strip()}" for each in ended if each.code]
        if names := differing(hashes(root, ["site"]), self._good):
            wrong.append(f"the site is not whole: {', '.join(names)}")
        return wrong + [f"left behind: {name}" for name in left_over(root)]


def without_turns() -> None:
    """Let nobody wait for a turn."""
    studyguide.guide.locks._locked = lambda handle: True
    studyguide.guide.locks._is = lambda handle, file: True


def main() -> int:
    """Run the campaign; return 1 where a site was not whole."""
    given = options(__doc__, count=20, what="rounds").parse_args()
    tally, hidden = Tally("at_once", given), Tally("control", given)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tiny_project(folder / "warm")
        warm_up(folder / "warm", BUILD)
        broken = Rounds(folder / "broken", without_turns)
        tally.control("no build waits", lambda number: broken.take(dice(-1, number), hidden), attempts=20)
        rounds = Rounds(folder / "whole")
        for number in tally.rounds():
            tally.add(number, rounds.take(dice(given.seed, number), tally))
    return tally.end("rounds of two or three builds at once")


if __name__ == "__main__":
    sys.exit(main())
