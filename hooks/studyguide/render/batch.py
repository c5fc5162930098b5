"""Rendering of many sections: taken from the cache where it can be, in parallel where it is much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from studyguide.pages.section import SectionJob, render_sections
from studyguide.render.cache import Cache
from studyguide.render.fragment import Fragment
from studyguide.render.markdown import MarkdownSettings
from studyguide.workers import share_out

Progress = Callable[[int, int], None]


class Batch:
    """Sections that are rendered together, each alone; the work begins at once."""

    def __init__(self, jobs: Sequence[SectionJob], settings: MarkdownSettings, cache: Cache) -> None:
        fingerprint = settings.fingerprint()
        self._cache = cache
        self._keys = [job.key(fingerprint) for job in jobs]
        self._known = cache.load(self._keys)
        missing = [(key, job) for key, job in zip(self._keys, jobs, strict=True) if key not in self._known]
        self._missing = [key for key, _ in missing]
        self._results = share_out(render_sections, settings, [job for _, job in missing])

    def finish(self) -> list[Fragment]:
        """Return the sections in the order of their jobs; to be called once."""
        rendered = dict(zip(self._missing, self._results, strict=True))
        self._cache.store(dict(_entries(rendered)))
        return [rendered[key] if key in rendered else _from_text(self._known.pop(key)) for key in self._keys]


def _entries(rendered: dict[str, Fragment]) -> Iterator[tuple[str, str]]:
    """Yield what is kept: a fault is not, for a slow machine may be the cause of it."""
    for key, fragment in rendered.items():
        if not fragment.fault:
            yield key, f"{fragment.text}\0{fragment.html}"


def _from_text(kept: str) -> Fragment:
    text, _, html = kept.partition("\0")
    return Fragment(html, text)
