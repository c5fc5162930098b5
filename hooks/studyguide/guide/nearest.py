"""Suggestions for names that do not exist: the nearest of those that do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MAX_HINTS = 50
MAX_LENGTH = 200


def near(name: str, known: Iterable[str], number: int = 0) -> str:
    """Return a hint that names the nearest of the known names, if one is near.

    The search takes time, so that it is only done for the first names in a text: `number` counts them from 0.
    """
    if number >= MAX_HINTS or len(name) > MAX_LENGTH:
        return "check the spelling"
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean `{found[0]}`?" if found else "check the spelling"
