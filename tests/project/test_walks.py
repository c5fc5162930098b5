"""The walks and the steps of docs/architecture.md lead where the page says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.commands import studyguide
from support.generators import OwnGenerator
from support.guides import guide, question, topic


def test_a_content_file_becomes_a_page_and_an_entry_of_the_search(tmp_path: Path) -> None:
    """The words of a new file stand on its topic's page, and the search finds them there."""
    made = OwnGenerator(tmp_path / "project")
    made.project.write_question("leaf", question="What is a tealeaf?", answer="A tealeaf is small.\n")

    assert "<p>A tealeaf is small.</p>" in made.page()
    index = json.loads((made.project.site / "search" / "search_index.json").read_text("utf-8"))
    entries = {entry["location"]: entry["text"] for entry in index["docs"]}
    assert "A tealeaf is small." in entries["topics/topic.html#leaf"]


def test_a_line_of_a_transcript_becomes_a_draft(tmp_path: Path) -> None:
    """The draft says from which line it came, and the report accounts for every line."""
    guide(tmp_path, {"qa/tea/index.md": topic()})
    (tmp_path / "chat.md").write_text("Hello!\n\nQ: Why is tea steeped?\nA: Water takes the taste out of the leaves.\n")

    assert studyguide(tmp_path, "import", "chat.md").returncode == 0
    (draft,) = (tmp_path / "content" / "drafts").glob("*/*.md")
    assert "source: chat.md:3\n" in draft.read_text("utf-8")
    assert "Water takes the taste out of the leaves." in draft.read_text("utf-8")


def test_a_pair_becomes_a_decision(tmp_path: Path) -> None:
    """A pair is shown until it is decided, and again once one of the two is worded anew."""
    asks = {"steep": "Why is tea steeped in hot water?", "steep-again": "Explain why tea is steeped in hot water."}
    guide(tmp_path, {f"qa/tea/{name}.md": question(text) for name, text in asks.items()})
    assert _pairs(tmp_path) == [("steep", "steep-again")]

    studyguide(tmp_path, "distinct", "steep", "steep-again")
    assert "distinct  steep  steep-again  " in (tmp_path / "content" / "duplicates.txt").read_text("utf-8")
    assert _pairs(tmp_path) == []

    guide(tmp_path, {"qa/tea/steep.md": question("Why is green tea steeped in hot water?")})
    assert _pairs(tmp_path) == [("steep", "steep-again")]


def _pairs(root: Path) -> list[tuple[str, str]]:
    printed = studyguide(root, "duplicates", "--engine", "lexical", "--format", "json").stdout
    return [(pair["first"]["id"], pair["second"]["id"]) for pair in json.loads(printed)["pairs"]]


CHECK = {
    r"^_CODES = \(\n": '    Code("SG199", "The answer shouts."),\n',
    r"^OF_PAGES: .* = \(": "check_shouting, ",
    r"^Rule: TypeAlias = Callable\[\[Guide\].*\n": """

def check_shouting(guide: Guide) -> Iterator[Problem]:
    for question in guide.every_question:
        if "!!" in question.body:
            yield Problem(question.path, question.body_line, "SG199", "the answer shouts", "say it calmly")


""",
}
FORMAT = {
    r"^FORMATS = \(\n": '    Format("tildes", "begins with Q~", read_tildes, "Q~ Who?\\nA~ You.", _MARKED),\n',
    r"^_MARKED = frozenset\(Kind\).*\n": """

def read_tildes(text: str, name: str) -> Reading | None:
    return read_markdown(text.replace("Q~", "Q:").replace("A~", "A:"), name) if text.startswith("Q~") else None


""",
}
PAGE = {
    r"^    pages \+= \[paths_page.*\n": """    pages += [
        Page("count.md", "Count", "How many there are.", fill("count.html", count=len(guide.by_id)))
    ]
""",
    r"^from studyguide\.pages\.lists import glossary_page.*\n": "from studyguide.pages.templates import fill\n",
}
EXPORT = {r"mark_distinct, write_docs": ", count_questions", r"^        write_docs,\n": "        count_questions,\n"}
VERB = """from studyguide.project import need_project
from studyguide.guide.files import write_atomically
from studyguide.project import load_guide

def add_parser(verbs):
    verbs.add_parser("count").set_defaults(run=run)

def run(options):
    project = need_project()
    write_atomically(project / "count.txt", str(len(load_guide(project).guide.by_id)))
    return 0
"""


def test_a_check_is_added_in_two_places(tmp_path: Path) -> None:
    """A code and a rule: what is wrong is reported at its line, with the hint, and fails the check."""
    made = OwnGenerator(tmp_path / "project", CHECK)
    made.project.write_question("loud", answer="It is so!!\n")

    assert "content/qa/topic/loud.md:9: SG199 the answer shouts\n    hint: say it calmly\n" in made.check()


def test_a_format_is_added_in_two_places(tmp_path: Path) -> None:
    """A reader and its line in the table: what it reads becomes drafts, as with any other format."""
    made = OwnGenerator(tmp_path / "project")
    (made.project.root / "told.txt").write_text("Q~ Name the leaf of tea\nA~ Camellia sinensis.\n")
    with pytest.raises(AssertionError, match="SG805"):
        made.run("import", "told.txt")

    for line, addition in FORMAT.items():
        made.add(line, addition)
    made.run("import", "told.txt")
    (draft,) = (made.project.root / "content" / "drafts").glob("*/*.md")
    assert "question: Name the leaf of tea\n" in draft.read_text("utf-8")


def test_a_page_is_added_in_three_places(tmp_path: Path) -> None:
    """A template, a page that fills it in, and a line of the navigation."""
    made = OwnGenerator(tmp_path / "project", PAGE)
    (made.package / "templates" / "count.html").write_text("<p>There are {{ count }}.</p>\n")
    settings = made.project.root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("  - Tags: tags.md\n", "  - Tags: tags.md\n  - Count: count.md\n")
    )

    assert 'href="../count.html"' in made.page()
    assert "<p>There are 3.</p>" in (made.project.site / "count.html").read_text("utf-8")


def test_an_export_is_added_in_two_places(tmp_path: Path) -> None:
    """A module with a verb, and its name in the list of verbs."""
    made = OwnGenerator(tmp_path / "project", EXPORT)
    (made.package / "commands" / "count_questions.py").write_text(VERB)

    made.run("count")
    assert (made.project.root / "count.txt").read_text("utf-8") == "3"


def test_an_addition_without_its_place_is_refused(tmp_path: Path) -> None:
    """A test that can no longer follow the steps says so, and does not pass by doing nothing."""
    with pytest.raises(LookupError):
        OwnGenerator(tmp_path / "project", {"^there is no such line$": "x"})
