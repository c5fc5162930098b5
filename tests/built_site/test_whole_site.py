"""The site as it is published is valid and whole: rules that hold on every page of it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from page_reader import (
    ReadPage,
    addresses_in_style,
    broken_links,
    broken_references,
    broken_styles,
    read_page,
    read_site,
)

from studyguide.publish.theme.policy import inline_scripts

ROOT_PATH = "/study-guide/"
THEME_SCRIPTS = ("__md_scope=", "var palette=", "var target=document.getElementById(")


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, ReadPage]:
    """Every page of the guide."""
    return read_site(built_site)


def test_no_id_is_used_twice(pages: dict[str, ReadPage]):
    """An id names one place of its page."""
    twice = [f"{page.path}: {each}" for page in pages.values() for each in set(page.ids) if page.ids.count(each) > 1]

    assert len(pages) > 20
    assert twice == []


def test_no_link_within_the_site_is_broken(built_site: Path, pages: dict[str, ReadPage]):
    """Every link, script, style and picture leads to a file of the site, and every fragment to a place on its page."""
    assert sum(len(page.addresses) for page in pages.values()) > 1000
    assert list(broken_links(built_site, pages, ROOT_PATH)) == []


def test_every_page_of_the_site_is_looked_at(built_site: Path, pages: dict[str, ReadPage]):
    """No kind of page escapes these rules, and each that the site map names is there."""
    named = re.findall(r"<loc>([^<]*)</loc>", (built_site / "sitemap.xml").read_text(encoding="utf-8"))
    paths = {urlsplit(address).path.removeprefix(ROOT_PATH) or "index.html" for address in named}

    assert paths | {"404.html"} == set(pages)


def test_no_attribute_names_an_element_that_is_not_there(pages: dict[str, ReadPage]):
    """Labels, descriptions and controls name elements of their own page."""
    assert sum(len(page.references) for page in pages.values()) > 500
    assert list(broken_references(pages)) == []


def test_no_style_sheet_asks_for_a_missing_file(built_site: Path):
    """Fonts and pictures of style sheets are files of the site."""
    assert addresses_in_style((built_site / "assets" / "page" / "fonts.css").read_text(encoding="utf-8"))
    assert list(broken_styles(built_site, ROOT_PATH)) == []


def test_no_file_is_loaded_from_another_machine(pages: dict[str, ReadPage]):
    """Pictures and scripts are part of the site."""
    loaded = [image.get("src") or "" for page in pages.values() for image in page.images]

    assert [source for source in loaded if urlsplit(source).scheme] == []


def test_every_picture_has_a_text_and_a_size(pages: dict[str, ReadPage]):
    """A picture says what it shows, or that it shows nothing, and takes its room before it is loaded."""
    images = [(page.path, image) for page in pages.values() for image in page.images]

    assert images
    assert [each for each in images if each[1].get("alt") is None] == []
    assert [each for each in images if not (each[1].get("width") and each[1].get("height"))] == []


def test_no_page_has_a_script_of_ours_in_it(pages: dict[str, ReadPage]):
    """Scripts that stand in a page are the theme's own few, no element has a handler, and styles are in files."""
    scripts = {script for page in pages.values() for script in page.inline_scripts}

    assert [script for script in scripts if not script.startswith(THEME_SCRIPTS)] == []
    assert [f"{page.path}: {handler}" for page in pages.values() for handler in page.handlers] == []
    assert [page.path for page in pages.values() if page.styles] == []


def test_every_page_has_a_policy_that_allows_the_scripts_in_it(built_site: Path, pages: dict[str, ReadPage]):
    """The policy of each page names each script that stands in it, and no other."""
    for path in pages:
        html = (built_site / path).read_text(encoding="utf-8")
        policies = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)

        assert len(policies) == 1, path
        assert set(re.findall(r"'(sha256-[^']*)'", policies[0])) == set(inline_scripts(html)), path


def test_every_page_names_itself(built_site: Path, pages: dict[str, ReadPage]):
    """Each page has one main heading, a title and a description of its own."""
    titles = set()
    for path in pages:
        html = (built_site / path).read_text(encoding="utf-8")
        assert len(re.findall(r"<h1[ >]", html)) == 1, path
        assert re.search(r'<meta name="description" content="[^"]{20,}">', html), path
        titles.add(re.search(r"<title>([^<]+)</title>", html)[1])  # type: ignore[index]

    assert len(titles) >= len(pages) - 1  # the page for missing pages is named like the site


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("b.html#there", ""),
        ("../b.html", "leads out of the site"),
        ("c.html", "leads to no file"),
        ("folder/", "leads to no file"),
        ("b.html#here", "leads to no place on its page"),
        ("#nowhere", "leads to no place on its page"),
        ("/study-guide/b.html", ""),
        ("/b.html", "leads out of the site"),
        ("javascript:void(0)", "has a scheme that no link should have"),
        ("//example.org/", "has a scheme that no link should have"),
        ("https://example.org/", ""),
    ],
)
def test_a_broken_link_is_noticed(tmp_path: Path, address: str, fault: str):
    """The means of these tests tell links that lead somewhere from those that do not."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.html").write_text(f'<p id="here"><a href="{address}">A</a>', encoding="utf-8")
    (tmp_path / "b.html").write_text('<p id="there">', encoding="utf-8")

    found = list(broken_links(tmp_path, read_site(tmp_path), ROOT_PATH))

    assert found == ([f"a.html: {address}: {fault}"] if fault else [])


@pytest.mark.parametrize(
    "attribute",
    [
        'href="gone.html"',
        'src="gone.js"',
        'srcset="a.html 1x, gone.png 2x"',
        'poster="gone.png"',
        """style="background: url('gone.png')" """,
    ],
)
def test_addresses_are_found_in_every_attribute(tmp_path: Path, attribute: str):
    """Whichever attribute names a missing file, it is noticed, and only once."""
    (tmp_path / "a.html").write_text(f"<p {attribute}>", encoding="utf-8")

    assert len(list(broken_links(tmp_path, read_site(tmp_path), ROOT_PATH))) == 1


@pytest.mark.parametrize("name", ["for", "headers", "list", "aria-controls", "aria-describedby", "aria-labelledby"])
def test_a_missing_element_is_noticed(name: str):
    """Of the ids that an attribute names, each that no element has is reported."""
    page = read_page("a.html", f'<p id="here"><b {name}="here gone"></b></p>')

    assert list(broken_references({"a.html": page})) == [f"a.html: {name}=gone"]


@pytest.mark.parametrize("rule", ["url(gone.png)", 'url("gone.png")', "url( 'gone.png' )"])
def test_a_missing_file_of_a_style_sheet_is_noticed(tmp_path: Path, rule: str):
    """Addresses are read from style sheets in each way to write them, and not from comments."""
    style = f"/* url(other.png) */ p {{ background: {rule}; fill: url(#part); mask: url(data:image/png;base64,AAAA) }}"
    (tmp_path / "a.css").write_text(style, encoding="utf-8")

    assert list(broken_styles(tmp_path, ROOT_PATH)) == ["a.css: gone.png: leads to no file"]


def test_other_faults_are_noticed():
    """The means of these tests see ids, pictures, scripts, styles and handlers wherever they stand."""
    page = read_page(
        "a.html", '<p id=x><b id=x onclick="f()"><img src=y><style></style><script>g()</script><br id="z"/>'
    )

    assert page.ids == ["x", "x", "z"]
    assert page.images == [{"src": "y"}]
    assert page.inline_scripts == ["g()"]
    assert page.handlers == ["<b onclick>"]
    assert page.styles == 1
