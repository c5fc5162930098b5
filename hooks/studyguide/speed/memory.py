"""Memory that a build no longer needs, given back to the system."""

from __future__ import annotations

import ctypes
import gc
import sys


def collect_less() -> None:
    """Look more seldom for values that nothing refers to.

    A guide is many values without a cycle among them, which would be looked through again and again in vain.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def give_back() -> None:
    """Give back what is free, which the C library of Linux would keep in pieces that are of no use for large pages."""
    if sys.platform == "linux":
        try:
            ctypes.CDLL(None).malloc_trim(0)
        except (AttributeError, OSError):
            return  # another C library than glibc
