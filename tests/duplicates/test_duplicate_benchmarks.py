"""The benchmark of quality: what it prints and how it fails."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
PAIRS = BENCHMARKS / "data" / "pairs.jsonl"


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("script", ["duplicates.py", "duplicates_fit.py", "duplicates_speed.py"])
def test_help_says_what_it_is_for(script: str) -> None:
    """`--help` begins with the usage and shows an example."""
    done = run(script, "--help")

    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: {script}")
    assert f"python benchmarks/{script}" in done.stdout


@pytest.mark.parametrize(("more", "least"), [((), 0.85), (("--cross-validate",), 0.75)])
def test_a_file_of_pairs_gets_one_object_of_measures(more: tuple[str, ...], least: float) -> None:
    """The measures are there, the counts are those of the file, and the labelled pairs are told apart."""
    done = run("duplicates.py", str(PAIRS), "--engine", "lexical", *more)

    found = json.loads(done.stdout)
    assert found["engine"] == "lexical"
    assert found["counts"]["pairs"] == len(PAIRS.read_text("utf-8").splitlines())
    assert found["average_precision"] > least
    assert 0 <= found["likely"]["recall"] < found["recall"]
    assert 0 < found["recall"] <= 1
    assert found["f1"] > 0.7


def test_answers_take_part(tmp_path: Path) -> None:
    """Answers that say the same lift a pair over the cut that it misses without them."""
    pair = {"q1": "How would you monitor a service?", "q2": "Which signals of a service do you monitor in production?"}
    answer = "Collect metrics, logs and traces, alert on symptoms, and keep dashboards per service."
    other = {"q1": "What is a cache?", "q2": "How do you ride a horse?", "label": "distinct"}

    def measured(name: str, **answers: str) -> dict[str, dict[str, float]]:
        path = tmp_path / name
        rows = [{**pair, **answers, "label": "duplicate"}, other]
        path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        found: dict[str, dict[str, float]] = json.loads(run("duplicates.py", str(path)).stdout)
        return found

    assert measured("with.jsonl", a1=answer, a2=answer + " Weekly.")["likely"]["recall"] == 1.0
    assert measured("without.jsonl")["likely"]["recall"] == 0.0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"q1": "a", "q2": "b", "label": "duplicate"}\n{"q1": "a"}\n', "pairs.jsonl:2: not a labelled pair"),
        ('{"q1": "a", "q2": "b", "label": "same"}\n', "pairs.jsonl:1: unknown label 'same'"),
        ("", "pairs.jsonl: no pair in it"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, content: str, message: str) -> None:
    """The message says which line of which file, without a traceback."""
    path = tmp_path / "pairs.jsonl"
    path.write_text(content, "utf-8")

    done = run("duplicates.py", str(path))

    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_speed_table_has_a_row_for_each_tool() -> None:
    """The project's own row is measured; generated questions are the same every time."""
    done = run("duplicates_speed.py", "--sizes", "50", "--tools", "studyguide")

    assert done.returncode == 0
    assert "| studyguide | " in done.stdout
