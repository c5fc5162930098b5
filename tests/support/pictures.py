"""The smallest files that pass for pictures of each kind: a PNG and a GIF that can be shown, and the frames of others."""

from __future__ import annotations

import zlib


def picture(kind: str, width: int = 1, height: int = 1) -> bytes:
    """Return a picture of a kind, which is one of the endings of names."""
    return {"avif": _avif, "gif": _gif, "jpg": _jpeg, "png": _png, "webp": _webp}[kind](width, height)


def _png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes([1, 0, 0, 0, 0])  # a bit for each pixel: black
    rows = zlib.compress((b"\0" * (1 + (width + 7) // 8)) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _gif(width: int, height: int) -> bytes:
    size = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    return b"GIF89a" + size + b"\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0" + size + b"\0\x02\x02D\x01\0;"


def _jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0\0\x0b\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\0"
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + frame + b"\xff\xd9"


def _webp(width: int, height: int) -> bytes:
    data = b"\x2f" + ((width - 1) | (height - 1) << 14).to_bytes(4, "little")
    chunk = b"VP8L" + len(data).to_bytes(4, "little") + data + b"\0"
    return b"RIFF" + (4 + len(chunk)).to_bytes(4, "little") + b"WEBP" + chunk


def _avif(width: int, height: int) -> bytes:
    def box(name: bytes, data: bytes) -> bytes:
        return (8 + len(data)).to_bytes(4) + name + data

    extent = box(b"ispe", b"\0\0\0\0" + width.to_bytes(4) + height.to_bytes(4))
    properties = box(b"iprp", box(b"ipco", extent))
    return box(b"ftyp", b"avif\0\0\0\0avif") + box(b"meta", b"\0\0\0\0" + properties) + box(b"mdat", b"\0")
