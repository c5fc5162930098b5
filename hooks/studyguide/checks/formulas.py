"""Rule on mathematics: every formula can be converted, and stays in its place."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.guide.model import Guide
from studyguide.guide.problems import Problem
from studyguide.guide.scan import scan
from studyguide.render.formulas import MAX_BACK_EM, MAX_EM, FormulaError, LengthError, to_mathml


def check_formulas(guide: Guide) -> Iterator[Problem]:
    """Yield formulas that cannot be converted to MathML, or that would be drawn elsewhere than where they stand."""
    for page in guide.texts:
        for formula in scan(page.body).formulas:
            try:
                to_mathml(formula.tex, is_display=formula.is_display)
            except LengthError as error:
                line = page.body_line + formula.line - 1
                most = f"{MAX_EM} em or less, and {MAX_BACK_EM} em backwards"
                hint = f"shorten `\\hspace`, `\\kern`, `\\raisebox` and the like to {most}"
                yield Problem(page.path, line, "SG315", f"the formula leaves its place: {error}", hint)
            except FormulaError as error:
                line = page.body_line + formula.line - 1
                hint = "only mathematics of LaTeX is accepted, no packages; write `\\$` for a dollar sign"
                yield Problem(page.path, line, "SG312", f"the formula cannot be converted: {error}", hint)
