"""Makes questions and answers pass the checks: what these would refuse is removed or escaped, and reported."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from studyguide.guide.addresses import EXTERNAL
from studyguide.guide.model import PARTS
from studyguide.guide.scan import Link, Scan, scan
from studyguide.guide.schema import MAX_QUESTION
from studyguide.guide.source import MAX_BYTES
from studyguide.guide.text import INVISIBLE, invisible_references, is_question
from studyguide.importing.lines import fenced_code
from studyguide.render.formulas import FormulaError, to_mathml

MAX_ASKED = 2_000
"""Characters of a question that is imported; a longer one is something else."""
MAX_ANSWER = MAX_BYTES - 16 * 1024
"""Bytes of an answer that is imported: with its front matter it is a file that the checks accept."""

_REFUSED = re.compile(f"{INVISIBLE.pattern}|[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff]")
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_SUSPECT = re.compile(r"[#&<\[$`~]|^[ \t>]*+(?:=|-)", re.MULTILINE)
"""Something that is in every answer with a fault."""
_HEADING = re.compile(r"(?P<before>[ \t>]*+(?:(?:[-*+]|\d++[.)])[ \t]++)*+)#{1,6}+(?P<text>.*)")
_TICKS = re.compile(r"`++|~++")
_ROUNDS = 7
_MANY = 100
"""Wrong links on one line beyond which all its brackets are escaped."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A question with its answer, as a draft may have them."""

    question: str
    answer: str
    also_asked: tuple[str, ...] = ()
    """The whole wording of a question that had to be shortened."""
    changes: tuple[str, ...] = ()
    """What was changed, in words."""


def fit(question: str, answer: str, cited: Container[str] = ()) -> Fitted:
    """Return a question with its answer in a form that the checks accept.

    Args:
        question: on one line, of at most `MAX_ASKED` characters.
        answer: in Markdown, of at most `MAX_ANSWER` bytes.
        cited: the keys of references that exist.
    """
    asked, removed = _visible(question, " ")
    asked = " ".join(asked.split())
    text, also_removed = _visible(answer, "\n")
    changes = list(_removals(removed + also_removed))
    whole = asked if is_question(asked) else f"{asked}?"
    changes += ["a question mark was added"] if whole != asked else []
    body, mended = fit_answer(text, cited)
    changes += mended
    if len(whole) <= MAX_QUESTION:
        return Fitted(whole, body, (), tuple(changes))
    changes.append("the question was shortened; `also_asked` has all of it")
    return Fitted(next(shortenings(whole)), body, (whole,), tuple(changes))


def too_long(question: str, answer: str) -> str:
    """Return what is too long to be imported, or an empty text."""
    if len(question) > MAX_ASKED:
        return f"the question has {len(question):,} characters, and {MAX_ASKED:,} is the most that is imported"
    if len(answer) * 4 > MAX_ANSWER and (size := len(answer.encode("utf-8", "replace"))) > MAX_ANSWER:
        return f"the answer has {size / 1024:,.0f} KiB, and {MAX_ANSWER // 1024} KiB is the most that is imported"
    return ""


def shortenings(question: str) -> Iterator[str]:
    """Yield shorter wordings of a long question: its beginning, then other parts of it, each another text."""
    yield _cut(question, MAX_QUESTION - 2) + "…?"
    head = _cut(question, 50)
    tail = question[-50:].partition(" ")[2] or question[-40:]
    yield head + " … " + (tail if is_question(tail) else f"{tail[:50]}?")
    for number in range(2, 1 << 30):
        yield f"{_cut(question, MAX_QUESTION - 20)}… ({number})?"


def _cut(text: str, length: int) -> str:
    part = text[:length]
    return (part.rpartition(" ")[0] or part).rstrip(" ?.,;:!")


def _visible(text: str, line_end: str) -> tuple[str, Counter[str]]:
    """Return a text without the characters that the checks refuse, and those that were removed."""
    if not _REFUSED.search(text):
        return text, Counter()
    removed = Counter(_REFUSED.findall(text))
    return _REFUSED.sub(lambda match: line_end if match[0] in _BREAKS else "", text), removed


def _removals(removed: Counter[str]) -> Iterator[str]:
    if removed:
        names = ", ".join(f"U+{ord(character):04X}" for character in sorted(removed)[:5])
        count = removed.total()
        more = ", …" if len(removed) > 5 else ""
        plural = "s that are" if count > 1 else " that is"
        yield f"{count} character{plural} not accepted {'were' if count > 1 else 'was'} removed: {names}{more}"


