"""Several questions with their answers on one line: taken apart before each label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from studyguide.importing.lines import Line

_FIRST = re.compile(r"[ \t>*_+-]*+(?:q|question)[ \t]?\d{0,4}+(?P<delim>[:：.)])", re.IGNORECASE)
_LABEL = re.compile(
    r"[.?!。？！)\]\"”’`*_][ \t]*+(?<=[ \t。？！])(?P<label>[*_]{0,3}(?:(?P<q>q|question)|a|ans|answer)"
    r"[ \t]?\d{0,4}+(?P<delim>[:：.)])(?=[*_ \t]))",
    re.IGNORECASE,
)


def split_turns(lines: Sequence[Line], inside: Sequence[bool]) -> tuple[list[Line], list[bool]]:
    """Let every label stand at the beginning of a line where several questions share one: `Q: … A: … Q: … A: …`."""
    result: list[Line] = []
    shield: list[bool] = []
    for line, is_inside in zip(lines, inside, strict=True):
        parts = [line] if is_inside else _parts(line)
        result += parts
        shield += [is_inside] * len(parts)
    return result, shield


def _parts(line: Line) -> list[Line]:
    first = _FIRST.match(line.text)
    if first is None:
        return [line]
    labels = [match for match in _LABEL.finditer(line.text, first.end()) if match["delim"] == first["delim"]]
    asked = [bool(match["q"]) for match in labels]
    if not any(asked) or asked[0]:
        return [line]
    cuts = [0, *(match.start("label") for match in labels), len(line.text)]
    return [Line(line.number, line.text[start:stop], line.glued or start > 0) for start, stop in pairwise(cuts)]
