"""The events of an MkDocs build, in their order. The only file that knows MkDocs; the work is done in studyguide."""

from __future__ import annotations

import html
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from studyguide.build import Build, StrictError
from studyguide.guide.files import explain, shown
from studyguide.pages.page import Page
from studyguide.publish.preview import CompiledTemplates, watch_closely
from studyguide.publish.settings import navigation
from studyguide.publish.staging import SiteError
from studyguide.publish.theme.layout import NAMES, front_matter
from studyguide.publish.theme.navigation import share_navigation
from studyguide.render.markdown import MarkdownSettings
from studyguide.speed.workers import collect_less, give_back

log = get_plugin_logger("studyguide")
_command = "build"
_compiled = CompiledTemplates()
_dated_by_others = "SOURCE_DATE_EPOCH" in os.environ
_build = Build(Path(), {})


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether this is a build or the live preview."""
    global _command  # noqa: PLW0603 (the only way in which MkDocs tells it)
    _command = command
    collect_less()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin a build, which shares nothing with the one before; the last site stays until this one is complete."""
    global _build  # noqa: PLW0603 (MkDocs hands nothing of ours from event to event)
    _build = Build(Path(config.config_file_path or "mkdocs.yml").resolve().parent, config)
    config.update({name: escape(config[name] or "") for name in NAMES})
    with _ending_build():
        _build.begin([config.docs_dir, config.theme.custom_dir])
        if _command != "serve":
            config.site_dir = _build.stage(config.site_dir, logging.getLogger("mkdocs"), log.info)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Read the guide, and add its pages and files as if they lay in docs/."""
    with _ending_build():
        _build.read(MarkdownSettings(tuple(config.markdown_extensions), dict(config.mdx_configs)), _theme(config))
    if not _dated_by_others:
        os.environ["SOURCE_DATE_EPOCH"] = str(_build.timestamp)
    for page in _build.pages.values():
        _add_page(files, page, config)
    for uri, content in _build.assets.items():
        files.append(_file(uri, content, config))
    config.nav = config.nav and navigation(config.nav, _build.pages.values())
    return files


def _add_page(files: Files, page: Page, config: MkDocsConfig) -> None:
    if files.get_file_from_path(page.uri):
        raise PluginError(f"docs/{page.uri} has the name of a generated page: rename it")
    file = _file(page.uri, front_matter(page), config)
    file.edit_uri = f"../{page.source}" if page.source else None
    file.inclusion = InclusionLevel.INCLUDED if page.is_found else InclusionLevel.NOT_IN_NAV
    files.append(file)


def _file(uri: str, content: Path | str, config: MkDocsConfig) -> File:
    if isinstance(content, str):
        return File.generated(config, uri, content=content)
    return File.generated(config, uri, abs_src_path=str(content))


def on_pre_page(page: MkDocsPage, *, config: MkDocsConfig, files: Files) -> MkDocsPage:
    """Spare MkDocs the setting up of a Markdown converter for each page that is HTML already."""
    if page.file.src_uri in _build.pages:
        page.render = lambda config, files: setattr(page, "content", "")  # type: ignore[method-assign]
    return page


def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Fill in what hand-written pages take from the guide."""
    with _ending_build():
        return _build.filled(page.file.src_uri, markdown)


def on_page_content(content: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Give a generated page its table of contents and anchors; its HTML is only put in when it is written."""
    if generated := _build.pages.get(page.file.src_uri):
        page.toc = TableOfContents([AnchorLink(html.escape(anchor.text), anchor.id, 2) for anchor in generated.anchors])
        page.present_anchor_ids = {anchor.id for anchor in generated.anchors}
    return content


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    """Prepare the theme's templates, find out the policy of the pages at each depth, and note what will be written."""
    give_back()  # the guide's texts, of which the site has been made
    env.auto_reload = False
    env.bytecode_cache = _compiled if _command == "serve" else None
    share_navigation(env, _theme(config))
    for base in {get_relative_url(".", file.url) for file in files.documentation_pages()} | {_root_path(config)}:
        _build.find_policy(base, _empty_page(env, base, files, config))
    _expect(files, config)
    return env


def _empty_page(env: Any, base_url: str, files: Files, config: MkDocsConfig) -> str:
    nobody = Navigation([], [])
    nobody.homepage = MkDocsPage(None, File("index.md", None, config.site_dir, config.use_directory_urls), config)
    return str(env.get_template("main.html").render(get_context(nobody, files, config, base_url=base_url)))


def _expect(files: Files, config: MkDocsConfig) -> None:
    built = [file for file in files if file.inclusion not in {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}]
    pages = [file.dest_uri for file in built if file.is_documentation_page()]
    others = [(file.dest_uri, file.abs_src_path) for file in built if not file.is_documentation_page()]
    plugins = [(name, each.config) for name, each in config.plugins.items() if isinstance(each, BasePlugin)]
    _build.expect(pages, others, [name for name, settings in plugins if settings.get("enabled", True)])


@event_priority(-100)  # after search, which would look through all of the HTML
def on_page_context(context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> Any:
    """Put the finished HTML of a generated page into place."""
    if page.file.src_uri in _build.pages:
        page.content = _build.content(page.file.src_uri)
    return context


def on_post_page(output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Let go of a page's HTML once it is part of the whole, and give the whole its policy."""
    page.content = ""
    return _build.with_policy(get_relative_url(".", page.url), output)


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Note what will be written, and give the page for missing pages its policy; the other templates are no pages."""
    if output_content.strip():
        _build.expect_template(template_name)
    return _build.with_policy(_root_path(config), output_content) if template_name == "404.html" else output_content


def on_serve(server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
    """Let the live preview see edits sooner, and its pages run the script that shows them."""
    watch_closely(server)
    return server


@event_priority(-1000)  # after everything else has been written
def on_post_build(*, config: MkDocsConfig) -> None:
    """Let the new site take the place of the last one, unless a strict build must fail."""
    with _ending_build():
        site = _build.complete(config.site_dir, is_strict=bool(config.strict))
    if site:
        config.site_dir = site
        log.info(f"The site is complete: open {shown(site)}/index.html")


def on_build_error(*, error: Exception) -> None:
    """Give up a build that has failed; say which file cannot be read or written, if that is why."""
    _build.give_up()
    if isinstance(error, OSError):
        log.error(explain(error))
        raise Abort("Aborted: the last site is as it was before.") from None


@contextmanager
def _ending_build() -> Iterator[None]:
    """End the build with the message of what refuses it."""
    try:
        yield
    except StrictError as error:
        raise Abort(str(error)) from None
    except SiteError as error:
        raise PluginError(str(error)) from None


def _theme(config: MkDocsConfig) -> Path:
    return Path(config.theme.dirs[-2])


def _root_path(config: MkDocsConfig) -> str:
    return urlsplit(config.site_url or "/").path
