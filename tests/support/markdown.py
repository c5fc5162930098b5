"""The Markdown extensions of this project's mkdocs.yml."""

from __future__ import annotations

from functools import cache

from mkdocs.config import load_config

from studyguide.render.markdown import MarkdownSettings
from support.sites import ROOT


@cache
def settings() -> MarkdownSettings:
    """Return the Markdown extensions as MkDocs reads them."""
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[])
    return MarkdownSettings(tuple(config.markdown_extensions), dict(config.mdx_configs))
