"""Time and memory of finding all near duplicates, against four other tools.

Generated questions (seeded: made-up words with the frequencies of a language, in the shapes of real
questions, one in five a rewording of another) are given to each tool in a process of its own:

    studyguide      this project's default engine, loading, all pairs and their scores
    tfidf+topn      scikit-learn TF-IDF without stop words, sparse_dot_topn: cosine 0.5, ten per question
    minhash         datasketch MinHash LSH over words, 128 permutations, Jaccard 0.5
    semhash         SemHash, cosine 0.9, over hashed word vectors (its own model is a download)
    rapidfuzz       rapidfuzz cdist, token_set_ratio of every pair

Seconds are CPU time from the start of the process, imports included, generation left out; memory is
the peak of the process. They do not do the same: only the first says how sure it is and why.

    python benchmarks/duplicates_speed.py
    python benchmarks/duplicates_speed.py --sizes 100 2000 --tools studyguide tfidf+topn
"""

# ruff: noqa: PLC0415 (a tool is imported in the process that runs it, and nowhere else)

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hooks"))

SIZES = (100, 2_000, 20_000, 100_000)
OURS, YARDSTICK = "studyguide", "tfidf+topn"
SEED = 7
_WORDS = 20_000
_SHAPES = (
    "What is {0}?",
    "Explain {0}.",
    "How does {0} work?",
    "What is the purpose of {0}?",
    "Why is {0} important?",
    "What is the difference between {0} and {1}?",
    "When would you use {0} instead of {1}?",
    "How do you implement {0} in {1}?",
    "What are the advantages of {0}?",
    "Can you explain the concept of {0} and how it relates to {1}?",
    "How would you debug a problem with {0}?",
    "What happens when {0} fails in {1}?",
)
_REWORDED = ((0, 1), (0, 2), (1, 2), (3, 4), (5, 6))
_SHARE_REWORDED = 0.1


def make_questions(count: int, seed: int = SEED) -> list[str]:
    """Return made-up questions, the same for the same arguments."""
    rng = random.Random(seed)
    words = _make_words(rng)
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(words))))
    drawn = iter(rng.choices(words, cum_weights=weights, k=6 * count + 12))

    def subject() -> str:
        return " ".join(next(drawn) for _ in range(rng.choice((1, 2, 2, 3))))

    found: list[str] = []
    while len(found) < count:
        subjects = subject(), subject()
        if rng.random() < _SHARE_REWORDED:
            found += [_SHAPES[shape].format(*subjects) for shape in rng.choice(_REWORDED)]
        else:
            found.append(rng.choice(_SHAPES).format(*subjects))
    return found[:count]


def _make_words(rng: random.Random) -> list[str]:
    starts = "b c d f g h k l m n p r s t v z br cr dr fl gr pl pr sk sp st tr th ch".split()
    middles = "a e i o u ai ea io ou".split()
    ends = ["", "n", "r", "x", "l", "m", "t"]
    found: set[str] = set()
    while len(found) < _WORDS:
        syllables = (rng.choice(starts) + rng.choice(middles) for _ in range(rng.choice((2, 2, 3))))
        found.add("".join(syllables) + rng.choice(ends))
    words = sorted(found)
    rng.shuffle(words)
    return words


def run_studyguide(questions: Sequence[str]) -> dict[str, float]:
    """All pairs with the default engine."""
    from studyguide.duplicates import Entry, Index

    index = Index([Entry(f"q{at}", text) for at, text in enumerate(questions)], backend="lexical")
    return {"found": sum(1 for _ in index.pairs())}


def run_tfidf(questions: Sequence[str]) -> dict[str, float]:
    """The usual sparse product."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    rows = TfidfVectorizer(stop_words="english").fit_transform(questions)
    product = sp_matmul_topn(rows, rows.T.tocsr(), top_n=10, threshold=0.5, n_threads=1)
    return {"found": (product.nnz - len(questions)) / 2}


def run_minhash(questions: Sequence[str]) -> dict[str, float]:
    """Locality-sensitive hashing of word sets."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    hashes = MinHash.bulk([[word.encode() for word in text.split()] for text in questions])
    for at, one in enumerate(hashes):
        lsh.insert(at, one)
    return {"found": sum(len(lsh.query(one)) - 1 for one in hashes) / 2}


def run_semhash(questions: Sequence[str]) -> dict[str, float]:
    """Greedy deduplication in a vector index."""
    import numpy as np
    from semhash import SemHash

    class Hashed:
        """Mean of a random vector per word."""

        def encode(self, texts: Sequence[str], **_: object) -> object:
            return np.stack([sum(map(self._word, text.split())) for text in texts])

        def _word(self, word: str) -> object:
            seed = zlib.crc32(word.lower().encode())
            return np.random.Generator(np.random.PCG64(seed)).standard_normal(256).astype("f4")

    guide = SemHash.from_records(records=list(questions), model=Hashed())
    return {"found": len(guide.self_deduplicate(threshold=0.9).filtered)}


