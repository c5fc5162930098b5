"""Mathematics: LaTeX becomes MathML when the site is built, so that no script or font is needed to read it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import accumulate
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from math_core import LatexError, LatexToMathML

MAX_LENGTH = 4000
MAX_DEPTH = 200
"""The converter is recursive native code: beyond some thousand levels it would take the process down with it."""

MAX_OPEN = 16
"""The converter reads what follows a bracket that nothing closes twice, so that each doubles its time."""
_PAIR = re.compile(r"[(\[][^\\{}^_&%()\[\]]*+[)\]]")
"""A pair with nothing in it that could take its end for an argument."""
_OPENING = re.compile(
    r"[(\[\u2308\u230a\u23b0\u2772\u27c5\u27e6-\u27ee\u2983-\u2997\u29d8\u29da\u29fc]|\\\{|\\[Bb]igg?l\b"
    r"|\\(?:l|ll|L)(?:[Bb]rac[ek]|bracket|[Aa]ngle|ang|floor|ceil|group|moustache|[Vv]ert"
    r"|paren(?:thesis)?|corner|Angle)|\\ulcorner|\\mathopen"
)

_COMMAND = re.compile(r"\\([A-Za-z]++|.)", re.DOTALL)
_DEFINING = frozenset({"def", "gdef", "let", "newcommand", "providecommand", "renewcommand"})
"""Commands after which a short formula could stand for one of any length and depth."""

_REACHING = re.compile(r"<a\b|<[^<>]*\s(?:id|class|href|on\w+|src)\s*=", re.IGNORECASE)
"""Elements and attributes of MathML that would reach out of a formula; `<` in a text comes out escaped."""


MAX_EM = 5
"""Spaces and shifts are no longer than this, nor the negative spaces of a formula together: it stays in its place."""
MAX_BACK_EM = 2
"""One negative space is no longer than this; the style sheet has a class for each of these."""

MAX_SIGNS = 16
"""A formula in a text that has more signs may scroll in a box of its own; most have fewer and need none."""

_TAG = re.compile(r"<[a-z]+ [^<>]*>")
_LENGTH = re.compile(r"(?P<back>margin-left:-)?(?<![0-9.])(?P<number>[0-9.]++(?:e[+-]?[0-9]++)?+)(?P<unit>em|rem|ex)\b")
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
    if not _DEFINING.isdisjoint(_COMMAND.findall(tex)):
        raise FormulaError("a formula cannot define commands")
    if _open(tex) > MAX_OPEN:
        raise FormulaError(f"it has more than {MAX_OPEN} brackets, and it is hard to tell where each ends")
    try:
        mathml = _converter().convert_with_local_state(tex, displaystyle=is_display)
    except LatexError as error:
        raise FormulaError(_short(str(error))) from None
    if _REACHING.search(mathml):
        raise FormulaError("labels and references to them are not accepted")
    _check_lengths(mathml)
    mathml = mathml.replace(
        '<mtable displaystyle="true" scriptlevel="0">', '<mtable displaystyle="true">'
    )  # valid HTML
    try:
        tree = tree_of(mathml)
    except ParseError:
        raise FormulaError("it has a control character") from None
    return tostring(_without_styles(tree), encoding="unicode", short_empty_elements=False)


def _check_lengths(mathml: str) -> None:
    """Look at every length that the converter has written, whatever commands it came from."""
    back = 0.0
    for tag in _TAG.findall(mathml):
        for length in _LENGTH.finditer(tag):
            ems = float(length["number"]) * _EMS[length["unit"]]
            back += ems if length["back"] else 0
            most = MAX_BACK_EM if length["back"] else MAX_EM
            if ems > most:
                raise LengthError(f"a space or a shift of {ems:.4g} em is more than the {most} em that are accepted")
    if back > MAX_EM:
        raise LengthError(f"negative spaces of {back:.4g} em together are more than the {MAX_EM} em that are accepted")


def _depth(tex: str) -> int:
    return max(accumulate((tex[i] == "{") - (tex[i] == "}") for i in range(len(tex))), default=0)


def _open(tex: str) -> int:
    """Return how many brackets a formula has at most that nothing closes, as far as can be told from its signs."""
    for _ in range(4):  # pairs in pairs
        tex = _PAIR.sub(" ", tex)
    return len(_OPENING.findall(tex))


def _short(message: str) -> str:
    first = re.sub(r"\x1b\[[0-9;]*m", "", message).strip().split("\n")[0]
    return re.sub(r"^(?:\d+(?:\.\.\d+)?:\s*)?(?:Error:?\s*)?", "", first).rstrip(".")[:160]


_REFERENCE = re.compile(r"&(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);", re.IGNORECASE)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot);)[a-z]\w*;", re.IGNORECASE)


def decoded(text: str) -> str:
    """Return a text of Markdown's tree as a browser would show it: its character references are signs."""
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text)


