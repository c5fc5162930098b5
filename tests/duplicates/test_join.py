"""Merging two questions loses no word, and leaves nothing that leads to the one that went."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.duplicates.join import merge
from studyguide.guide.front_matter import parse_document
from studyguide.guide.source import read_sources
from studyguide.project import load_guide
from support.commands import studyguide
from support.guides import question
from support.merging import FILES, project
from support.pictures import picture

WORDS = re.compile(r"\w+")


def merged(root: Path, keep: str = "kept", drop: str = "gone") -> dict[str, str]:
    """Merge in memory and return the text of every file that changes."""
    texts = {file.path: file.text for file in read_sources(root).files}
    return dict(merge(load_guide(root).guide, texts, keep, drop).written)


def test_wordings_become_aliases_and_the_address_stays(tmp_path: Path) -> None:
    """The question, its aliases and its addresses are found in the front matter of the one that stays."""
    written = merged(project(tmp_path, FILES))

    document, problems = parse_document(written["content/qa/one/kept.md"], "")
    assert document is not None and not problems
    assert document.values["also_asked"] == ["What: is that?", "Tell me what it is."]
    assert document.values["redirect_from"] == ["two/gone", "two/ancient"]
    assert "# note" in written["content/qa/one/kept.md"]


def test_the_answer_becomes_another_take_with_links_that_work(tmp_path: Path) -> None:
    """Parts become bold labels, links are those of the new folder, code stays as it is."""
    text = merged(project(tmp_path, FILES))["content/qa/one/kept.md"]

    assert "### Another take\n\nBrief.\n\n**Explanation.**" in text
    assert "[o](../two/other.md)" in text
    assert "```python\nx = 1\n\n\ny = 2\n```" in text


def test_links_and_relations_lead_to_the_one_that_stays(tmp_path: Path) -> None:
    """Other files no longer name the one that went."""
    text = merged(project(tmp_path, FILES))["content/qa/two/other.md"]

    assert "[that](../one/kept.md)" in text
    assert "related:\n  - kept\n" in text
    assert "gone" not in text


def test_the_command_leaves_a_guide_without_problems(tmp_path: Path) -> None:
    """After the command the file is gone, the picture has moved, and the check finds no error."""
    files = FILES | {"two/gone.md": FILES["two/gone.md"].replace("Brief.", "Brief. ![a](p.png)")}
    root = project(tmp_path, files)
    (root / "content/qa/two/p.png").write_bytes(picture("png"))

    dry = studyguide(root, "merge", "kept", "gone", "--dry-run")
    assert dry.stdout and not dry.returncode
    assert (root / "content/qa/two/gone.md").exists()
    assert studyguide(root, "merge", "kept", "gone").returncode == 0

    assert not (root / "content/qa/two/gone.md").exists()
    assert (root / "content/qa/one/p.png").exists() and not (root / "content/qa/two/p.png").exists()
    assert not load_guide(root).errors


def test_a_question_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """Nothing changes, and the exit code is 2."""
    root = project(tmp_path, FILES)

    result = studyguide(root, "merge", "kept", "nothing")

    assert result.returncode == 2
    assert "there is no question `nothing`" in result.stderr


PARAGRAPHS = st.lists(
    st.sampled_from(
        ["Alpha beta.", "- item one\n- item two", "Gamma ε.", "| a | b |\n|---|---|\n| c | d |", "$$\nx\n\ny\n$$"]
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(kept=PARAGRAPHS, gone=PARAGRAPHS)
def test_no_word_is_lost(tmp_path_factory, kept: list[str], gone: list[str]) -> None:  # type: ignore[no-untyped-def]
    """The words of both answers are the words of the merged one and of the paragraphs that stood twice."""
    root = project(
        tmp_path_factory.mktemp("merge"),
        {"one/kept.md": question("What?", "\n\n".join(kept)), "one/gone.md": question("Why?", "\n\n".join(gone))},
    )
    texts = {file.path: file.text for file in read_sources(root).files}
    result = merge(load_guide(root).guide, texts, "kept", "gone")
    document, _ = parse_document(result.written["content/qa/one/kept.md"], "")
    assert document is not None

    before = Counter(WORDS.findall("\n".join([*kept, *gone, "Another take"])))
    after = Counter(WORDS.findall("\n".join([document.body, *result.dropped])))
    assert before == after


FOOTNOTES = st.lists(st.tuples(st.sampled_from("1 2 a 1-2".split()), st.sampled_from(("One.", "Two."))), max_size=4)


@settings(deadline=None)
@given(kept=FOOTNOTES, gone=FOOTNOTES)
def test_each_footnote_meets_its_own_text(
    tmp_path_factory: pytest.TempPathFactory, kept: list[tuple[str, str]], gone: list[tuple[str, str]]
) -> None:
    """Two answers that use one name for different footnotes come together with two names."""
    root = project(
        tmp_path_factory.mktemp("merge"),
        {
            "one/kept.md": question("What?", with_footnotes(dict(kept), "K")),
            "one/gone.md": question("Why?", with_footnotes(dict(gone), "G")),
        },
    )
    texts = {file.path: file.text for file in read_sources(root).files}
    text = merge(load_guide(root).guide, texts, "kept", "gone").written["content/qa/one/kept.md"]

    names = re.findall(r"^\[\^(.+?)\]: ", text, re.MULTILINE)
    meanings = dict(re.findall(r"^\[\^(.+?)\]: (.+)$", text, re.MULTILINE))
    said = [(who, old, meanings[name]) for who, old, name in re.findall(r"([KG]) (\S+) says\[\^(.+?)\]", text)]
    assert len(names) == len(set(names))
    assert sorted(said) == sorted(
        [*(("K", *note) for note in dict(kept).items()), *(("G", *note) for note in dict(gone).items())]
    )


def with_footnotes(notes: dict[str, str], who: str) -> str:
    """Return an answer with a sentence for each footnote."""
    parts = [f"{who} {name} says[^{name}]" for name in notes] + [f"[^{name}]: {text}" for name, text in notes.items()]
    return "\n\n".join(["Answer.", *parts])


def test_names_of_footnotes_stay_in_code(tmp_path: Path) -> None:
    """Only prose is changed: what looks like a footnote in code is none."""
    body = "Text[^1] and `a[^1]`; $x[^1]$[^own].\n\n```text\n[^1]\n```\n\n[^1]: Other.\n[^own]: Mine."
    files = {"one/kept.md": question("What?", "It[^1].\n\n[^1]: Text."), "one/gone.md": question("Why?", body)}

    text = merged(project(tmp_path, files))["content/qa/one/kept.md"]

    changed = "Text[^1-2] and `a[^1]`; $x[^1]$[^own].\n\n```text\n[^1]\n```\n\n[^1-2]: Other.\n[^own]: Mine."
    assert changed in text


def test_the_nearest_id_is_named(tmp_path: Path) -> None:
    """A slip of the keyboard is answered with the question that was meant."""
    result = studyguide(project(tmp_path, FILES), "merge", "kept", "gon")

    assert "there is no question `gon`; did you mean `gone`?" in result.stderr
