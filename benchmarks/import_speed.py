"""Time the reading of transcripts, and compare it with markdown-it-py parsing the same text.

Usage: python benchmarks/import_speed.py [--questions 10000] [--json]

Four tables are printed:

* 10,000 questions of mixed shapes, and half as many: the ratio of the two times is at most 2 for a
  reader that is linear, within noise;
* the same for hostile inputs, each at full, half and quarter size: the growth shown is the mean of the two
  doublings, as one of them may meet the border of a processor's cache;
* for every input, the time of markdown-it-py (CommonMark with tables) in the same run, as a ratio;
* whole imports into an empty guide, comparison included: the growth again, and the peak of memory beside what is
  allowed, which is 200 MB and ten times the input.

Needs `markdown-it-py`. Times are CPU seconds, the best of three; inputs are made up here, from a seed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "hooks"))

from markdown_it import MarkdownIt

from studyguide.importing import read_transcript

HOOKS = Path(__file__).resolve().parent.parent / "hooks"
RUNS = 3
WORDS = (
    "gradient layer weight bias loss batch epoch tensor neuron kernel stride pooling attention head query key value "
    "token embedding dropout momentum rate schedule norm residual encoder decoder mask softmax entropy divergence"
).split()


@dataclass(frozen=True)
class Row:
    """One input: its size, the time, how time grows, and the alternative."""

    name: str
    characters: int
    questions: int
    seconds: float
    half_seconds: float
    growth: float
    """How many times the time grows when the input doubles: from a quarter to the whole, per doubling."""
    alternative: float
    """Seconds of markdown-it-py for the whole."""
    ratio: float
    """Own time over that of the alternative."""


def mixed(number: int) -> str:
    """Return a transcript of `number` questions in all Markdown shapes, with greetings between them."""
    chance = random.Random(7)
    shapes = (labelled, headed, quoted, numbered, folded, bold)
    parts = []
    written = 0
    while written < number:
        shape = chance.choice(shapes)
        size = min(chance.randint(3, 12), number - written)
        parts.append("Sure! Here are some interview questions and answers:\n")
        parts += [shape(position + 1, question(chance, written + position), answer(chance)) for position in range(size)]
        written += size
    return "\n".join(parts)


def question(chance: random.Random, number: int) -> str:
    """Return a question."""
    return (
        f"How does the {chance.choice(WORDS)} of a {chance.choice(WORDS)} change the {chance.choice(WORDS)} {number}?"
    )


def answer(chance: random.Random) -> str:
    """Return an answer: a paragraph, sometimes a list or code."""
    text = " ".join(chance.choices(WORDS, k=40)).capitalize() + "."
    extra = (
        "",
        "\n\n1. One step\n2. Another step",
        "\n\n```python\n# Q: no question\nx = 1\n```",
        "\n\n- **Term**: text",
    )
    return text + chance.choice(extra)


def labelled(number: int, asked: str, text: str) -> str:
    """Return `**Q1: …**` and `A: …`."""
    return f"**Q{number}: {asked}**\nA: {text}\n"


def headed(number: int, asked: str, text: str) -> str:
    """Return a numbered heading with a labelled answer."""
    return f"### {number}. **Question: {asked}**\n\n**Answer:**\n{text}\n"


def quoted(number: int, asked: str, text: str) -> str:
    """Return a quoted question in bold, and a labelled bullet."""
    return f'**{number}. "{asked}"**\n\n* **Unique Answer:** {text}\n'


def numbered(number: int, asked: str, text: str) -> str:
    """Return an item of a list with an indented answer."""
    indented = text.replace("\n", "\n   ")
    return f"{number}. {asked}\n   {indented}\n"


def folded(number: int, asked: str, text: str) -> str:
    """Return a foldable block."""
    return f"<details><summary>{number}. {asked}</summary>\n\n{text}\n\n</details>\n"


def bold(_: int, asked: str, text: str) -> str:
    """Return a bold line with text below."""
    return f"**{asked}**\n\n{text}\n"


def hostile() -> Iterator[tuple[str, Callable[[float], str]]]:
    """Yield inputs that make careless parsers slow, as functions of a size from 0 to 1."""
    yield "asterisks", lambda size: "Q: What?\nA: " + "*" * int(100_000 * size)
    yield "asterisks on lines", lambda size: "Q: What?\nA: x\n" + "**\n" * int(100_000 * size)
    yield (
        "nested lists",
        lambda size: "Q: What?\nA: x\n" + "".join("  " * n + "- x\n" for n in range(int(1000 * size**0.5))),
    )
    yield "one long line", lambda size: "Q: What?\nA: " + "What is it? " * int(830_000 * size)
    yield "one long question", lambda size: "Q: " + "what is it " * int(900_000 * size) + "\nA: yes"
    yield "one long word", lambda size: "Q: What?\nA: " + "a" * int(10_000_000 * size)
    yield "pairs on one line", lambda size: "Q: x? A: y. " * int(100_000 * size)
    yield "one long row", lambda size: "|a|b|\n|-|-|\n" + "a|" * int(2_000_000 * size)
    yield "numbers on one line", lambda size: "1. " * int(1_000_000 * size)
    yield "quote marks", lambda size: ">" * int(1_000_000 * size)
    yield "combining marks", lambda size: "e\u0301" * int(1_000_000 * size)
    yield "unclosed cell", lambda size: 'question,answer\nwhat?,"' + "word\n" * int(100_000 * size)
    yield "broken JSON", lambda size: "[" + '{"question": "what?", "answer": "x"},' * int(20_000 * size) + "{bad}"
    yield "JSON on lines, broken", lambda size: '{"question": "what?", "answer": "x"\n' * int(50_000 * size)
    yield "JSON on one line", lambda size: '{"question": "what?", "answer": "' + "word " * int(2_000_000 * size) + '"}'
    yield "short lines", lambda size: "a\n" * int(200_000 * size)
    yield "headings", lambda size: "# a\n" * int(100_000 * size)
    yield "cards", lambda size: "what is it::a thing\n" * int(100_000 * size)
    yield "colons", lambda size: (":" * 1_990 + "\n") * int(500 * size)
    yield "names", lambda size: "Anna: what is it?\nBen: a thing\n" * int(50_000 * size)
    yield "speakers", lambda size: "You\n" * int(100_000 * size)
    yield "answer keys", lambda size: "1. What is it?\n## Answers\n" * int(50_000 * size)
    yield "chapters", lambda size: "### What is it?\nx\n## B\n" * int(50_000 * size)
    yield "one long line of spaces", lambda size: "Q: What?\nA: x" + " " * int(10_000_000 * size) + "x"
    yield "open brackets", lambda size: "Q: What?\nA: " + "[(<![" * int(20_000 * size)
    yield "open details", lambda size: "<details>" * int(100_000 * size)
    yield "open details on lines", lambda size: "<details>\n<summary>What is x?\n" * int(50_000 * size)
    yield "nested details", lambda size: nested_details(int(20_000 * size))
    yield "open fences", lambda size: "```python\nQ: What?\n" * int(50_000 * size)
    yield "open maths", lambda size: "$$ x\n" * int(100_000 * size)
    yield "questions only", lambda size: "**What is it?**\n" * int(50_000 * size)
    yield "numbers only", lambda size: "1. What is it?\n" * int(50_000 * size)
    yield "tables", lambda size: "a|b\n-|-\n" * int(50_000 * size)
    yield "greetings", lambda size: "Q: What?\nA: x\n" + "Sure! I hope this helps.\n" * int(50_000 * size)
    yield "one paragraph", lambda size: "Q: What?\nA: x\n" + "I am text\n" * int(100_000 * size)


def whole_imports() -> Iterator[tuple[str, str, Callable[[float], str]]]:
    """Yield inputs that whole imports were once slow with or large, with the ending of their file's name."""
    blanks = " " * 2_000
    yield "pairs", "md", lambda size: labelled_pairs(int(32_000 * size))
    yield "open brackets", "md", lambda size: "Q: What is x?\nA: " + "[" * int(200_000 * size)
    yield "open images", "md", lambda size: "Q: What is x?\nA: " + "![" * int(100_000 * size)
    yield "targets of blanks", "md", lambda size: f"Q: What is x?\nA: {f'[x]({blanks}' * int(100 * size)}"
    yield "definitions of blanks", "md", lambda size: f"Q: What is x?\nA: y\n{f'[x]:{blanks}y' * int(100 * size)}"
    yield "headings of blanks", "md", lambda size: f"Q: What is x?\nA: y\n{f'## y{blanks}#{blanks}y' * int(50 * size)}"
    yield (
        "runs of backticks",
        "md",
        lambda size: "Q: What is x?\nA: " + " ".join("`" * n for n in range(1, int(600 * size**0.5))),
    )
    yield "one long word, JSON", "json", lambda size: f'[{{"question": "What?", "answer": "{"a" * int(30e6 * size)}"}}]'
    yield "one long word, CSV", "csv", lambda size: "question,answer\nWhat?," + "a" * int(30e6 * size)
    yield "one long word, Markdown", "md", lambda size: "Q: What?\nA: " + "a" * int(30e6 * size)
    yield (
        "one long word, HTML",
        "md",
        lambda size: f"<details><summary>What?</summary>{'a' * int(30e6 * size)}</details>",
    )


