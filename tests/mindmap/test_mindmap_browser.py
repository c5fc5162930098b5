"""The mind map in a browser, opened from a file with the theme's own style sheets."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import material
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from front_end import copy_to, listed, scripts, styles
from studyguide.guide.model import Guide
from studyguide.pages.lists import render_mind_map

SCRIPTS = listed(".js", "page/dom.js", "mind-map/")
STYLES = listed(".css", "page/tokens.css", "page/text.css", "mind-map/")
THEME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:"
PAGE = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Mind map</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="stylesheet" href="main.css"><link rel="stylesheet" href="palette.css">
{styles}</head>
<body data-md-color-scheme="{scheme}" data-md-color-primary="indigo" data-md-color-accent="indigo">
<div class="md-container"><main class="md-main"><div class="md-main__inner md-grid">
<div class="md-content">
<article class="md-content__inner md-typeset"><h1>Mind map</h1>
{html}
{scripts}</article></div></div></main></div></body></html>
"""
WIDE = {"width": 1440, "height": 900}
TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 360, "height": 740}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LABEL_RULE = "label-content-name-mismatch"
COLLECT = """
window.shift = 0; window.refused = [];
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { shift += entry.value; }))
  .observe({type: "layout-shift", buffered: true});
document.addEventListener("securitypolicyviolation", (event) => refused.push(event.blockedURI));
"""
Opener = Callable[..., Page]


