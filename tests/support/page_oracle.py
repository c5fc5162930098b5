"""Says whatever stands on a finished page that no text of an answer may bring there.

The page is parsed as browsers parse it. What is allowed is written down here a second time, from what a guide's pages
are meant to hold; nothing is taken from the sanitiser or the policy, so that a fault in them is seen.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

ANSWER: Mapping[str, str] = {
    "a": "href title", "abbr": "title", "b": "", "blockquote": "", "br": "", "caption": "", "code": "", "col": "span",
    "colgroup": "", "dd": "", "del": "", "details": "open", "div": "data-tabs tabindex", "dl": "", "dt": "", "em": "",
    "figcaption": "", "figure": "", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "hr": "", "i": "",
    "img": "alt height loading src title width", "input": "aria-label checked disabled name type", "ins": "", "kbd": "",
    "label": "for", "li": "value", "mark": "", "ol": "start", "p": "", "pre": "", "q": "", "s": "", "samp": "",
    "small": "", "span": "", "strong": "", "sub": "", "summary": "", "sup": "", "table": "", "tbody": "",
    "td": "colspan rowspan", "tfoot": "", "th": "colspan rowspan scope", "thead": "", "tr": "", "u": "", "ul": "",
    "var": "",
}  # fmt: skip
"""The elements of an answer, and the attributes that each may have besides `class` and `id`."""

MATHML = frozenset(
    """math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
    mstyle msub msubsup msup mtable mtd mtext mtr munder munderover""".split()
)
IN_MATHML = frozenset(
    """accent accentunder class columnalign columnspacing columnspan depth display displaystyle form height largeop
    linethickness lspace mathcolor mathsize mathvariant maxsize minsize movablelimits notation rspace rowspacing
    scriptlevel separator stretchy symmetric voffset width""".split()
)
IN_TEXT_OF_MATHML = frozenset({"b", "code", "em", "i", "s", "span", "u"})

ALIGNED = "sg-left sg-center sg-right"
KINDS = """abstract attention bug caution check cite danger done error example fail failure faq help hint important info
    missing note question quote snippet success summary tip tldr todo warning"""
CLASSES: Mapping[str, re.Pattern[str]] = {
    tag: re.compile("|".join(names.split()))
    for tag, names in {
        "a": "footnote-backref footnote-ref md-button md-button--primary sg-cite sg-term",
        "code": "highlight",
        "details": KINDS,
        "div": "admonition inline end linenodiv " + KINDS,
        "kbd": "key",
        "label": "task-list-control",
        "li": "task-list-item",
        "p": "admonition-title",
        "span": "[a-z][a-z0-9]{0,2} bash filename hll keys linenos normal sg-cites sg-inline sg-small-caps special "
        "task-list-indicator",
        "table": "highlighttable",
        "td": "code linenos " + ALIGNED,
        "th": "filename " + ALIGNED,
        "ul": "task-list",
    }.items()
}
WHOLE = frozenset(
    """footnote|highlight|sg-formula|tabbed-block|tabbed-content|tabbed-labels|tabbed-set tabbed-alternate""".split("|")
)
"""What the class of a box may be besides those, and then nothing else."""
OF_MATHML = re.compile(r"sg-(?:left|right|compact|width-\w+|pad-\w+-\w+|(?:solid|dashed)-\w+|back-\d{1,2})")

VALUES: Mapping[str, re.Pattern[str]] = {
    "aria-label": re.compile("Done|To do"),
    "data-tabs": re.compile(r"[\d:]+"),
    "loading": re.compile("lazy"),
    "src": re.compile(r"[a-z0-9-]+/[a-z0-9-]+\.[a-z]+"),
    "tabindex": re.compile("0"),
    "title": re.compile("[^<>]*"),
    "type": re.compile("checkbox|radio"),
    **dict.fromkeys(("colspan", "height", "rowspan", "span", "start", "value", "width"), re.compile(r"\d{1,4}%?")),
}
LINK = re.compile(
    r"(?:[a-z0-9-]+\.html)?#[a-z0-9-]+|[a-z0-9-]+\.html|\.\./references\.html#ref-[^\s<>\"]+"
    r"|[a-z0-9-]+/[a-z0-9-]+\.(?:avif|gif|jpe?g|png|svg|webp)|\.\./glossary\.html#term-[\w-]+"
    r"|(?:https?://|mailto:)[^\s<>\"]+",
    re.IGNORECASE,
)

OURS: Mapping[str, str] = {
    "a": "href title aria-label data-sg-moved", "aside": "data-search-exclude", "button": "type data-open data-zoom aria-pressed aria-expanded aria-controls",
    "cite": "", "dd": "", "details": "open", "dfn": "", "div": "data-search-exclude data-sg-tools data-sg-filter data-levels data-tags role aria-label hidden",
    "dl": "", "dt": "", "h1": "", "h2": "", "h3": "", "i": "", "input": "type aria-label placeholder autocomplete spellcheck", "kbd": "",
    "li": "data-level data-tags data-sg-question", "nav": "aria-label data-search-exclude", "ol": "", "output": "aria-label", "p": "tabindex data-search-exclude",
    "section": "data-level aria-labelledby aria-label data-sg-path data-sg-progress data-search-exclude", "span": "aria-hidden role tabindex",
    "summary": "data-search-exclude aria-describedby", "time": "datetime", "ul": "",
}  # fmt: skip
"""The elements of our templates around the answers, and the attributes that each may have besides `class` and `id`."""
OUR_CLASS = re.compile(r"sg-[a-z_-]+|headerlink")
IN_QUESTION = re.compile(r"(?:span )*p h2 details p")
IN_DETAILS = re.compile(r"summary div(?: div){0,3}")

OF_THE_THEME = re.compile(
    r"aria-[a-z]+|data-md-[a-z-]+|autocapitalize|autocomplete|autocorrect|charset|checked|class|content|c[xy]|d|defer|dir"
    r"|fill|for|height|hidden|href|http-equiv|id|lang|name|placeholder|property|rel|required|role|r|spellcheck|src"
    r"|stroke(?:-[a-z]+)?|tabindex|title|type|viewbox|width|xmlns|alt",
    re.IGNORECASE,
)
"""The attributes of the theme's elements around the content of a page."""

