"""Whatever stands in a transcript, the checks accept the drafts, and nothing is filed twice."""

from __future__ import annotations

import io
import json
import random
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from importing.simple_finder import SimpleFinder
from studyguide.commands.import_transcripts import ImportOptions, run_import
from studyguide.duplicates.guide_pairs import duplicate_problems, find_duplicates
from studyguide.guide.problems import errors
from studyguide.importing.drafts import FOLDER
from studyguide.project import load_guide

TOPIC = "---\ntitle: A topic\norder: 1\nsummary: All of it.\n---\n\nText.\n"
KNOWN = (
    "---\nquestion: What is a commit?\nlevel: beginner\nsection: con\nredirect_from: [tag]\n---\n\nA snapshot [@one].\n"
)
REFERENCES = "@misc{one, title={One}, author={A. Bee}, year={2020}, url={https://example.org}}\n"

QUESTIONS = st.sampled_from(
    (
        "What is a commit?", "What is a tag", "index", "con", "Section con?", "sg-index-title", "NUL?", "1e5", "null",
        "yes?", "- what: is it?", "Overfitting", "Why is `a < b` [@two]?", "?", "…?", "Is\tit\u00a0wide?", "\u200bWhy\u202e?",
        "What\ue000 is it\u0007?", "Why " + "so " * 50 + "long?", "Why " + "so " * 50 + "short?", "W" * 150 + "?",
        "什么是过拟合？", "ма" * 80 + "?", "# What is a heading?", "What is a tag?", "What is a TAG?", "2026-11-22?",
        "What\ud800 is half?", "What is the use of a commit?", "{a: b}?", '"quoted" & *starred*?',
    )
)  # fmt: skip
PIECES = st.sampled_from(
    (
        "A snapshot [@one].", "Plain text.", "As in [@two] and [@one; @three].", "## A heading", "### Explanation",
        "### Another take", "### Watch out", "Title\n=====", "Title\n---", "# #", "> # quoted", "- # in a list",
        "<b>bold</b>", "<details>\n<summary>more</summary>\ntext\n</details>", "a <- b <c> d", "<!-- a comment",
        "<https://example.org>", "![alt](net.png)", "![alt](https://example.org/net.png)", "![](https://example.org/a.png)",
        "[text](other.md)", "[text](../topic/commit.md)", "[text](ftp://example.org)", "[text][ref]\n\n[ref]: ../x.md",
        "[![alt](a.png)](https://example.org)", "[a [b](c.md) d](e.md)", "[x](#anchor)", "[](x.md)", "a[^1]\n\n[^1]: Foot.",
        "```python\nx = 1\n```", "```python\nnever closed", "~~~\nnever closed", "    indented <b> # code", "`open tick <b>",
        "$x^2$ costs 5$ or $6", "$\\nosuchmacro{$", "$$\nL = -\\log p\n$$", "$$ never closed", "$$\\frac{$$",
        "| a | b |\n|---|---|\n| <br> | $ |", "\u200bhidden\u202e\u2066", "form\x0cfeed\x1b[31m\x85next\u2028line",
        "private \ue000\U000f0000 \ufdd0", "\x00", "half \udc00", "---", "* * *", "1. one\n2. two", "\\<b> \\# \\$", "a  \nb", "[[[[[", "](](",
        "a&rlm;b \\&#x202E;", "`&rlm;` &#2;",
    )
)  # fmt: skip
SHAPES = ("Q: {q}\nA: {a}", "### {q}\n\n{a}", "**{q}**\n\n{a}", "Question: {q}\n\nAnswer:\n{a}")


@st.composite
def pairs(draw: st.DrawFn) -> list[tuple[str, str]]:
    answers = st.lists(PIECES, min_size=1, max_size=4).map("\n\n".join)
    return draw(st.lists(st.tuples(QUESTIONS, answers), min_size=1, max_size=6))


def project(folder: Path) -> Path:
    """Make a small guide."""
    topic = folder / "content/qa/topic"
    topic.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: A guide\n", "utf-8")
    (folder / "content/references.bib").write_text(REFERENCES, "utf-8")
    (topic / "index.md").write_text(TOPIC, "utf-8")
    (topic / "commit.md").write_text(KNOWN, "utf-8")
    return folder


