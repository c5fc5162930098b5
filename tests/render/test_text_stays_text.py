"""No text of a guide reaches a page other than as text, allowed elements and allowed attributes, whatever it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, example, given
from hypothesis import settings as profile
from pages import settings

from studyguide.guide.model import Entry, Guide, Image, Place, ReadingPath, Reference, Step, Term
from studyguide.guide.scan import find_mentions
from studyguide.pages.page import SiteInfo
from studyguide.pages.site import Site, build_site
from support.any_text import bodies, plain
from support.page_oracle import skeleton, violations
from support.values import a_question, a_topic

many = profile(
    max_examples=400, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def guide_of(answer: str, introduction: str, text: str) -> Guide:
    """Return a guide in which one text stands wherever a text may stand."""
    reference = Reference("sen", "book", (text, "Sen S."), text, text, text, "https://example.org/", text)
    term = Term("term-leaf", "leaf", (text,), text, "brew", "tea", text, Place("content/glossary.md"))
    first = a_question(
        "brew",
        text,
        body=answer,
        section=text,
        also_asked=(text,),
        related=("leaf",),
        tags=("hot",),
        reviewed=date(2026, 1, 2),
    )
    body = f"Innocent.\n\n{answer}"
    second = replace(
        first,
        id="leaf",
        body=body,
        mentions=find_mentions(body),
        related=("brew",),
        redirect_from=("old", "pot/old"),
    )
    topic = a_topic(
        "tea",
        first,
        second,
        title=text,
        summary=text,
        body=introduction,
        sections=(text,),
    )
    here = Place("content/paths.yml")
    path = ReadingPath("way", text, text, "step", (Step(text, (Entry("brew", here),), here),), here)
    ids = {"brew": "tea", "leaf": "tea"}
    return Guide(
        (topic,),
        {"sen": reference},
        (Image("tea", "cup.png", "content/qa/tea/cup.png"),),
        ids,
        frozenset({"tea"}),
        terms=(term,),
        paths=(path,),
    )


def site_of(guide: Guide) -> Site:
    return build_site(guide, SiteInfo("Guide", "", "https://example.org/guide"), settings())


@many
@given(answer=bodies, introduction=bodies)
@example(answer='```python\nx = "<b>"\n```\n\n[a](leaf.md "&#xE000;0&#xE000;")', introduction="")
@example(
    answer='```python\nx = 1\n```\n\ntext\n{: title="&#57344;0&#57344; data-x=1" }',
    introduction="![\ue0000\ue000](cup.png)",
)
@example(answer="![a](leaf.md) and [a picture](cup.png)", introduction="![a](leaf.md)")
def test_an_answer_is_text_and_what_is_allowed(answer: str, introduction: str) -> None:
    """Elements, attributes, classes, ids and addresses are those that an answer may have, on every page."""
    for page in site_of(guide_of(answer, introduction, "Plain")).pages:
        assert violations(str(page.html), "tea") == []


PLAIN = {page.uri: skeleton(str(page.html)) for page in site_of(guide_of("Plain.", "Plain.", "Plain")).pages}


@many
@given(text=plain)
@example(text='<b data-x=1>"</b>')
def test_every_other_text_is_text(text: str) -> None:
    """Titles, names, sections, references and terms change no element and no attribute of any page."""
    for page in site_of(guide_of("Plain.", "Plain.", f"A {text}")).pages:
        assert skeleton(str(page.html)) == PLAIN[page.uri]
        assert violations(str(page.html), "tea") == []
