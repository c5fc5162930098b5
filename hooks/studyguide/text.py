"""Small operations on plain text that several modules need."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[\W_]+")


def slugify(text: str) -> str:
    """Return text as a part of an address: lower case, everything but letters and digits a hyphen.

    Letters of every script stay, so that a section named in Greek keeps an anchor.
    """
    composed = unicodedata.normalize("NFC", text).lower()
    return _SEPARATORS.sub("-", composed).strip("-")


def shortened(text: str, length: int = 60) -> str:
    """Return a text on one line, cut with an ellipsis."""
    text = " ".join(text[: 20 * length].split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
