"""Whatever decides a page is part of the key by which it is kept: changed, the page is made anew."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from studyguide.pages import site
from studyguide.pages.page import SiteInfo
from studyguide.pages.site import build_site
from studyguide.project import load_guide
from studyguide.render.markdown import MarkdownSettings
from studyguide.speed import fingerprints as code
from studyguide.speed.fingerprints import PACKAGE, described, own_code, surroundings
from studyguide.speed.work import kept_work

EXTENSION = """
from local_helper import MARK
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

class Marking(Postprocessor):
    def __init__(self, md, show):
        super().__init__(md)
        self.show = show

    def run(self, text):
        return text + f"<p>{self.show()} one {MARK}</p>"

class Marked(Extension):
    def __init__(self, **options):
        self.config = {"show": ["", "what to show"]}
        super().__init__(**options)

    def extendMarkdown(self, md):
        md.postprocessors.register(Marking(md, self.getConfig("show")), "marked", 1)

def makeExtension(**options):
    return Marked(**options)
"""

BUILD = """
import sys
from pathlib import Path
from local_function import show
from studyguide.project import load_guide
from studyguide.pages.page import SiteInfo
from studyguide.speed.store import Store
from studyguide.speed.work import KeptWork, kept_work
from studyguide.render.markdown import MarkdownSettings
from studyguide.pages.site import build_site

root = Path(sys.argv[1])
work = kept_work(root)
settings = MarkdownSettings(("local_extension",), {"local_extension": {"show": show}})
site = build_site(load_guide(root, work).guide, SiteInfo("Guide"), settings, work)
assert not site.problems, site.problems
print(next(page.html for page in site.pages if page.uri == "topics/tea.md"))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A guide of one question, with an extension of its own and a function that its settings name."""
    topic = tmp_path / "content/qa/tea"
    topic.mkdir(parents=True)
    (topic / "index.md").write_text("---\ntitle: Tea\norder: 1\nsummary: Leaves in water.\n---\n\nTea is old.\n")
    (topic / "brew.md").write_text("---\nquestion: How is tea brewed?\nlevel: beginner\n---\n\nWith water.\n")
    for name, text in {
        "local_extension": EXTENSION,
        "local_helper": "MARK = 'two'\n",
        "local_function": "def show():\n    return 'three'\n",
        "build": BUILD,
    }.items():
        (tmp_path / f"{name}.py").write_text(text)
    return tmp_path


def build_apart(project: Path, hooks: Path = PACKAGE.parent) -> str:
    """Return the topic's page, built by a process of its own that does not know the code of the one before."""
    path = os.pathsep.join([str(hooks), str(project)])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-P", "build.py", str(project)]
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize(
    ("file", "word"), [("local_extension", "one"), ("local_helper", "two"), ("local_function", "three")]
)
def test_code_that_settings_name_is_part_of_the_key(project: Path, file: str, word: str) -> None:
    """An extension of the project, what it imports, and a function in its options: each change shows at once."""
    before = build_apart(project)
    assert "<p>three one two</p>" in before
    assert build_apart(project) == before
    changed = project / f"{file}.py"
    changed.write_text(changed.read_text().replace(word, "changed"))

    assert build_apart(project) == before.replace(f"{word}", "changed")


def test_a_template_is_part_of_the_key(project: Path, tmp_path: Path) -> None:
    """A change of one shows at once, as does any other of our own package."""
    hooks = tmp_path / "hooks"

    shutil.copytree(PACKAGE, hooks / "studyguide", ignore=shutil.ignore_patterns("__pycache__"))
    before = build_apart(project, hooks)
    template = hooks / "studyguide" / "templates" / "question.html"
    template.write_text(template.read_text() + "<!-- changed -->")

    assert "<!-- changed -->" not in before
    assert "<!-- changed -->" in build_apart(project, hooks)


