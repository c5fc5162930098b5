"""Rendering of a whole guide: taken from the cache where it can be, in parallel where it is much."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from studyguide.render.cache import load_fragments, store_fragments
from studyguide.render.fragment import Fragment, Job, render_fragment, salt_of
from studyguide.render.markdown import MarkdownSettings, Renderer

PARALLEL_FROM = 400
"""Fewer texts than this are rendered in the time that it takes to start a second process."""

_CHUNK = 50
_LIBRARIES = ("markdown", "pymdown-extensions", "pygments", "nh3", "math-core")

Progress = Callable[[int, int], None]


def render_all(
    jobs: Sequence[Job],
    settings: MarkdownSettings,
    cache_file: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> dict[Job, Fragment]:
    """Render texts, each alone.

    Args:
        jobs: what to render.
        settings: the Markdown extensions of the site.
        cache_file: where fragments are kept between builds; nothing is kept without it.
        progress: called with the number of texts rendered so far and the number to render.
    """
    keys = {job: job.key(_salt(settings)) for job in jobs}
    known = _remembered(keys.values()) or {}
    if cache_file and len(known) < len(set(keys.values())):
        known |= load_fragments(cache_file, [key for key in keys.values() if key not in known])
    missing = [job for job in jobs if keys[job] not in known]
    rendered = _render(missing, settings, progress)
    fresh = {keys[job]: fragment for job, fragment in rendered.items() if not fragment.fault}
    if cache_file:
        store_fragments(cache_file, fresh, keys.values())
    _memory.clear()
    _memory.update({key: known[key] for key in keys.values() if key in known} | fresh)
    return {job: known[keys[job]] if keys[job] in known else rendered[job] for job in jobs}


_memory: dict[str, Fragment] = {}
"""The fragments of the last build in this process, for the live preview."""


def _remembered(keys: Iterable[str]) -> dict[str, Fragment]:
    return {key: _memory[key] for key in keys if key in _memory}


def _salt(settings: MarkdownSettings) -> str:
    return salt_of(settings.fingerprint(), _versions())


@cache
def _versions() -> Mapping[str, str]:
    """Return the versions of the libraries, and a hash of our own code, that decide how a text is rendered."""
    found = {name: _version(name) for name in _LIBRARIES}
    own = hashlib.blake2b()
    package = Path(__file__).parent
    for file in sorted([*package.glob("*.py"), package.parent / "scan.py", package.parent / "links.py"]):
        own.update(file.read_bytes())
    return found | {"studyguide": own.hexdigest()}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _render(jobs: Sequence[Job], settings: MarkdownSettings, progress: Progress) -> dict[Job, Fragment]:
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(jobs) >= PARALLEL_FROM and workers > 1:
        try:
            return _render_in_parallel(jobs, settings, workers, progress)
        except (BrokenProcessPool, OSError):
            pass
    renderer = _renderer(settings)
    result: dict[Job, Fragment] = {}
    for number, job in enumerate(jobs, start=1):
        result[job] = render_fragment(renderer, job)
        if number % _CHUNK == 0 or number == len(jobs):
            progress(number, len(jobs))
    return result


def _render_in_parallel(
    jobs: Sequence[Job], settings: MarkdownSettings, workers: int, progress: Progress
) -> dict[Job, Fragment]:
    chunks = [jobs[start : start + _CHUNK] for start in range(0, len(jobs), _CHUNK)]
    result: dict[Job, Fragment] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(settings,)) as pool:
        for chunk, fragments in zip(chunks, pool.map(_render_chunk, chunks), strict=True):
            result |= dict(zip(chunk, fragments, strict=True))
            progress(len(result), len(jobs))
    return result


_settings = MarkdownSettings()


def _start(settings: MarkdownSettings) -> None:
    global _settings  # noqa: PLW0603 (a worker's settings are set once, when it starts)
    _settings = settings


def _render_chunk(jobs: Sequence[Job]) -> list[Fragment]:
    renderer = _renderer(_settings)
    return [render_fragment(renderer, job) for job in jobs]


_renderers: dict[str, Renderer] = {}


def _renderer(settings: MarkdownSettings) -> Renderer:
    """Return the renderer of the settings; making one takes longer than rendering an answer."""
    name = settings.fingerprint()
    if name not in _renderers:
        _renderers.clear()
        _renderers[name] = Renderer(settings)
    return _renderers[name]
