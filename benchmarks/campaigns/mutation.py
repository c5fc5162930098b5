"""Mutation testing: one thing in the code is changed at a time, and a test must notice.

Run by `make mutants`:
    python benchmarks/campaigns/mutation.py            every mutant, from the beginning
    python benchmarks/campaigns/mutation.py NAME …     these again, once a test was added; `*` stands for anything

Which modules are changed, which tests look at them and how many mutants a module may leave alive is said in
pyproject.toml. mutmut makes the mutants and runs the tests. It looks for packages in src/, and ours lie in hooks/; so
it works in a copy, .cache/mutants. To see what a mutant changed: `cd .cache/mutants && mutmut show NAME`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPY = ROOT / ".cache" / "mutants"
MUTMUT = Path(sys.executable).with_name("mutmut")
SETTINGS = {"PYTHONHASHSEED": "0", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # the chosen tests need no plugin
NOTICED = ("killed", "timeout")
ROW = "{:36} {:>7} {:>7} {:>9} {:>8} {:>6}"


def main(names: list[str]) -> int:
    """Run mutants, print what became of those of each module, and return 1 where too many live."""
    if not names:
        shutil.rmtree(COPY, ignore_errors=True)
    copy_project()
    command = [MUTMUT, "run", "--max-children", "1", *names]
    subprocess.run(command, cwd=COPY, env={**os.environ, **SETTINGS}, check=True)
    listed = subprocess.run([MUTMUT, "results", "--all", "true"], cwd=COPY, capture_output=True, text=True, check=True)
    results = dict(line.strip().rsplit(": ", 1) for line in listed.stdout.splitlines())
    return report(results, least_killed())


def copy_project() -> None:
    """Bring the copy up to date: the package, its tests and what those read."""
    for source, target in (("hooks/studyguide", "src/studyguide"), ("tests", "tests"), ("docs", "docs")):
        shutil.rmtree(COPY / target, ignore_errors=True)
        shutil.copytree(ROOT / source, COPY / target, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "mkdocs.yml"):
        shutil.copy2(ROOT / name, COPY / name)


def least_killed() -> float:
    """Return how many in a hundred mutants of each module must be noticed."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return float(settings["tool"]["mutation"]["fail_under"])


def report(results: Mapping[str, str], least: float) -> int:
    """Print what became of the mutants, and return the exit code.

    Args:
        results: what became of each mutant, by its name.
        least: how many in a hundred of each module must be noticed.
    """
    modules: dict[str, Counter[str]] = defaultdict(Counter)
    for name, status in results.items():
        modules[name.rpartition(".")[0].removeprefix("studyguide.")][status] += 1
    print("\nnot noticed:", *(f"  {name}: {each}" for name, each in results.items() if each not in NOTICED), sep="\n")
    print(f"\n{ROW.format('module', 'mutants', 'killed', 'timed out', 'survived', '%')}")
    shares = [print_row(module, counts) for module, counts in sorted(modules.items())]
    print_row("all", sum(modules.values(), Counter()))
    short = sum(share < least for share in shares)
    print(f"{short} modules have less than {least:g} % of their mutants noticed" if short or not shares else "")
    return 1 if short or not shares else 0


def print_row(name: str, counts: Counter[str]) -> float:
    """Print one line of the table, and return how many in a hundred were noticed."""
    killed, late = (counts[status] for status in NOTICED)
    share = 100 * (killed + late) / counts.total()
    print(ROW.format(name, counts.total(), killed, late, counts.total() - killed - late, f"{share:.1f}"))
    return share


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
