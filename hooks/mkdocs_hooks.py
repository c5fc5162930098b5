"""The events of an MkDocs build, in their order. The only file that knows MkDocs; the work is done in studyguide."""

from __future__ import annotations

import calendar
import html
import json
import logging
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2.bccache import Bucket, BytecodeCache
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

from studyguide.guide.files import explain
from studyguide.guide.model import Guide
from studyguide.guide.printed import harmless
from studyguide.guide.problems import Problem
from studyguide.guide.source import check_site_files
from studyguide.guide.turns import clear_up
from studyguide.pages.home import fill_markers
from studyguide.pages.page import Page, SiteInfo
from studyguide.pages.search import entry_json, fill_index, without_search_marks
from studyguide.pages.site import Site, build_site
from studyguide.project import load_guide
from studyguide.publish.nav import TOPICS, absent_pages, topic_pages
from studyguide.publish.staging import SiteError, Staging, lacking
from studyguide.publish.theme.assets import font_files, worker_source
from studyguide.publish.theme.navigation import share_navigation
from studyguide.publish.theme.policy import inline_scripts, policy, with_live_script, with_policy
from studyguide.render.markdown import MarkdownSettings
from studyguide.speed.work import kept_work
from studyguide.speed.workers import collect_less, give_back

log = get_plugin_logger("studyguide")


class _Counter(logging.Handler):
    """Counts warnings, as MkDocs itself does after the last event, when the site would already have been replaced."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


class _State:
    """What one build hands from event to event; replaced as a whole at the beginning of each."""

    def __init__(self) -> None:
        self.guide = Guide(())
        self.site = SiteInfo("")
        self.pages: dict[str, Page] = {}
        self.policies: dict[str, str] = {}
        self.warnings = _Counter()
        self.staging: Staging | None = None
        self.files = Files([])
        self.templates: list[str] = []


_state = _State()
_command = "build"
_dated_by_others = "SOURCE_DATE_EPOCH" in os.environ


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether this is a build or the live preview."""
    global _command  # noqa: PLW0603 (the only way in which MkDocs tells it)
    _command = command
    collect_less()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin a build: into a folder beside the site, so that a build that fails leaves the last site as it is."""
    global _state  # noqa: PLW0603 (a new build shares nothing with the one before)
    _state = _State()
    clear_up(_root(config))
    _check_files(config)
    _state.site = _site_info(config)
    _escape_names(config)
    if _command != "serve":
        _count_warnings(logging.getLogger("mkdocs"))
        try:
            _state.staging = Staging(Path(config.site_dir), _tell_of_another, _sources(config))
        except SiteError as error:
            raise PluginError(str(error)) from None
        config.site_dir = str(_state.staging.folder)
    return config


def _check_files(config: MkDocsConfig) -> None:
    """Refuse links, pipes and the like before MkDocs walks through its folders, where it follows and reads them."""
    root = _root(config)
    folders = filter(None, (config.docs_dir, config.theme.custom_dir))
    refused = check_site_files(root, [Path(os.path.relpath(folder, root)).as_posix() for folder in folders])
    if refused:
        raise PluginError(_report(refused))


def _escape_names(config: MkDocsConfig) -> None:
    """Let the texts that are no HTML come out as they are: the theme escapes them in some places and not in others.

    What is escaped already stays as it is there. `copyright` is HTML of the owner, as MkDocs documents it.
    """
    config.site_name = escape(config.site_name)
    config.site_description = escape(config.site_description or "")
    config.site_author = escape(config.site_author or "")
    config.repo_name = escape(config.repo_name or "")


def _sources(config: MkDocsConfig) -> list[Path]:
    return [(_root(config) / name).resolve() for name in ("content", "hooks")]


def _tell_of_another() -> None:
    log.info("Another build of the same site is running; this one begins when it has ended. Ctrl-C stops this one.")


def on_build_error(*, error: Exception) -> None:
    """Give up a build that has failed; say which file cannot be read or written, if that is why."""
    if _state.staging is not None:
        _state.staging.close()
    if isinstance(error, OSError):
        log.error(explain(error))
        raise Abort("Aborted: the last site is as it was before.") from None


def _count_warnings(logger: logging.Logger) -> None:
    """Count the warnings of this build; with `--quiet` they are no longer printed, but they count all the same."""
    if logger.level > logging.WARNING:
        for handler in logger.handlers:
            handler.setLevel(max(handler.level, logger.level))
        logger.setLevel(logging.WARNING)
    logger.addHandler(_state.warnings)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Read the guide, and add its pages and files as if they lay in docs/."""
    root = _root(config)
    work = kept_work(root)
    loaded = load_guide(root, work, style=False)
    if loaded.errors:
        raise PluginError(_report(loaded.errors))
    give_back()  # the files as they were read
    site = build_site(loaded.guide, _state.site, _settings(config), work, _progress)
    work.finish()
    if site.problems:
        raise PluginError(_report(site.problems))
    _set_date(loaded.guide)
    _state.guide = site.outline  # the texts are part of pages now
    _add_pages(files, site, config)
    _add_assets(files, loaded.guide, root, config)
    config.nav = _nav(config.nav, site)
    return files


