"""The figures of each topic: one module per topic, one function per figure.

`FIGURES` of a module maps (id of the question, name of the figure) to the function that
returns the figure's SVG text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Figures = Mapping[tuple[str, str], Callable[[], str]]
