"""The names in mkdocs.yml are texts: whatever signs they have, they come out as they are written, on every page."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import yaml

from studyguide.commands import main

from .conftest import Project

NAME = 'A <b>marker</b> & "more"'
FIELDS = ("site_name", "site_description", "site_author", "repo_name")


class Reader(HTMLParser):
    """Collects the texts and attributes of a page, and the elements that a name would have made."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.values: list[str] = []
        self.made = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.made += tag == "b" or any(name in {"marker", "more"} or "<b" in name for name, _ in attrs)
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.values.append(data.strip())


def test_names_come_out_as_they_are_written(project: Project) -> None:
    """In titles, headers, attributes and descriptions, on pages of every kind; the owner's copyright stays HTML."""
    _name(project)
    project.write_question("two", answer="Short.\n")
    file = project.question("three")
    file.write_text(file.read_text().replace("level:", "redirect_from: [gone/former]\nlevel:"))
    project.build()
    pages = {file.relative_to(project.site).as_posix(): file.read_text() for file in project.site.rglob("*.html")}
    kinds = {"index", "404", "questions", "mind-map", "paths", "glossary", "tags", "references", "about"}

    assert {f"{kind}.html" for kind in kinds} | {"topics/topic.html", "topics/gone.html"} <= pages.keys()
    for name, text in pages.items():
        page = Reader(text)
        assert page.made == 0, name
        assert "&amp;lt;" not in text, name
        titles = [value for value in page.values if value.endswith(NAME)]
        assert len(titles) >= 3, name
        assert "https://creativecommons.org/licenses/by/4.0/" in page.values, name
    index = json.loads((project.site / "search" / "search_index.json").read_text())
    assert "<b>" not in json.dumps([[each["title"], each["text"]] for each in index["docs"]])


def test_names_of_a_written_folder_make_no_elements(project: Project, monkeypatch: object) -> None:
    """Another generator puts them into its pages as they stand in the mkdocs.yml that is written."""
    _name(project)
    monkeypatch.chdir(project.root)  # type: ignore[attr-defined]
    assert main(["write", "../written"]) == 0
    written = (project.root.parent / "written" / "mkdocs.yml").read_text()

    for field in FIELDS:
        (line,) = [line for line in written.split("\n") if line.startswith(f"{field}:")]
        value = yaml.safe_load(line)[field]
        assert value == "A &lt;b&gt;marker&lt;/b&gt; & &quot;more&quot;"


def _name(project: Project) -> None:
    """Give every name of the site the same signs."""
    file = project.root / "mkdocs.yml"
    lines = [line for line in file.read_text().split("\n") if not line.startswith(tuple(f"{name}:" for name in FIELDS))]
    file.write_text("\n".join([*(f"{name}: {json.dumps(NAME)}" for name in FIELDS), *lines]))