def _set_date(guide: Guide) -> None:
    """Let the site bear the date of its newest review: two builds of the same texts are the same on every day."""
    if _dated_by_others:
        return
    days = [question.reviewed for question in guide.questions if question.reviewed]
    newest = max(days, default=date(2020, 1, 1))
    os.environ["SOURCE_DATE_EPOCH"] = str(calendar.timegm(newest.timetuple()))


def on_pre_page(page: MkDocsPage, *, config: MkDocsConfig, files: Files) -> MkDocsPage:
    """Spare MkDocs the setting up of a Markdown converter for each page that is HTML already."""
    if page.file.src_uri in _state.pages:
        page.render = lambda config, files: setattr(page, "content", "")  # type: ignore[method-assign]
    return page


def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Fill in what hand-written pages take from the guide."""
    if page.file.src_uri in _state.pages:
        return ""
    try:
        return fill_markers(markdown, _state.guide)
    except KeyError as error:
        raise PluginError(f"{page.file.src_uri}: there is nothing called {error} to fill in") from None


def on_page_content(content: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Give a generated page its table of contents and anchors; its HTML comes when its turn to be written does."""
    generated = _state.pages.get(page.file.src_uri)
    if generated is None:
        return content
    page.toc = TableOfContents([AnchorLink(html.escape(anchor.text), anchor.id, 2) for anchor in generated.anchors])
    page.present_anchor_ids = {anchor.id for anchor in generated.anchors}
    return ""


@event_priority(-100)  # after search, which would look through all of the HTML
def on_page_context(context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Any) -> Any:
    """Put the finished HTML of a generated page into place, without the marks that are meant for search."""
    generated = _state.pages.get(page.file.src_uri)
    if generated is not None:
        page.content = without_search_marks(str(generated.html))
    return context