@pytest.fixture
def open_map(browser: Browser, kitchen_guide: Guide, tmp_path: Path) -> Iterator[Opener]:
    """Open the mind map of a guide; errors of its script fail the test."""
    contexts = []
    errors: list[str] = []

    def open_page(
        size: dict[str, int] = WIDE,
        *,
        guide: Guide = kitchen_guide,
        scheme: str = "default",
        fragment: str = "",
        scripts: bool = True,
    ) -> Page:
        url = _write(tmp_path, guide, scheme)
        context = browser.new_context(viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.add_init_script(COLLECT)
        page.goto(url + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def _write(folder: Path, guide: Guide, scheme: str) -> str:
    """Write a page with everything it needs beside it; return its address."""
    copy_to(folder, [*STYLES, *SCRIPTS])
    for name in ("main", "palette"):
        (source,) = THEME.glob(f"{name}.*.min.css")
        shutil.copy(source, folder / f"{name}.css")
    html = render_mind_map(guide, "Kitchen")
    file = folder / "mind-map.html"
    loaded = {"styles": styles(STYLES), "scripts": scripts(SCRIPTS)}
    file.write_text(PAGE.format(policy=POLICY, scheme=scheme, html=html, **loaded), encoding="utf-8")
    return file.as_uri()


def _shown(page: Page, kind: str) -> int:
    """Return how many nodes of a kind are on the map."""
    return page.locator(f".sg-map__item--{kind} > .sg-map__node:visible").count()


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def _link(page: Page, name: str) -> None:
    """Give a node's link the focus."""
    page.get_by_role("link", name=name, exact=True).focus()


def _wait_until(page: Page, condition: str) -> None:
    """Wait for a condition; Playwright's own waiting needs an eval that the policy refuses."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    pytest.fail(f"never true: {condition}")


def _box(page: Page, selector: str) -> dict[str, float]:
    box = page.eval_on_selector(selector, "(e) => e.getBoundingClientRect().toJSON()")
    return {side: float(value) for side, value in box.items()}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_list_is_complete_without_scripts(open_map: Opener, size: dict[str, int]) -> None:
    """With scripts off every node shows and nothing promises what does not work."""
    page = open_map(size, scripts=False)

    shown = [_shown(page, kind) for kind in ("topic", "section", "question")]

    assert shown == [6, 18, 72]
    assert page.locator(".sg-map button:visible, .sg-map input:visible").count() == 0


def test_hub_stands_between_two_sides_and_is_read_first(open_map: Opener) -> None:
    """The hub is drawn in the middle while the document keeps the order of the list."""
    page = open_map()

    hub = _box(page, ".sg-map__node--hub")
    left = _box(page, ".sg-map__list--left")
    right = _box(page, ".sg-map__list--topics:not(.sg-map__list--left)")
    names = page.locator(".sg-map__stage .sg-map__link:visible").all_inner_texts()
    topics = [name for name in names if name.startswith("Topic")]

    assert left["right"] <= hub["left"] and hub["right"] <= right["left"]
    assert names[0] == "Kitchen"
    assert topics == [f"Topic {number}" for number in range(1, 7)]


def test_edges_join_every_shown_node(open_map: Opener) -> None:
    """One curve leads to each node on the map, and none to a folded one."""
    page = open_map()
    paths = page.locator(".sg-map__edges path")
    drawn = "(paths) => paths.map((path) => path.getAttribute('d')).join('')"

    for kind, nodes in (("Topics", 6), ("Sections", 24), ("Questions", 96)):
        page.get_by_role("button", name=kind, exact=True).click()
        assert paths.evaluate_all(drawn).count("C") == nodes


def test_toggle_opens_a_branch_and_says_so(open_map: Opener) -> None:
    """The button's name and state follow the branch."""
    page = open_map()

    page.get_by_role("button", name="Expand Section 1.1", exact=True).click()

    toggle = page.get_by_role("button", name="Collapse Section 1.1", exact=True)
    expect(toggle).to_have_attribute("aria-expanded", "true")
    assert toggle.inner_text() == "Collapse Section 1.1"
    assert _shown(page, "question") == 4
    toggle.click()
    assert _shown(page, "question") == 0


def test_opened_branch_stays_where_the_reader_looks(open_map: Opener, large_guide: Guide) -> None:
    """Everything else gives way when a branch opens on a map larger than its frame."""
    page = open_map(guide=large_guide)
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
    link = page.get_by_role("link", name="Section 80.1", exact=True)
    link.focus()
    before = link.bounding_box()

    page.keyboard.press("Space")
    after = link.bounding_box()

    assert _shown(page, "question") == 2
    assert before and after
    assert [round(before[side] - after[side]) for side in ("x", "y")] == [0, 0]


def test_folded_links_are_not_reached_by_tab(open_map: Opener) -> None:
    """Tab goes from a closed topic's toggle to the next topic."""
    page = open_map()
    page.get_by_role("button", name="Topics", exact=True).click()

    page.get_by_role("button", name="Expand Topic 1", exact=True).focus()
    page.keyboard.press("Tab")

    assert _focused(page) == "Topic 2"


def test_levels_are_pressed_only_when_they_hold(open_map: Opener) -> None:
    """A level button is pressed until a branch departs from it."""
    page = open_map()
    button = page.get_by_role("button", name="Sections", exact=True)
    expect(button).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="Collapse Topic 2", exact=True).click()

    expect(button).to_have_attribute("aria-pressed", "false")


def test_filter_counts_hits_and_opens_what_leads_to_them(open_map: Opener) -> None:
    """Only branches with hits stay, opened down to the hits; Escape brings back what was open."""
    page = open_map()
    field = page.get_by_role("searchbox")

    field.fill("QUESTION 2.3.")
    assert page.get_by_role("status").filter(has_text="hit").inner_text() == "4 hits in 1 topic"
    assert [_shown(page, kind) for kind in ("topic", "section", "question")] == [1, 1, 4]
    field.press("Enter")
    assert _focused(page).startswith("What is asked by question 2.3.1")

    field.press("Escape")
    assert [_shown(page, kind) for kind in ("topic", "section", "question")] == [6, 18, 0]


def test_filter_finds_levels_and_says_when_there_is_nothing(open_map: Opener) -> None:
    """A level is a word like others, and no hit is said in words."""
    page = open_map()
    hits = page.locator(".sg-map__hits")

    page.get_by_role("searchbox").fill("advanced 2.1.")
    assert hits.inner_text() == "1 hit in 1 topic"
    page.get_by_role("searchbox").fill("zzz")
    assert hits.inner_text() == "No hits"


def test_filter_keeps_the_branch_of_a_hit_for_the_reader_to_open(open_map: Opener) -> None:
    """A section that matches by its own name can be opened."""
    page = open_map()

    page.get_by_role("searchbox").fill("section 4.2")
    page.get_by_role("button", name="Expand Section 4.2", exact=True).click()

    assert _shown(page, "question") == 4


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("Kitchen", ["ArrowRight"], "Topic 2"),
        ("Kitchen", ["ArrowLeft"], "Topic 5"),
        ("Topic 1", ["ArrowDown"], "Topic 2"),
        ("Topic 2", ["ArrowUp"], "Topic 1"),
        ("Topic 3", ["ArrowDown"], "Topic 3"),
        ("Topic 1", ["ArrowLeft"], "Kitchen"),
        ("Topic 5", ["ArrowRight"], "Kitchen"),
        ("Topic 1", ["ArrowRight", "ArrowDown"], "Section 1.2"),
        ("Topic 5", ["ArrowLeft"], "Section 5.1"),
        ("Section 1.3", ["ArrowDown"], "Section 2.1"),
        ("Section 5.1", ["ArrowRight"], "Topic 5"),
        ("Section 6.1", ["Home"], "Kitchen"),
    ],
)
def test_arrow_keys_follow_the_map(open_map: Opener, start: str, keys: list[str], end: str) -> None:
    """Arrow keys move towards the hub, away from it and along a column of one side."""
    page = open_map()
    _link(page, start)

    for key in keys:
        page.keyboard.press(key)

    assert _focused(page) == end


