"""Answers that try to break the page, to script it or to reach out of it, each beside an innocent neighbour."""

from __future__ import annotations

import re

import pytest
from pages import NEIGHBOUR, Outline, answer_of, neighbour_alone, page_of, payloads, section_of

HTML = frozenset(
    """a abbr blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr img input label li ol p pre s span
    strong sub summary sup table tbody td th thead tr ul""".split()
)
MATHML = frozenset(
    """math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
    mstyle msub msubsup msup mtable mtd mtext mtr munder munderover""".split()
)
ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "div": {"data-tabs", "tabindex"},
    "img": {"alt", "height", "loading", "src", "title", "width"},
    "input": {"aria-label", "checked", "disabled", "name", "type"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
IN_MATHML = frozenset(
    """accent accentunder class columnalign columnspacing columnspan depth display displaystyle form height largeop
    linethickness lspace mathcolor mathsize mathvariant maxsize minsize movablelimits notation rspace rowspacing
    scriptlevel separator stretchy symmetric voffset width""".split()
)
CLASS = re.compile(
    r"(?!md-(?!button)|js-|mermaid$|sg-(?!cites?$|formula$|inline$|left$|center$|right$|pad-|back-))[A-Za-z0-9_-]+"
)
LINK = re.compile(
    r"#hostile--[\w:.-]+|tea\.html#(?:hostile|neighbour)|#(?:hostile|neighbour)|tea/(?:cup|n|x)\.png"
    r"|\.\./references\.html#ref-[^\s<>\"]*|https?://[^\s<>\"]+|mailto:[^\s<>\"]+",
    re.IGNORECASE,
)
CONTROL = [
    f"[x]({before}java{within}script{after}:alert(1)) <java{within}script:alert(1)>\n\n[r]\n\n[r]: java{within}script:x"
    for before, within, after in [
        ("\x01", "", ""), ("\x1b", "", ""), ("\x00", "", ""), ("", "\x00", ""), ("", "\t", ""), ("", "\x0b", ""),
        ("", "", "\x09"), ("\u00a0", "", ""), ("\u2028", "", ""), ("", "\u200b", ""), ("", "\u00ad", ""),
        ("\ufeff", "", ""), ("", "", "\u3000"),
    ]
] + [
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x02stx\x03 \x02amp\x03 \x02qq\x03 <b>",
    "*a*\x02klzzwxh:0001\x03{: onclick=alert(1) }",
    "text\r<script>alert(1)</script>\r\n\x0c<script>\x85</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt> <\x00script> <img\x0bsrc=x\x0conerror=alert(1)>",
]  # fmt: skip


def check(answer: str) -> None:
    """Fail unless an answer's HTML holds nothing but what is allowed, each tag closed in its turn."""
    outline = Outline(answer)
    assert outline.stray == []
    assert outline.open == []
    assert outline.repeated == []
    for tag, attributes in outline.tags:
        assert tag in HTML | MATHML
        allowed = IN_MATHML if tag in MATHML else ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
        assert set(attributes) <= allowed, f"<{tag} {attributes}>"
        assert all(map(CLASS.fullmatch, attributes.get("class", "").split())), attributes["class"]
        assert attributes.get("type", "radio") in {"checkbox", "radio"}
        assert not re.search("[<>]", attributes.get("title", ""))
    assert all(map(LINK.fullmatch, outline.values("href"))), outline.values("href")
    assert set(outline.values("src")) <= {"tea/cup.png", "tea/n.png", "tea/x.png"}
    assert all(value.startswith("hostile--") for value in outline.values("id") + outline.values("for"))


@pytest.mark.parametrize("payload", payloads() + CONTROL)
def test_a_hostile_answer_stays_within_the_allow_list_and_leaves_its_neighbour_alone(payload: str) -> None:
    """Whatever an answer holds, the page keeps its shape and the other answer is, to the letter, as if alone."""
    page, problems = page_of({"hostile": payload, "neighbour": NEIGHBOUR})

    outline = Outline(page)
    ids = outline.values("id")
    assert problems == () or [problem.code for problem in problems] == ["SG313"]
    assert (outline.stray, outline.open) == ([], [])
    assert sorted(ids) == sorted(set(ids))
    if not problems:
        check(answer_of(page, "hostile"))
    assert section_of(page, "neighbour") == neighbour_alone()


def test_all_hostile_answers_on_one_page_stay_apart() -> None:
    """The ids of a page of some three hundred hostile answers are unique, and every label has its input."""
    answers = {f"hostile-{number}": text for number, text in enumerate(payloads() + CONTROL)}
    page, _ = page_of({**answers, "neighbour": NEIGHBOUR})

    outline = Outline(page)
    ids = outline.values("id")
    assert len(answers) >= 250
    assert (outline.stray, outline.open) == ([], [])
    assert sorted(ids) == sorted(set(ids))
    assert set(outline.values("for")) <= set(ids)
    assert section_of(page, "neighbour") == neighbour_alone()


def test_the_check_of_this_file_finds_what_it_is_for() -> None:
    """Each kind of leftover that the other tests look for would make them fail."""
    leftovers = [
        "<script>", "<p>", "</div>", "<!-- x -->", "<p onclick=x></p>", "<p id=__config></p>", "<p class=md-x></p>",
        "<p class=mermaid></p>", '<a href="javascript:x"></a>', '<a href="java\tscript:x"></a>', "<img src=//x>",
        '<p style="position:fixed"></p>', '<td style="text-align: left;"></td>', '<td style="position:fixed"></td>', '<a title="<b>"></a>', "<svg></svg>",
        "<math><mi href=x></mi></math>", "<math><annotation-xml></annotation-xml></math>", "<p class=x class=y></p>",
        "<input type=image>", "<iframe></iframe>", "<p is=x></p>",
    ]  # fmt: skip
    for leftover in leftovers:
        with pytest.raises(AssertionError):
            check(leftover)
