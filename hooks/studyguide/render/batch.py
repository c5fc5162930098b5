"""Rendering of many sections: taken from the cache where it can be, in parallel where it is much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from studyguide.pages.section import Section, SectionJob, render_sections
from studyguide.render.cache import Cache
from studyguide.render.markdown import MarkdownSettings
from studyguide.workers import share_out

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Order:
    """The sections of one page."""

    mark: str
    """A hash of all that its jobs depend on, by which their keys are kept; empty where there is none."""
    jobs: Callable[[], Sequence[SectionJob]]
    """Makes the jobs, which takes long and is not needed as long as nothing changes."""


class Batch:
    """Sections that are rendered together, each alone; the work begins at once."""

    def __init__(self, orders: Sequence[Order], settings: MarkdownSettings, cache: Cache) -> None:
        self._cache = cache
        self._fingerprint = settings.fingerprint()
        self._plans: dict[str, str] = {}
        plans = {
            mark: text.split() for mark, text in cache.load([order.mark for order in orders if order.mark]).items()
        }
        self._known = cache.load([key for keys in plans.values() for key in keys])
        missing: dict[str, SectionJob] = {}
        self._keys: list[str] = []
        for order in orders:
            keys = plans.get(order.mark, [])
            if not keys or not self._known.keys() >= set(keys):
                keys, jobs = self._planned(order)
                missing |= jobs
            self._keys += keys
        self._missing = list(missing)
        self._results = share_out(render_sections, settings, list(missing.values()))

    def _planned(self, order: Order) -> tuple[list[str], dict[str, SectionJob]]:
        """Return the keys of a page's sections, and by key the jobs that the cache does not spare."""
        jobs = {job.key(self._fingerprint): job for job in order.jobs()}
        keys = list(jobs)
        if order.mark:
            self._plans[order.mark] = "\n".join(keys)
        self._known |= self._cache.load(jobs.keys() - self._known.keys())
        return keys, {key: job for key, job in jobs.items() if key not in self._known}

    def finish(self) -> list[Section]:
        """Return the sections in the order of their jobs; to be called once."""
        rendered = dict(zip(self._missing, self._results, strict=True))
        self._cache.store(self._plans | dict(_entries(rendered)))
        return [rendered[key] if key in rendered else _from_text(self._known.pop(key)) for key in self._keys]


def _entries(rendered: dict[str, Section]) -> Iterator[tuple[str, str]]:
    """Yield what is kept: a fault is not, for a slow machine may be the cause of it."""
    for key, section in rendered.items():
        if not section.fault:
            yield key, f"{section.entry}\0{section.html}"


def _from_text(kept: str) -> Section:
    entry, _, html = kept.partition("\0")
    return Section(html, entry)
