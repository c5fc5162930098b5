"""Links from the text of answers to the glossary."""

from __future__ import annotations

import re

import pytest

from studyguide.guide.model import Place, Term
from studyguide.guide.text import distinct_words, words
from studyguide.render.terms import MAX_LINKS, link_terms, terms_in


def term(name: str, *aliases: str, question: str = "") -> Term:
    """Return a term with nothing but names, and the question that explains it."""
    anchor = f"term-{name.lower().replace(' ', '-')}"
    return Term(anchor, name, aliases, "A thing.", question or name, "baking", "more", Place("glossary.md"))


TERMS = (
    term("Dough"),
    term("Sour dough", "leaven"),
    term("Crust"),
    term("Crust colour chart"),
    term("Crust colour"),
    term("Long-baked loaf"),
    term("Mix"),
    term("Bread–butter ratio"),
)


def shortened(html: str) -> str:
    """Return HTML with the links to terms as {text|anchor}."""
    return re.sub(r'<a class="sg-term" href="\.\./glossary\.html#term-([^"]+)">([^<]*)</a>', r"{\2|\1}", html)


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>The dough rests.</p>", "<p>The {dough|dough} rests.</p>"),
        ("<p>Dough, and dough again.</p><p>DOUGH</p>", "<p>{Dough|dough}, and dough again.</p><p>DOUGH</p>"),
        ("<p>Doughs, crusts and mixes.</p>", "<p>{Doughs|dough}, {crusts|crust} and {mixes|mix}.</p>"),
        ("<p>doughy, predough, dough_1</p>", "<p>doughy, predough, dough_1</p>"),
        ("<p>The dough's crust.</p>", "<p>The {dough|dough}'s {crust|crust}.</p>"),
        ("<p>dough-based, no-dough, a dough- and</p>", "<p>dough-based, no-dough, a {dough|dough}- and</p>"),
        ("<p>Sour dough, then dough.</p>", "<p>{Sour dough|sour-dough}, then {dough|dough}.</p>"),
        ("<p>sour\n  doughs</p>", "<p>{sour\n  doughs|sour-dough}</p>"),
        ("<p>a sour-dough loaf</p>", "<p>a {sour-dough|sour-dough} loaf</p>"),
        ("<p>long-baked loaf</p>", "<p>{long-baked loaf|long-baked-loaf}</p>"),
        ("<p>bread–butter ratio</p>", "<p>{bread–butter ratio|bread–butter-ratio}</p>"),
        ("<p>crust colour</p>", "<p>{crust colour|crust-colour}</p>"),
        ("<p>crust colour charts</p>", "<p>{crust colour charts|crust-colour-chart}</p>"),
        ("<p>sour, dough</p>", "<p>sour, {dough|dough}</p>"),
        ("<p>A leaven is a sour dough.</p>", "<p>A {leaven|sour-dough} is a sour dough.</p>"),
        ("<p>sour <em>dough</em></p>", "<p>sour <em>{dough|dough}</em></p>"),
        ("dough", "{dough|dough}"),
        ("", ""),
    ],
)
def test_the_first_use_of_a_term_is_linked(html: str, linked: str) -> None:
    """Whole words, in any case, in the plural, the longest term first."""
    assert shortened(link_terms(html, TERMS, "")) == linked


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="x.html">the <em>dough</em> here</a></p>',
        "<p><code>dough</code></p>",
        '<div class="highlight"><pre><span></span><code><span class="n">dough</span> = 1\n</code></pre></div>',
        '<p><math display="block"><mrow><mi>dough</mi></mrow></math></p>',
        "<h3>The dough</h3><h4><em>dough</em></h4>",
        "<details><summary>The <b>dough</b></summary></details>",
        '<div class="tabbed-labels"><label for="a">dough</label></div>',
        '<p><img alt="the dough" title="dough"></p>',
        "<p>&dough; &#x64;</p>",
        "<p><code><code>a</code> dough</code></p>",
    ],
)
def test_nothing_is_linked_where_a_link_has_no_place(html: str) -> None:
    """Links, code, formulas, headings, summaries, labels and attributes stay as they are."""
    assert link_terms(html, TERMS, "") == html


def test_text_after_a_closed_place_is_linked() -> None:
    """What follows code, formulas and headings is ordinary text again."""
    html = '<h3>Dough</h3><p><code>dough</code> <math><mi>x</mi></math> and <img alt="a > b"> dough</p>'

    assert shortened(link_terms(html, TERMS, "")) == html.replace(" dough</p>", " {dough|dough}</p>")


def test_a_question_does_not_link_its_own_term() -> None:
    """Nor does a shorter term take its place."""
    terms = (term("Dough"), term("Sour dough", question="sourdough"))

    linked = link_terms("<p>Sour dough is a dough.</p>", terms, "sourdough")

    assert shortened(linked) == "<p>Sour dough is a {dough|dough}.</p>"


def test_an_answer_has_at_most_eight_links() -> None:
    """The first eight terms in the text are linked, over all of its paragraphs."""
    names = [f"word{letter}" for letter in "abcdefghijkl"]
    html = "".join(f"<p>{name}</p>" for name in names)

    linked = link_terms(html, [term(name) for name in names], "")

    assert linked.count("sg-term") == MAX_LINKS == 8
    assert linked.endswith("".join(f"<p>{name}</p>" for name in names[8:]))


def test_only_links_are_added() -> None:
    """Without its links to terms, the HTML is what it was."""
    html = '<p title="a > b">Dough &amp; crust &lt;b&gt;</p>\n<ul><li>sour dough</li></ul>'

    linked = link_terms(html, TERMS, "")

    assert linked.count("sg-term") == 3
    assert re.sub(r'<a class="sg-term"[^>]*>([^<]*)</a>', r"\1", linked) == html


def test_terms_in_a_text_are_all_that_its_links_need() -> None:
    """Terms that a text does not use are left out, and linking with the others gives the same."""
    markdown = "The *doughs* rest,\n> and a sour\n> dough rises."
    html = "<p>The <em>doughs</em> rest, and a sour\ndough rises.</p>"

    terms = terms_in(markdown, TERMS)

    assert [each.name for each in terms] == ["Dough", "Sour dough"]
    assert link_terms(html, terms, "") == link_terms(html, TERMS, "")
    assert shortened(link_terms(html, terms, "")).count("{") == 2


def test_words_of_plain_and_other_texts() -> None:
    """The words of a text in ASCII, which are found in another way, are the same as those of any other."""
    text = "".join(map(chr, range(128))).lower() + " a-b c_d e2 (f) g's\n\th"
    assert distinct_words(text) == set(words(text)) == distinct_words(text + "é") ^ {"h", "hé"}
