"""The campaigns: each can be run, notices the faults that are made on purpose, and says how to see a violation again."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys

import pytest

from support.sites import ROOT

sys.path.append(str(ROOT / "benchmarks" / "campaigns"))

from any_input import a_question
from campaign import Tally, dice

CAMPAIGNS = ROOT / "benchmarks" / "campaigns"
COUNTS = {"inputs": 2, "kills": 3, "edits": 2, "at_once": 2, "reproducibility": 2}


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a campaign as people do."""
    command = [sys.executable, str(CAMPAIGNS / f"{name}.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)


@pytest.mark.takes_long
@pytest.mark.parametrize("name", COUNTS)
def test_a_campaign_notices_what_was_broken_on_purpose_and_nothing_else(name: str) -> None:
    """A few rounds of it end well, and its controls are noticed in the same run."""
    done = run(name, "--count", str(COUNTS[name]))

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^control: .*: noticed in round \d+: .", done.stdout, re.MULTILINE)
    last = done.stdout.rstrip().rpartition("\n")[2]
    assert re.fullmatch(rf"{name}: \d+ .*, seed 1, 0 violations, 0 controls not noticed, [\d.]+ s", last)


@pytest.mark.parametrize("name", COUNTS)
def test_help_says_what_a_campaign_does(name: str) -> None:
    """`--help` has the options that all have, and a command to copy."""
    done = run(name, "--help")

    assert done.returncode == 0
    assert f"python benchmarks/campaigns/{name}.py" in done.stdout
    assert all(option in done.stdout for option in ("--count", "--seed", "--only"))


def a_tally(**given: int | None) -> Tally:
    return Tally("kills", argparse.Namespace(**{"count": 3, "seed": 7, "only": None, "minutes": 30, **given}))


def test_a_violation_fails_a_campaign_and_says_how_to_see_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    """The command has the seed and the number of the round."""
    tally = a_tally()
    for number in tally.rounds():
        tally.add(number, ["a file is gone"] if number == 1 else [])

    assert tally.end("kills") == 1
    printed = capsys.readouterr().out
    assert "violation in round 1: a file is gone\n" in printed
    assert "again: python benchmarks/campaigns/kills.py --seed 7 --only 1\n" in printed
    assert "kills: 3 kills, seed 7, 1 violations, 0 controls not noticed, " in printed


def test_a_control_that_is_not_noticed_fails_a_campaign(capsys: pytest.CaptureFixture[str]) -> None:
    """A campaign that would find nothing says so; one that takes no round has shown nothing either."""
    blind, idle = a_tally(), a_tally(count=0)
    blind.control("a file goes", lambda number: [], attempts=2)
    blind.add(0, [])

    assert blind.end("kills") == 1
    assert "control: a file goes: NOT NOTICED in 2 rounds" in capsys.readouterr().out
    assert idle.end("kills") == 1


def test_a_campaign_ends_in_time_and_says_what_it_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """A machine that is busy takes fewer rounds."""
    assert list(a_tally(minutes=-1).rounds()) == []
    assert "before round 0 of 3" in capsys.readouterr().out


def test_a_round_can_be_taken_alone() -> None:
    """What is random in it depends on the seed and on its own number."""
    assert list(a_tally(only=5).rounds()) == [5]
    assert a_question(dice(1, 5)) == a_question(dice(1, 5))
    assert len({a_question(dice(seed, number)) for seed in (1, 2) for number in (5, 6)}) == 4