_WAY_IN = {"id": "__skip", "tabindex": "-1"}
"""What Zensical's theme puts before the content of a page."""

DANGEROUS = frozenset("base embed frame iframe marquee object portal style template".split())
ADDRESSES = frozenset("action background cite data formaction href ping poster src srcset xlink:href".split())
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\s-]*):", re.IGNORECASE)
_BODIES = {"sg-body", "sg-intro"}


def violations(page: str, introduction: str = "", *, whole: bool = False, by_hand: bool = False) -> list[str]:
    """Return what stands on a page that must not.

    Args:
        page: HTML of a page, or of its content alone.
        introduction: the prefix of the ids in a topic's introduction, which is the topic's slug.
        whole: whether the page is a finished one, with the theme around its content and a policy.
        by_hand: whether the content is a maintainer's, which may hold any elements that do no harm.
    """
    tree = LexborHTMLParser(page)
    found = list(_around(tree, whole=whole))
    ids: Counter[str] = Counter()
    for content in [] if by_hand else tree.css("article") if whole else tree.css("body"):
        for element in _children(content):
            if not (whole and element.attributes == _WAY_IN):
                found += _of_ours(element, introduction, ids)
    return found + [f"the id {name!r} is there {count} times" for name, count in ids.items() if count > 1]


def skeleton(page: str) -> list[tuple[str, ...]]:
    """Return the elements of a page with the names of their attributes, without those inside of answers.

    Two guides that differ in nothing but their texts have the same.
    """
    return list(_bones(LexborHTMLParser(page).root))


def _bones(element: LexborNode) -> Iterator[tuple[str, ...]]:
    yield (element.tag, *sorted(element.attributes))
    if not _BODIES.isdisjoint(_classes(element)):
        return
    for child in _children(element):
        yield from _bones(child)


def _children(element: LexborNode) -> list[LexborNode]:
    return list(element.iter(include_text=False))


def _classes(element: LexborNode) -> list[str]:
    return (element.attributes.get("class") or "").split()


def _shown(element: LexborNode) -> str:
    return "<" + " ".join([element.tag, *(f"{name}={value!r}" for name, value in element.attributes.items())]) + ">"


def _around(tree: LexborHTMLParser, *, whole: bool) -> Iterator[str]:
    """Yield what is wrong anywhere on a page, in the part that the theme makes as well."""
    rules = _policy(tree)
    content = {element.mem_id for element in tree.css("article *")}
    if whole and not rules:
        yield "the page has no policy before its first script"
    for element in tree.css("*"):
        if element.tag in DANGEROUS:
            yield f"{_shown(element)} is an element that no page has"
        if element.tag == "script" and not (whole and _is_allowed(element, rules)):
            yield f"{_shown(element)} is a script that no policy names"
        if element.tag == "meta" and element.attributes.get("http-equiv", "content-security-policy").lower() not in (
            "content-security-policy", "x-ua-compatible",
        ):  # fmt: skip
            yield f"{_shown(element)} tells the browser what to do"
        if whole and element.mem_id not in content:
            strange = [name for name in element.attributes if not OF_THE_THEME.fullmatch(name)]
            yield from (f"{_shown(element)} has the attribute {name}" for name in strange)
        for name, value in element.attributes.items():
            if name.startswith("on") or name in {"style", "srcdoc", "is"}:
                yield f"{_shown(element)} has the attribute {name}"
            scheme = _SCHEME.match(value or "") if name in ADDRESSES else None
            if scheme and scheme[1].lower() not in {"http", "https", "mailto"}:
                yield f"{_shown(element)} has an address with the scheme {scheme[1]}"
    yield from (f"a comment or declaration: {each[:40]!r}" for each in _comments(tree) if not whole)


