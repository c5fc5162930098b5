"""A plugin of pytest that lets every test begin with empty caches.

What a test found in a cache, it does not run; so mutation testing would not know that the test looks at that code.
"""

from __future__ import annotations

import sys


def pytest_runtest_setup() -> None:
    """Empty the caches of all functions of the package."""
    modules = [module for name, module in sys.modules.items() if name.startswith("studyguide")]
    for value in [value for module in modules for value in vars(module).values()]:
        if hasattr(value, "cache_clear"):
            value.cache_clear()
