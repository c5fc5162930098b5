"""Formulas: what becomes MathML, and what stays as it is."""

from __future__ import annotations

import pytest

from studyguide.render.formulas import FormulaError, LengthError, convert_marked, to_mathml


@pytest.mark.parametrize(
    "tex",
    ["{" * 1900 + "}" * 1900, "{" * 20_000 + "}" * 20_000, "x" * 4001, r"\label{x}", r"\eqref{x}", r"\href{x}{y}"],
)
def test_a_formula_that_nobody_could_read_or_that_reaches_out_is_refused(tex: str) -> None:
    """Depth, length, anchors and links end in an error with a reason, before the converter can run out of stack."""
    with pytest.raises(FormulaError, match=r"\w+"):
        to_mathml(tex, is_display=False)


def test_only_a_marked_text_without_tags_is_a_formula() -> None:
    """A mark never reaches over a tag, so that no tag is taken out of the answer around it."""
    crossing = '<div><span class="arithmatex">\\(a <b>x</span></div><p>b</b>\\)</span></p>'

    assert convert_marked(crossing) == crossing
    assert convert_marked('<span class="arithmatex">\\(a &lt; b\\)</span>').startswith("<math>")


def test_a_formula_that_cannot_be_converted_stays_readable() -> None:
    """It is shown as code, escaped."""
    marked = '<span class="arithmatex">\\(\\nope &lt;b&gt;\\)</span>'

    assert convert_marked(marked) == "<code>\\nope &lt;b&gt;</code>"


@pytest.mark.parametrize("unit", ["em", "ex", "pt", "mm", "cm", "in"])
@pytest.mark.parametrize("command", [r"\kern{}x", r"\hskip{}x", r"\hspace{{{}}}x", r"\raisebox{{{}}}{{x}}"])
def test_a_length_is_refused_in_every_unit(command: str, unit: str) -> None:
    """A length is small or refused, forwards and backwards, however it is written."""
    for number in ("300", "-300"):
        with pytest.raises(LengthError, match="more than the 5 em"):
            to_mathml(command.format(number + unit), is_display=False)
    assert to_mathml(command.format(".3" + unit), is_display=False)


@pytest.mark.parametrize("command", [r"\mkern{}", r"\mskip{}", r"\mspace{{{}}}"])
def test_a_length_in_mathematical_units_is_refused_too(command: str) -> None:
    """Eighteen of them are an em."""
    with pytest.raises(LengthError):
        to_mathml(command.format("-91mu"), is_display=False)
    assert to_mathml(command.format("-90mu"), is_display=False)


def test_small_negative_spaces_do_not_add_up() -> None:
    """What is allowed once takes no formula out of its place when it is written many times."""
    with pytest.raises(LengthError, match="together"):
        to_mathml(r"\!" * 40 + "x", is_display=False)
    assert to_mathml(r"\!" * 20 + r"\,\quad x" * 20, is_display=False)


def test_a_formula_that_leaves_its_place_stays_readable() -> None:
    """It is shown as code."""
    assert convert_marked(r'<span class="arithmatex">\(\kern-9em x\)</span>') == r"<code>\kern-9em x</code>"