def tree_of(mathml: str) -> Element:
    """Return MathML as a tree."""
    return fromstring(_NAMED.sub(lambda match: html.unescape(match[0]), mathml))  # noqa: S314 (the converter's own)


def _without_styles(tree: Element) -> Element:
    """Say by classes and attributes what the converter says by styles, which the policy of the pages does not allow."""
    for element in tree.iter():
        if element.tag == "mtable" and element.get("displaystyle") == "true" and element.get("scriptlevel") == "0":
            del element.attrib["scriptlevel"]  # it says nothing there, and is not valid
        style = element.attrib.pop("style", "")
        names = [_class(element, declaration) for declaration in style.split(";") if declaration.strip()]
        if any(names):
            element.set("class", " ".join(dict.fromkeys(filter(None, names))))
    return tree


_SPACE = re.compile(r"(-?)(\d++(?:\.\d++)?+|\.\d++)(em|rem|ex)")


def _class(element: Element, declaration: str) -> str:
    """Return the class that stands for a declaration, or set the attribute that does and return nothing.

    Raises FormulaError for one that is not known.
    """
    name, value = (part.strip() for part in declaration.split(":", 1))
    space = _SPACE.fullmatch(value) if element.tag == "mspace" else None
    if name == "color":
        element.set("mathcolor", value)
    elif name == "font-size":
        element.set("mathsize", value)
    elif space and (name, space[1]) in {("margin-left", "-"), ("width", "")}:
        ems = float(space[2]) * _EMS[space[3]]
        if space[1]:
            return f"sg-back-{max(1, round(18 * ems))}"
        element.set("width", f"{ems:.4g}em")
    elif (name, value) in STYLES:
        return STYLES[name, value]
    else:
        raise FormulaError(f"pages have no style for its `{name}: {value}`")
    return ""


def is_long(mathml: Element) -> bool:
    """Return whether a formula in a text may be wider than a line on a phone."""
    signs = sum(len(text) for text in mathml.itertext())
    return signs + 2 * sum(1 for _ in mathml.iter("mspace")) > MAX_SIGNS


STYLES: Mapping[tuple[str, str], str] = {
    ("text-align", "left"): "sg-left",
    ("text-align", "right"): "sg-right",
    ("justify-items", "start"): "",
    ("justify-items", "end"): "",
    ("math-shift", "compact"): "sg-compact",
    ("font-variant-caps", "small-caps"): "sg-small-caps",
    **{
        ("padding-" + side, length): f"sg-pad-{side}-{name}"
        for side in ("left", "right", "top", "bottom")
        for length, name in (("0", "none"), ("0.1em", "thin"), ("0.1667em", "small"), ("1em", "wide"))
    },
    **{("width", width): f"sg-width-{name}" for width, name in (("7.5%", "edge"), ("50%", "half"), ("100%", "full"))},
    **{
        ("border-" + side, f"0.05em {line} currentcolor"): f"sg-{line}-{side}"
        for side in ("left", "right", "top")
        for line in ("solid", "dashed")
    },
}
"""The class for each style of the converter. The space taken back between signs is one of `sg-back-1` to
`sg-back-36`, in eighteenths of an em."""