def fit_answer(text: str, cited: Container[str] = ()) -> tuple[str, list[str]]:
    """Return an answer in a form that the checks accept, and what was done to it.

    An answer that no escape mends becomes a block of code, in which everything is allowed.
    """
    if not _SUSPECT.search(text):
        return text, []
    done: list[str] = []
    for _ in range(_ROUNDS):
        found = scan(text)
        mended = next((mend for is_due, mend in _MENDS if is_due(found, text, cited)), None)
        if mended is None:
            return text, done
        text, what = mended(found, text, cited)
        done += [] if what in done else [what]
    found = scan(text)
    if any(is_due(found, text, cited) for is_due, _ in _MENDS):
        text = as_code(text)
        done = ["the answer was put into a block of code: it has too much in it that is not accepted"]
    return text, done


def is_fit(text: str) -> bool:
    """Whether answers that pass one by one pass together: a fence that one leaves open, another may close."""
    dues = [is_due for is_due, _ in _MENDS if is_due is not _is_unordered]  # the headings are those of the takes
    return not _SUSPECT.search(text) or not any(is_due(scan(text), text, _EVERYTHING) for is_due in dues)


class _Everything(Container[str]):
    """Has whatever is asked for: citations have been looked at before."""

    def __contains__(self, _: object) -> bool:
        return True


_EVERYTHING = _Everything()


def as_code(text: str) -> str:
    """Return a text as a block of code."""
    return fenced_code(text, "text")


def without_parts(text: str) -> str:
    """Return an answer with bold text for its headings: another take has no parts of its own."""
    found = scan(text) if "#" in text or "\n-" in text or "\n=" in text else None
    return _in_bold(found, text, ())[0] if found and found.headings else text


def _is_unordered(found: Scan, text: str, _: Container[str]) -> bool:
    """Whether there are headings that are not the parts of an answer in their order, after a short answer."""
    if not found.headings:
        return False
    names = [heading.text if heading.level == 3 else "" for heading in found.headings]
    if any(name not in PARTS[:-1] for name in names):  # another take would be one with those that are joined to it
        return True
    places = [PARTS.index(name) for name in names]
    is_ordered = all(one < other for one, other in pairwise(places))
    first = min(heading.line for heading in found.headings)
    return not is_ordered or not any(row.strip() for row in text.split("\n")[: first - 1])


def _in_bold(found: Scan, text: str, _: Container[str]) -> tuple[str, str]:
    rows = text.split("\n")
    for heading in sorted(found.headings, key=lambda heading: -heading.line):
        match = _HEADING.match(rows[heading.line - 1])
        if match:
            rows[heading.line - 1] = match["before"] + _bold(match["text"].strip(" \t").rstrip("#").rstrip(" \t"))
        else:  # underlined
            rows[heading.line - 1 : heading.line + 1] = [_bold(rows[heading.line - 1].strip())]
    return "\n".join(rows), "headings were made bold text"


def _bold(text: str) -> str:
    bare = text.replace("**", "").strip()
    return f"**{bare}**" if bare.strip("*_") else "\\#"


def _closed_fence(found: Scan, text: str, _: Container[str]) -> tuple[str, str]:
    row = text.split("\n")[(found.unclosed_fence or 1) - 1]
    fence = next((match[0] for match in _TICKS.finditer(row) if len(match[0]) >= 3), "```")
    return f"{text}\n{fence}", "a block of code was closed"


def _plain_tags(found: Scan, text: str, _: Container[str]) -> tuple[str, str]:
    places = [place for place in _places(found.prose, "<") if not EXTERNAL.match(text, place + 1)]
    return _escaped(text, places), "HTML was escaped"


def _plain_display(found: Scan, text: str, _: Container[str]) -> tuple[str, str]:
    return _escaped(text, list(_places(found.prose, "$"))), "dollar signs were escaped"


def _wrong_formulas(found: Scan) -> list[int]:
    """Return the lines of the formulas that cannot be converted."""
    wrong = []
    for formula in found.formulas:
        try:
            to_mathml(formula.tex, is_display=formula.is_display)
        except FormulaError:
            wrong.append(formula.line)
    return wrong


