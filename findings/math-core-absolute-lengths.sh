#!/usr/bin/env bash
# An absolute length in a formula is drawn relative to the size of the page's letters.
#
# Versions: math-core 0.9.0, Python 3.11.
# Expected: `\hspace{1cm}` is a centimetre, as in TeX, or at least grows with the formula, as `em` does.
# Seen:     absolute units become `rem`, ten points to one: the size of the root element. That is hardly ever 10 pt, since
#           browsers begin with 12 pt (16 px) and themes change it. Material for MkDocs sets 125 % and more, so that
#           1 cm of a formula is 1.5 cm wide there; and a small formula has the same space as a large one.
# For us:   lengths of formulas are limited and written in `em` (hooks/studyguide/render/formulas.py); answers should
#           give them in `em`, which comes out as written.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check math-core==0.9.0
"$folder/venv/bin/python" - <<'PYTHON'
import re

from math_core import LatexToMathML

converter = LatexToMathML(fancy_error=False)
for length, seen in {"1cm": "2.8453rem", "10pt": "1rem", "1in": "7.2rem", "1em": "1em", "1ex": "1ex"}.items():
    mathml = converter.convert_with_local_state(rf"a\hspace{{{length}}}b", displaystyle=False)
    width = re.search(r'<mspace width="([^"]*)"', mathml)[1]
    print(f"{length}: {width}")
    assert width == seen, "this has changed"
PYTHON
# Output seen:
#   1cm: 2.8453rem
#   10pt: 1rem
#   1in: 7.2rem
#   1em: 1em
#   1ex: 1ex
