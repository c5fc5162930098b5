"""Small operations on plain text that several modules need."""

from __future__ import annotations

import difflib
import html
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator

MAX_HINTS = 50
"""Names in a text for which the nearest is looked for, which takes time."""
MAX_LENGTH = 200

WORD = re.compile(r"\w+")
"""Letters, digits and underscores of any script."""
_GAPS_IN_ASCII = {code: " " for code in range(128) if not WORD.fullmatch(chr(code))}

_QUESTION_MARKS = ("?", "？", "؟", "՞", ";", "⁇", "፧")
_INSTRUCTIONS = frozenset(
    """add analyse analyze annotate apply argue assess build calculate characterise check choose classify code compare
    complete compute configure construct contrast convert count create debug decide define demonstrate deploy derive
    describe design determine diagnose differentiate discuss distinguish draw enumerate estimate evaluate examine
    explain express extend fill find fix formulate give identify illustrate implement integrate interpret judge
    justify label list locate name optimise optimize order outline plan plot point predict prove provide rank recite
    refactor rewrite run say set show simplify sketch solve sort specify state suggest summarise summarize take talk
    tell test trace train translate use verify walk write""".split()
)

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Control characters, marks of direction and of no width: what a reader of the text would not see."""
_REFERENCE = re.compile(r"&(?:#0*+([0-9]{1,7}+)|#[xX]0*+([0-9a-fA-F]{1,6}+)|[A-Za-z][A-Za-z0-9]*+(?=;));?|&#[xX]?0++;?")

_SEPARATORS = re.compile(r"[\W_]+")
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "ı": "i", "þ": "th"})
"""Letters that Unicode takes for letters of their own, without marks that could be left out."""
_ENDLESS = re.compile(r"&#[0-9]{20,}+;?")


def unescaped(text: str) -> str:
    """Return text with its character references resolved; `html.unescape` fails at numbers of thousands of digits."""
    return html.unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


def invisible_references(text: str, prose: str = "") -> Iterator[tuple[re.Match[str], str]]:
    """Yield the character references for what a reader would not see, each with that character.

    Args:
        text: the text.
        prose: the same with all blanked out in which references mean nothing, such as code.
    """
    if "&" not in text:
        return
    for match in _REFERENCE.finditer(text):
        behind = slice(match.start() + 1, match.end())  # a backslash before a reference does not undo it
        if (not prose or prose[behind] == text[behind]) and (hidden := INVISIBLE.search(_referred(match))):
            yield match, hidden[0]


def _referred(match: re.Match[str]) -> str:
    """Return what a reference stands for; `html.unescape` makes nothing of some control characters."""
    if not match[0].startswith("&#"):
        return html.unescape(match[0])
    number = int(match[1] or "0") or int(match[2] or "0", 16)
    return chr(number) if number <= sys.maxunicode else ""


class Ends:
    """Finds where opened things end, going through a text from left to right.

    A sign that no longer occurs is searched for once, not for each thing that it could end.
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


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case."""
    return tuple(WORD.findall(text.lower()))


def distinct_words(text: str) -> set[str]:
    """Return each word of a text once; the usual kind of text is taken apart without looking for each word."""
    return set(text.translate(_GAPS_IN_ASCII).split() if text.isascii() else WORD.findall(text))


def is_question(text: str) -> bool:
    """Return whether a text asks: it ends in a question mark, or its first word is an instruction."""
    if text.rstrip("”\"')»").endswith(_QUESTION_MARKS) or ("?" in text[-60:] and text.endswith(".")):
        return True
    first = WORD.search(text)
    return first is not None and first[0].lower() in _INSTRUCTIONS


def slugify(text: str) -> str:
    """Return text as a part of an address: lower case, everything but letters and digits a hyphen.

    Letters of every script stay, so that a section named in Greek keeps an anchor.
    """
    composed = unicodedata.normalize("NFC", text).lower()
    return _SEPARATORS.sub("-", composed).strip("-")


def in_latin(text: str) -> str:
    """Return text in lower case, its letters without accents; those of other scripts stay."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFKD", lowered.translate(_LATIN))
    return "".join(character for character in apart if not unicodedata.combining(character))


def shortened(text: str, length: int = 60) -> str:
    """Return a text on one line, cut with an ellipsis."""
    text = " ".join(text[: 20 * length].split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def near(name: str, known: Iterable[str], number: int = 0) -> str:
    """Return a hint that names the nearest of the known names, if one is near.

    The search takes time, so that it is only done for the first names in a text: `number` counts them from 0.
    """
    if number >= MAX_HINTS or len(name) > MAX_LENGTH:
        return "check the spelling"
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean `{found[0]}`?" if found else "check the spelling"
