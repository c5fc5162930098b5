"""From a guide to the pages of its site."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from studyguide.glossary import Glossary
from studyguide.model import Guide, Question, Topic
from studyguide.pages.glossary import glossary_page
from studyguide.pages.kept import Kept
from studyguide.pages.outline import outline_of
from studyguide.pages.overview import overview_pages
from studyguide.pages.page import Page, SiteInfo
from studyguide.pages.paths import paths_page
from studyguide.pages.section import SectionJob
from studyguide.pages.spool import Spool
from studyguide.pages.topic import former_topic, moved_questions, section_jobs, topic_page_of
from studyguide.problems import Problem, tidy
from studyguide.render.batch import Batch, Progress
from studyguide.render.cache import Cache
from studyguide.render.fragment import Fragment
from studyguide.render.markdown import MarkdownSettings
from studyguide.workers import dismiss_workers

_TOGETHER = 500
"""Questions that are rendered together; what is in memory at a time depends on it."""


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Site:
    """The generated pages, and what could not be rendered."""

    outline: Guide
    """The guide without its texts."""
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


def build_site(
    guide: Guide,
    site: SiteInfo,
    settings: MarkdownSettings,
    cache: Cache | None = None,
    progress: Progress = lambda done, total: None,
) -> Site:
    """Render a guide that has no errors into pages."""
    cache = cache or Cache()
    kept = Kept(cache)
    spool = Spool()
    moved = dict(moved_questions(guide))
    outline = outline_of(guide)
    pages: list[Page] = []
    problems: list[Problem] = []
    for topic, fragments in _rendered(guide, site, settings, cache, progress):
        problems += _faults(topic, fragments)
        page = topic_page_of(topic, outline.by_slug[topic.slug], fragments, moved.pop(topic.slug, ()), kept)
        pages.append(_set_aside(page, spool))
    pages += [former_topic(slug, views) for slug, views in sorted(moved.items())]
    pages += [_set_aside(page, spool) for page in overview_pages(guide, outline, site, kept)]
    pages += [glossary_page(Glossary(guide.terms), guide)] if guide.terms else []
    pages += [paths_page(guide.paths, guide)] if guide.paths else []
    dismiss_workers()
    return Site(outline, tuple(pages), tidy(problems))


def _set_aside(page: Page, spool: Spool) -> Page:
    return replace(page, html=spool.keep(str(page.html)))


def _rendered(
    guide: Guide, site: SiteInfo, settings: MarkdownSettings, cache: Cache, progress: Progress
) -> Iterator[tuple[Topic, Sequence[Fragment]]]:
    """Yield each topic with its introduction and sections; while one batch is in use, the next is rendered."""
    done, total = 0, len(guide.by_id)
    for topics, batch in _ahead(_begun(guide, site, settings, cache)):
        fragments = iter(batch.finish())
        for topic in topics:
            yield topic, [next(fragments) for _ in range(1 + len(topic.questions))]
            done += len(topic.questions)
            progress(done, total)


def _begun(
    guide: Guide, site: SiteInfo, settings: MarkdownSettings, cache: Cache
) -> Iterator[tuple[list[Topic], Batch]]:
    for topics in _batches(guide.topics):
        jobs: list[SectionJob] = []
        for topic in topics:
            jobs += section_jobs(guide, topic, site)
        yield topics, Batch(jobs, settings, cache)


def _ahead(items: Iterator[Item]) -> Iterator[Item]:
    """Yield items, each when the one after it has been taken out."""
    waiting: deque[Item] = deque()
    for item in items:
        waiting.append(item)
        if len(waiting) > 1:
            yield waiting.popleft()
    yield from waiting


def _batches(topics: Sequence[Topic]) -> Iterator[list[Topic]]:
    """Yield topics together until they have enough questions."""
    batch: list[Topic] = []
    for topic in topics:
        batch.append(topic)
        if sum(len(each.questions) for each in batch) >= _TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch


def _faults(topic: Topic, fragments: Sequence[Fragment]) -> Iterator[Problem]:
    hint = "take the text apart: remove half of it, and see which half it is"
    pages: list[Topic | Question] = [topic, *topic.questions]
    for page, fragment in zip(pages, fragments, strict=True):
        if fragment.fault:
            message = f"the text cannot be rendered: {fragment.fault}"
            yield Problem(page.path, page.body_line, "SG313", message, hint)
