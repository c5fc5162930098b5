"""The allow-list: what may remain of a rendered answer before it stands on a page.

The tags, attributes and classes are those that Python-Markdown, PyMdown Extensions and the converter of formulas emit;
everything else goes. Every id is prefixed with the question's own, so that answers on one page cannot take each
other's, nor the theme's. Nothing is taken around this, and nothing is put into the HTML of an answer after it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import nh3
from pygments.token import STANDARD_TYPES  # type: ignore[import-untyped]

from studyguide.guide.addresses import EXTERNAL
from studyguide.render.formulas import STYLES

TAGS = frozenset(
    """a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q s samp small span strong sub summary sup
    table tbody td tfoot th thead tr u ul var""".split()
)

MATHML: Mapping[str, frozenset[str]] = {
    tag: frozenset(names.split())
    for tag, names in {
        "math": "display",
        "menclose": "notation",
        "merror": "",
        "mfrac": "linethickness",
        "mi": "mathvariant",
        "mmultiscripts": "",
        "mn": "",
        "mo": "form largeop lspace maxsize minsize movablelimits rspace separator stretchy symmetric",
        "mover": "accent",
        "mpadded": "depth height lspace voffset width",
        "mphantom": "",
        "mprescripts": "",
        "mroot": "",
        "mrow": "",
        "ms": "",
        "mspace": "depth height width",
        "msqrt": "",
        "mstyle": "",
        "msub": "",
        "msubsup": "",
        "msup": "",
        "mtable": "columnalign columnspacing rowspacing",
        "mtd": "columnalign columnspan",
        "mtext": "",
        "mtr": "",
        "munder": "accentunder",
        "munderover": "accent accentunder",
    }.items()
}
"""The elements of formulas, with the attributes that each has besides `_OF_ALL_MATHML`."""

_OF_ALL_MATHML = frozenset({"class", "displaystyle", "mathcolor", "mathsize", "scriptlevel"})

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset(),  # or else the cleaner's own, `lang` and `title`
    **{tag: frozenset({"class", "id"}) for tag in TAGS},
    **{tag: names | _OF_ALL_MATHML for tag, names in MATHML.items()},
    **{
        tag: frozenset({"class", "id", *names.split()})
        for tag, names in {
            "a": "href title",
            "abbr": "title",
            "col": "span",
            "details": "open",
            "div": "data-tabs tabindex",
            "img": "alt height loading src title width",
            "input": "aria-label checked disabled name",
            "label": "for",
            "li": "value",
            "ol": "start",
            "td": "colspan rowspan",
            "th": "colspan rowspan scope",
        }.items()
    },
}

_DROPPED_WITH_CONTENT = frozenset(
    """annotation annotation-xml embed iframe maction mglyph noembed noframes noscript object plaintext script select
    semantics style svg template textarea title xmp""".split()
)

_NAME = re.compile(r"[\w:.-]{1,100}")

_ADMONITIONS = frozenset(
    """abstract attention bug caution check danger done error example fail failure faq help hint important info missing
    note question quote cite snippet success summary tip tldr todo warning""".split()
)
_CODE = frozenset(STANDARD_TYPES.values()) | {"hll", "linenos", "normal", "special", "filename"}

CLASSES: Mapping[str, frozenset[str]] = {
    tag: frozenset(names)
    for tag, names in {
        "a": {"footnote-backref", "footnote-ref", "md-button", "md-button--primary", "sg-cite", "sg-term"},
        "code": {"highlight"},
        "details": _ADMONITIONS,
        "div": {"admonition", "inline", "end", "linenodiv", *_ADMONITIONS},
        "kbd": {"key"},
        "label": {"task-list-control"},
        "li": {"task-list-item"},
        "p": {"admonition-title"},
        "span": {"keys", "sg-small-caps", "task-list-indicator", *_CODE},
        "table": {"highlighttable"},
        "td": {"code", "linenos", "sg-center", "sg-left", "sg-right"},
        "th": {"filename", "sg-center", "sg-left", "sg-right"},
        "ul": {"task-list"},
        **dict.fromkeys(MATHML, {name for name in STYLES.values() if name} | {f"sg-back-{n}" for n in range(1, 37)}),
    }.items()
}
"""The classes that each element may have. A class that no style sheet of ours knows would do nothing; one that the
theme's scripts look for could do much: they would fetch a library to draw `mermaid`, and stop at a wrong `tabbed-set`.
"""

_WHOLE: Mapping[str, frozenset[str]] = {
    "div": frozenset(
        {
            "footnote",
            "highlight",
            "sg-formula",
            "tabbed-block",
            "tabbed-content",
            "tabbed-labels",
            "tabbed-set tabbed-alternate",
        }
    ),
    "span": frozenset({"sg-cites", "sg-inline"}),
}
"""What the whole of an element's attribute may be: no admonition or block of code can be that as well."""

