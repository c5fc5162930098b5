"""Characters that say nothing: pictures set before a line, and those that cannot be seen."""

from __future__ import annotations

ORNAMENTS = (
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\u25a0-\u27bf\U0001f000-\U0001faff\ufe0e\ufe0f\u200d]*+"
)
"""A pattern of the pictures and arrows that stand before a question or a label."""

_HIDDEN = "\u00ad\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPACES = "\u00a0\u2007\u2009\u202f"
_LONG = 20_000
_LEVEL = str.maketrans(dict.fromkeys(_HIDDEN + _SPACES, " "))
_GONE = str.maketrans(dict.fromkeys(_HIDDEN))


def levelled(text: str) -> str:
    """Return a text of the same length in which spaces of all kinds, and what cannot be seen, are spaces."""
    return text if text.isascii() else text.translate(_LEVEL)


def visible(text: str) -> str:
    """Return a text without soft hyphens, marks of direction and spaces of no width.

    Joiners stay: they change how letters and pictures look.
    """
    return text if text.isascii() else text.translate(_GONE)


def stripped(text: str) -> str:
    """Return a text without white space and what cannot be seen at its ends."""
    return text.strip() if text.isascii() else text.strip(_HIDDEN + _SPACES + " \t\n\r\f\v")


def one_line(text: str) -> str:
    """Return a text on one line with single spaces.

    A very long text keeps its runs of spaces: as a list of its words it would take ten times its memory.
    """
    if len(text) <= _LONG:
        return " ".join(text.split())
    return text.strip().replace("\r", " ").replace("\n", " ").replace("\t", " ")