def on_post_page(output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Let go of a page's HTML once it is part of the whole, and give the whole its policy."""
    page.content = ""
    return with_policy(output, _state.policies[get_relative_url(".", page.url)])


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Give the page for missing pages its policy; the other templates are no pages."""
    if output_content.strip():
        _state.templates.append(template_name)
    if template_name != "404.html":
        return output_content
    return with_policy(output_content, _state.policies[_root_path(config)])


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    """Find out the policy of the pages at each depth."""
    _state.files = files
    env.auto_reload = False
    env.bytecode_cache = _compiled if _command == "serve" else None
    share_navigation(env, Path(config.theme.dirs[-2]))
    give_back()  # the guide's texts, of which the site has been made
    depths = {get_relative_url(".", file.url) for file in files.documentation_pages()}
    _state.policies = {base: _policy(env, base, files, config) for base in sorted(depths | {_root_path(config)})}
    return env


def _policy(env: Any, base_url: str, files: Files, config: MkDocsConfig) -> str:
    """Return the policy for pages at one depth: it allows the scripts of the theme's page without any content."""
    nobody = Navigation([], [])
    nobody.homepage = MkDocsPage(None, File("index.md", None, config.site_dir, config.use_directory_urls), config)
    trusted = env.get_template("main.html").render(get_context(nobody, files, config, base_url=base_url))
    return policy(inline_scripts(trusted))


def _root_path(config: MkDocsConfig) -> str:
    return urlsplit(config.site_url or "/").path


_POLLING = 0.2
"""Seconds between two looks of the live preview at the files; MkDocs takes 0.5, and then waits for 0.1."""


def on_serve(server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
    """Let the live preview see edits sooner, and its pages run the script that shows them."""
    from watchdog.observers.polling import PollingObserver  # noqa: PLC0415 (not needed to build)

    watched = list(getattr(server, "_watched_paths", ()))
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=_POLLING)
    for path in watched:
        server.watch(path)
    server.build_delay = 0.05
    server._inject_js_into_html = _allowing_script(server._inject_js_into_html)
    return server


def _allowing_script(inject: Callable[[bytes, float], bytes]) -> Callable[[bytes, float], bytes]:
    """Return what puts MkDocs' script into a page that is served, and its hash into the page's policy."""

    def inject_allowed(content: bytes, epoch: float) -> bytes:
        place = max(content.rfind(b"</body>"), 0) or len(content)  # where MkDocs puts it
        whole = inject(content, epoch)
        script = whole[place : place + len(whole) - len(content)].decode()
        return with_live_script(whole, script.removeprefix("<script>").removesuffix("</script>"))

    return inject_allowed


class _Compiled(BytecodeCache):
    """The theme's templates, compiled once for all builds of the live preview."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


@event_priority(-1000)  # after everything else has been written
def on_post_build(*, config: MkDocsConfig) -> None:
    """Complete the search index; let the new site take the place of the last one, unless a strict build must fail."""
    _fill_index(Path(config.site_dir))
    staging = _state.staging
    if staging is None:
        return
    logging.getLogger("mkdocs").removeHandler(_state.warnings)
    shown = _shown(str(staging.site))
    if config.strict and _state.warnings.count:
        raise Abort(f"Aborted with {_state.warnings.count} warnings in strict mode; {shown} is as it was before.")
    if half := _lacking(staging.folder, config):
        raise PluginError(
            f"the new site lacks {len(half)} of its files, or has them only in part; {shown} is as it was before. "
            f"Does something else write to {_shown(str(staging.folder))}, or is the disk full?\n" + "\n".join(half)
        )
    staging.publish()
    config.site_dir = str(staging.site)
    log.info(f"The site is complete: open {shown}/index.html")


def _lacking(folder: Path, config: MkDocsConfig) -> tuple[str, ...]:
    """Return the files that a site should have and does not have whole."""
    kept_back = {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}
    built = [file for file in _state.files if file.inclusion not in kept_back]
    written = {file.dest_uri for file in built if file.is_documentation_page()}.union(_state.templates)
    pages = {uri for uri in written if uri.endswith(".html")}
    copied = {file.dest_uri for file in built if not file.is_documentation_page() and not _is_empty(file)}
    return lacking(folder, pages, written - pages | copied | _index_files(config))


def _is_empty(file: File) -> bool:
    source = file.abs_src_path
    return source is not None and os.path.isfile(source) and not os.path.getsize(source)


def _index_files(config: MkDocsConfig) -> set[str]:
    """Return the files of the search index that the plugins in use write."""
    plugins = [(name.removeprefix("material/"), plugin) for name, plugin in config.plugins.items()]
    enabled = {
        name for name, plugin in plugins if isinstance(plugin, BasePlugin) and plugin.config.get("enabled", True)
    }
    files = {"search/search_index.json"} if "search" in enabled else set()
    return files | ({"search/search_index.js"} if files and "offline" in enabled else set())


def _fill_index(site: Path) -> None:
    try:
        fill_index(site / "search", _entries(_state.pages.values()))
    except ValueError as error:
        raise PluginError(str(error)) from None


def _entries(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        yield from map(entry_json, page.entries)
        if page.index:
            yield str(page.index)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def _shown(path: str) -> str:
    """Return a path as people would type it."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def _report(problems: tuple[Problem, ...]) -> str:
    count = len(problems)
    lines = "\n".join(str(problem) for problem in problems)
    return harmless(f"{count} problem{'s' if count != 1 else ''} in the guide:\n{lines}")


def _site_info(config: MkDocsConfig) -> SiteInfo:
    branch = (config.edit_uri or "").strip("/").removeprefix("edit/").split("/")[0]
    return SiteInfo(
        name=config.site_name,
        description=config.site_description or "",
        repository=(config.repo_url or "").rstrip("/"),
        branch=branch or "main",
    )


def _settings(config: MkDocsConfig) -> MarkdownSettings:
    return MarkdownSettings(tuple(config.markdown_extensions), dict(config.mdx_configs))


def _progress(done: int, total: int) -> None:
    if total >= 500 and sys.stderr.isatty():
        print(f"\rRendering answers: {done} of {total}", end="\n" if done == total else "", file=sys.stderr)


def _add_pages(files: Files, site: Site, config: MkDocsConfig) -> None:
    for page in site.pages:
        if files.get_file_from_path(page.uri):
            raise PluginError(f"docs/{page.uri} has the name of a generated page: rename it")
        file = File.generated(config, page.uri, content=_front_matter(page))
        file.edit_uri = f"../{page.source}" if page.source else None
        former = not page.is_found
        file.inclusion = InclusionLevel.NOT_IN_NAV if former else InclusionLevel.INCLUDED
        files.append(file)
        _state.pages[page.uri] = page


def _front_matter(page: Page) -> str:
    """Return the metadata that the theme reads; search leaves the page to us."""
    meta: dict[str, object] = {
        "title": html.escape(page.title),
        "description": html.escape(page.description),
        "search": {"exclude": True},
    }
    if page.hidden:
        meta["hide"] = list(page.hidden)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", ""])


def _add_assets(files: Files, guide: Guide, root: Path, config: MkDocsConfig) -> None:
    for image in guide.images:
        files.append(_copied(f"topics/{image.topic}/{image.name}", root / image.path, config))
    try:
        for uri, source in font_files(root).items():
            files.append(_copied(uri, source, config))
        worker = worker_source(Path(config.theme.dirs[-2]))
    except FileNotFoundError as error:
        raise PluginError(str(error)) from None
    files.append(File.generated(config, "assets/vendor/search-worker.js", content=worker))


def _copied(uri: str, source: Path, config: MkDocsConfig) -> File:
    return File.generated(config, uri, abs_src_path=str(source))


def _nav(nav: Any, site: Site) -> Any:
    """Return the navigation of mkdocs.yml with the topics' pages in the place of `topics/`, and no page that is not."""
    pages = [{page.title: page.uri} for page in topic_pages(site.pages)]
    return None if nav is None else _resolved(nav, pages, absent_pages(site.pages))


def _resolved(items: list[Any], topics: list[dict[str, str]], absent: Collection[str]) -> list[Any]:
    return [_entry(item, topics, absent) for item in items if not _leads_to(item, absent)]


def _leads_to(item: Any, absent: Collection[str]) -> bool:
    targets = item.values() if isinstance(item, dict) else [item]
    return any(isinstance(target, str) and target in absent for target in targets)


def _entry(item: Any, topics: list[dict[str, str]], absent: Collection[str]) -> Any:
    if not isinstance(item, dict):
        return item
    return {
        title: topics if value == TOPICS else _resolved(value, topics, absent) if isinstance(value, list) else value
        for title, value in item.items()
    }
