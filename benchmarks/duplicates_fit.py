"""Fit the weights of the duplicate engines from labelled pairs.

Reads JSON lines with `q1`, `q2` and `label` (duplicate, distinct or borderline), adds random pairs
as easy negatives, fits a logistic regression over the engine's features and scales it so that the
shipped cuts, 0.80 and 0.50, fall where precision and F1 put them in cross-validation. Answers take
no part: their bonus is fixed. The engines read hooks/studyguide/duplicates/data/weights.json.

    python benchmarks/duplicates_fit.py benchmarks/data/pairs.jsonl --write FILE.json
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hooks"))

from studyguide.duplicates.entry import LIKELY, POSSIBLE
from studyguide.duplicates.lexicon import load_lexicon
from studyguide.duplicates.score import (
    EARLY,
    LATE,
    MEANING,
    Sides,
    early_features,
    late_features,
    logit,
    meaning_features,
)
from studyguide.duplicates.semantic import choose_embedder
from studyguide.duplicates.vectors import fit_weights, tabulate
from studyguide.duplicates.wording import Analyser

Numbers = npt.NDArray[np.float64]

FOLDS = 5
NEGATIVES = 1_200
"""Random pairs added for each file."""
NEGATIVE_WEIGHT = 0.3
BORDERLINE_WEIGHT = 0.5
"""A borderline pair is a negative, but counts for half: it is wrong to merge it unseen."""
RIDGE = 3.0
PRECISION = {"lexical": 0.92, "semantic": 0.92}
"""Precision that `likely` is to have in cross-validation, borderline pairs counted as wrong."""

PARTING = (
    "contrast", "length_gap", "specific_apart", "specific_one_side", "difference_one_side",
    "head_wishes_apart", "pros_against_cons", *LATE,
)  # fmt: skip
"""Features that speak against a duplicate; all others speak for one."""


@dataclass(frozen=True)
class Labelled:
    """A labelled pair of questions."""

    q1: str
    q2: str
    label: str
    a1: str = ""
    a2: str = ""


@dataclass(frozen=True)
class Examples:
    """Labelled pairs as numbers."""

    columns: Numbers
    """(pairs, features)"""
    truth: Numbers
    """(pairs,) 1 for a duplicate."""
    weight: Numbers
    """(pairs,) what a mistake costs."""
    component: npt.NDArray[np.int64]
    """(pairs,) the same for pairs that are connected by questions; -1 for random ones."""


def read_pairs(path: Path) -> list[Labelled]:
    """Read labelled pairs.

    Raises:
        ValueError: a line is not such a pair, as `path:line: message`.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            pair = Labelled(row["q1"], row["q2"], row["label"], row.get("a1") or "", row.get("a2") or "")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path}:{number}: not a labelled pair: {error!r}") from error
        if pair.label not in ("duplicate", "distinct", "borderline"):
            raise ValueError(f"{path}:{number}: unknown label '{pair.label}'")
        found.append(pair)
    if not found:
        raise ValueError(f"{path}: no pair in it")
    return found


def components(pairs: Sequence[tuple[int, int]], size: int) -> npt.NDArray[np.int64]:
    """Return (size,) the smallest number of the set that each number is connected to."""
    parent = list(range(size))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return np.array([root(at) for at in range(size)], np.int64)


