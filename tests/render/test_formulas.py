"""Formulas: what becomes MathML, and what stays as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import settings

from studyguide.render import formulas
from studyguide.render.formulas import STYLES, FormulaError, LengthError, to_mathml
from studyguide.render.fragment import Job, render_fragments
from studyguide.render.markdown import Renderer
from studyguide.render.sanitise import Addresses, Sanitiser

SHEET = Path(__file__).parents[2] / "docs" / "assets" / "answers" / "formulas.css"


@pytest.mark.parametrize("tex", ["{{{{d}}}}", "length" * 5])
def test_a_formula_that_nobody_could_read_is_refused(monkeypatch: pytest.MonkeyPatch, tex: str) -> None:
    """Depth and length end in an error with a reason, before the converter can run out of stack."""
    monkeypatch.setattr(formulas, "MAX_DEPTH", 3)
    monkeypatch.setattr(formulas, "MAX_LENGTH", 20)

    with pytest.raises(FormulaError, match="too long or too deeply nested"):
        to_mathml(tex, is_display=False)


@pytest.mark.parametrize(
    "tex",
    [
        "(((",
        "[a[a[",
        r"\{\{\{",
        r"\langle\lfloor\lceil",
        r"\bigl|\Bigl/\biggl.",
        "(x^)" * 3,
        r"(\sqrt)" * 3,
        "({)}" * 3,
    ],
)
def test_a_formula_with_brackets_that_nothing_closes_is_refused(monkeypatch: pytest.MonkeyPatch, tex: str) -> None:
    """They end in an error with a reason, and so does what may take the end of one for something else."""
    monkeypatch.setattr(formulas, "MAX_OPEN", 2)

    with pytest.raises(FormulaError, match="more than 2 brackets"):
        to_mathml(tex, is_display=False)


def test_brackets_in_pairs_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs may be many, and stand in each other."""
    monkeypatch.setattr(formulas, "MAX_OPEN", 0)

    assert to_mathml("f(g(h(x, y) + 1) - [0, 1)) = p(a)p(b)p(c)", is_display=False)


@pytest.mark.parametrize("tex", [r"\label{x}", r"\eqref{x}", r"\href{x}{y}"])
def test_a_formula_that_reaches_out_is_refused(tex: str) -> None:
    """Anchors and links end in an error with a reason."""
    with pytest.raises(FormulaError, match=r"\w+"):
        to_mathml(tex, is_display=False)


@pytest.mark.parametrize(
    "tex",
    [
        r"\newcommand{\a}{x}\a",
        r"\renewcommand \a {x}",
        r"\providecommand\a{x}",
        r"\def\a#1{#1}\a x",
        r"\gdef\a{x}",
        r"\let\a=x",
        r"x\\\def\a{x}",
        r"\text{\let\a=x}",
    ],
)
def test_a_formula_that_defines_commands_is_refused(tex: str) -> None:
    """What stands there would not be what is converted, so that no limit to its length or depth would hold."""
    with pytest.raises(FormulaError, match="define"):
        to_mathml(tex, is_display=False)


def test_a_line_end_before_letters_defines_nothing() -> None:
    r"""`\\let` is the end of a line and three letters, and `\letter` another command."""
    assert "<mi>l</mi><mi>e</mi><mi>t</mi>" in to_mathml(r"\begin{matrix}a\\let\end{matrix}", is_display=True)
    with pytest.raises(FormulaError, match="Unknown command"):
        to_mathml(r"\letter", is_display=False)


def rendered(text: str) -> str:
    return render_fragments(Renderer(settings()), [Job("q", text, (), ())])[0].html


def test_only_what_markdown_has_marked_is_a_formula() -> None:
    """Text that looks like the mark of a formula stays text."""
    looks = r'`<span class="arithmatex">\(a\)</span>` and &lt;span class="arithmatex"&gt;&#92;(a&#92;)&lt;/span&gt;'

    assert "<math" not in rendered(looks)
    assert "<math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>" in rendered("$a < b$")
    assert "<math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>" in rendered("$a &lt; b$")


