"""From a guide to the pages of its site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from studyguide.glossary import Glossary
from studyguide.model import Guide, Question, Topic
from studyguide.pages.glossary import glossary_page
from studyguide.pages.kept import Kept
from studyguide.pages.marks import Marks
from studyguide.pages.outline import outline_of
from studyguide.pages.overview import overview_pages
from studyguide.pages.page import Page, SiteInfo
from studyguide.pages.paths import paths_page
from studyguide.pages.section import Section
from studyguide.pages.spool import Spool
from studyguide.pages.topic import former_topic, moved_questions, section_jobs, topic_page_of
from studyguide.problems import Problem, tidy
from studyguide.render.batch import Batch, Order, Progress
from studyguide.render.cache import Cache
from studyguide.render.markdown import MarkdownSettings
from studyguide.workers import ahead, dismiss_workers

_TOGETHER = 500
"""Questions that are rendered together; what is in memory at a time depends on it."""


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
    batches = ahead(_begun(guide, site, settings, cache))  # so that workers are not idle meanwhile
    outline = outline_of(guide)
    overview = [_set_aside(page, spool) for page in overview_pages(guide, outline, site, kept)]  # large, so first
    pages: list[Page] = []
    problems: list[Problem] = []
    for topic, sections in _rendered(batches, progress, len(guide.by_id)):
        problems += _faults(topic, sections)
        page = topic_page_of(topic, outline.by_slug[topic.slug], sections, moved.pop(topic.slug, ()), kept)
        pages.append(_set_aside(page, spool))
    pages += [former_topic(slug, views) for slug, views in sorted(moved.items())]
    pages += overview
    pages += [glossary_page(Glossary(guide.terms), guide)] if guide.terms else []
    pages += [paths_page(guide.paths, guide)] if guide.paths else []
    dismiss_workers()
    return Site(outline, tuple(pages), tidy(problems))


def _set_aside(page: Page, spool: Spool) -> Page:
    return replace(page, html=spool.keep(page.html), index=spool.keep(page.index) if page.index else "")


def _rendered(
    batches: Iterator[tuple[list[Topic], Batch]], progress: Progress, total: int
) -> Iterator[tuple[Topic, Sequence[Section]]]:
    """Yield each topic with its introduction and sections."""
    done = 0
    for topics, batch in batches:
        sections = iter(batch.finish())
        for topic in topics:
            yield topic, [next(sections) for _ in range(1 + len(topic.questions))]
            done += len(topic.questions)
            progress(done, total)


def _begun(
    guide: Guide, site: SiteInfo, settings: MarkdownSettings, cache: Cache
) -> Iterator[tuple[list[Topic], Batch]]:
    marks = Marks(guide, site, settings.fingerprint())
    for topics in _batches(guide.topics):
        orders = [Order(marks.of(topic), partial(section_jobs, guide, topic, site)) for topic in topics]
        yield topics, Batch(orders, settings, cache)


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


def _faults(topic: Topic, sections: Sequence[Section]) -> Iterator[Problem]:
    hint = "take the text apart: remove half of it, and see which half it is"
    pages: list[Topic | Question] = [topic, *topic.questions]
    for page, section in zip(pages, sections, strict=True):
        if section.fault:
            message = f"the text cannot be rendered: {section.fault}"
            yield Problem(page.path, page.body_line, "SG313", message, hint)
