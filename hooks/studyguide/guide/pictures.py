"""Pictures: each is a whole file of the kind that its name says, and of a size that a page can show."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping

import imagesize

from studyguide.guide.svg import MAX_SIDE, Fault, read_drawing

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
