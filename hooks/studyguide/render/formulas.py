"""Mathematics: LaTeX becomes MathML when the site is built, so that no script or font is needed to read it."""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from itertools import accumulate

from math_core import LatexError, LatexToMathML

MAX_LENGTH = 4000
MAX_DEPTH = 200
"""The converter is recursive native code: beyond some thousand levels it would take the process down with it."""

_MARKED = re.compile(r'<(?P<tag>span|div) class="arithmatex">\s*\\(?P<open>[(\[])(?P<tex>[^<]*?)\\[)\]]\s*</(?P=tag)>')


_REACHING = re.compile(r"<a\b|<[^<>]*\s(?:id|class|href|on\w+|src)\s*=", re.IGNORECASE)
"""Elements and attributes of MathML that would reach out of a formula; `<` in a text comes out escaped."""


MAX_EM = 5
"""Spaces and shifts are shorter than this, and the negative spaces of a formula together: it stays in its place."""

_TAG = re.compile(r"<[a-z]+ [^<>]*>")
_LENGTH = re.compile(r"(?P<back>margin-left:-)?(?P<number>[0-9.]+(?:e[+-]?[0-9]+)?)(?P<unit>em|rem|ex)\b")
_EMS = {"em": 1.0, "rem": 1.2, "ex": 0.5}
"""About what a unit is in a formula of the site."""


class FormulaError(ValueError):
    """A formula that cannot be converted; the message says why in a few words."""


class LengthError(FormulaError):
    """A formula with a space or a shift that would take it out of its place."""


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(fancy_error=False)


@lru_cache(maxsize=65536)
def to_mathml(tex: str, *, is_display: bool) -> str:
    """Convert one formula; every text in it comes out escaped.

    Raises FormulaError for what is no mathematics, for unknown commands, and for a formula so long or so deeply
    nested that nobody could read it; LengthError for spaces and shifts that would take it out of its place.
    """
    if len(tex) > MAX_LENGTH or _depth(tex) > MAX_DEPTH:
        raise FormulaError("it is too long or too deeply nested")
    try:
        mathml = _converter().convert_with_local_state(tex, displaystyle=is_display)
    except LatexError as error:
        raise FormulaError(_short(str(error))) from None
    if _REACHING.search(mathml):
        raise FormulaError("labels and references to them are not accepted")
    _check_lengths(mathml)
    return mathml.replace('<mtable displaystyle="true" scriptlevel="0">', '<mtable displaystyle="true">')  # valid HTML


def _check_lengths(mathml: str) -> None:
    """Look at every length that the converter has written, whatever commands it came from."""
    back = 0.0
    for tag in _TAG.findall(mathml):
        for length in _LENGTH.finditer(tag):
            ems = float(length["number"]) * _EMS[length["unit"]]
            back += ems if length["back"] else 0
            if ems > MAX_EM:
                raise LengthError(f"a space or a shift of {ems:.4g} em is more than the {MAX_EM} em that are accepted")
    if back > MAX_EM:
        raise LengthError(f"negative spaces of {back:.4g} em together are more than the {MAX_EM} em that are accepted")


def _depth(tex: str) -> int:
    return max(accumulate((tex[i] == "{") - (tex[i] == "}") for i in range(len(tex))), default=0)


def _short(message: str) -> str:
    first = re.sub(r"\x1b\[[0-9;]*m", "", message).strip().split("\n")[0]
    return re.sub(r"^(?:\d+(?:\.\.\d+)?:\s*)?(?:Error:?\s*)?", "", first).rstrip(".")[:160]


def convert_marked(fragment: str) -> str:
    """Replace what the Arithmatex extension marked in sanitised HTML by MathML.

    A formula that cannot be converted stays readable as code.
    """
    return _MARKED.sub(_replacement, fragment)


def _replacement(match: re.Match[str]) -> str:
    tex = html.unescape(match["tex"]).strip()
    is_display = match["open"] == "["
    try:
        mathml = to_mathml(tex, is_display=is_display)
    except FormulaError:
        return f"<code>{html.escape(tex, quote=False)}</code>"
    return f'<div class="sg-formula" tabindex="0">{mathml}</div>' if is_display else mathml
