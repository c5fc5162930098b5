"""Kill builds and commands at random moments, and see that nothing half is left.

Half of the moments are times within the run; the others lie before one of its changes to the disk, so that the short
time in which files take their places is hit as well. Each kill is shown to have hit a running process: where it came
too late, another moment is tried. After each, every file is the one before or the one after, the site is whole, and the
guide passes its check; the same command run again ends where one whole run ends, and nothing is left behind.

Usage: python benchmarks/campaigns/kills.py [--count 200] [--seed 1]
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from campaign import Tally, dice, options
from forks import Change, Running, run, warm_up
from tiny_guide import Files, copy, differing, hashes, left_over, tiny_project

import studyguide.guide.files
import studyguide.guide.locks
import studyguide.publish.staging

CHANGES = frozenset({"os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "ctypes.dlopen"})
"""What Python tells of itself before it changes something on the disk; two folders are exchanged by a library."""
TRIES = 50
"""Moments to try until one hits."""
PARTS = 5
"""Into which the duration of a command is divided, to tell in which of them kills hit."""


@dataclass(frozen=True)
class Kind:
    """What is killed: a command, and what it may change."""

    command: tuple[str, ...]
    changes: str
    older: tuple[str, ...] = ()
    """A command to run before, so that there is something to be replaced."""
    keeps_cache: bool = True

    @property
    def is_exchanged(self) -> bool:
        """Whether what it changes is put into its place as a whole."""
        return self.changes != "content"


BUILD, WRITE = ("mkdocs", "build", "-q"), ("studyguide", "write", "plain")
KINDS = {
    "cold build": Kind(BUILD, "site", BUILD, keeps_cache=False),
    "warm build": Kind(BUILD, "site", BUILD),
    "first build": Kind(BUILD, "site"),
    "merge": Kind(("studyguide", "merge", "one", "four"), "content"),
    "distinct": Kind(("studyguide", "distinct", "two", "five"), "content"),
    "import": Kind(("studyguide", "import", "chat.md"), "content"),
    "write": Kind(WRITE, "plain", WRITE),
}


class Victim:
    """One kind of command, with the files before it and after one whole run.

    Args:
        name: one of KINDS.
        folder: an empty one.
        change: a fault that is made on purpose in each run that is killed, and in the run after it.
        by_step: whether it is killed at changes to the disk or at times; at either where that is not given.
    """

    def __init__(self, name: str, folder: Path, change: Change | None = None, by_step: bool | None = None) -> None:
        self.kind = KINDS[name]
        self._folder, self._change, self._by_step = folder / name, change, by_step
        self._start = self._folder / "start"
        self._prepare()
        whole = self._folder / "whole"
        copy(self._start, whole)
        self.before = hashes(self._start, [self.kind.changes])
        ended = run(whole, self.kind.command)
        assert ended.code == 0, ended.printed
        self.after, self._seconds = hashes(whole, [self.kind.changes]), ended.seconds
        self._steps = self._counted(whole)
        assert self.before != self.after, f"{name} changes nothing"
        if change:
            copy(self._start, whole)
            self._seconds = run(whole, self.kind.command, change).seconds

    def _counted(self, root: Path) -> int:
        """Return how many changes to the disk a whole run makes."""
        copy(self._start, root)
        counted = os.open(self._folder / "steps", os.O_CREAT | os.O_WRONLY)
        run(root, self.kind.command, lambda: self._break_and(lambda: _note(counted)))
        return os.fstat(counted).st_size

    def _break_and(self, do: Callable[[], None]) -> None:
        at_each_change(do)
        if self._change:
            self._change()

    def _die(self, step: int) -> None:
        left = iter(range(step - 1))

        def count() -> None:
            if next(left, None) is None:
                os.killpg(0, signal.SIGKILL)

        self._break_and(count)

    def _prepare(self) -> None:
        tiny_project(self._start)
        if self.kind.older:
            ended = run(self._start, self.kind.older)
            assert ended.code == 0, ended.printed
            edited = self._start / "content/qa/first/two.md"
            edited.write_text(edited.read_text() + "\nIt is newer.\n")
        if not self.kind.keeps_cache:
            for file in (self._start / ".cache").iterdir():
                file.unlink()

    def kill(self, chance: Random, tally: Tally) -> list[str]:
        """Kill a run at a random moment, and return what is wrong then."""
        root = self._folder / "killed"
        for _ in range(TRIES):
            copy(self._start, root)
            share, half = chance.random(), chance.random() < 0.5
            by_step = half if self._by_step is None else self._by_step
            if by_step:
                ended = run(root, self.kind.command, lambda: self._die(int(share * self._steps) + 1))  # noqa: B023
            else:
                ended = Running(root, self.kind.command, self._change).kill_at(share * self._seconds)
            if ended.code == -9:
                of = "changes to the disk" if by_step else "time"
                tally.seen[f"kills in part {int(share * PARTS) + 1} of {PARTS} of the {of} of a run"] += 1
                return [*self._killed(root, tally), *self._again(root)]
            tally.seen["moments that came too late, not counted"] += 1
            if not by_step:
                self._seconds = min(self._seconds, ended.seconds)
        return [f"none of {TRIES} moments hit it"]

    def _killed(self, root: Path, tally: Tally) -> list[str]:
        found = hashes(root, [self.kind.changes])
        tally.seen["kills that left " + self._state(found)] += 1
        wrong = self._half(found)
        checked = run(root, ("studyguide", "check"))
        return wrong + ([f"the check finds, after the kill: {checked.printed.strip()}"] if checked.code else [])

    def _state(self, found: Files) -> str:
        return "all as before" if found == self.before else "all as after" if found == self.after else "files of both"

    def _half(self, found: Files) -> list[str]:
        if found in (self.before, self.after):
            return []
        if self.kind.is_exchanged:
            return [f"{self.kind.changes} is neither as before nor as after: {', '.join(differing(found, self.after))}"]
        states = [(self.before.get(name), self.after.get(name)) for name in self.before | self.after | found]
        names = list(self.before | self.after | found)
        return [
            f"{name} is neither as before nor as after"
            for name, known in zip(names, states, strict=True)
            if found.get(name) not in known
        ]

    def _again(self, root: Path) -> list[str]:
        ended = run(root, self.kind.command, self._change)
        wrong = [f"the same command fails: {ended.printed.strip()}"] if ended.code else []
        if wrong_files := differing(hashes(root, [self.kind.changes]), self.after):
            wrong.append(f"the same command ends elsewhere: {', '.join(wrong_files)}")
        checked = run(root, ("studyguide", "check"))
        wrong += [f"the check finds, at the end: {checked.printed.strip()}"] if checked.code else []
        return wrong + [f"left behind: {name}" for name in left_over(root)]


def at_each_change(do: Callable[[], None]) -> None:
    """Do something before each change that this process makes to the disk."""

    def told(event: str, given: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)
        if event in CHANGES or writes:
            do()

    sys.addaudithook(told)


def _note(handle: int) -> None:
    os.write(handle, b".")


def in_place() -> None:
    """Let the last site be removed, and then the new one be written in its place."""

    def publish(staged: Path, site: Path) -> None:
        shutil.rmtree(site, ignore_errors=True)
        for file in [file for file in sorted(staged.rglob("*")) if file.is_file()]:
            (site / file.relative_to(staged)).parent.mkdir(parents=True, exist_ok=True)
            os.replace(file, site / file.relative_to(staged))

    studyguide.publish.staging._publish = publish


def in_halves() -> None:
    """Let files be written in their places, half and half."""

    def carry_out(root: Path, changes: studyguide.guide.files.Changes) -> None:
        for name, content in changes.written.items():
            data = content.encode() if isinstance(content, str) else content
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            with (root / name).open("wb") as stream:
                for part in (data[: len(data) // 2], data[len(data) // 2 :]):
                    stream.write(part)
                    stream.flush()
                    time.sleep(0.05)

    studyguide.guide.files.carry_out = carry_out


def never_swept() -> None:
    """Let what killed commands have left lie, and give kills time to leave something."""
    replace = os.replace

    def slow(source: str, target: str) -> None:
        time.sleep(0.05)
        replace(source, target)

    os.replace = slow  # type: ignore[assignment]
    studyguide.guide.locks.sweep = lambda folders: None


CONTROLS = {
    "a site written in its place": ("warm build", in_place, True),
    "drafts written in their places": ("import", in_halves, False),
    "files of killed commands left": ("import", never_swept, False),
}


def main() -> int:
    """Run the campaign; return 1 where anything half was found."""
    given = options(__doc__, count=200, what="processes to kill").parse_args()
    tally = Tally("kills", given)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tiny_project(folder / "warm")
        warm_up(folder / "warm", BUILD, *(kind.command for kind in KINDS.values() if kind.command[0] == "studyguide"))
        for what, (kind, change, by_step) in CONTROLS.items():
            victim = Victim(kind, folder / change.__name__, change, by_step)
            hidden = Tally("control", given)
            tally.control(what, lambda number, victim=victim, hidden=hidden: victim.kill(dice(-1, number), hidden), 40)  # type: ignore[misc]
        _kill(tally, given.seed, folder)
    return tally.end("running processes killed")


def _kill(tally: Tally, seed: int, folder: Path) -> None:
    names: Sequence[str] = list(KINDS)
    victims: dict[str, Victim] = {}
    for number in tally.rounds():
        name = names[number % len(names)]
        if name not in victims:
            victims[name] = Victim(name, folder)
        tally.add(number, [f"{name}: {text}" for text in victims[name].kill(dice(seed, number), tally)])


if __name__ == "__main__":
    sys.exit(main())
