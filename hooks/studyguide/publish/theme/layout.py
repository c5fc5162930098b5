"""What the theme's pages get from us: metadata, and a policy before anything else."""

from __future__ import annotations

import html
import json

from studyguide.pages.page import Page
from studyguide.publish.theme.policy import CHARSET, meta, policy_for_any_generator

NAMES = ("site_name", "site_description", "site_author", "repo_name")
"""Settings that are no HTML, which the theme escapes in some places and not in others; `copyright` is HTML."""

OWN_PARTS = ("partials/source.html",)
"""Templates of ours that the theme needs with any generator: its own asks another machine on every visit, which the
policy of the pages does not allow."""

_MAIN = """{#- Every page tells its policy to the browser before anything else. -#}
{% extends "base.html" %}

{% block site_meta %}
  {{ super() | replace('CHARSET', 'CHARSETPOLICY') }}
{% endblock %}
"""


def front_matter(page: Page, *, is_searched: bool = False) -> str:
    """Return the metadata of a page, which the theme puts into its pages as it is, between its two lines of dashes.

    Args:
        page: the page.
        is_searched: whether the theme is to make the page's search entries; else they are made by us, or by nobody.
    """
    fields: dict[str, object] = {"title": html.escape(page.title), "description": html.escape(page.description)}
    if page.hidden:
        fields["hide"] = list(page.hidden)
    if not is_searched:
        fields["search"] = {"exclude": True}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---", ""])


def main_template() -> str:
    """Return the template of every page, for Material for MkDocs and for Zensical."""
    policy = meta(policy_for_any_generator()).replace("'", "\\'")
    return _MAIN.replace("CHARSET", CHARSET).replace("POLICY", policy)
