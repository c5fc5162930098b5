"""Reads the pages of a built site, for rules that hold on all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_ADDRESSES = {"href", "src", "poster", "data", "action", "formaction", "cite"}
_SETS_OF_ADDRESSES = {"srcset", "imagesrcset"}
_NAMES_OF_IDS = {
    *("for", "form", "headers", "list", "popovertarget"),
    *(f"aria-{name}" for name in ("activedescendant", "controls", "describedby", "details", "errormessage")),
    *("aria-flowto", "aria-labelledby", "aria-owns"),
}
"""Attributes that name elements of the page by their ids."""
_IN_STYLE = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)|@import\s+["']([^"']+)["']""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass
class ReadPage:
    """What a page holds that rules speak of."""

    path: str
    """From the root of the site."""
    ids: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    """The attributes that name an element by its id, with that id."""
    images: list[dict[str, str | None]] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    inline_scripts: list[str] = field(default_factory=list)
    styles: int = 0


def read_page(path: str, html: str) -> ReadPage:
    """Return what a page holds."""
    page = ReadPage(path)
    reader = _Reader(page)
    reader.feed(html)
    reader.close()
    return page


def read_site(site: Path) -> dict[str, ReadPage]:
    """Return the pages of a site by their path from its root."""
    files = sorted(site.rglob("*.html"))
    paths = [file.relative_to(site).as_posix() for file in files]
    return {path: read_page(path, file.read_text(encoding="utf-8")) for path, file in zip(paths, files, strict=True)}


def broken_links(site: Path, pages: dict[str, ReadPage], root: str) -> Iterator[str]:
    """Yield each address within the site that leads nowhere; `root` is the site's path on its server."""
    for page in pages.values():
        for address in page.addresses:
            fault = _fault(site, pages, page, address, root)
            if fault:
                yield f"{page.path}: {address}: {fault}"


def broken_references(pages: dict[str, ReadPage]) -> Iterator[str]:
    """Yield each id that an attribute names and no element of the page has."""
    for page in pages.values():
        ids = set(page.ids)
        yield from (f"{page.path}: {name}={each}" for name, each in page.references if each not in ids)


def broken_styles(site: Path, root: str) -> Iterator[str]:
    """Yield each address in a style sheet of the site that leads to no file of it."""
    for file in sorted(site.rglob("*.css")):
        sheet = ReadPage(file.relative_to(site).as_posix())
        for address in addresses_in_style(file.read_text(encoding="utf-8")):
            fault = _fault(site, {}, sheet, address, root)
            if fault:
                yield f"{sheet.path}: {address}: {fault}"


def addresses_in_style(style: str) -> list[str]:
    """Return what a style sheet or attribute loads; a fragment alone names a part of the page and loads nothing."""
    found = ["".join(groups) for groups in _IN_STYLE.findall(_COMMENT.sub("", style))]
    return [address for address in found if not address.startswith("#")]


def _fault(site: Path, pages: dict[str, ReadPage], page: ReadPage, address: str, root: str) -> str:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https", "mailto", "data"):
        return ""
    if parts.scheme or parts.netloc:
        return "has a scheme that no link should have"
    path = _target(page.path, unquote(parts.path), root)
    if path is None:
        return "leads out of the site"
    if not (site / path).is_file():
        return "leads to no file"
    fragment = unquote(parts.fragment)
    if fragment and path in pages and fragment not in pages[path].ids:
        return "leads to no place on its page"
    return ""


def _target(page: str, path: str, root: str) -> str | None:
    """Return the path of the file that a path on a page names, from the root of the site."""
    if not path:
        return page
    if path.startswith("/"):
        return path.removeprefix(root) or "index.html" if path.startswith(root) else None
    steps = page.split("/")[:-1]
    for step in path.split("/"):
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _addresses(attrs: list[tuple[str, str | None]]) -> Iterator[str]:
    for name, value in attrs:
        if name in _ADDRESSES:
            yield value or ""
        elif name in _SETS_OF_ADDRESSES:
            yield from (each.split()[0] for each in re.split(r",\s+", value or "") if each.strip())
        elif name == "style":
            yield from addresses_in_style(value or "")


class _Reader(HTMLParser):
    def __init__(self, page: ReadPage) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.page.ids.append(given["id"] or "")
        if tag == "img":
            self.page.images.append(given)
        self.page.styles += tag == "style"
        self.page.handlers += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        self.page.addresses += _addresses(attrs)
        # In a formula, `form` says where an operator stands.
        named = [(name, value or "") for name, value in attrs if name in _NAMES_OF_IDS and tag != "mo"]
        self.page.references += [(name, each) for name, value in named for each in value.split() or [""]]
        self._in_script = tag == "script" and "src" not in given and given.get("type") != "application/json"
        if self._in_script:
            self.page.inline_scripts.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.page.inline_scripts[-1] += data
