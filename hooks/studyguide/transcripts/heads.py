"""The head of a line taken apart: bullet, heading marks, number and label before the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studyguide.transcripts import words
from studyguide.transcripts.lines import indent_of

MAX_LINE = 2_000
"""A longer line is no heading and no item of a list of questions; a label may still begin it."""


def _choice(entries: tuple[str, ...]) -> str:
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: (-len(entry), entry)))


_PREFIX = re.compile(
    r"(?P<indent>[ \t]*+)(?P<quote>(?:>[ \t]?)*+)(?P<bullet>(?:[-*+•◦▪‣][ \t]++)?+)(?P<hashes>(?:\#{1,6}[ \t]++)?+)"
)
_MARKS = re.compile(r"[*_]{0,3}+")
_NUMBER = re.compile(
    r"(?:[\[(]?+(?P<value>\d{1,5}+)"
    r"(?P<delim>\\?+[.):、．）\]](?:(?=[^\d:])|$)|[ \t]++[-–—](?=[ \t])|(?=[*_]{1,3}[ \t]))"
    r"|(?P<key>\d)\ufe0f?+\u20e3[.):]?+|\#(?P<hash>\d{1,5}+)[.):]?+(?=[ \t]))[*_]{0,3}+[ \t]*+"
)
_OUTLINE = re.compile(r"\d{1,3}+(?:\.(?P<value>\d{1,3}+))++(?P<delim>[.)]?+)(?=[ \t])[ \t]++")
_LABEL = re.compile(
    rf"""(?:(?P<q>(?:(?:{_choice(words.QUESTION_ADJECTIVES)})[ ])?(?:{_choice(words.QUESTION)}))
         |(?P<a>(?:(?:{_choice(words.ANSWER_ADJECTIVES)})[ ]){{0,2}}(?:{_choice(words.ANSWER)}))
         |(?P<asker>{_choice(words.ASKER)})
         |(?P<answerer>{_choice(words.ANSWERER)}))
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

    @property
    def plain(self) -> bool:
        """Whether the line has neither heading, label, number nor bullet."""
        return not (self.level or self.label or self.bullet or self.number is not None)


def read_head(line: str) -> Head:
    """Take the head of a line apart."""
    prefix = _PREFIX.match(line)
    assert prefix
    position = prefix.end()
    opening = _MARKS.match(line, position)
    assert opening
    number = _NUMBER.match(line, opening.end())
    if number is None and (prefix["hashes"] or opening[0]):
        number = _OUTLINE.match(line, opening.end())
    after = number.end() if number else opening.end()
    label = _label(line, after, bool(prefix["hashes"] or opening[0] or number))
    if label is None and number:
        again = _MARKS.match(line, after)
        assert again
        label = _label(line, again.end(), True) if again[0] else None
        opening = again if label else opening
    return _head(line, prefix, opening, number, label)


def _label(line: str, position: int, marked: bool) -> re.Match[str] | None:
    match = _LABEL.match(line, position)
    if match is None:
        return None
    word = match["q"] or match["a"] or match["asker"] or match["answerer"]
    ends = match.end() >= len(line.rstrip())
    if match["asker"] or match["answerer"]:
        return match if match["delim"].strip() in (":", "：") and not match["number"] else None
    if match["delim"]:
        return match
    if match["number"]:
        is_short = word in ("Q", "q") and match["number"].isdigit() and match["space"]
        return match if ends or match["closed"] or is_short else None
    return match if ends and len(word) > 1 and (marked or match["a"]) else None


def _head(
    line: str,
    prefix: re.Match[str],
    opening: re.Match[str],
    number: re.Match[str] | None,
    label: re.Match[str] | None,
) -> Head:
    start = label.end() if label else number.end() if number else opening.start()
    text = line[start:].rstrip()
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
        letter=len(word) == 1 and word.isascii() and digits is None,
        delim=(label["delim"] if label else number["delim"] or "" if number else "").strip().strip("\\"),
        text=text,
        opened=opened,
        content=indent_of(prefix["indent"]) + len(prefix["bullet"]) + (len(number[0]) if number and not label else 0),
        taken=_taken(line, prefix, number, label),
    )


def _value(number: re.Match[str]) -> int:
    return int(next(value for name, value in number.groupdict().items() if value and name != "delim"))


def _taken(line: str, prefix: re.Match[str], number: re.Match[str] | None, label: re.Match[str] | None) -> str:
    if number is None and label is None:
        return ""
    start = (number or label).start()  # type: ignore[union-attr]
    end = (label or number).end()  # type: ignore[union-attr]
    return " ".join(re.sub(r"[*_]+", " ", line[start:end]).split())
