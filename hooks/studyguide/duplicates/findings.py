"""The report on duplicates: for a terminal, for a program, and as a comment on a pull request."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Collection

from studyguide.duplicates.entry import Band, Pair, two_decimals
from studyguide.duplicates.guide_pairs import Findings, by_new_question
from studyguide.guide.model import Guide, Question
from studyguide.guide.printed import harmless, harmless_json, one_line

SHOWN = 3
"""Pairs that are shown of one question."""

_TIERS = {
    Band.EXACT: "exact copy",
    Band.SAME_QUESTION: "same question, other answer",
    Band.LIKELY: "likely duplicate",
    Band.POSSIBLE: "possible duplicate",
}


_MARKS = {ord(mark): f"\\{mark}" for mark in "\\`*_[]#|~"} | {ord(mark): f"&#{ord(mark)};" for mark in "<>@&"}


def summary(guide: Guide, findings: Findings, since: Collection[str] | None) -> str:
    """Return one line with the counts and the engine that spoke."""
    of = f"{len(since)} new of {len(guide.by_id)}" if since is not None else str(len(guide.by_id))
    counts = [
        f"{number} {_TIERS[band]}{'' if number == 1 else '(s)'}"
        for band in _TIERS
        if (number := sum(pair.band is band for pair in findings.pairs))
    ]
    return f"{of} questions, {findings.engine} engine: {', '.join(counts) or 'nothing that looks alike'}"


def as_text(guide: Guide, findings: Findings, since: Collection[str] | None) -> str:
    """Return the pairs with both questions and the words that they share."""
    lines = []
    for pair in findings.pairs:
        first, second = guide.by_id[pair.first], guide.by_id[pair.second]
        lines.append(f"{_TIERS[pair.band]} ({two_decimals(pair.score):.2f})")
        lines += [one_line(f"  {each.id}: {each.question}  [{each.path}]") for each in (first, second)]
        lines += textwrap.wrap(one_line(str(pair.evidence)), 96, initial_indent="  ", subsequent_indent="  ")
        lines += [
            f"  decide: studyguide merge {first.id} {second.id}",
            f"      or: studyguide distinct {first.id} {second.id}",
            "",
        ]
    return harmless("\n".join([*lines, summary(guide, findings, since)]))


def as_json(guide: Guide, findings: Findings, since: Collection[str] | None) -> str:
    """Return one JSON object."""
    pairs = [_object(guide, pair) for pair in findings.pairs]
    whole = {"engine": findings.engine, "questions": len(guide.by_id), "pairs": pairs}
    return harmless_json(json.dumps(whole, indent=2, ensure_ascii=False))


def _object(guide: Guide, pair: Pair) -> dict[str, object]:
    evidence = pair.evidence
    sides = [guide.by_id[pair.first], guide.by_id[pair.second]]
    return {
        "tier": pair.band.value,
        "score": round(pair.score, 4),
        "first": _side(sides[0]),
        "second": _side(sides[1]),
        "evidence": {
            "shared": list(evidence.shared),
            "only_first": list(evidence.only_first),
            "only_second": list(evidence.only_second),
            "contrast": list(evidence.contrast),
            "answer_overlap": evidence.answer_overlap,
        },
    }


def _side(question: Question) -> dict[str, str]:
    return {"id": question.id, "path": question.path, "question": question.question}


def as_markdown(guide: Guide, findings: Findings, since: Collection[str] | None) -> str:
    """Return a comment for a pull request: sure pairs first, possible ones folded away."""
    grouped = by_new_question(findings.pairs, since)
    if not grouped:
        return "No question of this branch looks like one that the guide has."
    sure: list[str] = []
    possible: list[str] = []
    for new, pairs in grouped.items():
        for pair in pairs[:SHOWN]:
            block = possible if pair.band is Band.POSSIBLE else sure
            block.append(_comment(guide, pair, new))
    parts = ["### Questions that may be in the guide already", *sure]
    if possible:
        parts += ["<details><summary>Less likely</summary>\n", *possible, "</details>"]
    parts.append(
        "A person decides: `studyguide merge A B` joins two questions, `studyguide distinct A B` records that they "
        f"differ. The number is a score, not a probability ({findings.engine} engine)."
    )
    return harmless("\n\n".join(parts))


def _comment(guide: Guide, pair: Pair, new: str) -> str:
    other = guide.by_id[pair.first if pair.second == new else pair.second]
    asked = guide.by_id[new]
    tier = f"{_TIERS[pair.band]}, {two_decimals(pair.score):.2f}"
    lines = [
        f"- **{_escaped(asked.question)}** (`{asked.path}`)",
        f"  looks like **{_escaped(other.question)}** (`{other.path}`): {tier}",
        f"  <br>{_escaped(str(pair.evidence))}",
        f"  <br>`studyguide merge {other.id} {new}` or `studyguide distinct {other.id} {new}`",
    ]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Return a stranger's words so that they cannot mention people, close comments or add lines or markup."""
    return one_line(text).translate(_MARKS)