def run_rapidfuzz(questions: Sequence[str]) -> dict[str, float]:
    """Every pair, in C++."""
    import numpy as np
    from rapidfuzz import fuzz, process

    scores = process.cdist(questions, questions, scorer=fuzz.token_set_ratio, score_cutoff=75, dtype=np.uint8)
    return {"found": (int((scores > 0).sum()) - len(questions)) / 2}


TOOLS: dict[str, Callable[[Sequence[str]], dict[str, float]]] = {
    OURS: run_studyguide,
    YARDSTICK: run_tfidf,
    "minhash": run_minhash,
    "semhash": run_semhash,
    "rapidfuzz": run_rapidfuzz,
}
_LINEAR = frozenset((OURS, YARDSTICK, "minhash"))
"""Tools whose time is expected to grow about with the number of questions, not its square."""


def run_here(tool: str, size: int) -> dict[str, float]:
    """Run one tool in this process and return what it cost."""
    began = time.process_time()
    questions = make_questions(size)
    generating = time.process_time() - began
    found = TOOLS[tool](questions)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = time.process_time()
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return {**found, "seconds": done - generating, "megabytes": peak / unit}


def run_apart(tool: str, size: int, limit: float) -> dict[str, float] | str:
    """Run one tool in a process of its own; return what it cost or why there is nothing to return."""
    command = [sys.executable, __file__, "--run", tool, str(size)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return f"over {limit:.0f} s"
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["failed"]
        return "not installed" if "ModuleNotFoundError" in last[0] else last[0][:60]
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(tools: Sequence[str], sizes: Sequence[int], limit: float) -> dict[tuple[str, int], dict[str, float] | str]:
    """Run every tool at every size, but not where the last size says it would take too long."""
    results: dict[tuple[str, int], dict[str, float] | str] = {}
    for tool in tools:
        last: tuple[int, dict[str, float] | str] | None = None
        for size in sorted(sizes):
            power = 1.3 if tool in _LINEAR else 2.0
            if last and isinstance(last[1], str):
                found: dict[str, float] | str = last[1]
            elif last and last[1]["seconds"] * (size / last[0]) ** power > 4 * limit:  # type: ignore[index]
                found = f"over {limit:.0f} s"
            else:
                found = run_apart(tool, size, limit)
            results[tool, size] = found
            last = (size, found)
            print(f"{tool} {size}: {_cell(found)}", file=sys.stderr)
    return results


def _cell(found: dict[str, float] | str) -> str:
    if isinstance(found, str):
        return found
    return f"{found['seconds']:.2f} s {found['megabytes']:.0f} MB {found['found']:.0f} found"


def table(results: dict[tuple[str, int], dict[str, float] | str], tools: Sequence[str], sizes: Sequence[int]) -> str:
    """Return the results as a Markdown table with the ratios below."""
    lines = ["| tool | " + " | ".join(f"{size:,}" for size in sizes) + " |"]
    lines.append("|---|" + "---|" * len(sizes))
    for tool in tools:
        cells = (_cell(results[tool, size]) for size in sizes)
        lines.append(f"| {tool} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", *_ratios(results, tools, sizes)])


def _ratios(
    results: dict[tuple[str, int], dict[str, float] | str], tools: Sequence[str], sizes: Sequence[int]
) -> list[str]:
    found = {place: value for place, value in results.items() if isinstance(value, dict)}
    lines = []
    for size in sizes:
        ours = found.get((OURS, size))
        shares = [
            f"{tool} {ours['seconds'] / found[tool, size]['seconds']:.2f}"
            for tool in tools
            if ours and tool != OURS and (tool, size) in found
        ]
        if shares:
            lines.append(f"{OURS} takes, of the time of others, at {size:,}: {', '.join(shares)}")
    small, large = (OURS, 2_000), (OURS, max(sizes))
    if small in found and large in found and max(sizes) > small[1]:
        growth = math.log(found[large]["seconds"] / found[small]["seconds"])
        power = growth / math.log(max(sizes) / small[1])
        lines.append(f"{OURS} grows as n^{power:.2f} from 2,000 to {max(sizes):,}")
    return lines


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the options of the command line."""
    about, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="N", help="numbers of questions")
    parser.add_argument("--tools", nargs="+", choices=tuple(TOOLS), default=list(TOOLS), help="tools to run")
    parser.add_argument(
        "--limit",
        type=float,
        default=300.0,
        metavar="SECONDS",
        help="give a tool up after this time (default: %(default).0f)",
    )
    parser.add_argument("--run", nargs=2, metavar=("TOOL", "N"), help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = parse(argv)
    if options.run:
        print(json.dumps(run_here(options.run[0], int(options.run[1]))))
        return 0
    results = measure(options.tools, options.sizes, options.limit)
    print(table(results, options.tools, sorted(options.sizes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
