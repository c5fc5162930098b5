"""One build of the site, as plain values: what a generator is given, and what it gives in return."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from studyguide.guide.files import shown
from studyguide.guide.locks import clear_up
from studyguide.guide.model import Guide
from studyguide.guide.printed import harmless
from studyguide.guide.problems import Problem, first_lines
from studyguide.guide.source import check_site_files
from studyguide.pages.home import fill_markers
from studyguide.pages.page import Page
from studyguide.pages.search import index_entries, without_search_marks
from studyguide.pages.site import build_site
from studyguide.project import load_guide
from studyguide.publish.settings import site_info
from studyguide.publish.staging import SiteError, Staging, WarningCounter, lacking
from studyguide.publish.theme.assets import site_assets
from studyguide.publish.theme.navigation import NAVIGATION
from studyguide.publish.theme.policy import inline_scripts, policy, with_policy
from studyguide.publish.theme.search_index import fill_index, index_files
from studyguide.render.markdown import MarkdownSettings
from studyguide.speed.converter import CONVERTER
from studyguide.speed.lexing import HIGHLIGHTING, LEXERS
from studyguide.speed.work import project_work
from studyguide.speed.workers import give_back

_ANOTHER = "Another build of the same site is running; this one begins when it has ended. Ctrl-C stops this one."


class StrictError(SiteError):
    """A site with warnings, which a strict build does not publish."""


class Build:
    """What one build hands from event to event, and the steps that it takes.

    Args:
        root: the folder of the project.
        settings: those of mkdocs.yml.
        tell: called with what people may want to know.
    """

    def __init__(self, root: Path, settings: Mapping[str, Any], tell: Callable[[str], None]) -> None:
        self._root = root
        self._tell = tell
        self._site = site_info(settings)
        self._guide = Guide(())
        self._policies: dict[str, str] = {}
        self._warnings = WarningCounter()
        self._staging: Staging | None = None
        self.pages: dict[str, Page] = {}
        """The generated pages by the Markdown files that they would be; known once the guide has been read."""
        self.assets: dict[str, Path | str] = {}
        """What the site gets besides: files to copy, and texts, by their path in it."""
        self.timestamp = 0
        """The time that the site bears, in seconds."""
        self._expected_pages: set[str] = set()
        self._expected_files: set[str] = set()

    def begin(self, folders: Iterable[str | None]) -> None:
        """Clear up, and refuse links, pipes and the like in folders, which the generator would follow and read.

        Raises SiteError.
        """
        for accelerator in (CONVERTER, LEXERS, HIGHLIGHTING, NAVIGATION):
            if not accelerator.is_known:
                self._tell(str(accelerator))
        clear_up(self._root)
        given = [Path(os.path.relpath(folder, self._root)).as_posix() for folder in folders if folder]
        _refuse(check_site_files(self._root, given))

    def stage(self, site: str, logger: logging.Logger) -> str:
        """Return a folder beside the site to build it in, so that a build that fails leaves the last site as it is.

        Args:
            site: the folder of the site.
            logger: the generator's own, whose warnings are counted.

        Raises SiteError.
        """
        self._warnings.listen_to(logger)
        sources = [(self._root / name).resolve() for name in ("content", "hooks")]
        self._staging = Staging(Path(site), lambda: self._tell(_ANOTHER), sources)
        return str(self._staging.folder)

    def read(self, settings: MarkdownSettings, theme: Path) -> None:
        """Read the guide, and make its pages and files.

        Args:
            settings: the Markdown extensions.
            theme: the folder of the theme's own templates.

        Raises SiteError.
        """
        work = project_work(self._root)
        loaded = load_guide(self._root, work, style=False)
        _refuse(loaded.errors)
        give_back()  # the files as they were read
        site = build_site(loaded.guide, self._site, settings, work, _show_progress)
        work.finish()
        _refuse(site.problems)
        try:
            self.assets = site_assets(self._root, loaded.guide.images, theme)
        except FileNotFoundError as error:
            raise SiteError(str(error)) from None
        self._guide = site.outline  # the texts are part of pages now
        self.pages = {page.uri: page for page in site.pages}
        self.timestamp = site.timestamp

    def filled(self, uri: str, markdown: str) -> str:
        """Return the Markdown of a page with what it takes from the guide; of generated pages, there is none.

        Raises SiteError.
        """
        if uri in self.pages:
            return ""
        try:
            return fill_markers(markdown, self._guide)
        except KeyError as error:
            raise SiteError(f"{uri}: there is nothing called {error} to fill in") from None

    def content(self, uri: str) -> str:
        """Return the finished HTML of a generated page, without the marks that are meant for search."""
        return without_search_marks(str(self.pages[uri].html))

    def find_policy(self, base: str, empty: str) -> None:
        """Let the pages at one depth run the scripts of the theme's page without any content, and no others.

        Args:
            base: the relative address of the site's root from there.
            empty: the page without any content.
        """
        self._policies[base] = policy(inline_scripts(empty))

    def with_policy(self, base: str, page: str) -> str:
        """Return a whole page that tells its policy to the browser."""
        return with_policy(page, self._policies[base])

    def expect(self, pages: Iterable[str], others: Iterable[tuple[str, str | None]], plugins: Iterable[str]) -> None:
        """Note what the generator will write, so that a site which lacks some of it is not published.

        Args:
            pages: their paths in the site.
            others: the path of each other file in the site, and the file of which it is a copy, if there is one.
            plugins: the names of those that are switched on.
        """
        self._expected_pages.update(pages)
        self._expected_files.update(path for path, source in others if not _is_empty(source))
        self._expected_files.update(index_files(plugins))

    def expect_template(self, name: str) -> None:
        """Note that the generator will write what a template such as 404.html has made."""
        (self._expected_pages if name.endswith(".html") else self._expected_files).add(name)

    def complete(self, folder: str, *, is_strict: bool) -> str:
        """Complete the search index, and let the new site take the place of the last one.

        Args:
            folder: where the site has been built.
            is_strict: whether a site with warnings is refused.

        Returns the folder of the site; nothing where none has been staged, as in the live preview. Raises SiteError;
        StrictError because of warnings.
        """
        try:
            fill_index(Path(folder, "search"), index_entries(self.pages.values()))
        except ValueError as error:
            raise SiteError(str(error)) from None
        if self._staging is None:
            return ""
        self._warnings.stop()
        site = shown(self._staging.site)
        if is_strict and self._warnings.count:
            raise StrictError(
                f"Aborted with {self._warnings.count} warnings in strict mode; {site} is as it was before."
            )
        if half := lacking(self._staging.folder, self._expected_pages, self._expected_files):
            raise SiteError(
                f"the new site lacks {len(half)} of its files, or has them only in part; {site} is as it was before. "
                f"Does something else write to {shown(self._staging.folder)}, or is the disk full?\n" + "\n".join(half)
            )
        self._staging.publish()
        return str(self._staging.site)

    def give_up(self) -> None:
        """Leave the last site as it is."""
        if self._staging is not None:
            self._staging.close()


def _is_empty(source: str | None) -> bool:
    return source is not None and os.path.isfile(source) and not os.path.getsize(source)


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        count = len(problems)
        lines = "\n".join(first_lines(problems, str))
        raise SiteError(harmless(f"{count} problem{'s' if count != 1 else ''} in the guide:\n{lines}"))


def _show_progress(done: int, total: int) -> None:
    if total >= 500 and sys.stderr.isatty():
        print(f"\rRendering answers: {done} of {total}", end="\n" if done == total else "", file=sys.stderr)
