"""Two questions that ask the same become one, and no word of either answer is lost."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count

from studyguide.guide.addresses import old_address
from studyguide.guide.editing import with_list
from studyguide.guide.files import Changes
from studyguide.guide.model import PARTS, Guide, Question, ReadingPath, Topic
from studyguide.guide.scan import paragraphs, scan
from studyguide.guide.source import GLOSSARY, PATHS, QUESTIONS
from studyguide.guide.text import words

_LINK = re.compile(r"(\]\(\s*<?)([^)\s>]+)")
_DEFINED = re.compile(r"^( {0,3}\[[^\]^\n][^\]\n]*\]:[ \t]*<?)([^\s>]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge changes on disk."""

    written: Mapping[str, str]
    """The new text of each file that changes, by its path."""
    removed: str
    """The file of the question that went."""
    copied: Mapping[str, str]
    """Pictures that move with the answer: old path -> new path."""
    unused: tuple[str, ...]
    """Pictures that no page shows any more."""
    dropped: tuple[str, ...]
    """Paragraphs that both answers had word for word and the merged one has once."""

    def changes(self, pictures: Mapping[str, bytes]) -> Changes:
        """Return the changes in an order that may be cut short anywhere: running the same merge again does the rest.

        Nothing is removed before everything is written, and the file of the question is removed last.

        Args:
            pictures: the bytes of every picture of the two topics, by its path.
        """
        copies = {new: pictures[old] for old, new in sorted(self.copied.items())}
        return Changes(copies | dict(sorted(self.written.items())), (*self.unused, self.removed))


def merge(
    guide: Guide, texts: Mapping[str, str], keep: str, drop: str, pictures: Mapping[str, bytes] | None = None
) -> Merge:
    """Merge one question into another.

    The question that goes becomes an alias, its answer another take, its address an old address; links and relations to
    it lead to the one that stays. A merge that was cut short is completed.

    Args:
        guide: the guide that both are in.
        texts: the text of every file of the guide, by its path, those of the glossary and the paths included.
        keep: the id that stays.
        drop: the id that goes.
        pictures: the bytes of every picture of the two topics, by its path.

    Raises:
        KeyError: there is no question with one of the ids.
        ValueError: both ids are the same.
    """
    if keep == drop:
        raise ValueError(f"`{keep}` cannot be merged into itself")
    kept, gone = guide.by_id[keep], guide.by_id[drop]
    shown = _shown(guide, gone)
    written = _relinked(guide, texts, kept, gone)
    unused = () if kept.topic == gone.topic else _unused(guide, gone, shown)
    if has_taken(kept, gone.id, gone.topic):
        written.pop(gone.path, None)
        return Merge(written, gone.path, {}, unused, ())
    images = _places(kept, gone, shown, pictures or dict.fromkeys(_paths(guide), b""))
    take, dropped = _another_take(kept, gone, images)
    text = written.get(kept.path, texts[kept.path])
    written[kept.path] = _with_fields(text, kept, gone).rstrip("\n") + "\n\n" + take
    written.pop(gone.path, None)
    return Merge(written, gone.path, {old: new for old, new in images.items() if old != new}, unused, dropped)


def has_taken(kept: Question, drop: str, topic: str | None = None) -> bool:
    """Return whether a question has taken in another one: its address is among the old addresses.

    Args:
        kept: the one that stays.
        drop: the id of the other.
        topic: the other one's topic; None, for any, where it is gone already.
    """
    old = (old_address(kept, address) for address in kept.redirect_from)
    return any(id_ == drop and topic in {None, folder} for folder, id_ in old)


def _shown(guide: Guide, question: Question | Topic) -> set[str]:
    """Return the names of the pictures in its own folder that a text shows."""
    folder = posixpath.basename(posixpath.dirname(question.path))
    names = {link.target for link in scan(question.body).links if link.is_image}
    return {name for name in names if (folder, name) in guide.image_names}


def _unused(guide: Guide, gone: Question, shown: Iterable[str]) -> tuple[str, ...]:
    """Return the pictures that no page shows once a question is gone."""
    folder = f"{QUESTIONS}/{gone.topic}"
    others = [page for page in guide.texts if page.path != gone.path]
    still = {
        posixpath.normpath(posixpath.join(posixpath.dirname(page.path), link.target))
        for page in others
        for link in scan(page.body).links
    }
    return tuple(path for path in (f"{folder}/{name}" for name in sorted(shown)) if path not in still)


def _paths(guide: Guide) -> Iterator[str]:
    return (image.path for image in guide.images)


def _places(kept: Question, gone: Question, shown: Iterable[str], pictures: Mapping[str, bytes]) -> dict[str, str]:
    """Return the new path of each picture of the answer that goes; none overwrites another picture.

    A file there with the same bytes is the same picture, copied by a merge that was cut short.
    """
    start, end = f"{QUESTIONS}/{gone.topic}", f"{QUESTIONS}/{kept.topic}"
    places: dict[str, str] = {}
    for name in sorted(shown):
        old = f"{start}/{name}"
        names = chain((name, f"{gone.id}-{name}"), (f"{gone.id}-{number}-{name}" for number in count(2)))
        free = (new for new in (f"{end}/{name}" for name in names) if new not in places.values())
        places[old] = next(new for new in free if new not in pictures or pictures[new] == pictures[old])
    return places


