"""Draw the figures of the guide, or check that the files are what the code draws.

python content/figures/draw.py                 write all figures
python content/figures/draw.py adam momentum   write the figures of these questions
python content/figures/draw.py --check         write nothing; exit 1 naming what differs
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import topics

QUESTIONS = Path(__file__).resolve().parents[1] / "qa"


def drawings(wanted: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """Yield file and content of each figure; all of them if no question is wanted."""
    for module in sorted(module.name for module in pkgutil.iter_modules(topics.__path__)):
        figures = importlib.import_module(f"topics.{module}").FIGURES
        for (question, name), draw in figures.items():
            if not wanted or question in wanted:
                path = QUESTIONS / module.replace("_", "-") / f"{question}-{name}.svg"
                yield path, draw()


def differences(wanted: Sequence[str]) -> Iterator[str]:
    """Yield one line for each file that is missing, differs or belongs to no figure."""
    drawn = set()
    for path, content in drawings(wanted):
        drawn.add(path)
        if not path.exists():
            yield f"{_short(path)} is missing"
        elif path.read_text(encoding="utf-8") != content:
            yield f"{_short(path)} differs from what the code draws"
    if not wanted:
        strays = set(QUESTIONS.glob("*/*.svg")) - drawn
        yield from (f"{_short(path)} is drawn by no function" for path in sorted(strays))


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description="Draw the figures of the guide.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("questions", nargs="*", metavar="ID", help="only these questions")
    options = parser.parse_args(arguments)
    if options.check:
        found = list(differences(options.questions))
        print("\n".join(found) or "all figures are as drawn")
        return 1 if found else 0
    for path, content in drawings(options.questions):
        path.write_text(content, encoding="utf-8", newline="\n")
        print(_short(path))
    return 0


def _short(path: Path) -> str:
    return path.relative_to(QUESTIONS).as_posix()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
