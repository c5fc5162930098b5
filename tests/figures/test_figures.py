"""The figures are what their code draws, and each stands in an answer with words for it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

CONTENT = Path(__file__).resolve().parents[2] / "content"
FIGURES = sorted((CONTENT / "qa").glob("*/*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


def check(content: Path) -> subprocess.CompletedProcess[str]:
    """Run the drawing check of a content folder in a fresh process."""
    command = [sys.executable, "-B", str(content / "figures" / "draw.py"), "--check"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={"PYTHONUTF8": "1"})


def uses(figure: Path) -> list[tuple[str, str]]:
    """The pairs of question and alternative text with which answers of the topic show a figure."""
    image = re.compile(r"!\[([^\]]*)\]\(" + re.escape(figure.name) + r"\)")
    pages = sorted(figure.parent.glob("*.md"))
    return [(page.stem, alt) for page in pages for alt in image.findall(page.read_text(encoding="utf-8"))]


def test_every_file_is_what_the_code_draws() -> None:
    """The check finds nothing and says so."""
    result = check(CONTENT)
    assert (result.returncode, result.stdout, result.stderr) == (0, "all figures are as drawn\n", "")


def test_the_check_names_what_differs(tmp_path: Path) -> None:
    """A changed file, a missing one and one that nobody draws are named, and the exit code is 1."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT / "figures", copy / "figures")
    for figure in FIGURES:
        target = copy / "qa" / figure.parent.name / figure.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(figure, target)
    changed, missing = (copy / "qa" / figure.relative_to(CONTENT / "qa") for figure in FIGURES[:2])
    stray = changed.with_name("stray.svg")
    changed.write_text(changed.read_text(encoding="utf-8").replace("</svg>", "<g/></svg>"), encoding="utf-8")
    missing.unlink()
    stray.write_text("<svg/>", encoding="utf-8")
    result = check(copy)
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        f"{FIGURES[0].parent.name}/{changed.name} differs from what the code draws",
        f"{FIGURES[1].parent.name}/{missing.name} is missing",
        f"{FIGURES[0].parent.name}/{stray.name} is drawn by no function",
    ]


def test_at_least_25_answers_of_all_topics_have_a_figure() -> None:
    """The figures are spread over the guide."""
    questions = {(figure.parent.name, question) for figure in FIGURES for question, _ in uses(figure)}
    topics = {folder.name for folder in (CONTENT / "qa").iterdir() if folder.is_dir()}
    assert len(questions) >= 25
    assert {topic for topic, _ in questions} == topics


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.stem)
def test_a_figure_is_shown_by_its_question_with_words_for_it(figure: Path) -> None:
    """The question that gave the file its name shows it, with an alternative text of 40 characters or more."""
    shown = uses(figure)
    assert shown, f"no answer shows {figure.name}"
    for question, alt in shown:
        assert figure.name.startswith(question + "-")
        assert len(alt) >= 40, f"{figure.name}: say in words what the figure shows, not only {alt!r}"


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.stem)
def test_a_figure_stands_alone(figure: Path) -> None:
    """A figure has a size and a title, is small, runs no script and asks for no other file."""
    text = figure.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert len(text.encode()) < 30_000
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text")
    }
    assert not re.search(r"href|url\(|style=|on\w+=", text)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.stem)
def test_words_of_a_figure_are_legible_and_inside(figure: Path) -> None:
    """Words are at least 16 units high and begin and end inside the panel, by a cautious width of letters."""
    root = ElementTree.parse(figure).getroot()
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for element in root.iter(f"{SVG}text"):
        size, words = float(element.get("font-size", 16)), element.text or ""
        assert size >= 16
        if element.get("transform"):
            continue
        extent = 0.5 * size * len(words)
        start = float(element.get("x", 0)) - {"middle": extent / 2, "end": extent}.get(
            element.get("text-anchor", ""), 0
        )
        assert start >= -1, f"{words!r} begins outside"
        assert start + extent <= width + 1, f"{words!r} ends outside"
        assert 0 < float(element.get("y", 0)) < height
