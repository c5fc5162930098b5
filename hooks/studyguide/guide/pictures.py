"""Pictures: each is a whole file of the kind that its name says, and of a size that a page can show.

An SVG file is shown as a picture, but opened by itself it is a page: only plain drawings are let in.
"""

from __future__ import annotations

import io
import math
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

import imagesize

from studyguide.guide.drawing_cost import MAX_DEPTH, CostError, DrawingCost, check_sheet
from studyguide.guide.text import INVISIBLE

MAX_PICTURE = 1024 * 1024
"""In bytes; a drawing may have less, as it is text."""

_KINDS = {
    ".avif": "AVIF",
    ".gif": "GIF",
    ".jpeg": "JPEG",
    ".jpg": "JPEG",
    ".png": "PNG",
    ".svg": "SVG",
    ".webp": "WebP",
}
_PNG = b"\x89PNG\r\n\x1a\n"


def read_picture(data: bytes, suffix: str) -> tuple[int, int] | Fault:
    """Return the width and height of a picture, or what is wrong with it.

    Args:
        data: the content of its file.
        suffix: the end of its name, such as `.png`, which is one of those that pictures may have.
    """
    kind, says = kind_of_pixels(data), _KINDS[suffix]
    if says == "SVG" and not kind:
        return read_drawing(data)
    if kind != says:
        found = f"the content says {kind}" if kind else "the file does not begin like one"
        hint = "save it again under a name that ends as its kind does"
        return Fault(1, f"the name says {says}, but {found}", "SG111", hint)
    size = _size(data)
    if not _WHOLE[kind](data) or min(size) < 1:
        message = f"the {kind} picture is damaged, or something stands behind its end"
        return Fault(1, message, "SG111", "open it in a graphics program and save it again")
    if max(size) > MAX_SIDE:
        message = f"the picture has {size[0]} × {size[1]} pixels, more than {MAX_SIDE} on a side"
        return Fault(1, message, "SG112", "save it with fewer pixels: a page shows some 800 side by side")
    return size


def kind_of_pixels(data: bytes) -> str:
    """Return what kind of picture other than a drawing a file is by its first bytes, or nothing."""
    if data[4:8] == b"ftyp":
        return "AVIF" if data[8:12] in (b"avif", b"avis") else ""
    if data[:4] == b"RIFF":
        return "WebP" if data[8:12] == b"WEBP" else ""
    beginnings = {_PNG: "PNG", b"\xff\xd8\xff": "JPEG", b"GIF87a": "GIF", b"GIF89a": "GIF"}
    return next((kind for beginning, kind in beginnings.items() if data.startswith(beginning)), "")


def _size(data: bytes) -> tuple[int, int]:
    try:
        width, height = imagesize.get(io.BytesIO(data))
    except Exception:  # the library promises nothing about files that are damaged
        return 0, 0
    return int(width), int(height)


def _png_is_whole(data: bytes) -> bool:
    """Return whether a PNG file is a row of chunks with the right sums, and the last one is the last thing in it."""
    at = len(_PNG)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end]):
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return end == len(data)
        at = end
    return False


def _avif_is_whole(data: bytes) -> bool:
    """Return whether an AVIF file is a row of boxes, one with the pixels among them, that ends where the last does."""
    at, has_pixels = 0, False
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        has_pixels = has_pixels or data[at + 4 : at + 8] == b"mdat"
        if length == 1:  # a long box gives its length behind its name
            length = int.from_bytes(data[at + 8 : at + 16])
        at = len(data) if length == 0 else at + max(length, 8)
    return has_pixels and at == len(data)


def _webp_is_whole(data: bytes) -> bool:
    return len(data) == int.from_bytes(data[4:8], "little") + 8


_WHOLE: Mapping[str, Callable[[bytes], bool]] = {
    "AVIF": _avif_is_whole,
    "GIF": lambda data: data.endswith(b";"),
    "JPEG": lambda data: data.rstrip(b"\0").endswith(b"\xff\xd9"),
    "PNG": _png_is_whole,
    "WebP": _webp_is_whole,
}


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
    except CostError as refused:
        return Fault(parser.CurrentLineNumber, str(refused), hint=refused.hint)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return Fault(getattr(error, "lineno", 1), "the picture is not a valid SVG file")
    return reader.size


class _Reader:
    """Walks through the elements and refuses by raising."""

    def __init__(self) -> None:
        self.size = (0, 0)
        self._open: list[str] = []
        self._style = ""
        self._cost = DrawingCost()

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
            self._cost.start("metadata", {})
            return
        if namespace != _SVG or local not in _ELEMENTS:
            raise _RefusedError(f"the element `{ascii(local[:40])[1:-1]}` is not accepted in a picture")
        drawing = {key: value for key, value in attributes.items() if not key.startswith(_NOTES)}
        for attribute, value in drawing.items():
            _check_text(value)
            _check_attribute(attribute.rpartition(" ")[2], value)
        self._cost.start(local, drawing)
        if len(self._open) == 1:
            self.size = _drawing_size(attributes)

    def text(self, text: str) -> None:
        _check_text(text)
        if "style" in self._open:
            self._style += text

    def end(self, name: str) -> None:
        if self._open.pop() == "style":
            _check_style(self._style)
            check_sheet(self._style)
            self._style = ""
        self._cost.end()

    def doctype(self, name: str, system: str | None, public: str | None, has_declarations: int) -> None:
        hint = "delete all of `<!DOCTYPE …>`; a browser needs none, and an entity is written as the sign itself"
        raise _RefusedError("the picture has a document type", hint=hint)

    def instruction(self, target: str, data: str) -> None:
        raise _RefusedError(f"the instruction `<?{ascii(target[:40])[1:-1]}` is not accepted in a picture")


def _check_text(text: str) -> None:
    """Refuse what a reader would not see; in the file it may be written as a reference."""
    if hidden := INVISIBLE.search(text):
        message = f"the invisible character U+{ord(hidden[0]):04X} is not accepted"
        raise _RefusedError(message, "SG108", "delete it; it is often pasted in with other text")


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


def _drawing_size(root: Mapping[str, str]) -> tuple[int, int]:
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
