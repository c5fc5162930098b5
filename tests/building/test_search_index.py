"""The search index holds the guide's entries before those that the theme has found on hand-written pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studyguide.pages.page import SearchEntry
from studyguide.pages.search import entry_json, sentences
from studyguide.publish.theme.search_index import fill_index
from support.sites import Project

_CONFIG = '{"config":{"lang":["en"],"separator":"[\\\\s\\",\\"docs\\":[]"},"docs":['
_OWN = ['{"location":"a"},{"location":"b"}', '{"location":"é"}']


@pytest.mark.parametrize("theirs", ['{"location":"theme"}', ""])
@pytest.mark.parametrize("own", [_OWN, []])
def test_entries_stand_before_those_of_the_theme(tmp_path: Path, theirs: str, own: list[str]) -> None:
    """Index and script hold the same: all entries in order, and the theme's settings as they were."""
    index, script = tmp_path / "search_index.json", tmp_path / "search_index.js"
    index.write_text(f"{_CONFIG}{theirs}]}}")
    script.write_text(f"var __index = {_CONFIG}{theirs}]}}")
    fill_index(tmp_path, iter(own))
    expected = f"{_CONFIG}{','.join([*own, *filter(None, [theirs])])}]}}"
    assert index.read_text(encoding="utf-8") == expected
    assert script.read_text(encoding="utf-8") == f"var __index = {expected}"
    assert json.loads(expected)["config"] == json.loads(f"{_CONFIG}]}}")["config"]


def test_a_site_without_search_gets_none(tmp_path: Path) -> None:
    """Where the theme has written no index, none is made."""
    fill_index(tmp_path, _OWN)
    assert not list(tmp_path.iterdir())


def test_an_index_of_another_form_is_refused(tmp_path: Path) -> None:
    """An index in which there is no place for the entries is an error, and not a site without search results."""
    (tmp_path / "search_index.json").write_text('{"documents":[]}')
    with pytest.raises(ValueError, match="search index"):
        fill_index(tmp_path, _OWN)


def test_an_entry_is_escaped_as_the_theme_wants_it() -> None:
    """Titles and texts are HTML in the index; tags stand there only where there are some."""
    entry = SearchEntry("a.html#b", 'Is "1 < 2"?', "It is. See <p>.", ("c",))
    assert json.loads(entry_json(entry)) == {
        "location": "a.html#b",
        "title": 'Is "1 &lt; 2"?',
        "text": "<p>It is.</p><p>See &lt;p&gt;.</p>",
        "tags": ["c"],
    }
    assert "tags" not in json.loads(entry_json(SearchEntry("a.html", "A", "")))


def test_every_question_is_in_the_index_of_a_site(project: Project) -> None:
    """A built site finds topics, questions with their other wordings and tags, terms, paths and hand-written pages."""
    file = project.question("two")
    file.write_text(file.read_text().replace("level:", "also_asked: [Which is two?]\nlevel:"))
    project.build()
    text = (project.site / "search" / "search_index.json").read_text()
    found = {entry["location"]: entry for entry in json.loads(text)["docs"]}
    assert {"topics/topic.html", "glossary.html#term-point", "paths.html#path-way", "about.html"} <= set(found)
    assert found["topics/topic.html"]["text"] == "<p>Of it.</p><p>Its questions.</p>"
    question = found["topics/topic.html#two"]
    assert question["title"] == "What is two?"
    assert question["tags"] == ["first", "second"]
    assert question["text"].startswith("<p>The short answer to it has a formula")
    assert question["text"].endswith("<p>Which is two?</p>")
    assert (project.site / "search" / "search_index.js").read_text() == f"var __index = {text}"


_SHORT = re.compile(r"(?:\b(?:al|e\.g|i\.e|cf|vs|Fig|Eq|No|St)|\b[A-Z])\.$")


def _plainly(text: str) -> list[str]:
    """Return the sentences of a text as the rule says it, without regard to time."""
    found: list[str] = []
    for line in text.split("\n") if text else ():
        whole = ""
        for part in re.split(r"(?<=[.!?]) (?=[^\sa-z])", line):
            whole = f"{whole} {part}".strip()
            if not _SHORT.search(whole):
                found.append(whole)
                whole = ""
        found += [whole] if whole else []
    return found


def _tidy(pieces: list[str]) -> str:
    """Return a text as a page gives it: lines without blanks at their ends, single spaces between words."""
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


@example("See e.g. A. Sen et al. Then go. on! No. 5? (Fig. 2) ends.")
@example("x-e.g. Y")
@given(st.lists(st.sampled_from(["a", "B", "e.g", "al", "Fig", "No", "-", "(", ".", "!", "?", " ", "\n"])).map(_tidy))
def test_sentences_end_where_the_rule_says(text: str) -> None:
    """A quick search for the ends of sentences finds the same as a plain one."""
    assert sentences(text) == _plainly(text)
