"""Finished pages, with the theme around them: whatever texts a guide has, they are text, by every generator."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from playwright.sync_api import Browser

from studyguide.project import load_guide
from support.any_text import bodies
from support.page_oracle import skeleton, violations
from support.sites import ROOT, Project
from support.sites import project as make_project

BIN = Path(sys.executable).parent
BY_HAND = {"404.html", "about.html", "checks.html", "contributing.html", "index.html"}
ANSWERS = 120
PLAIN = {"title": "A topic", "summary": "Of it", "section": "Basics", "wording": "Plain", "name": "Plain"}
SIGNS = {
    "title": "A \"quoted\" 'topic' ` ~~~ & more",
    "summary": '0;url=x" data-flag=\'1\' \\ {{ page.title }} & role="dialog"',
    "section": '<b data-x=1>Basics</b> " &quot; ~~~',
    "wording": "Is <i onclick='flag=1'> \"&amp;\" ``` text {#__search .md-x}",
    "name": 'O\'Hara <b data-x=1> & "Sons"',
}
"""Texts that would be markup if anything took them for it; titles of topics may not have all signs."""


FENCE = """A block of code may show another one, with all that may stand after its first marks.

~~~text
a
```python {#__search .md-x title="t"}
code = 1
```
~~~
"""


def text_of(text: str) -> str:
    """Return a text as YAML has it in quotation marks."""
    return "'" + text.replace("'", "''") + "'"


def write_guide(project: Project, texts: dict[str, str]) -> Project:
    """Give a guide these texts wherever a text that is no Markdown stands."""
    index = (
        f"---\ntitle: {text_of(texts['title'])}\norder: 1\nsummary: {text_of(texts['summary'])}\n---\n\nIntroduction.\n"
    )
    project.question("index").write_text(index)
    for name, related in (("one", "two"), ("two", "one"), ("three", "one")):
        project.write_question(name, question="QUESTION", related=related)
        text = project.question(name).read_text().replace("section: Basics", f"section: {text_of(texts['section'])}")
        text = text.replace("QUESTION", text_of(f"{texts['wording']} {name}?"))
        also = f"also_asked:\n  - {text_of(texts['wording'] + name + ' too?')}\n---"
        project.question(name).write_text(also.join(text.rsplit("---", 1)))
    project.write_question("four", question="What is in a fence?", answer=FENCE, related="one")
    sources = project.root / "content" / "references.bib"
    sources.write_text(sources.read_text().replace("An Example", texts["name"]).replace("Journal of", texts["name"]))
    return project


def add_any_answers(project: Project) -> int:
    """Add answers of any text, as long as the checks let them pass; return how many there are."""
    found: list[str] = []

    @profile(
        max_examples=ANSWERS, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(bodies)
    def collect(body: str) -> None:
        found.append(body)

    collect()
    for number, text in enumerate(found):
        body = text.replace("leaf.md", "one.md").replace("![", "[").replace("@sen", "@doe2020example")
        project.write_question(f"any-{number}", question=f"What is number {number}?", answer=f"An answer.\n\n{body}\n")
    for _ in range(3):
        for problem in load_guide(project.root).errors:
            (project.root / problem.path).unlink(missing_ok=True)
    return len(list(project.root.glob("content/qa/topic/any-*.md")))


def by_mkdocs(project: Project) -> Path:
    project.build()
    return project.site


def written(project: Project) -> Path:
    folder = project.root / "plain"
    command = [sys.executable, "-m", "studyguide", "write", str(folder)]
    environment = project.environment({"PYTHONPATH": str(ROOT / "hooks")})
    result = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def by(*command: str) -> Callable[[Project], Path]:
    """Return what builds the plain folder of a project by another generator."""

    def build(project: Project) -> Path:
        folder = written(project)
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        result = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=folder, env=environment, capture_output=True)
        assert result.returncode == 0, result.stdout + result.stderr
        return folder / "site"

    return build


GENERATORS: dict[str, Callable[[Project], Path]] = {
    "this one": by_mkdocs,
    "MkDocs alone": by("mkdocs", "build", "-q"),
    "Zensical": by("zensical", "build", "--clean"),
}


@pytest.fixture(scope="module", params=GENERATORS)
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site with plain texts, and one with the same pages whose texts are full of signs and any answers."""
    build = GENERATORS[request.param]
    folder = tmp_path_factory.mktemp("finished")
    plain, signs = (
        write_guide(make_project(folder / name), texts) for name, texts in (("plain", PLAIN), ("signs", SIGNS))
    )
    bones = build(plain)
    assert add_any_answers(signs) >= 20
    return bones, build(signs)


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix(), file.read_text(encoding="utf-8")


def test_every_page_holds_only_what_it_may(sites: tuple[Path, Path]) -> None:
    """Elements, attributes, classes and ids are those of the theme, of our templates and of answers; a policy rules."""
    for site in sites:
        for name, page in pages_of(site):
            found = violations(page, "topic", whole=True, by_hand=name in BY_HAND)
            assert found == [], name
            assert "script-src-attr 'none'; " in page
            assert "style-src-attr 'none'; " in page
            assert _inline(page) == _inline((site / "404.html").read_text()), "no script is there but the theme's"
            assert all(re.fullmatch(r"[./\w-]*assets/[./\w-]+\.js", address) for address in _loaded(page)), name


def _inline(page: str) -> int:
    """Return how many scripts stand in a page; which files it loads depends on the kind of page."""
    return len(re.findall(r"<script\b(?![^>]*\bsrc=)", page))


def _loaded(page: str) -> list[str]:
    return re.findall(r"<script\b[^>]*\bsrc=\"([^\"]*)\"", page)


def test_titles_and_names_change_no_element(sites: tuple[Path, Path]) -> None:
    """The pages that have the same questions differ in texts alone: on none of them is there a mark more or less."""
    bones, signs = map(dict, map(pages_of, sites))
    for name in ("404.html", "about.html", "contributing.html", "glossary.html", "references.html"):
        assert skeleton(signs[name]) == skeleton(bones[name]), name


def test_no_page_breaks_its_policy_in_a_browser(sites: tuple[Path, Path], browser: Browser) -> None:
    """Every page opens from disk without anything refused, and its theme works."""
    page = browser.new_page()
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text) if "Content Security Policy" in message.text else None)
    for name, _ in pages_of(sites[0]):
        if name != "404.html":  # which only works where it is served
            page.goto((sites[0] / name).as_uri())
            assert page.evaluate("typeof __md_get") == "function"
            assert seen == [], name
    page.close()
