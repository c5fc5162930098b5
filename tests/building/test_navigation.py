"""The navigation, made once for many pages, is the one that the theme makes for each."""

from __future__ import annotations

from pathlib import Path

import material
import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from studyguide.publish.theme.navigation import share_navigation
from support.guides import guide, question, topic, write_files
from support.sites import Project

THEME = Path(material.__file__).parent / "templates"
_NOT_SHARED = "import studyguide.publish.theme.navigation\nstudyguide.sharing.share_navigation = lambda environment, theme: None\n"


def _nest(project: Project) -> None:
    """Give the site a second topic, and pages in folders and sections at several depths."""
    second = {f"qa/another/{name}.md": question(f"What is {name}?", section=name) for name in ("five", "six")}
    guide(project.root, {"qa/another/index.md": topic("Another", "More.", order="2"), **second})
    pages = {"deep/er/page.md": "# Page\n\n## One\n\n### Two\n\n## Three\n", "deep/other.md": "# Other\n"}
    write_files(project.root / "docs", pages)
    file = project.root / "mkdocs.yml"
    entry = "  - Deep:\n      - Other: deep/other.md\n      - Deeper:\n          - Page: deep/er/page.md\n"
    file.write_text(file.read_text().replace("  - Glossary: glossary.md\n", f"{entry}  - Glossary: glossary.md\n"))


@pytest.mark.parametrize(
    "features", ["", "    - navigation.indexes\n    - navigation.sections\n    - navigation.tabs\n"]
)
def test_pages_are_as_the_theme_makes_them(project: Project, tmp_path: Path, features: str) -> None:
    """With and without sharing, every page of every depth is the same, to the byte."""
    _nest(project)
    file = project.root / "mkdocs.yml"
    file.write_text(file.read_text().replace("    - navigation.top\n", f"    - navigation.top\n{features}"))
    shared = project.build()
    (tmp_path / "apart").mkdir()
    (tmp_path / "apart" / "sitecustomize.py").write_text(_NOT_SHARED)
    assert project.build(extra={"PYTHONPATH": str(tmp_path / "apart")}) == shared


def _sharing(loader: FileSystemLoader | DictLoader, theme: Path) -> Environment:
    environment = Environment(loader=loader)
    share_navigation(environment, theme)
    return environment


@pytest.mark.parametrize("name", ["partials/nav-item.html", "partials/toc.html"])
def test_the_templates_of_the_theme_are_the_expected_ones(name: str) -> None:
    """The installed theme's templates are changed: were they others, builds would be slow again without a word."""
    environment = _sharing(FileSystemLoader(THEME), THEME)
    assert environment.loader is not None
    source, filename, _ = environment.loader.get_source(environment, name)
    assert "sg_" in environment.preprocess(source, name, filename)


def test_templates_of_another_form_are_left_as_they_are(tmp_path: Path) -> None:
    """A template in which the expected place is missing, or that is not the theme's own, is not touched."""
    environment = _sharing(FileSystemLoader(tmp_path), tmp_path)
    source = "{% macro render(nav_item, path, level, parent) %}x{% endmacro %}"
    place = str(tmp_path / "partials" / "nav-item.html")
    assert environment.preprocess(source, "partials/nav-item.html", place) != source
    for text, name, filename in [
        (source.replace("level, parent", "level"), "partials/nav-item.html", place),
        (source * 2, "partials/nav-item.html", place),
        (source, "partials/nav-item.html", str(tmp_path / "custom" / "nav-item.html")),
        (source, "partials/other.html", str(tmp_path / "partials" / "other.html")),
        (source, "partials/nav-item.html", None),
    ]:
        assert environment.preprocess(text, name, filename) == text
