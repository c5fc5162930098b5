"""Drawings: an SVG file is shown as a picture, but opened by itself it is a page; only plain drawings are let in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

MAX_DEPTH = 100

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    """circle clipPath defs desc ellipse feBlend feColorMatrix feComposite feDropShadow feFlood feGaussianBlur feMerge
    feMergeNode feOffset filter g line linearGradient marker mask metadata path pattern polygon polyline radialGradient
    rect stop style svg symbol text textPath title tspan use view""".split()
)
_NOTES = (
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/",
    "http://sodipodi.sourceforge.net/",
    "http://web.resource.org/cc/",
    "http://www.inkscape.org/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)
"""Namespaces in which drawing programs keep notes for themselves; browsers make nothing of them."""

_ACTIVE = re.compile(
    r"@import|expression\s*\(|behavior|-moz-binding|(?:java|vb)script\s*:|image-set\s*\(|url\(\s*['\"]?\s*(?!['\"#\s])|\\",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a drawing is refused, and at which line of its file."""

    line: int
    message: str


class _RefusedError(Exception):
    pass


def fault_in_drawing(data: bytes) -> Fault | None:
    """Return the first thing in an SVG file that is not plain drawing, or nothing."""
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except _RefusedError as refused:
        return Fault(parser.CurrentLineNumber, str(refused))
    except (expat.ExpatError, ValueError, LookupError) as error:
        return Fault(getattr(error, "lineno", 1), "the picture is not a valid SVG file")
    return None


class _Reader:
    """Walks through the elements and refuses by raising."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        self._open.append(local)
        if len(self._open) > MAX_DEPTH:
            raise _RefusedError("the picture is nested too deeply")
        if len(self._open) == 1 and (namespace, local) != (_SVG, "svg"):
            raise _RefusedError("the picture is not an SVG file")
        if namespace.startswith(_NOTES):
            return
        if namespace != _SVG or local not in _ELEMENTS:
            raise _RefusedError(f"the element `{ascii(local[:40])[1:-1]}` is not accepted in a picture")
        for attribute, value in attributes.items():
            if not attribute.startswith(_NOTES):
                _check_attribute(attribute.rpartition(" ")[2], value)

    def text(self, text: str) -> None:
        if "style" in self._open:
            self._style += text

    def end(self, name: str) -> None:
        if self._open.pop() == "style":
            _check_style(self._style)
            self._style = ""

    def doctype(self, name: str, system: str | None, public: str | None, has_declarations: int) -> None:
        if has_declarations:
            raise _RefusedError("the picture declares entities")

    def instruction(self, target: str, data: str) -> None:
        raise _RefusedError(f"the instruction `<?{ascii(target[:40])[1:-1]}` is not accepted in a picture")


def _check_attribute(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise _RefusedError(f"the attribute `{ascii(name[:40])[1:-1]}` runs a script")
    if name.lower() in {"href", "src"} and not value.startswith("#"):
        raise _RefusedError(f"the attribute `{name}` leads out of the picture")
    _check_style(value)


def _check_style(text: str) -> None:
    if _ACTIVE.search(text):
        raise _RefusedError("a style of the picture loads something from outside of it")