def labelled_pairs(number: int) -> str:
    """Return short questions with short answers."""
    chance = random.Random(5)
    return "\n".join(
        f"Q: {question(chance, each)}\nA: It is {' '.join(chance.choices(WORDS, k=4))}.\n" for each in range(number)
    )


def import_whole(text: str, ending: str) -> tuple[float, float]:
    """Import a text in a process of its own; return its CPU seconds and its peak of memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "content/qa").mkdir(parents=True)
        (Path(folder) / f"input.{ending}").write_text(text, "utf-8")
        command = [sys.executable, "-m", "studyguide", "import", "--dry-run", f"input.{ending}"]
        environment = {**os.environ, "PYTHONPATH": str(HOOKS)}
        with subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def print_whole_imports() -> None:
    """Print the table of whole imports."""
    print(f"\n{'whole import':26}{'MB':>8}{'seconds':>9}{'growth':>8}{'peak MB':>9}{'allowed':>9}")
    for name, ending, make in whole_imports():
        text = make(1.0)
        size = len(text.encode()) / 1e6
        own, peak = import_whole(text, ending)
        quarter, _ = import_whole(make(0.25), ending)
        growth = (own / quarter) ** 0.5
        print(f"{name:26}{size:>8.2f}{own:>9.2f}{growth:>8.2f}{peak:>9.0f}{200 + 10 * size:>9.0f}", flush=True)


def nested_details(depth: int) -> str:
    """Return foldable blocks inside each other."""
    return "<details><summary>Chapter</summary>\n" * depth + "Q: What?\nA: x\n" + "</details>\n" * depth


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of the fastest of some runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
        if times[-1] > 20:
            break
    return max(min(times), 1e-6)


def measure(name: str, make: Callable[[float], str]) -> Row:
    """Time one input at full and at half size, and the alternative at full size."""
    whole, half, quarter = make(1.0), make(0.5), make(0.25)
    own = seconds(lambda: read_transcript(whole, f"{name}.md"))
    own_half = seconds(lambda: read_transcript(half, f"{name}.md"))
    own_quarter = seconds(lambda: read_transcript(quarter, f"{name}.md"))
    other = seconds(lambda: alternative(whole))
    read = len(read_transcript(whole, f"{name}.md").items)
    return Row(name, len(whole), read, own, own_half, (own / own_quarter) ** 0.5, other, own / other)


def alternative(text: str) -> None:
    """Parse a text with markdown-it-py."""
    MarkdownIt("commonmark").enable("table").parse(text)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    inputs = [("mixed shapes", lambda size: mixed(int(options.questions * size))), *hostile()]
    rows = []
    if not options.json:
        print(
            f"{'input':26}{'characters':>12}{'questions':>11}{'seconds':>9}{'growth':>8}{'markdown-it':>13}{'ratio':>7}"
        )
    for name, make in inputs:
        row = measure(name, make)
        rows.append(row)
        if not options.json:
            print(
                f"{row.name:26}{row.characters:>12,}{row.questions:>11,}{row.seconds:>9.3f}{row.growth:>8.2f}"
                f"{row.alternative:>13.3f}{row.ratio:>7.2f}",
                flush=True,
            )
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
    else:
        print_whole_imports()
    return 0


if __name__ == "__main__":
    sys.exit(main())