def test_keys_open_and_close_a_branch(open_map: Opener) -> None:
    """The arrow outwards opens a closed branch; Space turns it."""
    page = open_map()
    _link(page, "Section 1.1")

    page.keyboard.press("ArrowRight")
    assert _focused(page).startswith("What is asked by question 1.1.1")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")

    assert _focused(page) == "Section 1.1"
    assert _shown(page, "question") == 0


def test_focus_is_visible_and_in_view(open_map: Opener) -> None:
    """A node that gets the focus by an arrow key has an outline and lies within the frame."""
    page = open_map()
    page.get_by_role("button", name="Questions", exact=True).click()
    _link(page, "Topic 1")

    for _ in range(2):
        page.keyboard.press("ArrowRight")
    for _ in range(20):
        page.keyboard.press("ArrowDown")

    box, view = _box(page, ":focus"), _box(page, ".sg-map__view")
    assert page.eval_on_selector(":focus", "(e) => getComputedStyle(e).outlineStyle") == "solid"
    assert view["top"] <= box["top"] and box["bottom"] <= view["bottom"]


def test_zoom_by_button_and_key_and_fit(open_map: Opener) -> None:
    """Zooming keeps the middle, and Fit shows the whole map."""
    page = open_map()
    page.get_by_role("button", name="Questions", exact=True).click()
    hub = page.locator(".sg-map__node--hub")
    before, middle = hub.bounding_box(), _box(page, ".sg-map__node--hub")

    page.get_by_role("button", name="Zoom in").click()
    after, moved = hub.bounding_box(), _box(page, ".sg-map__node--hub")
    assert before and after and after["width"] > before["width"]
    assert abs(middle["top"] + middle["bottom"] - moved["top"] - moved["bottom"]) < 4

    page.locator(".sg-map__view").focus()
    page.keyboard.press("-")
    assert abs(_box(page, ".sg-map__node--hub")["width"] - before["width"]) < 1

    page.get_by_role("button", name="Fit", exact=True).click()
    stage, view = _box(page, ".sg-map__stage"), _box(page, ".sg-map__view")
    assert stage["height"] <= view["height"] + 1 and stage["width"] <= view["width"] + 1


def test_map_scrolls_by_keyboard_and_by_drag(open_map: Opener) -> None:
    """The frame takes the focus and scrolls; dragging its ground moves the map."""
    page = open_map()
    page.get_by_role("button", name="Questions", exact=True).click()
    top = "document.querySelector('.sg-map__view').scrollTop"
    start = page.evaluate(top)

    page.locator(".sg-map__skip").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".sg-map__view")).to_be_focused()
    page.keyboard.press("ArrowDown")
    _wait_until(page, f"{top} > {start}")

    view = _box(page, ".sg-map__view")
    middle, before = view["left"] + view["width"] / 2, page.evaluate(top)
    page.mouse.move(middle, view["top"] + 40)
    page.mouse.down()
    page.mouse.move(middle, view["top"] + 140)
    page.mouse.up()
    assert page.evaluate(top) < before


def test_help_opens_and_closes(open_map: Opener) -> None:
    """The keyboard help is a button away, and Escape returns to that button."""
    page = open_map()
    button = page.get_by_role("button", name="Keyboard", exact=True)

    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("expand or collapse the branch")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator(".sg-map__keys")).to_be_hidden()
    expect(button).to_be_focused()


def test_skip_link_leads_past_the_map(open_map: Opener) -> None:
    """One key press passes by all the nodes."""
    page = open_map()
    page.locator(".sg-map__skip").focus()

    page.keyboard.press("Enter")

    expect(page.locator("#sg-map-end")).to_be_focused()


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
def test_text_fragment_opens_a_question_closed_at_two_levels(
    open_map: Opener, wordy_guide: Guide, size: dict[str, int]
) -> None:
    """Finding text in a closed section of a closed topic opens both, and nothing else."""
    fragment = "#:~:text=What%20is%20asked%20by%20question%204.2.3"
    page = open_map(size, guide=wordy_guide, fragment=fragment)

    found = page.get_by_role("link", name="What is asked by question 4.2.3,")
    expect(found).to_be_visible()
    expect(found).to_be_in_viewport()
    assert page.locator(".sg-map [aria-expanded=true]").all_inner_texts() == [
        "Collapse Topic 4",
        "Collapse Section 4.2, whose name is so long that it needs two lines",
    ]
    assert _shown(page, "question") == 4


