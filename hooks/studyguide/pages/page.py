"""A page: plain values that any generator can turn into a file."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from studyguide.speed.work import Text


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line of a page's table of contents."""

    id: str
    text: str


@dataclass(frozen=True)
class SearchEntry:
    """One result that search can find."""

    location: str
    """The address from the root of the site, anchor included."""
    title: str
    text: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page."""

    uri: str
    """The Markdown file that it would be: `topics/math.md` becomes topics/math.html."""
    title: str
    description: str
    html: Markup | Text
    anchors: tuple[Anchor, ...] = ()
    entries: tuple[SearchEntry, ...] = ()
    index: str | Text = ""
    """More entries, as they stand in the search index: JSON with commas between them."""
    source: str = ""
    """The file that an editor would open, relative to the project; empty for pages that nobody writes."""
    hidden: tuple[str, ...] = ()
    """Parts of the layout that the page does without: `navigation`, `toc`."""

    @property
    def is_found(self) -> bool:
        """Whether search finds the page, which it does not for one that only leads elsewhere."""
        return bool(self.entries or self.index)

    @property
    def url(self) -> str:
        """The page's address from the root of the site."""
        return self.uri.removesuffix(".md") + ".html"


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What pages need to know of the site that they are part of."""

    name: str
    description: str = ""
    repository: str = ""
    """The address of the repository on GitHub, without a slash at its end."""
    branch: str = "main"

    def edit_link(self, path: str) -> str:
        """Return the address at which a file of the project can be edited, or nothing."""
        return f"{self.repository}/edit/{self.branch}/{path}" if self.repository else ""
