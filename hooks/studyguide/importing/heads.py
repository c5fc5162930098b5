"""The head of a line taken apart: bullet, heading marks, number and label before the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from studyguide.importing import words
from studyguide.importing.lines import ORNAMENTS, Line, indent_of, levelled, stripped
from studyguide.importing.words import PAIRS, ends_asking

MAX_LINE = 2_000
"""A longer line is no heading and no item of a list of questions; a label may still begin it."""


def _choice(entries: tuple[str, ...]) -> str:
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: (-len(entry), entry)))


_PREFIX = re.compile(
    r"(?P<indent>[ \t]*+)(?P<quote>(?:>[ \t]?)*+)(?P<bullet>(?:[-*+•◦▪‣][ \t]++)?+)(?P<hashes>(?:\#{1,6}[ \t]++)?+)"
    r"(?P<block>(?:(?:\?\?\?\+?|!!!)[ \t]++\w++[ \t]++(?=\")|\[![A-Za-z-]{1,30}\][+-]?+[ \t]++"
    r"|\[[ xX]\][ \t]++(?=\S)|\[\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?\][ \t]++)?+)"
)
_ORNAMENT = re.compile(rf"(?:{ORNAMENTS}[ \t]*+)?+")
_ASKING_BLOCK = re.compile(r"question|faq|help|quiz|card", re.IGNORECASE)
_MARKS = re.compile(r"[*_]{0,3}+")
_NUMBER = re.compile(
    r"(?:[\[(]?+(?P<value>\d{1,5}+)"
    r"(?P<delim>\\?+[.):、．）\]](?:(?=[^\d:])|$)|[ \t]++[-–—](?=[ \t])|(?=[*_]{1,3}[ \t]))"
    r"|(?P<circled>[①-⑳])[.):、]?+"
    r"|(?P<key>\d)\ufe0f?+\u20e3[.):]?+|\#(?P<hash>\d{1,5}+)[.):]?+(?=[ \t]))[*_]{0,3}+[ \t]*+"
)
_OUTLINE = re.compile(r"(?<![\d.])\d{1,3}+(?:\.(?P<value>\d{1,3}+))++(?P<delim>[.)]?+)(?=[ \t])[ \t]++")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a text that are none of the usual words: initials, names, words of another language."""

    question: str
    answer: str


