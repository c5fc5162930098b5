"""Third-party files of the site: installed by npm or pip at set-up, copied into the site when it is built."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

FONTS: Mapping[str, str] = {
    "source-sans-3.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    "source-sans-3-italic.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-italic.woff2",
    "source-serif-4.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
    "stix-two-math.woff2": "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2",
}
"""The name of each font in the site, and its file below node_modules."""

_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=.*")


def font_files(root: Path) -> dict[str, Path]:
    """Return where each font of the site is installed.

    Raises FileNotFoundError when a package is missing, with the command that installs it.
    """
    found = {}
    for name, package_path in FONTS.items():
        file = root / "node_modules" / package_path
        if not file.is_file():
            raise FileNotFoundError(f"the font {package_path} is not installed: run `make setup` (or `npm ci`)")
        found[f"assets/vendor/fonts/{name}"] = file
    return found


def worker_source(theme: Path) -> str:
    """Return a script that holds the theme's search worker as a text.

    Browsers refuse to start a worker from a file: address, but not from a text; so a page that is read from disk can
    build its search index without freezing. Raises FileNotFoundError where the theme has no such worker.
    """
    found = sorted((theme / "assets" / "javascripts" / "workers").glob("search.*.min.js"))
    if len(found) != 1:
        raise FileNotFoundError("the theme has no search worker where Material for MkDocs 9.8 has it")
    source = _SOURCE_MAP.sub("", found[0].read_text(encoding="utf-8"))
    literal = json.dumps(source).replace("</", "<\\/")
    return f"window.__sgSearchWorker={literal};\n"