def _another_take(kept: Question, gone: Question, images: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    body = with_own_names(_rebased(gone.body, gone.topic, kept.topic, images), kept.body)
    existing = {words(paragraph) for paragraph in paragraphs(kept.body)}
    kept_blocks: list[str] = []
    dropped: list[str] = []
    for block in paragraphs(body):
        repeated = words(block) in existing and not block.startswith("###")
        (dropped if repeated else kept_blocks).append(block)
    blocks = [_label(block) for block in kept_blocks]
    return "### Another take\n\n" + "\n\n".join(blocks) + "\n", tuple(dropped)


def _label(block: str) -> str:
    """Turn the heading of a part into bold text, since another take is not divided into parts."""
    shown = block.removeprefix("### ").lstrip(" ")
    title = shown.rstrip("#").rstrip(" ") or shown[:1]
    if not block.startswith("### ") or "\n" in block or not title or title == PARTS[-1]:
        return block
    return f"**{title}.**"


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
    """Return the other files that name or link to the question that goes, with the one that stays in its place."""
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
    return written | _relinked_beside(guide, texts, kept, gone)


def _relinked_beside(guide: Guide, texts: Mapping[str, str], kept: Question, gone: Question) -> dict[str, str]:
    """Return the glossary and the reading paths if they name the question that goes."""
    glossary, paths = texts.get(GLOSSARY, ""), texts.get(PATHS, "")
    changed = {
        GLOSSARY: _with_links(glossary, posixpath.dirname(GLOSSARY), gone.path, kept.path),
        PATHS: _with_steps(paths, guide.paths, gone.id, kept.id),
    }
    return {path: text for path, text in changed.items() if text != texts.get(path, "")}


def _with_steps(text: str, paths: Iterable[ReadingPath], old: str, new: str) -> str:
    """Return reading paths with one question replaced by another, which no path then has twice."""
    lines: list[str | None] = [*text.split("\n")]
    for path in paths:
        has_new = any(entry.id == new for entry in path.entries)
        for entry in path.entries:
            line = lines[entry.place.line - 1]
            if entry.id == old and line is not None:
                lines[entry.place.line - 1] = _without(line, old) if has_new else _renamed(line, old, new)
    return "\n".join(line for line in lines if line is not None)


def _renamed(line: str, old: str, new: str) -> str:
    return re.sub(_item(old), new, line, count=1)


def _without(line: str, id_: str) -> str | None:
    """Return a line of a list without one of its ids; None if that was its only one."""
    if re.fullmatch(_only_item(id_), line):
        return None
    return re.sub(_listed_item(id_), "", line, count=1)


def _item(id_: str) -> str:
    return rf"(?<![\w-]){re.escape(id_)}(?![\w-])"


def _only_item(id_: str) -> str:
    return rf"[ ]*-[ ]+[\"']?{_item(id_)}[\"']?[ ]*(#.*)?"


def _listed_item(id_: str) -> str:
    item = rf"[\"']?{_item(id_)}[\"']?"
    return rf"{item}, *|(, *)?{item}"


def _with_links(text: str, folder: str, old: str, new: str) -> str:
    def lead(match: re.Match[str]) -> str:
        path, hash_, anchor = match[2].partition("#")
        if posixpath.normpath(posixpath.join(folder, path)) != old:
            return match[0]
        return match[1] + posixpath.relpath(new, folder) + (hash_ + anchor if anchor else "")

    return _DEFINED.sub(lead, _LINK.sub(lead, text))


def _rebased(body: str, old: str, new: str, images: Mapping[str, str]) -> str:
    """Return an answer with its relative links rewritten for another topic's folder."""
    start, end = f"{QUESTIONS}/{old}", f"{QUESTIONS}/{new}"

    def lead(match: re.Match[str]) -> str:
        if re.match(r"[a-z][a-z0-9+.-]*:|#|/", match[2], re.IGNORECASE):
            return match[0]
        path = posixpath.normpath(posixpath.join(start, match[2]))
        return match[1] + posixpath.relpath(images.get(path, path), end)

    return _DEFINED.sub(lead, _LINK.sub(lead, body))


_NAME = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_TEXT = re.compile(r".*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n {4}[ \t]*\S)))*")
"""What follows a footnote's name: the rest of its line, and the indented lines below."""
_REFERENCE = re.compile(r"\[\^([^\]\s]++)(\]?)")
"""A reference, or the start of one that is never closed, matched to its end so that none is tried within it."""


def with_own_names(body: str, other: str) -> str:
    """Return an answer with those footnotes renamed whose name another answer uses for a different text.

    Names are changed in prose only, not in code.
    """
    own, others = _texts(body), _texts(other)
    taken = {*own, *others}
    renamed: dict[str, str] = {}
    for name in sorted(name for name in own if name in others and own[name] != others[name]):
        renamed[name] = next(free for free in _numbered(name) if free not in taken)
        taken.add(renamed[name])
    return "".join(_with_names(body, renamed))


def _texts(body: str) -> dict[str, str]:
    """Return the text of each footnote by its name."""
    names = list(_NAME.finditer(scan(body).prose))
    ends = [*(name.start() for name in names[1:]), len(body)]
    return {name[1]: " ".join(_text(body, name.end(), end).split()) for name, end in zip(names, ends, strict=False)}


def _text(body: str, start: int, end: int) -> str:
    """Return the text that begins at a place and ends with the next footnote, if not before."""
    match = _TEXT.match(body, start, end)
    return match[0] if match else ""


def _numbered(name: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _with_names(body: str, renamed: dict[str, str]) -> Iterator[str]:
    end = 0
    for match in _REFERENCE.finditer(scan(body).prose):
        if not match[2]:
            continue
        yield body[end : match.start(1)] + renamed.get(match[1], match[1])
        end = match.end(1)
    yield body[end:]
