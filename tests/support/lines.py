"""Counts the lines of this project's code that a call runs, so that a test can tell linear from quadratic loops."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

HOOKS = str(Path(__file__).resolve().parents[2] / "hooks")


def lines_run(call: Callable[[], object]) -> int:
    """Return how many lines of hooks/ a call runs; what it does within other code is not counted."""
    count = 0

    def local(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return local

    def entered(frame: FrameType, event: str, argument: Any) -> Any:
        return local if frame.f_code.co_filename.startswith(HOOKS) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
