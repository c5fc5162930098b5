"""Drawings: an SVG file is shown as a picture, but opened by itself it is a page; only plain drawings are let in."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

MAX_DEPTH = 100

MAX_SIDE = 5000
"""In pixels. A browser takes up to 100 MB of memory for a picture of this size."""

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
    r"@import|expression\s*\(|behavior|-moz-binding|(?:java|vb)script\s*:|image-set\s*\(|\bsrc\(|\\"
    r"|url\([ \t\n\f\r]*+['\"]?+[ \t\n\f\r]*+(?!#)",
    re.IGNORECASE,
)

_DECIMAL = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,30})?|\.[0-9]{1,30}")
_COORDINATE = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?")

_PLAIN = "save it as a plain drawing: shapes, lines and text, nothing that runs, loads or links"
_SIZED = 'write plain numbers of pixels such as `width="640" height="400"`, or leave both out and give a viewBox'


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a picture is refused, at which line of its file, and what to do."""

    line: int
    message: str
    code: str = "SG110"
    hint: str = _PLAIN


class _RefusedError(Exception):
    def __init__(self, message: str, code: str = "SG110", hint: str = _PLAIN) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


def read_drawing(data: bytes) -> tuple[int, int] | Fault:
    """Return the width and height of an SVG file, zeros where it has none, or the first thing that is refused in it.

    What is refused is all that is not plain drawing, and all that another reader of XML could take for something else.
    """
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    reader = _Reader()
    parser.XmlDeclHandler = reader.declaration
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except _RefusedError as refused:
        return Fault(parser.CurrentLineNumber, str(refused), refused.code, refused.hint)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return Fault(getattr(error, "lineno", 1), "the picture is not a valid SVG file")
    return reader.size


class _Reader:
    """Walks through the elements and refuses by raising."""

    def __init__(self) -> None:
        self.size = (0, 0)
        self._open: list[str] = []
        self._style = ""

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if version != "1.0" or (encoding or "UTF-8").upper() != "UTF-8":
            raise _RefusedError("the picture is not XML 1.0 in UTF-8", hint="save it again with the encoding UTF-8")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        self._open.append(local)
        if len(self._open) > MAX_DEPTH:
            raise _RefusedError("the picture is nested too deeply")
        if "style" in self._open[:-1]:
            raise _RefusedError("an element stands within a `style` of the picture")
        if len(self._open) == 1 and (namespace, local) != (_SVG, "svg"):
            raise _RefusedError("the picture is not an SVG file")
        if namespace.startswith(_NOTES):
            return
        if namespace != _SVG or local not in _ELEMENTS:
            raise _RefusedError(f"the element `{ascii(local[:40])[1:-1]}` is not accepted in a picture")
        for attribute, value in attributes.items():
            if not attribute.startswith(_NOTES):
                _check_attribute(attribute.rpartition(" ")[2], value)
        if len(self._open) == 1:
            self.size = _size(attributes)

    def text(self, text: str) -> None:
        if "style" in self._open:
            self._style += text

    def end(self, name: str) -> None:
        if self._open.pop() == "style":
            _check_style(self._style)
            self._style = ""

    def doctype(self, name: str, system: str | None, public: str | None, has_declarations: int) -> None:
        hint = "delete all of `<!DOCTYPE …>`; a browser needs none, and an entity is written as the sign itself"
        raise _RefusedError("the picture has a document type", hint=hint)

    def instruction(self, target: str, data: str) -> None:
        raise _RefusedError(f"the instruction `<?{ascii(target[:40])[1:-1]}` is not accepted in a picture")


def _check_attribute(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise _RefusedError(f"the attribute `{ascii(name[:40])[1:-1]}` runs a script")
    if name.lower() == "base":
        raise _RefusedError("the attribute `base` leads the links of the picture out of it")
    if name.lower() in {"href", "src"} and not value.startswith("#"):
        raise _RefusedError(f"the attribute `{name}` leads out of the picture")
    _check_style(value)


def _check_style(text: str) -> None:
    if _ACTIVE.search(text):
        raise _RefusedError("a style of the picture loads something from outside of it")


def _size(root: Mapping[str, str]) -> tuple[int, int]:
    """Return the width and height of a drawing; the one that is missing follows from its viewBox, if it has one."""
    width, height = (_side(root, name) for name in ("width", "height"))
    box_width, box_height = _box(root["viewBox"]) if "viewBox" in root else (0.0, 0.0)
    if not (width or height):
        width, height = box_width, box_height
    elif box_width and not (width and height):
        width, height = width or height * box_width / box_height, height or width * box_height / box_width
    if max(width, height) > MAX_SIDE:
        message = f"the picture is larger than {MAX_SIDE} pixels on a side"
        raise _RefusedError(message, "SG112", _SIZED)
    return (max(round(width), 1), max(round(height), 1)) if width and height else (0, 0)


def _side(root: Mapping[str, str], name: str) -> float:
    value = root.get(name)
    if value is None:
        return 0.0
    side = float(value) if _DECIMAL.fullmatch(value.strip()) else 0.0
    if side <= 0:
        raise _RefusedError(f"the {name} `{ascii(value[:40])[1:-1]}` is not a plain number", "SG112", _SIZED)
    return side


def _box(value: str) -> tuple[float, float]:
    parts = value.replace(",", " ").split()
    numbers = [float(part) for part in parts if _COORDINATE.fullmatch(part)]
    if len(parts) != 4 or len(numbers) != 4 or not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0:
        message = f"the viewBox `{ascii(value[:40])[1:-1]}` is not four numbers, the last two above 0"
        raise _RefusedError(message, "SG112", _SIZED)
    return numbers[2], numbers[3]
