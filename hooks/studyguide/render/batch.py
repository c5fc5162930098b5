"""Rendering of many sections: taken from the cache where it can be, in parallel where it is much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from studyguide.pages.section import SectionJob, render_sections
from studyguide.render.cache import Cache
from studyguide.render.fragment import Fragment
from studyguide.render.markdown import MarkdownSettings
from studyguide.workers import share_out

Progress = Callable[[int, int], None]


def render_all(
    jobs: Sequence[SectionJob],
    settings: MarkdownSettings,
    cache: Cache,
    progress: Progress = lambda done, total: None,
) -> list[Fragment]:
    """Render sections, each alone.

    Args:
        jobs: what to render.
        settings: the Markdown extensions of the site.
        cache: what earlier builds have rendered.
        progress: called with the number of sections rendered so far and the number to render.
    """
    fingerprint = settings.fingerprint()
    keys = [job.key(fingerprint) for job in jobs]
    known = cache.load(keys)
    missing = [(key, job) for key, job in zip(keys, jobs, strict=True) if key not in known]
    rendered: dict[str, Fragment] = {}
    results = share_out(render_sections, settings, [job for _, job in missing])
    for number, ((key, _), fragment) in enumerate(zip(missing, results, strict=True), start=1):
        rendered[key] = fragment
        if number % 50 == 0 or number == len(missing):
            progress(number, len(missing))
    cache.store(dict(_entries(rendered)))
    return [rendered[key] if key in rendered else _from_text(known[key]) for key in keys]


def _entries(rendered: dict[str, Fragment]) -> Iterator[tuple[str, str]]:
    """Yield what is kept: a fault is not, for a slow machine may be the cause of it."""
    for key, fragment in rendered.items():
        if not fragment.fault:
            yield key, f"{fragment.text}\0{fragment.html}"


def _from_text(kept: str) -> Fragment:
    text, _, html = kept.partition("\0")
    return Fragment(html, text)
