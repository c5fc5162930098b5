"""Each page loads the style sheets and scripts of its kind, and the settings list all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from front_end import ROOT, listed

FIRST = "assets/page/early.js"
"""Loaded by the theme's template, before all others."""
LATER = "assets/search/words.js"
"""Loaded by another script, once the reader searches."""
BEFORE_THE_THEME = listed(".js", "page/address", "search/query", "search/iframe-worker")
EVERYWHERE = {"page", "search"}
OF = {
    "index.html": {"home"},
    "questions.html": {"lists", "filter"},
    "tags.html": {"lists"},
    "references.html": {"lists"},
    "glossary.html": {"lists"},
    "mind-map.html": {"mind-map"},
    "paths.html": {"paths", "progress"},
    "topics/math.html": {"answers", "progress"},
    "about.html": set(),
    "404.html": set(),
}


def _loaded(site: Path, page: str, ending: str) -> list[str]:
    text = (site / page).read_text(encoding="utf-8")
    return re.findall(rf'<(?:script|link)\b[^>]*(?:src|href)="[^"]*?(assets/[\w/-]+\.{ending})"', text)


def test_every_file_is_listed():
    """A style sheet or script that no list names would reach no page."""
    assets = ROOT / "docs" / "assets"
    files = [file for file in assets.rglob("*") if file.suffix in {".css", ".js"}]

    assert {*listed(".css", ""), *listed(".js", ""), FIRST, LATER} == {
        f"assets/{file.relative_to(assets).as_posix()}" for file in files
    }


@pytest.mark.parametrize("page", OF)
def test_a_page_loads_the_files_of_its_kind(built_site: Path, page: str):
    """All of them, in the order of the settings, and nothing that belongs to other kinds of page."""
    folders = [f"{folder}/" for folder in OF[page] | EVERYWHERE]
    scripts = [name for name in listed(".js", *folders) if name not in BEFORE_THE_THEME]

    assert _loaded(built_site, page, "css") == listed(".css", *folders)
    assert _loaded(built_site, page, "js") == [FIRST, *BEFORE_THE_THEME, *scripts]


def test_a_page_loads_the_style_of_each_of_its_classes(built_site: Path):
    """A class that some style sheet knows is known to one that the page loads."""
    texts = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in listed(".css", "")}
    known = {name: set(re.findall(r"\.(sg-[\w-]+)", text)) for name, text in texts.items()}
    missing = {}
    for file in sorted(built_site.rglob("*.html")):
        page = file.relative_to(built_site).as_posix()
        attributes = re.findall(r'\bclass="([^"]*)"', file.read_text(encoding="utf-8"))
        used = {name for attribute in attributes for name in attribute.split()} & set().union(*known.values())
        missing[page] = used - set().union(*(known[name] for name in _loaded(built_site, page, "css")))

    assert {page: names for page, names in missing.items() if names} == {}
