"""Small operations on plain text that several modules need."""

from __future__ import annotations

import html
import re
import unicodedata

_SEPARATORS = re.compile(r"[\W_]+")


_ENDLESS = re.compile(r"&#[0-9]{20,}+;?")


def unescaped(text: str) -> str:
    """Return text with its character references resolved; `html.unescape` fails at numbers of thousands of digits."""
    return html.unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


class Ends:
    """Where things that have been opened end, looked for from left to right.

    A sign that does not come any more is searched for once, not once for each thing that it could end.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._gone: set[str] = set()

    def after(self, sign: str, start: int) -> int:
        """Return where a sign ends that begins at a place or later, or -1; places must not decrease."""
        if sign in self._gone:
            return -1
        found = self._text.find(sign, start)
        if found < 0:
            self._gone.add(sign)
            return -1
        return found + len(sign)


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
