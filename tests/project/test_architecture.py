"""The packages keep to their order: who may import whom, no circles, no name twice, nothing too large.

docs/architecture.md says why. The lines below read the source with `ast`, which a linter for imports would save us in
part only: names and sizes would need them all the same, and one more locked package would need to be kept up to date.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "hooks" / "studyguide"
HOOK = ROOT / "hooks" / "mkdocs_hooks.py"

LAW: Mapping[str, frozenset[str]] = {
    "__main__": frozenset({"commands"}),
    "commands": frozenset({"project", "checks", "publish", "pages", "render", "importing", "duplicates", "guide"}),
    "build": frozenset({"project", "checks", "publish", "pages", "render", "guide"}),
    "project": frozenset({"checks", "publish", "pages", "render", "guide"}),
    "checks": frozenset({"pages", "render", "guide"}),
    "publish": frozenset({"pages", "render", "guide"}),
    "pages": frozenset({"render", "guide"}),
    "render": frozenset({"guide"}),
    "importing": frozenset({"duplicates", "render", "guide"}),  # it asks whether a draft's formulas can be converted
    "duplicates": frozenset({"guide"}),
    "guide": frozenset(),
    "speed": frozenset(),
}
"""Whom a package may import, apart from itself; `speed` knows nobody, and everybody may use it."""

# Bounds on what there is. Those with another number beside them are on their way to it; none may be raised.
MOST_MODULES = 99  # 90
MOST_TWINS = 0
MOST_LINES_OF_HOOK = 200
MOST_LINES = 400


def module_name(file: Path, package: Path = PACKAGE) -> str:
    """Return the dotted name of a module within the package; that of a folder for its `__init__.py`."""
    parts = file.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES: Mapping[str, Path] = {module_name(file): file for file in sorted(PACKAGE.rglob("*.py"))}


def imported(source: str, known: Iterable[str]) -> Iterator[str]:
    """Yield the modules of ours that a source imports anywhere, within functions too."""
    known = frozenset(known)
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write imports from `studyguide`, not relative to a module"
            names = [f"{node.module}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        for name in names:
            inner = name.removeprefix("studyguide.")
            if inner != name:
                yield inner if inner in known else inner.rpartition(".")[0]


IMPORTS: Mapping[str, frozenset[str]] = {
    name: frozenset(imported(file.read_text("utf-8"), MODULES)) for name, file in MODULES.items()
}


def breaches(imports: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the imports that the law does not allow."""
    return [
        f"{name} imports {other}"
        for name, others in imports.items()
        for other in sorted(others)
        if _part(other) not in LAW.get(_part(name), frozenset()) | {_part(name), "speed"}
    ]


def _part(module: str) -> str:
    return module.partition(".")[0]


def circle(imports: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the modules of a circle of imports, the first one again at the end, or nothing."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def twins(modules: Iterable[str]) -> list[str]:
    """Return the names that more than one module or package has."""
    names = Counter(name.rpartition(".")[2] for name in modules)
    return sorted(name for name, number in names.items() if number > 1)


def test_every_part_has_a_law() -> None:
    """A new package is given its place in the order before it is used."""
    assert {_part(name) for name in MODULES if name} == set(LAW)


def test_imports_keep_to_the_law() -> None:
    """A package imports those below it, and none beside or above."""
    assert breaches(IMPORTS) == []


def test_there_is_no_circle_of_imports() -> None:
    """Each module can be read with those that it imports, and without those that import it."""
    assert circle(IMPORTS) == []


def test_no_name_is_given_twice() -> None:
    """A name says which module it is, without its package."""
    assert len(twins(MODULES)) <= MOST_TWINS, twins(MODULES)


def test_nothing_is_too_large() -> None:
    """A module can be read at one sitting, and the modules counted."""
    lines = {name: file.read_text("utf-8").count("\n") for name, file in MODULES.items()}

    assert {name: number for name, number in lines.items() if number > MOST_LINES} == {}
    assert sum(file.name != "__init__.py" for file in MODULES.values()) <= MOST_MODULES
    assert HOOK.read_text("utf-8").count("\n") <= MOST_LINES_OF_HOOK


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from studyguide.guide.model import Guide, Topic", {"guide.model"}),
        ("from studyguide.guide import model", {"guide.model"}),
        ("def later():\n    import studyguide.guide.model as m", {"guide.model"}),
        ("from studyguide import project", {"project"}),
        ("from studyguide.duplicates import Index", {"duplicates"}),
        ("import re\nfrom pathlib import Path", set()),
    ],
)
def test_every_kind_of_import_is_seen(source: str, expected: set[str]) -> None:
    """Names are told from modules, and imports within functions count."""
    assert set(imported(source, {"guide", "guide.model", "duplicates", "project"})) == expected


def test_what_breaks_the_law_is_found() -> None:
    """An import upwards, one that speed makes, a circle of three, and a name used twice."""
    assert breaches({"guide.model": ["render.markdown", "speed.work"], "speed.work": ["guide.files"]}) == [
        "guide.model imports render.markdown",
        "speed.work imports guide.files",
    ]
    assert set(circle({"a.x": ["a.y"], "a.y": ["a.z"], "a.z": ["a.x"], "a.w": ["a.x"]})) == {"a.x", "a.y", "a.z"}
    assert twins(["guide.text", "duplicates.text", "guide", "a.guide", "b.c"]) == ["guide", "text"]


ARCHITECTURE = ROOT / "docs" / "architecture.md"


def test_what_the_page_for_maintainers_names_is_there() -> None:
    """Every file that it names exists, and every package has its line in the picture."""
    text = ARCHITECTURE.read_text("utf-8")
    files = set(re.findall(r"`([a-z_./-]+\.(?:py|html|md|yml|css))`", text))

    assert {name for name in files if not any((base / name).exists() for base in (ROOT, PACKAGE))} == set()
    assert set(LAW) - {"__main__"} <= set(re.findall(r"^(\w+)(?:\.py|/) ", text, re.MULTILINE))


def test_the_page_for_maintainers_is_no_page_of_the_site(built_site: Path) -> None:
    """Learners do not meet it in the menu, in the search, or anywhere else."""
    assert not list(built_site.rglob("architecture*"))
