"""The style sheets and scripts of the site, for pages that a test writes itself."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LISTED = re.compile(r"\bassets/[\w/-]+\.(?:css|js)\b")


def listed(ending: str, *wanted: str) -> list[str]:
    """Return the files in the order of mkdocs.yml: those in a folder, such as `mind-map/`, and single ones."""
    text = re.sub("#.*", "", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    names = [name for name in _LISTED.findall(text) if name.endswith(ending)]
    return [name for name in names if name.removeprefix("assets/").startswith(wanted)]


def copy_to(folder: Path, names: list[str]) -> None:
    """Copy files to where a page in this folder finds them."""
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "docs" / name, target)


def styles(names: list[str]) -> str:
    """Return the elements that load style sheets."""
    return "".join(f'<link rel="stylesheet" href="{name}">' for name in names)


def scripts(names: list[str]) -> str:
    """Return the elements that load scripts."""
    return "".join(f'<script src="{name}"></script>' for name in names)
