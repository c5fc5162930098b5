"""The allow-list: what may remain of a rendered answer before it stands on a page.

The tags and attributes are those that Python-Markdown and PyMdown Extensions emit; everything else goes. Every id is
prefixed with the question's own, so that answers on one page cannot take each other's, nor the theme's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import nh3

from studyguide.links import EXTERNAL

TAGS = frozenset(
    """a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q s samp small span strong sub summary sup
    table tbody td tfoot th thead tr u ul var""".split()
)

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset({"class", "id"}),
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "col": frozenset({"span"}),
    "details": frozenset({"open"}),
    "div": frozenset({"data-tabs"}),
    "img": frozenset({"alt", "height", "src", "title", "width"}),
    "input": frozenset({"checked", "disabled", "name"}),
    "label": frozenset({"for"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"colspan", "rowspan", "style"}),
    "th": frozenset({"colspan", "rowspan", "scope", "style"}),
}

_DROPPED_WITH_CONTENT = frozenset(
    """iframe math noembed noframes noscript object embed plaintext script select style svg template textarea title
    xmp""".split()
)

_NAME = re.compile(r"[\w:.-]{1,100}")
_CLASS = re.compile(r"[A-Za-z0-9_-]{1,40}")
_FOREIGN_CLASS = re.compile(r"^(?:md-(?!button)|js-|mermaid$|sg-(?!cite$|cites$))")
"""Classes that mean something to scripts: the theme would fetch a library from elsewhere to draw `mermaid`."""

_CITED = re.compile(r"\.\./references\.html#ref-[^\s<>\"]+")
_NUMBER = re.compile(r"\d{1,4}%?")
_ALIGN = re.compile(r"text-align: ?(?:left|right|center);?")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What the links and images of one answer lead to."""

    prefix: str
    """The question's id; it goes before every id in the answer."""
    links: Mapping[str, str]
    """The address on the site for each target as it stands in the Markdown."""


def sanitise(rendered: str, addresses: Addresses) -> str:
    """Return the HTML with everything removed that is not on the allow-list."""
    _current.addresses = addresses
    _current.ids = set()
    code: list[str] = []
    cleaned = str(_cleaner().clean(rendered if _MARK in rendered else _without_code(rendered, code)))
    return _MARKED.sub(lambda match: code[int(match[1])], cleaned) if code else cleaned


_MARK = "\ue000"
"""Stands around the number of a piece of code that has been taken out; a text that has it keeps its code."""
_MARKED = re.compile(f"{_MARK}([0-9]+){_MARK}")
_TEXT = r"[^<>&\x00\r\xa0]++|&(?:amp|lt|gt);"
_HIGHLIGHTED = re.compile(
    '(?<=<div class="highlight"><pre><span></span><code>)'
    rf'(?:{_TEXT}|<span class="[a-z][a-z0-9]{{0,3}}">(?:{_TEXT})*+</span>)++'
    "(?=</code></pre></div>)"
)
"""Highlighted code, if it is nothing but text and words with a short class: just what the cleaner leaves as it is."""


def _without_code(rendered: str, code: list[str]) -> str:
    """Take out highlighted code, most of the tags of an answer, which need not be cleaned; put it into `code`."""

    def taken(match: re.Match[str]) -> str:
        code.append(match[0])
        return f"{_MARK}{len(code) - 1}{_MARK}"

    return _HIGHLIGHTED.sub(taken, rendered)


class _Current:
    """The answer at work: the cleaner is costly to make, so that one serves all answers in turn."""

    addresses = Addresses("", {})
    ids: set[str] = set()  # noqa: RUF012 (replaced for each answer)


_current = _Current()


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        tag_attribute_values={"input": {"type": {"checkbox", "radio"}}},
        attribute_filter=_filter,
        clean_content_tags=set(_DROPPED_WITH_CONTENT - TAGS),
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


def _filter(tag: str, attribute: str, value: str) -> str | None:
    rule = _RULES.get(attribute)
    return rule(value) if rule else _plain(value)


def _plain(value: str) -> str:
    """Keep a text free of markup even where a script would read it as HTML, as the theme's tooltips do."""
    return re.sub(r"[<>]", "", html.unescape(html.unescape(value)))


def _id(value: str) -> str | None:
    """Keep an id's first use: an answer may give one twice through attribute lists."""
    if value in _current.ids:
        return None
    _current.ids.add(value)
    return _prefixed(value)


def _prefixed(value: str) -> str | None:
    return f"{_current.addresses.prefix}--{value}" if _NAME.fullmatch(value) else None


@lru_cache(maxsize=1024)  # the same few, over and over
def _classes(value: str) -> str | None:
    kept = [name for name in value.split() if _CLASS.fullmatch(name) and not _FOREIGN_CLASS.match(name)]
    return " ".join(kept) or None


def _href(value: str) -> str | None:
    addresses = _current.addresses
    if value in addresses.links:
        return addresses.links[value]
    if _CITED.fullmatch(value):
        return value
    if value.startswith("#"):
        anchor = _prefixed(value[1:])
        return f"#{anchor}" if anchor else None
    return value if EXTERNAL.fullmatch(value) else None


def _src(value: str) -> str | None:
    return _current.addresses.links.get(value)


def _only(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda value: value if pattern.fullmatch(value) else None


_RULES: Mapping[str, Callable[[str], str | None]] = {
    "class": _classes,
    "colspan": _only(_NUMBER),
    "data-tabs": _only(re.compile(r"[\d:]{1,40}")),
    "for": _prefixed,
    "height": _only(_NUMBER),
    "href": _href,
    "id": _id,
    "name": _prefixed,
    "rowspan": _only(_NUMBER),
    "span": _only(_NUMBER),
    "src": _src,
    "start": _only(_NUMBER),
    "style": _only(_ALIGN),
    "value": _only(_NUMBER),
    "width": _only(_NUMBER),
}