def test_a_formula_that_cannot_be_converted_stays_readable() -> None:
    """It is shown as code, escaped, and a reference to a character in it is still one."""
    assert rendered(r"$\nope <b>$").strip() == "<p><code>\\nope &lt;b&gt;</code></p>"
    assert rendered("$$\n\\nope &lt;\n$$").strip() == "<code>\\nope &amp;lt;</code>"


@pytest.mark.parametrize("unit", ["em", "ex", "pt", "mm", "cm", "in"])
@pytest.mark.parametrize("command", [r"\kern{}x", r"\hskip{}x", r"\hspace{{{}}}x", r"\raisebox{{{}}}{{x}}"])
def test_a_length_is_refused_in_every_unit(command: str, unit: str) -> None:
    """A length is small or refused, forwards and backwards, however it is written."""
    for number in ("300", "-300"):
        with pytest.raises(LengthError, match=r"more than the [25] em"):
            to_mathml(command.format(number + unit), is_display=False)
    assert to_mathml(command.format(".3" + unit), is_display=False)


@pytest.mark.parametrize("command", [r"\mkern{}", r"\mskip{}", r"\mspace{{{}}}"])
def test_a_length_in_mathematical_units_is_refused_too(command: str) -> None:
    """Eighteen of them are an em."""
    with pytest.raises(LengthError):
        to_mathml(command.format("-37mu"), is_display=False)
    assert to_mathml(command.format("-36mu"), is_display=False)


def test_small_negative_spaces_do_not_add_up() -> None:
    """What is allowed once takes no formula out of its place when it is written many times."""
    with pytest.raises(LengthError, match="together"):
        to_mathml(r"\!" * 40 + "x", is_display=False)
    assert to_mathml(r"\!" * 20 + r"\,\quad x" * 20, is_display=False)


def test_a_formula_that_leaves_its_place_stays_readable() -> None:
    """It is shown as code."""
    assert rendered(r"$\kern-9em x$").strip() == r"<p><code>\kern-9em x</code></p>"


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}", r"\begin{array}{|c:r|} a & b \\ \hline c & d \end{array}",
        r"\begin{cases} a & b \\ c & d \end{cases}", r"\begin{align} a &= b \tag{2} \end{align}", r"\cfrac{1}{2}",
        r"x \! y \hspace{-2em} z \mspace{-4mu}", r"\color{red} x \textcolor{blue}{y}", r"\sqrt{x'}", r"\boxed{x}",
        r"\begin{gather} a \\ b \end{gather}", r"\begin{multline} a \\ b \end{multline}", r"\textbf{bold} \text{a b}",
        r"\overbrace{x}^{y} \xrightarrow{abc} \binom{n}{k} \pmod n \Bigg( \phantom{x} \raisebox{1em}{x}", r"\text{\scriptsize x} \textsc{a}",
    ],
)  # fmt: skip
def test_a_formula_has_no_style_and_passes_the_sanitiser_as_it_is(tex: str) -> None:
    """Classes that the style sheet knows say what the converter says by styles; the allow-list has all that is used."""
    mathml = to_mathml(tex, is_display=True)
    sheet = SHEET.read_text("utf-8")

    assert " style=" not in mathml
    assert by_name(Sanitiser().clean(mathml, Addresses("q", {}))) == by_name(mathml).replace("\xa0", "&nbsp;")
    for names in re.findall(r' class="([^"]*)"', mathml):
        assert all(re.search(rf"\.{name} \{{", sheet) for name in names.split())


def by_name(mathml: str) -> str:
    """Return MathML with the attributes of each element in the order of their names."""

    def ordered(tag: re.Match[str]) -> str:
        attributes = sorted(re.findall(r' [a-z]+="[^"]*"', tag[2]))
        return f"<{tag[1]}{''.join(attributes)}>"

    return re.sub(r"<([a-z]+)([^<>]*)>", ordered, mathml)


def test_every_class_that_stands_for_a_style_is_in_the_style_sheet() -> None:
    """The converter's styles are kept by name; a class without a rule would lose one."""
    sheet = SHEET.read_text("utf-8")

    for name in {*STYLES.values(), *(f"sg-back-{number}" for number in range(1, 37))} - {""}:
        assert re.search(rf"\.{name} \{{", sheet), name