def test_phone_gets_an_outline_that_folds(open_map: Opener) -> None:
    """Below 44em the list is indented, as wide as the screen, and starts with topics."""
    page = open_map(PHONE)
    assert [_shown(page, kind) for kind in ("topic", "section")] == [6, 0]

    page.get_by_role("button", name="Expand Topic 1", exact=True).click()
    topic = _box(page, ".sg-map__item--topic .sg-map__link")
    section = _box(page, ".sg-map__item--section .sg-map__link")

    assert section["left"] > topic["left"] and section["top"] > topic["top"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    expect(page.locator(".sg-map__edges")).to_be_hidden()
    expect(page.get_by_role("button", name="Fit", exact=True)).to_be_hidden()
    assert page.locator(".sg-map__view").get_attribute("tabindex") is None


def test_outline_takes_arrow_keys_in_reading_order(open_map: Opener) -> None:
    """In the outline down and up walk the shown nodes."""
    page = open_map(PHONE)
    _link(page, "Topic 1")

    page.keyboard.press("ArrowRight")
    assert _focused(page) == "Section 1.1"
    for _ in range(3):
        page.keyboard.press("ArrowDown")

    assert _focused(page) == "Topic 2"


def test_tablet_starts_with_topics_where_sections_would_be_too_small(open_map: Opener, wordy_guide: Guide) -> None:
    """Where sections don't fit across at a readable size, the map starts with topics."""
    page = open_map(TABLET, guide=wordy_guide)

    assert [_shown(page, kind) for kind in ("topic", "section")] == [6, 0]


def test_width_can_change_at_any_time(open_map: Opener) -> None:
    """Turning a tablet swaps map and outline without losing what is open."""
    page = open_map()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(page.locator(".sg-map__edges")).to_be_hidden()
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]

    expect(page.locator(".sg-map__edges")).to_be_visible()
    assert _shown(page, "section") == 18


def test_print_shows_everything(open_map: Opener) -> None:
    """On paper every node stands in an outline, filtered or folded as the screen may be."""
    page = open_map()
    page.get_by_role("searchbox").fill("2.2.2")
    page.emulate_media(media="print")

    shown = page.locator(".sg-map__link").evaluate_all(
        "(all) => all.filter((a) => a.checkVisibility({contentVisibilityAuto: true})).length"
    )

    assert shown == 1 + 6 + 18 + 72
    expect(page.locator(".sg-map__bar")).to_be_hidden()
    expect(page.locator(".sg-map__edges")).to_be_hidden()


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
def test_nothing_moves_when_the_script_starts(open_map: Opener, size: dict[str, int]) -> None:
    """The place of the map is kept before the script draws it."""
    page = open_map(size)
    page.wait_for_timeout(300)

    assert page.evaluate("shift") < 0.02


def test_nothing_is_animated(open_map: Opener) -> None:
    """There is no motion for anybody, so none that a reader would have to switch off."""
    page = open_map()

    page.get_by_role("button", name="Questions", exact=True).click()

    moving = "document.querySelector('.sg-map').getAnimations({subtree: true}).map(String)"
    assert page.evaluate(moving) == []


def test_strict_content_security_policy_is_kept(open_map: Opener) -> None:
    """No inline script, style or handler is needed, whatever the reader does."""
    page = open_map()
    page.get_by_role("button", name="Questions", exact=True).click()
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("searchbox").fill("section")

    assert page.evaluate("refused") == []


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_no_violation(open_map: Opener, size: dict[str, int], scheme: str) -> None:
    """axe-core finds nothing against WCAG 2.2 AA, folded or open, with help and filter in use."""
    page = open_map(size, scheme=scheme)
    page.evaluate("document.querySelector('meta[http-equiv]').remove()")

    found = _violations(page)
    page.get_by_role("button", name="Questions", exact=True).click()
    found += _violations(page)
    page.get_by_role("searchbox").fill("advanced")
    page.get_by_role("button", name="Keyboard", exact=True).click()
    found += _violations(page)

    assert found == []


def _violations(page: Page) -> list[str]:
    """Return what axe-core finds, and labels whose visible text is not in their name."""
    response = Axe().run(page, options={"runOnly": WCAG}).response
    unsure = [rule for rule in response["incomplete"] if rule["id"] == LABEL_RULE]
    found = response["violations"] + unsure
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def test_thousand_questions_start_with_topics_and_sections(open_map: Opener, large_guide: Guide) -> None:
    """A large guide opens at a readable size without its questions, which one button shows."""
    page = open_map(guide=large_guide)
    assert [_shown(page, kind) for kind in ("topic", "section", "question")] == [100, 500, 0]
    assert page.locator(".sg-map__zoom").inner_text() == "75%"

    page.get_by_role("button", name="Questions", exact=True).click()

    assert _shown(page, "question") == 1000
