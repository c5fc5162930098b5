"""The policy of the pages, as text; that browsers obey it is tested with browsers."""

from __future__ import annotations

import base64
import hashlib

import pytest

from studyguide.publish.theme.policy import inline_scripts, policy, with_live_script, with_policy


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def test_the_hashes_are_those_of_the_scripts_in_the_page():
    """Each inline script counts, to the last character; files and data do not."""
    page = (
        "<head><script src='a.js'></script><script>var a = 1 < 2 && '&amp;'</script></head>"
        '<script type="application/json">{"a": 1}</script><script type="module">\nb()\n</script>'
    )

    assert inline_scripts(page) == (_hash("var a = 1 < 2 && '&amp;'"), _hash("\nb()\n"))


def test_a_page_without_scripts_has_no_hashes():
    """Nothing is allowed that is not there."""
    assert inline_scripts("<p>script</p><!-- <script>a()</script> -->") == ()


def test_the_policy_is_closed_but_for_what_it_names():
    """By default only the site's own files are allowed, and no script for being inline or computed."""
    rules = dict(rule.split(" ", 1) for rule in policy(["sha256-b", "sha256-a", "sha256-a"]).split("; "))

    assert rules["default-src"] == rules["connect-src"] == "'self'"
    assert rules["script-src"] == "'self' 'sha256-a' 'sha256-b'"
    assert rules["style-src"] == "'self'"
    assert rules["base-uri"] == rules["form-action"] == rules["frame-src"] == rules["object-src"] == "'none'"
    assert not [rule for rule in rules.values() if "http" in rule or "*" in rule]
    assert rules["style-src-attr"] == rules["script-src-attr"] == "'none'"
    assert not [rule for rule in rules.values() if "unsafe" in rule]


def test_the_policy_comes_before_anything_that_it_rules():
    """The browser knows the policy when it meets the first script."""
    page = '<!doctype html><html><head><meta charset="utf-8"><script>a()</script></head><body></body></html>'

    ruled = with_policy(page, policy([]))

    assert ruled.index("Content-Security-Policy") < ruled.index("<script>")
    assert ruled.replace(f'<meta http-equiv="Content-Security-Policy" content="{policy([])}">', "") == page


@pytest.mark.parametrize("page", ["<html><head></head></html>", '<body><p><meta charset="utf-8"></p></body>'])
def test_a_page_that_begins_otherwise_is_refused(page: str):
    """A page never goes without its policy because the theme has changed."""
    with pytest.raises(ValueError, match="beginning"):
        with_policy(page, policy([]))


def test_a_script_of_the_live_preview_is_allowed_by_the_page_that_has_it():
    """Its hash is added to the page's own policy, wherever else the same words stand."""
    page = with_policy(
        "<meta charset=\"utf-8\"><title>a</title><p>script-src 'self'</p><script>live()</script>", policy(["sha256-a"])
    )

    served = with_live_script(page.encode(), "live()").decode()

    assert served == page.replace("script-src 'self'", f"script-src 'self' '{_hash('live()')}'", 1)
    assert with_live_script(b"<p>script-src 'self'</p>", "live()") == b"<p>script-src 'self'</p>"