_CITED = re.compile(r"\.\./references\.html#ref-[^\s<>\"]+")
_NUMBER = re.compile(r"\d{1,4}%?")
_LENGTH = re.compile(r"-?(?:\d{1,4}(?:\.\d{1,9})?|\.\d{1,9})(?:em|ex|px|%)?")
_LENGTHS = re.compile(rf"{_LENGTH.pattern}(?: {_LENGTH.pattern}){{0,30}}")
_WORD = re.compile(r"[a-z]{1,30}(?: [a-z]{1,30}){0,8}")
_PICTURE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+\.[a-z]+")
"""The address of a picture on the site; a link may lead to a page as well, and a page is no picture."""
_GLOSSARY = re.compile(r"\.\./glossary\.html#term-[\w-]+")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What the links and images of one answer lead to."""

    prefix: str
    """The question's id; it goes before every id in the answer."""
    links: Mapping[str, str]
    """The address on the site for each target as it stands in the Markdown."""


class Sanitiser:
    """Cleans answers, one after the other: its cleaner takes longer to make than a short answer to clean."""

    def __init__(self) -> None:
        self._addresses = Addresses("", {})
        self._ids: set[str] = set()
        self._rules: Mapping[str, Callable[[str], str | None]] = {
            "for": self._prefixed,
            "href": self._href,
            "id": self._id,
            "name": self._prefixed,
            "src": self._src,
        }
        self._cleaner = nh3.Cleaner(
            tags={*TAGS, *MATHML},
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            tag_attribute_values={"input": {"type": {"checkbox", "radio"}}},
            attribute_filter=self._filter,
            clean_content_tags=set(_DROPPED_WITH_CONTENT),
            url_schemes={"http", "https", "mailto"},
            link_rel=None,
            strip_comments=True,
        )

    def clean(self, rendered: str, addresses: Addresses) -> str:
        """Return the HTML of an answer with everything removed that is not on the allow-list."""
        self._addresses, self._ids = addresses, set()
        return str(self._cleaner.clean(rendered))

    def _filter(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute == "class":
            return _kept_classes(tag, value)
        form = (_MATHML_FORMS if tag in MATHML else _FORMS).get(attribute)
        if form:
            return value if form.fullmatch(value) else None
        rule = self._rules.get(attribute)
        return rule(value) if rule else _plain(value)

    def _id(self, value: str) -> str | None:
        """Keep an id's first use: an answer may give one twice through attribute lists."""
        if value in self._ids:
            return None
        self._ids.add(value)
        return self._prefixed(value)

    def _prefixed(self, value: str) -> str | None:
        return f"{self._addresses.prefix}--{value}" if _NAME.fullmatch(value) else None

    def _href(self, value: str) -> str | None:
        if value in self._addresses.links:
            return self._addresses.links[value]
        if _CITED.fullmatch(value) or _GLOSSARY.fullmatch(value):
            return value
        if value.startswith("#"):
            anchor = self._prefixed(value[1:])
            return f"#{anchor}" if anchor else None
        return value if EXTERNAL.fullmatch(value) else None

    def _src(self, value: str) -> str | None:
        address = self._addresses.links.get(value, "")
        return address if _PICTURE.fullmatch(address) else None


def _plain(value: str) -> str:
    """Keep a text free of markup even where a script would read it as HTML, as the theme's tooltips do."""
    return re.sub(r"[<>]", "", html.unescape(html.unescape(value)))


def _classes(tag: str, value: str) -> str | None:
    names = value.split()
    for whole in _WHOLE.get(tag, ()):
        if names == whole.split() or (whole == "highlight" and names[-1:] == ["highlight"]):
            return whole
    allowed = CLASSES.get(tag, frozenset())
    return " ".join(name for name in names if name in allowed) or None


_kept_classes = lru_cache(maxsize=1024)(_classes)  # the same few, over and over


_FORMS: Mapping[str, re.Pattern[str]] = {
    "aria-label": re.compile("Done|To do"),
    "colspan": _NUMBER,
    "data-tabs": re.compile(r"[\d:]{1,40}"),
    "height": _NUMBER,
    "loading": re.compile("lazy"),
    "rowspan": _NUMBER,
    "span": _NUMBER,
    "start": _NUMBER,
    "tabindex": re.compile("0"),
    "value": _NUMBER,
    "width": _NUMBER,
}

_MATHML_FORMS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys("depth height linethickness lspace mathsize maxsize minsize rspace voffset width".split(), _LENGTH),
    **dict.fromkeys(
        """accent accentunder columnalign display displaystyle form largeop mathvariant movablelimits notation separator
        stretchy symmetric""".split(),
        _WORD,
    ),
    **dict.fromkeys(("columnspan", "scriptlevel"), re.compile(r"[+-]?\d")),
    **dict.fromkeys(("columnspacing", "rowspacing"), _LENGTHS),
    "mathcolor": re.compile("#[0-9A-Fa-f]{3,8}"),
}
