"""A Markdown text taken apart by line: what a check needs to know before anything is rendered.

Every step is linear in the length of the text, because the text comes from strangers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

_FENCE = re.compile(
    r"^(?P<indent>[ \t>]*+(?:(?:[-*+]|\d++[.)])[ \t]++)*+)(?P<fence>`{3,}+|~{3,}+)(?P<info>[^`\n]*+)$", re.MULTILINE
)
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_TICKS = re.compile(r"`+")
_DISPLAY = re.compile(r"\$\$(.*?)\$\$", re.DOTALL)
_OPEN_DISPLAY = re.compile(r"^[ \t>]*\$\$", re.MULTILINE)
_INLINE = re.compile(r"\$(?![\s$])((?:\n(?!\s*\n)|[^$\n])*?)(?<!\s)\$(?!\d)")
_TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|!--|!\[CDATA\[|!DOCTYPE|\?[a-z]\w*)", re.IGNORECASE)
_AUTOLINK = re.compile(r"<([a-z][a-z0-9+.-]*:[^\s<>]*)>", re.IGNORECASE)
_ATX = re.compile(r"^[ \t>]*+(?:(?:[-*+]|\d++[.)])[ \t]++)*+(#{1,6}+)(?!#)[ \t]*+(.*+)$", re.MULTILINE)
_UNDERLINE = re.compile(r"\n(=+|-+)[ \t]*(?=\n|\Z)")
_NOT_TITLE = ("#", "-", "*", "+", ">", "=")
_MOST_SHOWN = 1000
"""Characters that are kept of a link's text: links in links in links would keep the same ones over and over."""
_BRACKET = re.compile(r"!?\[|\]")
_TARGET = re.compile(
    r"\(\s*+(?:<([^<>\n]*+)>|([^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*+))(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?+\s*+\)"
    r"|\(\s++(?:\"[^\"]*+\"|'[^']*+')\s*+\)"
)
"""An address and a title, or a title alone."""
_REFERENCE = re.compile(r"[ \n]?\[([^\[\]]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]^\n][^\]\n]*)\]:[ \t]*+(?:\n[ \t]*+)?+<?([^\s<>]++)>?", re.MULTILINE)
_CITATION = re.compile(r"\[((?:@[^\[\]\s;,]+(?:,[^\[\];]*)?)(?:;\s*@[^\[\]\s;,]+(?:,[^\[\];]*)?)*)\]")
_KEY = re.compile(r"@([^\s;,\]]+)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, with its line counted from 1 in the text."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image, with the text or the alternative text."""

    line: int
    target: str
    text: str
    is_image: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited key."""

    line: int
    key: str


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced code block."""

    line: int
    """The line of the opening fence."""
    language: str
    options: str
    """The rest of the info string."""
    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A piece of mathematics in LaTeX."""

    line: int
    tex: str
    is_display: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """What stands in a Markdown text, code and mathematics told apart from prose."""

    prose: str
    """The text with code, formulas and escaped characters blanked out; lines and columns kept."""
    code_blocks: tuple[CodeBlock, ...]
    formulas: tuple[Formula, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    citations: tuple[Citation, ...]
    raw_html: tuple[Heading, ...]
    """Tags and comments outside of code; `text` is the tag."""
    unclosed_fence: int | None
    unclosed_formula: int | None


@lru_cache(maxsize=4)  # a page goes through all its checks before the next
def scan(text: str) -> Scan:
    """Take a Markdown text apart; every line in the result is counted from 1 in the text."""
    lines = _Lines(text)
    without_blocks, blocks, unclosed = _fenced(text, lines)
    masked, formulas = _formulas(_without_spans(_without_escapes(without_blocks)), text, lines)
    open_formula = _OPEN_DISPLAY.search(masked) if "$$" in masked else None
    definitions = {_label(m[1]): m for m in _DEFINITION.finditer(masked)} if "]:" in masked else {}
    links, citations = _links(masked, text, definitions, lines)
    return Scan(
        prose=masked,
        code_blocks=blocks,
        formulas=formulas,
        headings=tuple(_headings(masked, text, lines)),
        links=links,
        citations=citations,
        raw_html=tuple(Heading(lines.at(m.start()), 0, m[0]) for m in _TAG.finditer(masked)),
        unclosed_fence=unclosed,
        unclosed_formula=lines.at(open_formula.end() - 1) if open_formula else None,
    )


class _Lines:
    """Finds the line of an offset."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _ends(self) -> list[int]:
        return [end - 1 for end in accumulate(len(line) + 1 for line in self._text.split("\n"))]

    def at(self, offset: int) -> int:
        return bisect_right(self._ends, offset - 1) + 1


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Replace what matches by spaces of the same length, keeping line ends."""
    return pattern.sub(lambda match: _spaces(match[0]), text)


def _spaces(text: str) -> str:
    return "\n".join([" " * len(line) for line in text.split("\n")])


def _fenced(text: str, lines: _Lines) -> tuple[str, tuple[CodeBlock, ...], int | None]:
    """Blank out fenced code and return it.

    A block ends at a fence exactly like the one that opened it, as PyMdown's SuperFences has it.
    """
    if "```" not in text and "~~~" not in text:
        return text, (), None
    kept: list[str] = []
    blocks: list[CodeBlock] = []
    opening: re.Match[str] | None = None
    end = 0
    for match in _FENCE.finditer(text):
        if opening is None:
            opening = match
        elif _closes(match, opening):
            code = text[opening.end() + 1 : match.start()].split("\n")[:-1]
            blocks.append(_code_block(opening, lines.at(opening.start()), code))
            kept += [text[end : opening.start()], _spaces(text[opening.start() : match.end()])]
            opening, end = None, match.end()
    if opening is None:
        return "".join([*kept, text[end:]]), tuple(blocks), None
    return (
        "".join([*kept, text[end : opening.start()], _spaces(text[opening.start() :])]),
        tuple(blocks),
        lines.at(opening.start()),
    )


def _closes(match: re.Match[str], opening: re.Match[str]) -> bool:
    return match["fence"] == opening["fence"] and not match["info"].strip()


def _code_block(opening: re.Match[str], line: int, code: list[str]) -> CodeBlock:
    indent = len(opening["indent"])
    language, _, options = opening["info"].strip().partition(" ")
    text = "\n".join(row[indent:] if not row[:indent].strip(" \t>") else row for row in code)
    return CodeBlock(line, language, options.strip(), text + "\n" if code else "")


def _without_escapes(text: str) -> str:
    return _blank(_ESCAPE, text) if "\\" in text else text


def _without_spans(text: str) -> str:
    """Blank out code spans: a run of backticks up to the next run of the same length."""
    if "`" not in text:
        return text
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for index in reversed(range(len(runs))):
        by_length[runs[index][1] - runs[index][0]].append(index)
    pieces: list[str] = []
    position = index = 0
    while index < len(runs):
        start, end = runs[index]
        same = by_length[end - start]
        while same and same[-1] <= index:
            same.pop()
        if same and "\n\n" not in text[start : min(runs[same[-1]][0], start + 20_000)]:
            stop = runs[same[-1]][1]
            pieces += [text[position:start], _spaces(text[start:stop])]
            position, index = stop, same[-1] + 1
        else:
            index += 1
    return "".join([*pieces, text[position:]])


def _formulas(masked: str, text: str, lines: _Lines) -> tuple[str, tuple[Formula, ...]]:
    """Blank out formulas and return them as they stand in the text."""
    if "$" not in masked:
        return masked, ()
    found: list[Formula] = []
    for pattern, is_display in ((_DISPLAY, True), (_INLINE, False)):
        for match in pattern.finditer(masked):
            tex = text[match.start(1) : match.end(1)]
            found.append(Formula(lines.at(match.start()), tex.strip(), is_display))
        masked = _blank(pattern, masked)
    return masked, tuple(sorted(found, key=lambda formula: formula.line))


def _atx(masked: str) -> Iterator[re.Match[str]]:
    """Yield the headings that begin with number signs; only lines that have one are looked at."""
    sign = masked.find("#")
    while sign >= 0:
        match = _ATX.match(masked, masked.rfind("\n", 0, sign) + 1)
        if match:
            yield match
        end = masked.find("\n", sign)
        sign = masked.find("#", end) if end >= 0 else -1


def _headings(masked: str, text: str, lines: _Lines) -> Iterator[Heading]:
    for match in _atx(masked):
        title = match[2].rstrip(" \t").rstrip("#").rstrip(" \t")
        start = match.start(2)
        yield Heading(lines.at(match.start(1)), len(match[1]), text[start : start + len(title)])
    for match in _UNDERLINE.finditer(masked):
        start = masked.rfind("\n", 0, match.start()) + 1
        title = masked[start : match.start()].strip()
        begins_block = not masked[masked.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
        if begins_block and title and "|" not in title and not title.startswith(_NOT_TITLE):
            yield Heading(lines.at(start), 1 if match[1][0] == "=" else 2, title)


def _label(text: str) -> str:
    return " ".join(text.lower().split())


def _links(
    masked: str, whole: str, definitions: dict[str, re.Match[str]], lines: _Lines
) -> tuple[tuple[Link, ...], tuple[Citation, ...]]:
    links = [Link(lines.at(m.start(1)), m[1], m[1]) for m in _AUTOLINK.finditer(masked)]
    citations: list[Citation] = []
    opened: list[re.Match[str]] = []
    for match in _BRACKET.finditer(masked):
        if match[0] != "]":
            opened.append(match)
        elif opened:
            start = opened.pop()
            line = lines.at(start.start())
            if masked.startswith("@", start.end(), match.start()) and start[0] == "[":
                citations += [Citation(line, key) for key in _cited(masked, start.start(), match.end())]
            elif (target := _target(masked, start.end(), match.start(), definitions)) is not None:
                shown = whole[start.end() : min(match.start(), start.end() + _MOST_SHOWN)].strip()
                links.append(Link(line, target, shown, is_image=start[0] == "!["))
    links += [Link(lines.at(m.start(2)), m[2], m[1]) for m in definitions.values()]
    return tuple(sorted(dict.fromkeys(links), key=lambda link: (link.line, link.target))), tuple(citations)


def _cited(masked: str, start: int, end: int) -> list[str]:
    return _KEY.findall(masked, start, end) if _CITATION.fullmatch(masked, start, end) else []


def _target(masked: str, start: int, end: int, definitions: dict[str, re.Match[str]]) -> str | None:
    """Return where brackets around a text lead, if they are a link."""
    if inline := _TARGET.match(masked, end + 1):
        return inline[1] or inline[2] or ""
    if not definitions:
        return None
    reference = _REFERENCE.match(masked, end + 1)
    label = _label((reference and reference[1]) or masked[start:end]) if end - start < 1000 else ""
    return definitions[label][2] if label in definitions else None


@dataclass(frozen=True, slots=True)
class Mentions:
    """The links and citations of one text."""

    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()


def find_mentions(text: str) -> Mentions:
    """Return the links and citations of a Markdown text."""
    found = scan(text)
    return Mentions(found.links, found.citations)
