"""Progress on the reading paths in a browser, with the page opened from a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, FilePayload, Locator, Page, expect

from front_end import copy_to, listed, scripts, styles
from studyguide.guide.reading_paths import parse_paths
from studyguide.pages.lists import paths_page
from support.values import a_guide, a_question, a_topic

SCRIPTS = listed(".js", "page/dom.js", "progress/", "paths/")
STYLES = listed(".css", "page/", "paths/")
KEY = "studyguide:v1"
IDS = ("flour", "water", "salt", "steam")
TEXT = """
- id: first
  title: First <bread>
  summary: For beginners.
  days:
    - {title: Flour & water, questions: [flour, water]}
    - {title: Salt, questions: [salt]}
- id: second
  title: Second bread
  summary: For others.
  steps:
    - {title: Oven, questions: [salt, steam]}
"""
HTML = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Reading paths</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
{styles}</head>
<body data-md-color-scheme="default"><article class="md-typeset">{content}</article>
{scripts}</body></html>
"""
PATHS, _ = parse_paths(TEXT, "paths.yml")


GUIDE = a_guide(a_topic("baking", *(a_question(id, topic="baking") for id in IDS)))


@pytest.fixture
def address(tmp_path: Path) -> str:
    """The address of a built page, in a folder of its own."""
    content = paths_page(PATHS, GUIDE).html
    text = HTML.format(content=content, styles=styles(STYLES), scripts=scripts(SCRIPTS))
    (tmp_path / "paths.html").write_text(text, encoding="utf-8")
    copy_to(tmp_path, [*STYLES, *SCRIPTS])
    return (tmp_path / "paths.html").as_uri()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without a past."""
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """The page, opened; no script on it may fail."""
    faults: list[str] = []
    made = context.new_page()
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.goto(address)
    yield made
    assert faults == []


def box(page: Page, id: str, path: str = "first") -> Locator:
    """Return the checkbox of a question in a path."""
    return page.locator(f'[data-sg-path="{path}"] [data-sg-question="{id}"] input')


def stored(page: Page) -> object:
    """Return what the browser keeps."""
    text = page.evaluate("key => localStorage.getItem(key)", KEY)
    return None if text is None else json.loads(text)


def choose(page: Page, content: str) -> None:
    """Import a file with this content."""
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Import").click()
    file = FilePayload(name="progress.json", mimeType="application/json", buffer=content.encode("utf-8"))
    chosen.value.set_files(file)


def exported(*ids: str) -> str:
    """Return a file of progress."""
    return json.dumps({"studyguide": 1, "done": dict.fromkeys(ids, True)})


def test_a_mark_survives_a_reload_and_counts_everywhere(page: Page) -> None:
    """A question that is marked in one path is marked in all, counted in each bar and in the total."""
    box(page, "salt").check()
    box(page, "flour").check()
    page.reload()

    expect(box(page, "salt", "second")).to_be_checked()
    expect(box(page, "water")).not_to_be_checked()
    expect(page.locator(".sg-meter__text")).to_have_text(["2 of 4 done", "2 of 3 done", "1 of 2 done"])
    assert page.locator("progress").evaluate_all("bars => bars.map(bar => bar.value)") == [2, 2, 1]
    assert stored(page) == {"studyguide": 1, "done": {"flour": True, "salt": True}}


def test_a_mark_can_be_taken_back(page: Page) -> None:
    """A box that is cleared is gone from what is kept."""
    box(page, "salt").check()
    box(page, "salt", "second").uncheck()

    expect(box(page, "salt")).not_to_be_checked()
    assert stored(page) == {"studyguide": 1, "done": {}}


def test_an_exported_file_can_be_imported_elsewhere(page: Page, browser: Browser, address: str, tmp_path: Path) -> None:
    """Export and import carry progress to another browser, where it joins what is there."""
    box(page, "salt").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    assert download.value.suggested_filename == "study-progress.json"
    other = browser.new_page()
    other.goto(address)
    box(other, "water").check()

    choose(other, file.read_text(encoding="utf-8"))

    expect(other.get_by_role("status")).to_have_text("Imported 1 question, 1 of them new.")
    assert stored(other) == {"studyguide": 1, "done": {"salt": True, "water": True}}
    other.close()


def test_questions_that_no_path_has_are_left_out(page: Page) -> None:
    """An id that the page does not know is counted in the message and not kept; false marks nothing."""
    choose(page, '{"studyguide": 1, "done": {"salt": true, "constructor": true, "flour": false}}')

    expect(page.get_by_role("status")).to_have_text(
        "Imported 1 question, 1 of them new. Left out 1 question that no path has."
    )
    assert stored(page) == {"studyguide": 1, "done": {"salt": True}}


POISON = {
    "no JSON": "salt",
    "empty": "",
    "null": "null",
    "a list": '["salt"]',
    "no version": '{"done": {"salt": true}}',
    "another version": '{"studyguide": 2, "done": {"salt": true}}',
    "another field": '{"studyguide": 1, "done": {"salt": true}, "more": 1}',
    "a list of ids": '{"studyguide": 1, "done": ["salt"]}',
    "no ids": '{"studyguide": 1, "done": null}',
    "a prototype above": '{"studyguide": 1, "done": {"salt": true}, "__proto__": {"polluted": true}}',
    "a prototype": '{"studyguide": 1, "done": {"salt": true, "__proto__": {"polluted": true}}}',
    "a prototype that is true": '{"studyguide": 1, "done": {"salt": true, "__proto__": true}}',
    "a constructor": '{"studyguide": 1, "done": {"constructor": {"prototype": {"polluted": true}}}}',
    "markup as an id": '{"studyguide": 1, "done": {"<img src=x onerror=document.title=1>": true}}',
    "markup as a value": '{"studyguide": 1, "done": {"salt": "<img src=x onerror=document.title=1>"}}',
    "a number as a value": '{"studyguide": 1, "done": {"salt": 1}}',
    "deep nesting": '{"studyguide": 1, "done": ' + "[" * 200_000 + "]" * 200_000 + "}",
    "a large file": exported(*(f"question-{number}" for number in range(60_000))),
}


@pytest.mark.parametrize("name", POISON)
def test_a_poisoned_file_is_refused_and_harms_nothing(page: Page, name: str) -> None:
    """The page says why, keeps its progress, and neither runs nor shows anything of the file."""
    box(page, "water").check()

    choose(page, POISON[name])

    status = page.get_by_role("status")
    expect(status).to_contain_text("The file was not imported: it ")
    expect(status).to_contain_text("Your progress is as it was.")
    assert stored(page) == {"studyguide": 1, "done": {"water": True}}
    assert page.evaluate("({}).polluted === undefined && document.querySelectorAll('article img').length === 0")
    assert page.title() == "Reading paths"
    expect(page.locator("input:checked")).to_have_count(1)


@pytest.mark.parametrize(("answer", "kept"), [("dismiss", {"salt": True}), ("accept", {})])
def test_reset_asks_first(page: Page, answer: str, kept: dict[str, bool]) -> None:
    """Progress is lost only if the reader agrees."""
    box(page, "salt").check()
    asked: list[str] = []

    def reply(dialog: Dialog) -> None:
        asked.append(dialog.message)
        getattr(dialog, answer)()

    page.on("dialog", reply)
    page.get_by_role("button", name="Reset").click()

    assert len(asked) == 1
    assert stored(page) == {"studyguide": 1, "done": kept}
    expect(page.locator("input:checked")).to_have_count(2 * len(kept))


BROKEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


@pytest.mark.parametrize(
    ("script", "at_once", "after"),
    [(BROKEN, "does not keep progress", "could not store"), (FULL, "", "could not store")],
)
def test_storage_that_fails_leads_to_a_message(
    context: BrowserContext, page: Page, script: str, at_once: str, after: str
) -> None:
    """Without storage the page works until it is left, and says so."""
    context.add_init_script(script)
    page.reload()
    expect(page.get_by_role("status")).to_contain_text(at_once)

    box(page, "salt").check()

    expect(page.get_by_role("status")).to_contain_text(after)
    expect(box(page, "salt", "second")).to_be_checked()


@pytest.mark.parametrize("kept", ["{", '{"studyguide": 9}', '{"__proto__": 1}'])
def test_stored_text_that_cannot_be_read_stays_until_the_reader_acts(page: Page, kept: str) -> None:
    """What something else has stored is neither used nor destroyed by opening the page."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, kept])

    page.reload()

    expect(page.get_by_role("status")).to_contain_text("cannot be read")
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == kept
    box(page, "salt").check()
    assert stored(page) == {"studyguide": 1, "done": {"salt": True}}


