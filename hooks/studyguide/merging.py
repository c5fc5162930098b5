"""Two questions that ask the same become one, and no word of either answer is lost."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studyguide.editing import with_list
from studyguide.footnotes import with_own_names
from studyguide.model import PARTS, Guide, Question
from studyguide.scan import scan
from studyguide.source import QUESTIONS

_LINK = re.compile(r"(\]\(\s*<?)([^)\s>]+)")
_DEFINED = re.compile(r"^( {0,3}\[[^\]^\n][^\]\n]*\]:[ \t]*<?)([^\s>]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge changes on disk."""

    written: Mapping[str, str]
    """The new text of each file that changes, by its path."""
    removed: str
    """The file of the question that went."""
    moved: Mapping[str, str]
    """Pictures that move with the answer: old path to new."""
    dropped: tuple[str, ...]
    """Paragraphs that both answers had word for word, and that now stand once."""


def merge(guide: Guide, texts: Mapping[str, str], keep: str, drop: str) -> Merge:
    """Merge one question into another.

    The wording of the one that goes becomes an alias, its answer another take, its address an old address; links and
    relations to it lead to the one that stays.

    Args:
        guide: the guide that both are in.
        texts: the text of every file of the guide, by its path.
        keep: the id that stays.
        drop: the id that goes.

    Raises:
        KeyError: there is no question with one of the ids.
        ValueError: both ids are the same.
    """
    if keep == drop:
        raise ValueError(f"`{keep}` cannot be merged into itself")
    kept, gone = guide.by_id[keep], guide.by_id[drop]
    images = _images(guide, kept, gone)
    take, dropped = _another_take(kept, gone, images)
    written = _relinked(guide, texts, kept, gone)
    text = written.get(kept.path, texts[kept.path])
    written[kept.path] = _with_fields(text, kept, gone).rstrip("\n") + "\n\n" + take
    written.pop(gone.path, None)
    return Merge(written, gone.path, {old: new for old, new in images.items() if old != new}, dropped)


def _images(guide: Guide, kept: Question, gone: Question) -> dict[str, str]:
    """Return where each picture of the answer that goes has to lie, without taking another's place."""
    shown = {link.target for link in scan(gone.body).links if link.is_image}
    moved = {}
    for name in sorted(shown):
        if (gone.topic, name) in guide.image_names:
            free = (
                name if kept.topic == gone.topic or (kept.topic, name) not in guide.image_names else f"{gone.id}-{name}"
            )
            moved[f"{QUESTIONS}/{gone.topic}/{name}"] = f"{QUESTIONS}/{kept.topic}/{free}"
    return moved


def _another_take(kept: Question, gone: Question, images: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    body = with_own_names(_rebased(gone.body, gone.topic, kept.topic, images), kept.body)
    existing = {_plain(paragraph) for paragraph in _paragraphs(kept.body)}
    kept_blocks: list[str] = []
    dropped: list[str] = []
    for block in _paragraphs(body):
        repeated = _plain(block) in existing and not block.startswith("###")
        (dropped if repeated else kept_blocks).append(block)
    blocks = [_label(block) for block in kept_blocks]
    return "### Another take\n\n" + "\n\n".join(blocks) + "\n", tuple(dropped)


def _paragraphs(body: str) -> list[str]:
    """Return the blocks between empty lines; a code block or formula stays whole."""
    blocks: list[list[str]] = [[]]
    for line in body.split("\n"):
        if line.strip() or (blocks[-1] and _is_open("\n".join(blocks[-1]))):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


def _is_open(block: str) -> bool:
    """Return whether a code block or display formula has begun and not ended."""
    found = scan(block)
    return found.unclosed_fence is not None or found.unclosed_formula is not None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _label(block: str) -> str:
    """Turn the heading of a part into bold text: a take has no parts of its own."""
    heading = re.fullmatch(r"### +(.+?) *#*", block)
    if heading is None or heading[1] == PARTS[-1]:
        return block
    return f"**{heading[1]}.**"


def _with_fields(text: str, kept: Question, gone: Question) -> str:
    old = gone.id if gone.topic == kept.topic else f"{gone.topic}/{gone.id}"
    carried = [address if "/" in address else _full(address, gone, kept) for address in gone.redirect_from]
    aliases = _union(kept.also_asked, [gone.question, *gone.also_asked], without={kept.question})
    fields = {
        "also_asked": aliases,
        "tags": _union(kept.tags, gone.tags),
        "related": _union(kept.related, gone.related, without={kept.id, gone.id}),
        "distinct_from": _union(kept.distinct_from, gone.distinct_from, without={kept.id, gone.id}),
        "redirect_from": _union(kept.redirect_from, [old, *carried]),
    }
    for name, items in fields.items():
        if items != list(getattr(kept, name)):
            text = with_list(text, name, items)
    return text


def _full(address: str, gone: Question, kept: Question) -> str:
    return address if gone.topic == kept.topic else f"{gone.topic}/{address}"


def _union(first: Iterable[str], second: Iterable[str], without: Iterable[str] = ()) -> list[str]:
    left_out = set(without)
    return [item for item in dict.fromkeys([*first, *second]) if item not in left_out]


def _relinked(guide: Guide, texts: Mapping[str, str], kept: Question, gone: Question) -> dict[str, str]:
    """Return the other files that name or link the question that goes, leading to the one that stays."""
    written = {}
    for page in guide.texts:
        text = texts[page.path]
        changed = _with_links(text, posixpath.dirname(page.path), gone.path, kept.path)
        if isinstance(page, Question) and page.id not in {kept.id, gone.id}:
            for name in ("related", "distinct_from"):
                items = list(getattr(page, name))
                if gone.id in items:
                    changed = with_list(
                        changed, name, _union([kept.id if item == gone.id else item for item in items], ())
                    )
        if changed != text:
            written[page.path] = changed
    return written


def _with_links(text: str, folder: str, old: str, new: str) -> str:
    def lead(match: re.Match[str]) -> str:
        path, hash_, anchor = match[2].partition("#")
        if posixpath.normpath(posixpath.join(folder, path)) != old:
            return match[0]
        return match[1] + posixpath.relpath(new, folder) + (hash_ + anchor if anchor else "")

    return _DEFINED.sub(lead, _LINK.sub(lead, text))


def _rebased(body: str, old: str, new: str, images: Mapping[str, str]) -> str:
    """Return an answer with its relative links as they must be in another topic's folder."""
    start, end = f"{QUESTIONS}/{old}", f"{QUESTIONS}/{new}"

    def lead(match: re.Match[str]) -> str:
        if re.match(r"[a-z][a-z0-9+.-]*:|#|/", match[2], re.IGNORECASE):
            return match[0]
        path = posixpath.normpath(posixpath.join(start, match[2]))
        return match[1] + posixpath.relpath(images.get(path, path), end)

    return _DEFINED.sub(lead, _LINK.sub(lead, body))
