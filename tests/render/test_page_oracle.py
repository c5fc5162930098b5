"""The oracle that says what must not stand on a page: it sees each kind of it, and nothing on a page that is right."""

from __future__ import annotations

import pytest
from pages import NEIGHBOUR, page_of

from support.page_oracle import skeleton, violations

IN_AN_ANSWER = [
    "<p data-x=1>a</p>", "<script>flag = 1</script>", '<p onclick="flag = 1">a</p>', '<p style="color: red">a</p>',
    "<svg></svg>", "<iframe></iframe>", '<base href="x">', "<form></form>", "<style>p { color: red }</style>",
    '<p id="other--x">a</p>', '<p id="__config">a</p>', '<p id="x">a</p>', '<a href="flag:1">a</a>', '<a href="x/y">a</a>',
    '<a href="//example.org">a</a>', '<img src="https://example.org/a.png">', '<img src="data:a">', "<p title=a>a</p>",
    '<p class="md-x">a</p>', '<p class="mermaid">a</p>', '<p class="tabbed-set">a</p>', '<p class="any-other">a</p>',
    '<div class="admonition tabbed-set">a</div>', '<div class="highlight annotate">a</div>', '<div tabindex="0">a</div>',
    '<input type="text">', '<input aria-label="Search">', '<label for="__search">a</label>', '<input name="flag">',
    '<a title="<b>">a</a>', '<table><tr><td style="text-align: left;">a</td></tr></table>', "<custom-element></custom-element>", "<!-- a -->",
    "<math><mi href=x>a</mi></math>", "<math><mtext><p>a</p></mtext></math>", "<math><mi class=k>a</mi></math>",
    "<math><annotation-xml></annotation-xml></math>", "<mi>a</mi>", "<template>a</template>", "<p is=x>a</p>",
    '<meta http-equiv="refresh" content="9">', '<p id="q--a">a</p><p id="q--a">a</p>', "</div></div><p>a</p>",
    '<img src="tea/cup.png" loading="eager">', '<ol start="x"></ol>', '<span class="sg-cites sg-hero">a</span>',
]  # fmt: skip
AROUND_ANSWERS = [
    "<b>a</b>", "<p style=a>a</p>", '<p class="md-x">a</p>', '<p data-x="1">a</p>', '<p id="__toc">a</p>', '<p id="">a</p>',
    '<h2 onclick="flag = 1">a</h2>', '<a href="flag:1">a</a>', "<script>flag = 1</script>", "<form></form>",
]  # fmt: skip
POLICY = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
OF_THE_THEME = [
    "<head><script src=a.js></script></head>", f"<head>{POLICY}</head><body><script>flag = 1</script></body>",
    f'<head>{POLICY}</head><script src="https://example.org/a.js"></script>', f"<head>{POLICY}</head><p onclick=a>",
    f"<head>{POLICY}</head><iframe></iframe>", f'<head>{POLICY}</head><article><p data-x="1">a</p></article>',
    f'<head><script src="a.js"></script>{POLICY}</head>', f'<head>{POLICY}<base href="x"></head>',
    f'<head>{POLICY}<meta name="description" content="a" data-x="1"></head>', f'<head>{POLICY}</head><a href="flag:1">a</a>', f"<head>{POLICY}</head><p style=a>a</p>",
]  # fmt: skip


def question(answer: str) -> str:
    """Return a question of which somebody brought this into its answer."""
    return page_of({"q": "MARKED"})[0].replace("<p>MARKED</p>", answer)


@pytest.mark.parametrize("part", IN_AN_ANSWER)
def test_what_must_not_stand_in_an_answer_is_seen(part: str) -> None:
    """Each kind of element, attribute, class, id and address that no answer may have is named."""
    assert "MARKED" not in question(part)
    assert violations(question(part), "tea")


@pytest.mark.parametrize("part", AROUND_ANSWERS)
def test_what_must_not_stand_around_answers_is_seen(part: str) -> None:
    """A title or name that became markup is named, too."""
    assert violations(page_of({"q": "A"})[0].replace("</h1>", f"</h1>{part}", 1), "tea")


@pytest.mark.parametrize("page", OF_THE_THEME)
def test_what_must_not_stand_on_a_finished_page_is_seen(page: str) -> None:
    """A page without its policy, or with something that the policy does not name, is wrong."""
    assert violations(f"<!doctype html><html>{page}</html>", whole=True)


def test_a_page_with_one_of_everything_is_right() -> None:
    """What the guide's own means bring to a page is no violation."""
    page, problems = page_of({"neighbour": NEIGHBOUR, "hostile": "Plain."})

    assert problems == ()
    assert violations(page, "tea") == []
    assert "<math" in page
    assert 'class="tabbed-set tabbed-alternate"' in page


def test_a_formula_that_is_long_may_have_a_box() -> None:
    """Its box is the one that scrolls within a line."""
    page, _ = page_of({"q": f"So ${' + '.join(['x_1'] * 60)}$ it is."})

    assert 'class="sg-inline"' in page
    assert violations(page, "tea") == []


def test_the_skeleton_tells_text_from_markup() -> None:
    """Other words have the same skeleton, an element or attribute more has not."""
    page = "<h1>One</h1><p id=a>two</p>"

    assert skeleton("<h1>Three</h1><p id=b>&lt;b&gt;</p>") == skeleton(page)
    assert skeleton("<h1>One</h1><p id=a><b>two</b></p>") != skeleton(page)
    assert skeleton("<h1>One</h1><p id=a class=b>two</p>") != skeleton(page)