@lru_cache(maxsize=16)
def _labels(own: Labels | None) -> re.Pattern[str]:
    """Return the pattern of a label: of a text's own ones, or of the usual words where it has none."""
    if own:
        sides = f"(?P<q>{re.escape(own.question)})|(?P<a>{re.escape(own.answer)})|(?P<asker>(?!))|(?P<answerer>(?!))"
    else:
        sides = rf"""(?P<q>(?:(?:{_choice(words.QUESTION_ADJECTIVES)})[ ])?(?:{_choice(words.QUESTION)}))
         |(?P<a>(?:(?:{_choice(words.ANSWER_ADJECTIVES)})[ ]){{0,2}}(?:{_choice(words.ANSWER)}))
         |(?P<asker>{_choice(words.ASKER)})
         |(?P<answerer>{_choice(words.ANSWERER)})"""
    return re.compile(
        rf"""[\[(]?(?:{sides})
    (?P<number>[ \t]?[.\-–]?[ \t]?(?:[#№]|n[or]\.?[ ])?[ \t]?\d{{1,5}}(?:[ ]?(?:of|/)[ ]?\d{{1,5}})?)?
    (?P<note>[ \t]?\([^()]{{1,40}}\))?
    (?P<closed>[*_]{{0,3}})
    (?P<delim>[ \t]?[:：]|\\?[.)\]、．）](?=[\s*_]|$)|[ \t]+[-–—|](?=[ \t])|(?![^\W_]))
    (?P<end>[*_]{{0,3}})
    (?P<space>[ \t]*+)""",
        re.VERBOSE | re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the text of a line."""

    indent: int
    """Columns of white space before anything else."""
    quoted: bool
    bullet: str
    level: int
    """Of a heading; 0 for none."""
    number: int | None
    """The number before the text: `1.`, `Q1`."""
    label: str
    """`q` or `a` for a labelled question or answer, else empty."""
    speaker: bool
    """Whether the label names who speaks."""
    letter: bool
    """Whether the label is a single letter without a number: it may be a variable, an option, an initial."""
    delim: str
    text: str
    """The text after all that, with bold marks that reach into it."""
    opened: str
    """Bold marks that were opened before the label and close somewhere in the text."""
    content: int
    """Columns before the text of a list item."""
    taken: str
    """The label and number as written, without marks."""
    is_block: bool
    """Whether it is the title of a block of a question: `??? question "…"`, `> [!question] …`."""

    @property
    def plain(self) -> bool:
        """Whether the line has neither heading, label, number nor bullet."""
        return not (self.level or self.label or self.bullet or self.number is not None)


def read_head(text: str, own: Labels | None = None) -> Head:
    """Take the head of a line apart; `own` are labels that the text has instead of the usual words."""
    line = levelled(text)
    prefix = _PREFIX.match(line)
    assert prefix
    opening = _after(_MARKS, line, _after(_ORNAMENT, line, prefix.end()).end())
    inner = _after(_ORNAMENT, line, opening.end()).end()
    number = _NUMBER.match(line, inner)
    if number is None and (prefix["hashes"] or opening[0]):
        number = _OUTLINE.match(line, inner)
    after = _after(_ORNAMENT, line, number.end()).end() if number else inner
    label = _label(line, after, bool(prefix["hashes"] or opening[0] or number), own)
    if label is None and number:
        again = _after(_MARKS, line, after)
        label = _label(line, _after(_ORNAMENT, line, again.end()).end(), True, own) if again[0] else None
        opening = again if label else opening
    return _head(text, prefix, opening, number, label)


def _after(pattern: re.Pattern[str], line: str, position: int) -> re.Match[str]:
    """Match a pattern that may be empty."""
    match = pattern.match(line, position)
    assert match
    return match


def _label(line: str, position: int, marked: bool, own: Labels | None) -> re.Match[str] | None:
    match = _labels(own).match(line, position)
    if match is None:
        return None
    word = match["q"] or match["a"] or match["asker"] or match["answerer"]
    ends = match.end() >= len(line.rstrip())
    if match["asker"] or match["answerer"]:
        has_colon = match["delim"].strip() in (":", "：")
        return match if (has_colon or (ends and _stands_alone(match, marked))) and not match["number"] else None
    if match["delim"]:
        return match
    if match["number"]:
        is_short = word in ("Q", "q", "A") and match["number"].isdigit() and match["space"]
        return match if ends or match["closed"] or is_short else None
    if not ends:
        return None
    return match if (len(word) > 1 and (marked or match["a"])) or line.strip() in ("Q", "A") else None


def _stands_alone(match: re.Match[str], marked: bool) -> bool:
    """Whether a speaker's name without a colon is a line of its own: as a title, or with a capital letter."""
    return not match["delim"] and (marked or match[0][0].isupper())


def _head(
    line: str,
    prefix: re.Match[str],
    opening: re.Match[str],
    number: re.Match[str] | None,
    label: re.Match[str] | None,
) -> Head:
    start = label.end() if label else number.end() if number else opening.start()
    text = stripped(line[start:]) if label or number else line[start:].rstrip()
    closed = (label["closed"] + label["end"]) if label else ""
    if number and not label:
        closed = "".join(mark for mark in re.sub(r"^[^*_]+", "", number[0]) if mark in "*_")
    opened = opening[0] if (label or number) and opening[0] and not closed else ""
    if label and not opening[0] and (label["closed"] or label["end"]):
        text = (label["end"] or label["closed"]) + text if text else text
    kind = "" if label is None else "q" if label["q"] or label["asker"] else "a"
    word = (label["q"] or label["a"] or "") if label else ""
    digits = re.search(r"\d+", label["number"]) if label and label["number"] else None
    value = int(digits[0]) if digits else _value(number) if number else None
    return Head(
        indent=indent_of(prefix["indent"]),
        quoted=bool(prefix["quote"]),
        bullet=prefix["bullet"].strip(),
        level=len(prefix["hashes"].strip()),
        number=value,
        label=kind,
        speaker=bool(label and (label["asker"] or label["answerer"])),
        letter=len(word) == 1 and word < "\u0500" and digits is None,
        delim=(label["delim"] if label else number["delim"] or "" if number else "").strip().strip("\\"),
        text=text,
        opened=opened,
        content=indent_of(prefix["indent"]) + len(prefix["bullet"]) + (len(number[0]) if number and not label else 0),
        taken=_taken(line, prefix, number, label),
        is_block=bool(_ASKING_BLOCK.search(prefix["block"])),
    )


def _value(number: re.Match[str]) -> int:
    value = next(value for name, value in number.groupdict().items() if value and name != "delim")
    return int(value) if value.isdecimal() else ord(value) - ord("①") + 1


def _taken(line: str, prefix: re.Match[str], number: re.Match[str] | None, label: re.Match[str] | None) -> str:
    block = prefix["block"]
    if number is None and label is None:
        return block.strip()
    start = prefix.start("block") if block else (number or label).start()  # type: ignore[union-attr]
    end = (label or number).end()  # type: ignore[union-attr]
    return " ".join(re.sub(r"[*_]+", " ", line[start:end]).split())


_LINE = re.compile(
    r"[ \t>*_#+-]{0,8}(?:\[\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?\][ \t]*)?"
    r"(?P<word>[^\W\d_](?:[\w'’-]|[ ](?=[^\W\d])){0,24}?)[ \t]?\d{0,4}[*_]{0,3}[.:：][*_]{0,3}[ \t]+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_ENOUGH = 2


def find_own_labels(lines: Sequence[Line], code: Sequence[bool]) -> Labels | None:
    """Return two words that take turns before a colon, the first of them before questions; None where none do."""
    said = [
        (match["word"], ends_asking(match["rest"]))
        for line, is_code in zip(lines, code, strict=True)
        if not is_code and len(line.text) <= MAX_LINE and (match := _LINE.match(line.text))
    ]
    turns = Counter(
        (first, second)
        for (first, is_asked), (second, is_also_asked) in pairwise(said)
        if is_asked and not is_also_asked and first != second
    )
    known = Counter(turn for turn in pairwise(word for word, _ in said) if (turn[0].lower(), turn[1].lower()) in PAIRS)
    turns = known or turns
    if not turns:
        return None
    (question, answer), count = min(turns.items(), key=lambda turn: (-turn[1], turn[0]))
    lines_of = Counter(word for word, _ in said)
    is_regular = all(2 * lines_of[word] <= 3 * count for word in (question, answer))
    return Labels(question, answer) if count >= _ENOUGH and is_regular else None
