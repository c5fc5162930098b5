"""Files that a build adds to those of docs/: the guide's pictures, fonts, and the theme's search worker."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from studyguide.guide.model import Image

FONTS: Mapping[str, str] = {
    "source-sans-3.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    "source-sans-3-italic.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-italic.woff2",
    "source-serif-4.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
    "stix-two-math.woff2": "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2",
}
"""The name of each font in the site, and its file below node_modules."""

_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=.*")


def site_assets(root: Path, images: Iterable[Image], theme: Path) -> dict[str, Path | str]:
    """Return what a build adds, by its path in the site: a file to copy, or a text.

    Args:
        root: the folder of the project.
        images: the pictures of the guide.
        theme: the folder of the theme's own templates.

    Raises FileNotFoundError where a font is not installed, or the theme is another one.
    """
    pictures: dict[str, Path | str] = {f"topics/{image.topic}/{image.name}": root / image.path for image in images}
    return {**pictures, **font_files(root), "assets/vendor/search-worker.js": worker_source(theme)}


def theme_folder() -> Path:
    """Return the folder of the theme's own templates. Raises FileNotFoundError where the theme is not installed."""
    spec = find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("Material for MkDocs is not installed")
    return Path(spec.submodule_search_locations[0]) / "templates"


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