def imported(root: Path, *files: Path, **options: Any) -> dict[str, Any]:
    """Import files, and return the report."""
    out = io.StringIO()
    run_import(
        [str(file) for file in files], root, ImportOptions(make_finder=SimpleFinder, json=True, **options), out, out
    )
    return dict(json.JSONDecoder().raw_decode(out.getvalue())[0])


def drafts(root: Path) -> list[str]:
    """Return the drafts of a project."""
    return sorted(str(path.relative_to(root)) for path in (root / FOLDER).glob("*/*"))


def faults(root: Path) -> list[str]:
    """Return the errors that the checks find when all drafts are accepted as they are."""
    for draft in sorted((root / FOLDER).glob("*/*")):
        folder = root / "content/qa" / draft.parent.name
        folder.mkdir(exist_ok=True)
        (folder / draft.name).write_bytes(draft.read_bytes())
        index = folder / "index.md"
        index.write_text(TOPIC, "utf-8")
    loaded = load_guide(root, style=False)
    copies = duplicate_problems(loaded.guide, find_duplicates(loaded.guide, "", backend="lexical"))
    return [str(problem) for problem in errors((*loaded.problems, *copies))]


def as_markdown(asked: list[tuple[str, str]], shape: str) -> str:
    """Return questions with their answers as a transcript in Markdown."""
    return "\n\n".join(shape.format(q=question, a=answer) for question, answer in asked) + "\n"


def as_json(asked: list[tuple[str, str]]) -> str:
    """Return questions with their answers as a transcript in JSON."""
    return json.dumps([{"question": question, "answer": answer} for question, answer in asked])


@settings(max_examples=30, deadline=None)
@given(pairs(), st.sampled_from(("json", *SHAPES)))
def test_the_checks_accept_every_draft(asked: list[tuple[str, str]], shape: str) -> None:
    """No draft has an error when it is accepted as it is, and the same file again files nothing."""
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder) / "guide")
        file = Path(folder) / ("chat.json" if shape == "json" else "chat.md")
        file.write_text(as_json(asked) if shape == "json" else as_markdown(asked, shape), "utf-8", "replace")
        imported(root, file)
        first = drafts(root)

        again = imported(root, file)

        assert again["drafts"] == []
        assert drafts(root) == first
        assert faults(root) == []


SHOWN = [("What is a tag", "A snapshot."), ("What is a tag", "```python\nnever closed\n\n### Another take")]
"""An answer whose code shows the heading of a further take."""


@settings(max_examples=25, deadline=None)
@given(pairs(), st.randoms(use_true_random=False), st.sets(st.sampled_from(("order", "blanks", "mark", "name"))))
@example(SHOWN, random.Random(1), set())
def test_a_changed_copy_files_nothing_twice(
    asked: list[tuple[str, str]], chance: random.Random, changes: set[str]
) -> None:
    """The order of the questions, blank space, a byte order mark and another name make nothing new."""
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder) / "guide")
        file = Path(folder) / "chat.json"
        file.write_text(as_json(asked), "utf-8")
        imported(root, file)
        first = drafts(root)
        if "order" in changes:
            chance.shuffle(asked)
        if "blanks" in changes:
            asked = [(f"  {question} ", f"\n\n{answer}  \n\n") for question, answer in asked]
        other = Path(folder) / "other.json" if "name" in changes else file
        other.write_text(("\ufeff" if "mark" in changes else "") + "\n" * len(asked) + as_json(asked), "utf-8")

        assert imported(root, other)["drafts"] == []
        assert drafts(root) == first


@settings(max_examples=25, deadline=None)
@given(pairs(), st.integers(0, 5))
def test_an_interrupted_import_goes_on(asked: list[tuple[str, str]], count: int) -> None:
    """An import that was stopped between two files, and is run again, files the rest and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        whole, part = project(Path(folder) / "whole"), project(Path(folder) / "part")
        file = Path(folder) / "chat.json"
        file.write_text(as_json(asked), "utf-8")
        written = imported(whole, file, topic="topic")["drafts"]
        imported(part, file, topic="topic")
        for path in written[count:]:
            (part / path).unlink()

        imported(part, file, topic="topic")

        assert sorted(map(body, (part / FOLDER).glob("*/*"))) == sorted(map(body, (whole / FOLDER).glob("*/*")))


def body(draft: Path) -> str:
    """Return the answer of a draft."""
    return draft.read_text("utf-8").split("\n---\n", 1)[1]
