"""The Content-Security-Policy of every page: what a browser may load and run, whatever gets into the page's content."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser

CHARSET = '<meta charset="utf-8">'
"""Where the theme's pages begin; the policy follows it, before anything that it rules."""

_META = '<meta http-equiv="Content-Security-Policy" content="'
_SCRIPTS = "script-src 'self'"
_SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript"}


def policy(script_hashes: Iterable[str]) -> str:
    """Return a policy that allows the site's own files and the inline scripts with these hashes, and nothing else.

    Styles are those of the site's own files: attributes and elements with styles are dead. The search worker is made
    from a text (`blob:`), which a page that is read from disk needs. The default is the site itself and not nothing,
    since Firefox fetches the next page ahead, and no other rule is for that.
    """
    scripts = " ".join([_SCRIPTS, *(f"'{each}'" for each in sorted(set(script_hashes)))])
    return _rules(scripts, "style-src 'self'", "worker-src blob:")


def policy_for_any_generator() -> str:
    """Return the policy of pages that another generator makes, whose inline scripts cannot be known beforehand.

    It stops handlers and styles in attributes, frames, plugins, forms, another base address, and whatever comes from or
    goes to another machine. It does not stop an element with a script or with styles, of which Zensical's script makes
    one, or a `javascript:` link in a page: against these stands the allow-list that every answer has passed.
    """
    return _rules(f"{_SCRIPTS} 'unsafe-inline'", "style-src 'self' 'unsafe-inline'", "worker-src 'self' blob:")


def _rules(scripts: str, styles: str, workers: str) -> str:
    return "; ".join(
        [
            "default-src 'self'",
            scripts,
            "script-src-attr 'none'",
            styles,
            "style-src-attr 'none'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            workers,
            "frame-src 'none'",
            "object-src 'none'",
            "media-src 'none'",
            "manifest-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def inline_scripts(html: str) -> tuple[str, ...]:
    """Return the hashes (`sha256-…`) of the scripts that stand in a page.

    Only ever give it a page without anybody's content: a script that is in the page is a script that is allowed.
    """
    reader = _Scripts()
    reader.feed(html)
    reader.close()
    return tuple(f"sha256-{_digest(script)}" for script in reader.found)


def with_policy(html: str, text: str) -> str:
    """Return a page of the theme that tells its policy to the browser before anything else.

    Raises ValueError where the page does not begin as the theme's pages do.
    """
    head, found, rest = html.partition(CHARSET)
    if not found or "<body" in head:
        raise ValueError(f"the page has no {CHARSET} at its beginning")
    return f"{head}{CHARSET}{meta(text)}{rest}"


def meta(text: str) -> str:
    """Return the element by which a page tells its policy."""
    return f'{_META}{text}">'


def with_live_script(page: bytes, script: str) -> bytes:
    """Return a page whose policy allows one more inline script: that of the live preview, which differs each time.

    Args:
        page: a page with a policy; one without any is returned as it is.
        script: the text between the tags.
    """
    before, found, rest = page.partition(_META.encode())
    rules, quote, after = rest.partition(b'"')
    allowed = f"{_SCRIPTS} 'sha256-{_digest(script)}'".encode()
    return b"".join([before, found, rules.replace(_SCRIPTS.encode(), allowed, 1), quote, after])


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class _Scripts(HTMLParser):
    """Collects the texts of the scripts that a browser would run without loading a file."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = tag == "script" and "src" not in given and (given.get("type") or "").lower() in _SCRIPT_TYPES
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data
