"""Formulas: what becomes MathML, and what stays as it is."""

from __future__ import annotations

import pytest

from studyguide.render.formulas import FormulaError, convert_marked, to_mathml


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