def make_examples(pairs: Sequence[Labelled], engine: str, seed: int = 0) -> Examples:
    """Return labelled pairs and random ones with their features, as the engine sees them."""
    lexicon = load_lexicon()
    texts = sorted({text for pair in pairs for text in (pair.q1, pair.q2)})
    number = {text: at for at, text in enumerate(texts)}
    analyser = Analyser(lexicon, texts)
    wordings = [analyser.analyse(text) for text in texts]
    weights = fit_weights(wordings, lexicon)
    table = tabulate(wordings, weights)
    linked = [(number[pair.q1], number[pair.q2]) for pair in pairs]
    group = components(linked, len(texts))
    drawn = np.random.default_rng(seed).integers(0, len(texts), (4 * NEGATIVES, 2))
    drawn = drawn[group[drawn[:, 0]] != group[drawn[:, 1]]][:NEGATIVES]
    left, right = np.vstack([np.array(linked), drawn]).T
    sides = Sides(table, left, table, right)
    parts = [early_features(sides, weights, lexicon)]
    embedder = choose_embedder(engine, None)  # type: ignore[arg-type]
    if embedder:
        vectors = embedder.embed([analyser.spelt_out(text) for text in texts])
        parts.append(meaning_features(np.einsum("ij,ij->i", vectors[left], vectors[right])))
    parts.append(late_features(sides))
    label = np.array([pair.label for pair in pairs])
    return Examples(
        columns=np.hstack(parts).astype(np.float64),
        truth=np.concatenate([label == "duplicate", np.zeros(len(drawn))]).astype(np.float64),
        weight=np.concatenate(
            [
                np.where(label == "borderline", BORDERLINE_WEIGHT, 1.0),
                np.full(len(drawn), NEGATIVE_WEIGHT),
            ]
        ),
        component=np.concatenate([group[left[: len(pairs)]], np.full(len(drawn), -1)]),
    )


def feature_names(engine: str) -> tuple[str, ...]:
    """Return the names of an engine's features in their order."""
    return (*EARLY, *(MEANING if engine == "semantic" else ()), *LATE)


def fit(columns: Numbers, truth: Numbers, weight: Numbers) -> tuple[Numbers, float]:
    """Return weights and intercept of a ridge logistic regression.

    A feature whose weight has the wrong sign is left out and the rest fitted again, the worst first:
    what two questions share never lowers a score, what parts them never raises it.
    """
    names = feature_names("semantic" if columns.shape[1] > len(EARLY + LATE) else "lexical")
    sign = np.array([-1.0 if name in PARTING else 1.0 for name in names])
    used = np.ones(len(names))
    while True:
        found, intercept = _newton(columns * used, truth, weight)
        wrong = found * sign * columns.std(0)
        if wrong.min() >= 0:
            return found, intercept
        used[int(wrong.argmin())] = 0.0


def _newton(columns: Numbers, truth: Numbers, weight: Numbers) -> tuple[Numbers, float]:
    """Fit by Newton's method on standardised columns."""
    mean, spread = columns.mean(0), columns.std(0) + 1e-9
    live = columns.std(0) > 0
    scaled = np.hstack([(columns - mean) / spread * live, np.ones((len(columns), 1))])
    penalty = np.full(scaled.shape[1], RIDGE)
    penalty[-1] = 1e-6
    beta = np.zeros(scaled.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-(scaled @ beta)))
        slope = scaled.T @ (weight * (chance - truth)) + penalty * beta
        curve = (scaled * (weight * chance * (1 - chance))[:, None]).T @ scaled
        step = np.linalg.solve(curve + np.diag(penalty), slope)
        beta -= step
        if np.abs(step).max() < 1e-10:
            break
    found = np.where(live, beta[:-1] / spread, 0.0)
    return found, float(beta[-1] - found @ mean)


def folds(examples: Examples, seed: int, grouped: bool) -> Iterator[npt.NDArray[np.bool_]]:
    """Yield masks of the examples held out; random pairs never are.

    Args:
        examples: to be divided.
        seed: of the division.
        grouped: keep pairs that share a question, or are linked by others, in one fold.
    """
    rng = np.random.default_rng(seed)
    labelled = examples.component >= 0
    if grouped:
        unique = np.unique(examples.component[labelled])
        fold_of = dict(zip(unique.tolist(), (rng.permutation(len(unique)) % FOLDS).tolist(), strict=True))
        fold = np.array([fold_of.get(int(group), -1) for group in examples.component])
    else:
        fold = np.full(len(labelled), -1)
        for value in (0.0, 1.0):
            mine = np.flatnonzero(labelled & (examples.truth == value))
            fold[mine] = rng.permutation(len(mine)) % FOLDS
    for number in range(FOLDS):
        yield fold == number


