"""Score a duplicate engine on a file of labelled pairs.

The file has JSON lines with `q1`, `q2` and `label` (duplicate, distinct or borderline), optionally
`a1` and `a2`, the answers. All its questions make up the index, as they would in a guide. Prints
one JSON object. A borderline pair counts as wrong; what it is like without such pairs stands under
`without_borderline`. `f1`, `precision` and `recall` are those of "possible or better" (score 0.50),
`likely` those of a score of 0.80.

    python benchmarks/duplicates.py benchmarks/data/pairs.jsonl
    python benchmarks/duplicates.py pairs.jsonl --engine semantic --cross-validate
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from duplicates_fit import (
    PRECISION,
    Labelled,
    cross_validated,
    cuts,
    make_examples,
    read_pairs,
    scaled_to_cuts,
)
from studyguide.duplicates import LIKELY, POSSIBLE, Entry, Index
from studyguide.duplicates.score import sigmoid
from studyguide.duplicates.semantic import SemanticMissingError

Numbers = npt.NDArray[np.float64]
_DIGITS = 4


def shipped_scores(pairs: Sequence[Labelled], engine: str) -> tuple[Numbers, str]:
    """Return (pairs,) scores as a guide with these questions would give them, and the engine."""
    ids: dict[tuple[str, str], str] = {}
    for pair in pairs:
        for side in ((pair.q1, pair.a1), (pair.q2, pair.a2)):
            ids.setdefault(side, f"q-{len(ids)}")
    index = Index(
        [Entry(key, question, (), answer) for (question, answer), key in ids.items()],
        backend=engine,  # type: ignore[arg-type]
    )
    scores = [index.compare(ids[pair.q1, pair.a1], ids[pair.q2, pair.a2]).score for pair in pairs]
    return np.array(scores), index.engine_name


def refitted_scores(pairs: Sequence[Labelled], engine: str, also: Sequence[Path]) -> Numbers:
    """Return (pairs,) scores, each from weights and cuts that have not seen the pair's fold.

    Pairs that share a question, or are linked through others, are in one fold.
    """
    examples = make_examples(pairs, engine)
    others = [make_examples(read_pairs(path), engine) for path in also]
    log_odds = cross_validated(examples, others, grouped=True)
    likely, possible = cuts(log_odds, examples.truth[: len(pairs)], PRECISION[engine])
    stretched, offset = scaled_to_cuts(np.ones(1), 0.0, likely, possible)
    return sigmoid((log_odds * stretched[0] + offset).astype(np.float32))


def average_precision(scores: Numbers, truth: npt.NDArray[np.bool_]) -> float:
    """Return the mean precision at the rank of each duplicate; pairs of one score share a rank."""
    order = np.argsort(-scores, kind="stable")
    ranked, hit = scores[order], np.cumsum(truth[order])
    last = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True))
    recall = hit[last] / max(1, hit[-1])
    precision = hit[last] / (last + 1)
    return float((np.diff(recall, prepend=0.0) * precision).sum())


def at_cut(scores: Numbers, truth: npt.NDArray[np.bool_], cut: float) -> dict[str, float]:
    """Return precision, recall and F1 of calling every score from `cut` up a duplicate."""
    called = scores >= cut
    hits = int((called & truth).sum())
    precision = hits / max(1, int(called.sum()))
    recall = hits / max(1, int(truth.sum()))
    f1 = 2 * hits / max(1, int(called.sum() + truth.sum()))
    return {"precision": precision, "recall": recall, "f1": f1}


def report(scores: Numbers, labels: Sequence[str]) -> dict[str, object]:
    """Return the measures of some pairs."""
    truth = np.array([label == "duplicate" for label in labels])
    possible, likely = at_cut(scores, truth, POSSIBLE), at_cut(scores, truth, LIKELY)
    return {
        "average_precision": round(average_precision(scores, truth), _DIGITS),
        **{key: round(possible[key], _DIGITS) for key in ("f1", "precision", "recall")},
        "likely": {key: round(value, _DIGITS) for key, value in likely.items()},
    }


def measure(path: Path, engine: str, cross_validate: bool, also: Sequence[Path]) -> dict[str, object]:
    """Return everything the command prints about a file."""
    pairs = read_pairs(path)
    if cross_validate:
        name = "lexical" if engine == "auto" else engine
        scores = refitted_scores(pairs, name, also)
    else:
        scores, name = shipped_scores(pairs, engine)
    labels = [pair.label for pair in pairs]
    clear = np.array([label != "borderline" for label in labels])
    count = Counter(labels)
    return {
        "engine": name,
        "weights": "cross-validated" if cross_validate else "shipped",
        **report(scores, labels),
        "borderline": "counted as distinct",
        "without_borderline": report(scores[clear], [label for label in labels if label != "borderline"]),
        "thresholds": {"likely": LIKELY, "possible": POSSIBLE},
        "counts": {"pairs": len(pairs), **dict(sorted(count.items()))},
    }


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the options of the command line."""
    about, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, metavar="FILE.jsonl", help="labelled pairs")
    parser.add_argument(
        "--engine",
        choices=("lexical", "semantic", "auto"),
        default="lexical",
        help="engine to score with (default: %(default)s)",
    )
    parser.add_argument(
        "--cross-validate",
        action="store_true",
        help="fit weights and cuts anew, each pair scored by weights that have not seen its fold",
    )
    parser.add_argument(
        "--also",
        type=Path,
        action="append",
        default=[],
        metavar="FILE.jsonl",
        help="more labelled pairs that every fit of --cross-validate may see (may be repeated)",
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = parse(argv)
    try:
        found = measure(options.file, options.engine, options.cross_validate, options.also)
    except (OSError, ValueError, SemanticMissingError) as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