def _plain_formulas(found: Scan, text: str, _: Container[str]) -> tuple[str, str]:
    """Escape the dollar signs from the lines on which formulas begin that cannot be converted."""
    places: list[int] = []
    starts = [0, *accumulate(len(row) + 1 for row in text.split("\n"))]
    for line in dict.fromkeys(_wrong_formulas(found)):
        start, stop = starts[line - 1], starts[line]
        places += [place for place in _places(text[:stop], "$", start) if found.prose[place] == " "]
    if not places:
        return as_code(text), "the answer was put into a block of code: a formula cannot be converted"
    return _escaped(text, [place for place in places if text[place - 1 : place] != "\\"]), "formulas were escaped"


def _is_wrong(link: Link) -> bool:
    return link.is_image or not EXTERNAL.fullmatch(link.target.strip())


def _plain_links(found: Scan, text: str, _: Container[str]) -> tuple[str, str]:
    """Escape the brackets of links within the guide and of images that are not here; images of the web become links."""
    starts = [0, *accumulate(len(row) + 1 for row in text.split("\n"))]
    wrong: dict[int, list[Link]] = {}
    for link in found.links:
        if _is_wrong(link):
            wrong.setdefault(link.line, []).append(link)
    places: list[int] = []
    cut: list[int] = []
    for line, links in wrong.items():
        for place in _places(found.prose[: starts[line]], "[", starts[line - 1]):
            is_image = place > 0 and found.prose[place - 1] == "!"
            wanted = links[0] if len(links) > _MANY else _link_at(text, place, links, is_image=is_image)
            if wanted and is_image and wanted.text.strip() and EXTERNAL.fullmatch(wanted.target.strip()):
                cut.append(place - 1)
            elif wanted:
                places.append(place)
    text = _edited(text, {**dict.fromkeys(places, "\\["), **dict.fromkeys(cut, "")})
    return text, "images and links that lead nowhere were escaped"


def _link_at(text: str, place: int, links: Collection[Link], *, is_image: bool) -> Link | None:
    """Return which of the links of a line begins with the bracket at a place."""
    inner = place + 1
    while text[inner : inner + 1].isspace():
        inner += 1
    return next((link for link in links if link.is_image == is_image and text.startswith(link.text, inner)), None)


def _unknown_keys(found: Scan, cited: Container[str]) -> list[int]:
    return [citation.line for citation in found.citations if citation.key not in cited]


def _plain_citations(found: Scan, text: str, cited: Container[str]) -> tuple[str, str]:
    starts = [0, *accumulate(len(row) + 1 for row in text.split("\n"))]
    lines = set(_unknown_keys(found, cited))
    places = [place for place in _places(found.prose, "[@") if bisect_right(starts, place) in lines]
    return _escaped(text, places), "citations of unknown references were escaped"


def _plain_references(found: Scan, text: str, _: Container[str]) -> tuple[str, str]:
    places = [match.start() for match, _ in invisible_references(text, found.prose)]
    return _edited(text, dict.fromkeys(places, "&amp;")), "references to invisible characters were escaped"


def _places(text: str, sign: str, start: int = 0) -> Iterator[int]:
    place = text.find(sign, start)
    while place >= 0:
        yield place
        place = text.find(sign, place + len(sign))


def _escaped(text: str, places: Collection[int]) -> str:
    return _edited(text, {place: f"\\{text[place]}" for place in places})


def _edited(text: str, edits: dict[int, str]) -> str:
    """Return a text with the characters at some places replaced."""
    parts: list[str] = []
    end = 0
    for place in sorted(edits):
        parts += [text[end:place], edits[place]]
        end = place + 1
    return "".join([*parts, text[end:]])


_Due = Callable[[Scan, str, Container[str]], bool]
_Mend = Callable[[Scan, str, Container[str]], tuple[str, str]]
_MENDS: tuple[tuple[_Due, _Mend], ...] = (
    (lambda found, text, cited: found.unclosed_fence is not None, _closed_fence),
    (lambda found, text, cited: found.unclosed_formula is not None, _plain_display),
    (lambda found, text, cited: bool(_wrong_formulas(found)), _plain_formulas),
    (lambda found, text, cited: bool(found.raw_html), _plain_tags),
    (lambda found, text, cited: bool(_unknown_keys(found, cited)), _plain_citations),
    (lambda found, text, cited: any(map(_is_wrong, found.links)), _plain_links),
    (lambda found, text, cited: any(invisible_references(text, found.prose)), _plain_references),
    (_is_unordered, _in_bold),
)
"""What may be wrong with an answer and how it is mended, in the order of work."""