def cross_validated(examples: Examples, also: Sequence[Examples] = (), seed: int = 0, grouped: bool = False) -> Numbers:
    """Return (pairs,) log-odds of the labelled examples, each from a fit that has not seen it.

    Args:
        examples: whose labelled pairs are scored.
        also: more examples that every fit may see.
        seed: of the division into folds.
        grouped: see `folds`.
    """
    scores = np.zeros(len(examples.truth))
    for held in folds(examples, seed, grouped):
        found, intercept = fit(*_stacked([_kept(examples, ~held), *also]))
        scores[held] = examples.columns[held] @ found + intercept
    return scores[examples.component >= 0]


def _kept(examples: Examples, mask: npt.NDArray[np.bool_]) -> Examples:
    return Examples(
        examples.columns[mask],
        examples.truth[mask],
        examples.weight[mask],
        examples.component[mask],
    )


def _stacked(parts: Sequence[Examples]) -> tuple[Numbers, Numbers, Numbers]:
    return (
        np.vstack([part.columns for part in parts]),
        np.concatenate([part.truth for part in parts]),
        np.concatenate([part.weight for part in parts]),
    )


def cuts(scores: Numbers, truth: Numbers, precision: float) -> tuple[float, float]:
    """Return the log-odds of the two cuts: lowest with a precision from there up, and best F1."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order])
    at = np.arange(1, len(order) + 1)
    precise = np.flatnonzero(right / at >= precision)
    f1 = 2 * right / (at + truth.sum())
    possible = float(scores[order[int(f1.argmax())]])
    likely = float(scores[order[int(precise[-1])]]) if len(precise) else float(scores.max())
    return max(likely, possible + 0.5), possible


def scaled_to_cuts(found: Numbers, intercept: float, likely: float, possible: float) -> tuple[Numbers, float]:
    """Return weights and intercept stretched so that the cuts score 0.80 and 0.50."""
    stretch = (logit(LIKELY) - logit(POSSIBLE)) / (likely - possible)
    return found * stretch, (intercept - possible) * stretch + logit(POSSIBLE)


def fitted(parts: Sequence[Examples], precision: float) -> tuple[Numbers, float]:
    """Return the weights and the intercept that ship, from all examples.

    Each part's own cuts come from cross-validation by connected questions over three divisions;
    those that ship are the mean, weighted by the number of pairs.
    """
    found_cuts = []
    for at, part in enumerate(parts):
        others = [other for number, other in enumerate(parts) if number != at]
        scores = [cross_validated(part, others, seed, grouped=True) for seed in range(3)]
        truth = np.tile(part.truth[part.component >= 0], 3)
        found_cuts.append(cuts(np.concatenate(scores), truth, precision))
    sizes = [int((part.component >= 0).sum()) for part in parts]
    likely, possible = np.average(found_cuts, axis=0, weights=sizes)
    found, intercept = fit(*_stacked(parts))
    return scaled_to_cuts(found, intercept, float(likely), float(possible))


def as_json(paths: Sequence[Path], engines: Sequence[str]) -> str:
    """Return the file of weights for some engines."""
    files = [read_pairs(path) for path in paths]
    result = {
        "fitted_by": "benchmarks/duplicates_fit.py",
        "pairs": [
            {"count": len(pairs), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            for path, pairs in zip(paths, files, strict=True)
        ],
        "engines": {},
    }
    for engine in engines:
        examples = [make_examples(pairs, engine) for pairs in files]
        found, intercept = fitted(examples, PRECISION[engine])
        result["engines"][engine] = {  # type: ignore[index]
            "features": feature_names(engine),
            "weights": [round(value, 5) for value in found.tolist()],
            "intercept": round(intercept, 5),
        }
    return json.dumps(result, indent=2) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command."""
    about, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl", help="labelled pairs")
    parser.add_argument(
        "--engine",
        action="append",
        choices=("lexical", "semantic"),
        help="fit this engine only (may be repeated; default: both)",
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the weights here instead of printing them")
    options = parser.parse_args(argv)
    try:
        text = as_json(options.files, options.engine or ("lexical", "semantic"))
    except (OSError, ValueError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    if options.write:
        options.write.write_text(text, "utf-8")
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
