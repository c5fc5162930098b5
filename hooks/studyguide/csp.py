"""The Content-Security-Policy of every page: what a browser may load and run, whatever gets into the page's content."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser

CHARSET = '<meta charset="utf-8">'
"""Where the theme's pages begin; the policy follows it, before anything that it rules."""

_SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript"}


def policy(script_hashes: Iterable[str]) -> str:
    """Return a policy that allows the site's own files and the inline scripts with these hashes, and nothing else.

    Style attributes are allowed, since cells of tables are aligned by them and they run nothing; elements with styles
    are not. The search worker is made from a text (`blob:`), which a page that is read from disk needs. The default is
    the site itself and not nothing, since Firefox fetches the next page ahead, and no other rule is for that.
    """
    scripts = " ".join(["'self'", *(f"'{each}'" for each in sorted(set(script_hashes)))])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self'",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src blob:",
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
    start = html.find(CHARSET)
    if start < 0 or html.find("<body", 0, start) >= 0:
        raise ValueError(f"the page has no {CHARSET} at its beginning")
    return html.replace(CHARSET, f'{CHARSET}<meta http-equiv="Content-Security-Policy" content="{text}">', 1)


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
