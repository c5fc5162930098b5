"""The bibliography: BibTeX entries become references."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, NameParts, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

from studyguide.guide.model import Place, Reference
from studyguide.guide.problems import Problem

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it reports faults there as well, without a file's name

_VENUES = ("journal", "booktitle", "publisher", "school", "institution", "organization", "howpublished")
_REQUIRED = ("title", "year")
_READABLE = (LatexDecodingMiddleware(keep_braced_groups=True), SeparateCoAuthors(), SplitNameParts())
"""Accents decoded before names are split; the braces that hold a name together stay until then."""


@lru_cache(maxsize=8)
def parse_references(text: str, path: str) -> tuple[Mapping[str, Reference], tuple[Problem, ...]]:
    """Read BibTeX; an entry that cannot be used is left out and reported."""
    if not text.strip():
        return {}, ()
    addresses = {entry.key: _identifier(entry) for entry in parse_string(text).entries}
    library = parse_string(text, append_middleware=_READABLE)
    problems = [_failed(block, path) for block in library.failed_blocks]
    references = {}
    for entry in library.entries:
        missing = [field for field in _REQUIRED if not _field(entry, field)]
        problems += [_missing(entry, field, path) for field in missing]
        if not missing:
            references[entry.key] = _reference(entry, path, addresses[entry.key])
    problems += _same_identifier(references.values())
    return references, tuple(problems)


def _failed(block: ParsingFailedBlock, path: str) -> Problem:
    line = (block.start_line or 0) + 1
    if isinstance(block, DuplicateBlockKeyBlock):
        return Problem(path, line, "SG404", f"the key `{block.key}` is used twice", "keep one of the entries")
    hint = "each entry has the form @article{key, title = {…}, author = {…}, year = {…}}"
    first = (block.raw or "").strip().split("\n")[0][:60]
    return Problem(path, line, "SG403", f"the entry `{first}` is not valid BibTeX", hint)


def _missing(entry: Entry, field: str, path: str) -> Problem:
    line = (entry.start_line or 0) + 1
    return Problem(path, line, "SG405", f"`{entry.key}` has no `{field}`", f"add a line `{field} = {{…}},`")


def _same_identifier(references: Iterable[Reference]) -> Iterator[Problem]:
    by_identifier: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        if reference.identifier:
            by_identifier[reference.identifier.lower()].append(reference)
    for identifier, (first, *others) in by_identifier.items():
        for other in others:
            message = f"`{other.key}` and `{first.key}` have the same identifier {identifier}"
            yield Problem(other.place.path, other.place.line, "SG404", message, "keep one of the entries")


def _field(entry: Entry, name: str) -> str:
    field = entry.fields_dict.get(name)
    return " ".join(str(field.value).split()) if field else ""


def _plain(text: str) -> str:
    """Drop the braces that protect capitals, and LaTeX's dashes."""
    return text.replace("{", "").replace("}", "").replace("---", "—").replace("--", "–")


def _reference(entry: Entry, path: str, address: tuple[str, str]) -> Reference:
    authors = entry.fields_dict.get("author") or entry.fields_dict.get("editor")
    names = [name for name in (authors.value if authors else []) if isinstance(name, NameParts)]
    readable = [name for name in map(_author, names) if name]
    identifier, link = address
    return Reference(
        key=entry.key,
        kind=entry.entry_type.lower(),
        authors=tuple(name for name in readable if name.lower() != "others"),
        title=_plain(_field(entry, "title")),
        year=_field(entry, "year"),
        venue=_venue(entry),
        link=link,
        identifier=identifier,
        more_authors=any(name.lower() == "others" for name in readable),
        place=Place(path, (entry.start_line or 0) + 1),
    )


def _author(name: NameParts) -> str:
    surname = _plain(" ".join([*name.von, *name.last]))
    initials = [
        "-".join(f"{piece[0]}." for piece in given.split("-") if piece) for given in map(_plain, name.first) if given
    ]
    return " ".join([surname, *initials, *map(_plain, name.jr)])


def _venue(entry: Entry) -> str:
    venue = next((_plain(_field(entry, name)) for name in _VENUES if _field(entry, name)), "")
    volume, number, pages = (_plain(_field(entry, name)) for name in ("volume", "number", "pages"))
    if volume:
        venue += f" {volume}" + (f"({number})" if number else "")
    return venue + (f":{pages}" if pages and volume else f", {pages}" if pages and venue else "")


_ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def _identifier(entry: Entry) -> tuple[str, str]:
    """Return the identifier as readers write it, and the link to the abstract."""
    arxiv = _ARXIV.fullmatch(_field(entry, "eprint"))
    doi = _DOI.search(_field(entry, "doi").replace("\\_", "_"))
    url = _field(entry, "url").replace("\\_", "_").replace("\\%", "%")
    if arxiv:
        return f"arXiv:{arxiv[1]}", f"https://arxiv.org/abs/{arxiv[1]}"
    if doi:
        return f"doi:{doi[0]}", f"https://doi.org/{doi[0]}"
    return "", url if url.startswith(("https://", "http://")) else ""