def test_marks_of_questions_that_left_the_paths_are_kept(page: Page) -> None:
    """A question may come back into a path; its mark waits for it and is not counted."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, exported("sugar")])
    page.reload()

    box(page, "salt").check()

    assert stored(page) == {"studyguide": 1, "done": {"salt": True, "sugar": True}}
    expect(page.locator(".sg-meter__text").first).to_have_text("1 of 4 done")


def test_a_mark_joins_what_was_stored_since(page: Page) -> None:
    """What another window has stored without a word to this one is not overwritten."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, exported("water")])

    box(page, "salt").check()

    assert stored(page) == {"studyguide": 1, "done": {"salt": True, "water": True}}
    expect(box(page, "water")).to_be_checked()


def test_two_windows_share_their_marks(context: BrowserContext, page: Page, address: str) -> None:
    """A mark in one window shows in the other, and none overwrites the other's."""
    other = context.new_page()
    other.goto(address)

    box(page, "salt").check()
    expect(box(other, "salt")).to_be_checked()
    box(other, "water").check()

    expect(box(page, "water")).to_be_checked()
    assert stored(page) == {"studyguide": 1, "done": {"salt": True, "water": True}}


def test_without_scripts_the_lists_are_complete(browser: Browser, address: str) -> None:
    """All questions are there as links; no box, no bar and no empty frame."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    expect(page.locator("[data-sg-question] > a")).to_have_count(5)
    expect(page.locator("input, button, progress")).to_have_count(0)
    expect(page.locator(".sg-progress")).to_be_hidden()
    context.close()


def test_boxes_and_bars_have_names(page: Page) -> None:
    """A screen reader hears which question a box belongs to, and which path a bar."""
    expect(page.get_by_role("checkbox", name="Done: What is flour?")).to_have_count(1)
    expect(page.get_by_role("progressbar", name="Progress: First <bread>")).to_have_count(1)
    expect(page.get_by_role("progressbar", name="Progress on all paths")).to_have_count(1)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[[int], Page]]:
    """Open the page in a window of a given width."""
    pages: list[Page] = []

    def opened(width: int) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 800})
        pages.append(page)
        page.goto(address)
        return page

    yield opened
    for page in pages:
        page.close()


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_the_page_fits_the_window(visit: Callable[[int], Page], width: int) -> None:
    """Nothing reaches out of the page to the side."""
    assert visit(width).evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_gives_search_and_contents_its_paths() -> None:
    """Each path has an anchor, a line in the contents and a search result."""
    page = paths_page(PATHS, GUIDE)

    assert [(anchor.id, anchor.text) for anchor in page.anchors] == [
        ("path-first", "First <bread>"),
        ("path-second", "Second bread"),
    ]
    locations = [entry.location for entry in page.entries]
    assert locations == ["paths.html", "paths.html#path-first", "paths.html#path-second"]
    assert 'id="path-first">First &lt;bread&gt;</h2>' in page.html
    assert '<a href="topics/baking.html#salt">What is salt?</a>' in page.html
    assert "Day 2</span> Salt" in page.html
    assert "3 questions in 2 days" in page.html
    assert "2 questions in 1 step<" in page.html
