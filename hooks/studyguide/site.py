"""From a guide to the pages of its site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from studyguide.glossary import Glossary
from studyguide.model import Guide, Question, Topic
from studyguide.pages.glossary import glossary_page
from studyguide.pages.kept import Kept
from studyguide.pages.overview import overview_pages
from studyguide.pages.page import Page, SiteInfo
from studyguide.pages.paths import paths_page
from studyguide.pages.section import SectionJob
from studyguide.pages.spool import Spool
from studyguide.pages.topic import former_topic, moved_questions, section_jobs, topic_page_of
from studyguide.problems import Problem, tidy
from studyguide.render.batch import Progress, render_all
from studyguide.render.cache import Cache
from studyguide.render.fragment import Fragment
from studyguide.render.markdown import MarkdownSettings

_TOGETHER = 1000
"""Questions that are rendered together; what is in memory at a time depends on it."""


@dataclass(frozen=True, slots=True)
class Site:
    """The generated pages, and what could not be rendered."""

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
    pages: list[Page] = []
    problems: list[Problem] = []
    for topic, fragments in _rendered(guide, site, settings, cache, progress):
        problems += _faults(topic, fragments)
        pages.append(_set_aside(topic_page_of(topic, fragments, moved.pop(topic.slug, ()), kept), spool))
    pages += [former_topic(slug, views) for slug, views in sorted(moved.items())]
    pages += [_set_aside(page, spool) for page in overview_pages(guide, site, kept)]
    pages += [glossary_page(Glossary(guide.terms), guide)] if guide.terms else []
    pages += [paths_page(guide.paths, guide)] if guide.paths else []
    return Site(tuple(pages), tidy(problems))


def _set_aside(page: Page, spool: Spool) -> Page:
    return replace(page, html=spool.keep(str(page.html)))


def _rendered(
    guide: Guide, site: SiteInfo, settings: MarkdownSettings, cache: Cache, progress: Progress
) -> Iterator[tuple[Topic, Sequence[Fragment]]]:
    """Yield each topic with its introduction and sections."""
    done, total = 0, len(guide.by_id)
    for topics in _batches(guide.topics):
        jobs: list[SectionJob] = []
        for topic in topics:
            jobs += section_jobs(guide, topic, site)
        fragments = iter(render_all(jobs, settings, cache))
        for topic in topics:
            yield topic, [next(fragments) for _ in range(1 + len(topic.questions))]
            done += len(topic.questions)
            progress(done, total)


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
