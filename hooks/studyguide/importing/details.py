"""Foldable blocks: `<details><summary>question</summary>answer</details>`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.importing.heads import read_head
from studyguide.importing.lines import Line
from studyguide.importing.words import REVEAL

_HTML = re.compile(r"</?[A-Za-z][^<>]{0,200}+>")

_CODE = frozenset(("code", "kbd", "samp", "tt"))
_WITHIN_LINE = frozenset("a abbr b big del em font i ins mark s small span strong sub sup u var".split())


@dataclass(frozen=True, slots=True)
class Fold:
    """A foldable block, by the indexes of its lines."""

    start: int
    """The line of `<details>`."""
    summary: int
    """The line of `<summary>`."""
    body: int
    """The first line after `</summary>`."""
    stop: int
    """The line after `</details>`."""
    title: str
    """The text of the summary, without tags."""
    closed: bool

    @property
    def body_stop(self) -> int:
        """The line after the last one of the body."""
        return self.stop - 1 if self.closed else self.stop

    @property
    def hides_answer(self) -> bool:
        """Whether the summary only says that an answer follows."""
        head = read_head(self.title)
        bare = self.title.strip(" *_:.#>!▶►👉").lower()
        return (head.label == "a" and not head.text) or bare in REVEAL or read_head(bare).label == "a"


def find_folds(lines: Sequence[Line], shield: Sequence[bool]) -> list[Fold]:
    """Return every block that has a summary, in the order of the text; blocks may hold others.

    A block that is never closed ends before the next one.
    """
    tags = [index for index, line in enumerate(lines) if not shield[index] and _is_tag(line.text)]
    stops = _stops(lines, tags)
    folds: list[Fold] = []
    for position, index in enumerate(tags):
        if not _named(lines[index].text, "<details"):
            continue
        summary = tags[position + 1] if position + 1 < len(tags) else -1
        after = tags[position + 2] if position + 2 < len(tags) else -1
        if summary < 0 or not _named(lines[summary].text, "<summary") or after < 0:
            continue
        if not _named(lines[after].text, "</summary") or not _near(lines, index, summary):
            continue
        stop = stops.get(index) or _next_opening(lines, tags, position + 3)
        folds.append(Fold(index, summary, after + 1, stop, _title(lines, summary, after), index in stops))
    return folds


def _is_tag(text: str) -> bool:
    return text.startswith("<") and _named(text, "<details", "</details", "<summary", "</summary")


def _named(text: str, *names: str) -> bool:
    return text[:9].lower().startswith(names)


def _next_opening(lines: Sequence[Line], tags: Sequence[int], position: int) -> int:
    return tags[position] if position < len(tags) and _opens(lines[tags[position]].text) else len(lines)


def _opens(text: str) -> bool:
    return _named(text, "<details")


def _stops(lines: Sequence[Line], tags: Sequence[int]) -> dict[int, int]:
    """For each block that is closed: the line after its closing tag."""
    opened: list[int] = []
    stops: dict[int, int] = {}
    for index in tags:
        if _opens(lines[index].text):
            opened.append(index)
        elif _named(lines[index].text, "</details") and opened:
            stops[opened.pop()] = index + 1
    return stops


def _near(lines: Sequence[Line], start: int, stop: int) -> bool:
    return all(line.is_blank for line in lines[start + 1 : min(stop, start + 6)]) and stop - start <= 6


def _title(lines: Sequence[Line], summary: int, after: int) -> str:
    return " ".join(title_text(" ".join(line.text.strip() for line in lines[summary + 1 : after])).split())


def title_text(text: str) -> str:
    """Return a question in HTML as Markdown: without tags, code in its marks."""
    return _HTML.sub(_as_markdown, text)


def _as_markdown(tag: re.Match[str]) -> str:
    """Return what stands for a tag in a title: code keeps its marks, other tags within a line leave no gap."""
    name = re.sub(r"\W", "", tag[0].split()[0]).lower()
    return "`" if name in _CODE else "" if name in _WITHIN_LINE else " "


def html_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a summary that are taken away with it."""
    return tuple(_HTML.findall(text))