@pytest.mark.parametrize("name", ["model.py", "duplicates/data/x.json", "templates/x.html", "deep/er/x.py"])
def test_every_file_of_the_package_counts(tmp_path: Path, name: str) -> None:
    """Data and templates count, new folders too; compiled files do not."""
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    empty = own_code(tmp_path)
    file.write_text("one")
    first = own_code(tmp_path)
    file.write_text("two")
    (tmp_path / "__pycache__").mkdir()
    second = own_code(tmp_path)
    (tmp_path / "__pycache__" / "x.pyc").write_text("compiled")

    assert len({empty, first, second}) == 3
    assert own_code(tmp_path) == second


def test_the_whole_package_counts() -> None:
    """The key is made of this package and not of a list of its parts."""
    assert own_code() == own_code(PACKAGE)
    assert {"templates", "dedup", "render"} <= {file.name for file in PACKAGE.iterdir()}


class Count:
    """Counts the sections that builds render."""

    def __init__(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._project = project
        self._rendered = 0
        render = site.render_sections

        def counted(settings: MarkdownSettings, jobs: list[object]) -> list[object]:
            self._rendered += len(jobs)
            return render(settings, jobs)  # type: ignore[arg-type,return-value]

        monkeypatch.setattr(site, "render_sections", counted)

    def build(self, settings: MarkdownSettings | None = None) -> int:
        """Build, and return how many sections were rendered."""
        self._rendered = 0
        work = kept_work(self._project)
        build_site(load_guide(self._project, work).guide, SiteInfo("Guide"), settings or MarkdownSettings(), work)
        return self._rendered


@pytest.fixture
def count(project: Path, monkeypatch: pytest.MonkeyPatch) -> Count:
    """Builds of a guide with two sections, the first of which has been done."""
    counted = Count(project, monkeypatch)
    assert counted.build() == 2
    assert counted.build() == 0
    return counted


@pytest.mark.parametrize("part", range(3))
def test_every_part_of_pythons_version_counts(count: Count, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    """Another patch of Python may know other characters."""
    version = list(sys.version_info[:3])
    version[part] += 1
    other = SimpleNamespace(
        implementation=sys.implementation, version_info=tuple(version), path=sys.path, modules=sys.modules
    )
    monkeypatch.setattr(code, "sys", other)

    assert count.build() == 2
    assert count.build() == 0


def test_every_library_counts(count: Count, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that is added, or has another version, makes all anew, whether or not it is one of a list."""
    noted = tmp_path / "libraries" / "any_library-1.0.dist-info"
    noted.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(noted.parent))
    assert count.build() == 2
    noted.rename(noted.with_name("any_library-1.1.dist-info"))

    assert count.build() == 2
    assert count.build() == 0


def test_the_libraries_of_this_machine_are_found() -> None:
    """Their names and versions are those that are installed."""
    assert {line.split("-")[0] for line in surroundings().split("\n")} >= {"nh3", "pymdown_extensions", "pygments"}


def slugs(separator: str) -> Callable[[str], str]:
    """Return a function that brings a value with it, as PyMdown's do."""

    def make(text: str) -> str:
        return text.replace(" ", separator)

    return make


class Options:
    """An object of settings."""

    def __init__(self, value: str) -> None:
        self.value = value

    def make(self, text: str) -> str:
        """Return a text."""
        return self.value + text


def defaulted(text: str, end: str = "a") -> str:
    """Return a text with its end."""
    return text + end


ALIKE = [
    lambda: slugs("-"), lambda: slugs("_"), lambda: functools.partial(defaulted, end="b"),
    lambda: functools.partial(defaulted, end="c"), lambda: defaulted, lambda: Options("a"), lambda: Options("b"),
    lambda: Options("a").make, lambda: Options("b").make, lambda: Options, lambda: len, lambda: functools.partial(slugs("-")),
]  # fmt: skip


def test_functions_that_act_differently_are_told_apart() -> None:
    """Two of the same name with other values enclosed are not one; made anew, each is described the same."""
    texts = [json.dumps(described(make())) for make in ALIKE]

    assert len(set(texts)) == len(ALIKE)
    assert texts == [json.dumps(described(make())) for make in ALIKE]


def test_an_object_that_holds_itself_is_described() -> None:
    """Nothing made with it is found again, and nothing hangs."""
    options = Options("a")
    options.value = options  # type: ignore[assignment]

    assert json.dumps(described(options)) != json.dumps(described(Options("a")))