def _comments(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        if node.tag == "-comment":
            yield node.html or ""


def _policy(tree: LexborHTMLParser) -> str:
    for element in tree.css("head > *"):
        if element.tag == "script":
            return ""
        if (element.attributes.get("http-equiv") or "").lower() == "content-security-policy":
            return element.attributes.get("content") or ""
    return ""


def _is_allowed(script: LexborNode, rules: str) -> bool:
    given = script.attributes
    if given.get("src"):
        return not re.match(r"[a-z]+:|//", given["src"] or "")
    digest = base64.b64encode(hashlib.sha256((script.text(deep=True) or "").encode()).digest()).decode()
    named = f"'sha256-{digest}'" in rules or "script-src 'self' 'unsafe-inline'" in rules
    return given.get("type") == "application/json" or named


def _of_ours(element: LexborNode, introduction: str, ids: Counter[str]) -> Iterator[str]:
    """Yield what is wrong with an element of our templates, and with what is in it."""
    allowed = OURS.get(element.tag)
    names = {"class", "id", *(allowed or "").split()}
    if allowed is None:
        yield f"{_shown(element)} is no element of a page"
    yield from (f"{_shown(element)} has the attribute {name}" for name in element.attributes if name not in names)
    wrong = [name for name in _classes(element) if not OUR_CLASS.fullmatch(name)]
    yield from (f"{_shown(element)} has the class {name}" for name in wrong)
    identifier = element.attributes.get("id")
    if identifier is not None:
        ids[identifier] += 1
        if not re.fullmatch(r"[^\W_][^\s<>]*", identifier):
            yield f"{_shown(element)} has an id that the theme may look up"
    yield from _shape(element)
    if not _BODIES.isdisjoint(_classes(element)):
        prefix = introduction if "sg-intro" in _classes(element) else _question(element)
        for child in _children(element):
            yield from _of_answer(child, prefix, ids, inside="")
        return
    for child in _children(element):
        yield from _of_ours(child, introduction, ids)


def _shape(element: LexborNode) -> Iterator[str]:
    """Yield whether a question is not made of its parts alone: a text that broke out of its place would be one more."""
    parts = " ".join(child.tag for child in _children(element))
    if "sg-question" in _classes(element) and not IN_QUESTION.fullmatch(parts):
        yield f"{_shown(element)} is made of {parts}"
    if "sg-answer" in _classes(element) and not IN_DETAILS.fullmatch(parts):
        yield f"{_shown(element)} is made of {parts}"


def _question(element: LexborNode) -> str:
    """Return the id of the question around an element."""
    around: LexborNode | None = element
    while around is not None and "sg-question" not in _classes(around):
        around = around.parent
    heading = around.css_first("h2") if around is not None else None
    return (heading.attributes.get("id") or "") if heading is not None else ""


def _of_answer(element: LexborNode, prefix: str, ids: Counter[str], inside: str) -> Iterator[str]:
    """Yield what is wrong with an element of an answer, and with what is in it."""
    if element.tag == "math" or (inside and element.tag in MATHML):
        yield from _of_formula(element)
    elif inside and not (inside == "mtext" and element.tag in IN_TEXT_OF_MATHML):
        yield f"{_shown(element)} stands in a formula"
    elif element.tag not in ANSWER:
        yield f"{_shown(element)} is no element of an answer"
    else:
        yield from _attributes(element, prefix, ids)
    within = element.tag if element.tag in MATHML else inside
    for child in _children(element):
        yield from _of_answer(child, prefix, ids, within)


def _of_formula(element: LexborNode) -> Iterator[str]:
    for name, value in element.attributes.items():
        if name not in IN_MATHML or not re.fullmatch(r"[#%\w. +-]*", value or ""):
            yield f"{_shown(element)} has the attribute {name}"
    yield from (
        f"{_shown(element)} has the class {name}" for name in _classes(element) if not OF_MATHML.fullmatch(name)
    )


def _attributes(element: LexborNode, prefix: str, ids: Counter[str]) -> Iterator[str]:
    names = {"class", "id", *ANSWER[element.tag].split()}
    for name, given in element.attributes.items():
        value = given or ""
        if name not in names:
            yield f"{_shown(element)} has the attribute {name}"
        elif name in {"id", "for", "name"} and not re.fullmatch(rf"{re.escape(prefix)}--[\w:.-]+", value):
            yield f"{_shown(element)} has a name without the prefix {prefix}--"
        elif name == "href" and not (LINK.fullmatch(value) or re.fullmatch(rf"#{re.escape(prefix)}--[\w:.-]+", value)):
            yield f"{_shown(element)} leads to {value!r}"
        elif name in VALUES and not VALUES[name].fullmatch(value):
            yield f"{_shown(element)} has the value {value!r}"
    if "tabindex" in element.attributes and _classes(element) != ["sg-formula"]:
        yield f"{_shown(element)} takes the focus"
    if "id" in element.attributes:
        ids[element.attributes["id"] or ""] += 1
    if not (element.tag == "div" and " ".join(_classes(element)) in WHOLE):
        known = CLASSES.get(element.tag)
        yield from (
            f"{_shown(element)} has the class {name}"
            for name in _classes(element)
            if not (known and known.fullmatch(name))
        )
