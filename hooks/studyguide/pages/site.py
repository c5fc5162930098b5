"""From a guide to the pages of its site."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import chain, islice
from typing import TypeAlias

from studyguide.guide.model import Guide, Place, Question, Topic
from studyguide.guide.problems import Problem, tidy
from studyguide.pages.lists import glossary_page, overview_pages, paths_page
from studyguide.pages.page import Page, SiteInfo
from studyguide.pages.question import Section, SectionJob, render_sections
from studyguide.pages.topic import (
    MovedView,
    former_topic,
    moved_questions,
    related_to,
    section_jobs,
    topic_page_of,
    topic_texts,
)
from studyguide.render.markdown import MarkdownSettings
from studyguide.speed.work import KeptWork, Made, Task, Texts, Work, fingerprint
from studyguide.speed.workers import ENDED, dismiss_workers

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Site:
    """The generated pages, and what could not be rendered."""

    outline: Guide
    """The guide without its texts."""
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]

    @property
    def timestamp(self) -> int:
        """The day of the newest review, in seconds: two builds of the same texts are the same on every day."""
        days = [question.reviewed for question in self.outline.questions if question.reviewed]
        return calendar.timegm(max(days, default=date(2020, 1, 1)).timetuple())


def build_site(
    guide: Guide,
    site: SiteInfo,
    settings: MarkdownSettings,
    work: Work | None = None,
    progress: Progress = lambda done, total: None,
) -> Site:
    """Render a guide that has no errors into pages."""
    work = work or KeptWork()
    guide = _without_places(guide)
    outline = guide.without_texts()
    moved = dict(moved_questions(outline))
    topics = _Topics(guide, outline, site, settings, moved)
    texts = topics.texts(work)
    overview = list(overview_pages(guide, outline, site, work))  # large, so first
    pages: list[Page] = []
    done = 0
    for topic, made in zip(guide.topics, texts, strict=True):
        pages.append(topic_page_of(topic, *made))
        done += len(topic.questions)
        progress(done, len(guide.by_id))
    gone = sorted(moved.keys() - {topic.slug for topic in guide.topics})
    pages += [former_topic(slug, moved[slug]) for slug in gone]
    pages += overview
    pages += [glossary_page(guide.terms, guide)] if guide.terms else []
    pages += [paths_page(guide.paths, guide)] if guide.paths else []
    dismiss_workers()
    return Site(outline, tuple(pages), tidy(topics.problems))


def _without_places(guide: Guide) -> Guide:
    """Leave out where references and terms stand in their files: no page shows it, so that none depends on it."""
    references = {key: replace(reference, place=Place("")) for key, reference in guide.references.items()}
    terms = tuple(replace(term, place=Place("")) for term in guide.terms)
    return replace(guide, references=references, terms=terms)


@dataclass(frozen=True)
class _Topics:
    """The making of the topics' pages."""

    guide: Guide
    outline: Guide
    site: SiteInfo
    settings: MarkdownSettings
    moved: Mapping[str, tuple[MovedView, ...]]
    problems: list[Problem] = field(default_factory=list)
    """What could not be rendered, known once all pages are made."""

    def texts(self, work: Work) -> Iterator[Texts]:
        """Begin to make the pages; what cannot be rendered is left out of them."""
        guide = self.guide
        beside = (guide.ids, sorted(guide.slugs), guide.images, guide.references, guide.terms)
        common = fingerprint((self.site, self.settings.fingerprint(), beside))
        return work.pages(
            "topic", [self._depends_on(topic, common) for topic in guide.topics], partial(self._make, work)
        )

    def _depends_on(self, topic: Topic, common: str) -> object:
        related = [related_to(self.guide, question) for question in topic.questions]
        return common, topic, related, self.moved.get(topic.slug, ())

    def _make(self, work: Work, positions: Sequence[int]) -> Iterator[Made]:
        topics = [self.guide.topics[position] for position in positions]
        jobs = chain.from_iterable(section_jobs(self.guide, topic, self.site) for topic in topics)
        fingerprint = self.settings.fingerprint()
        task = Task(render_sections, self.settings, Section, _is_whole, _lost, fingerprint)
        sections = work.each(task, jobs)
        return (self._made(topic, list(islice(sections, 1 + len(topic.questions)))) for topic in topics)

    def _made(self, topic: Topic, rendered: Sequence[Section]) -> Made:
        faults = list(_faults(topic, rendered))
        self.problems.extend(faults)
        texts = topic_texts(self.outline.by_slug[topic.slug], rendered, self.moved.get(topic.slug, ()))
        return Made(texts, is_worth_keeping=not faults)


def _lost(job: SectionJob) -> Section:
    return Section("", "", fault=ENDED)


def _is_whole(section: Section) -> bool:
    return not section.fault  # a slow machine may be the cause of one


def _faults(topic: Topic, sections: Sequence[Section]) -> Iterator[Problem]:
    hint = "take the text apart: remove half of it, and see which half it is"
    pages: list[Topic | Question] = [topic, *topic.questions]
    for page, section in zip(pages, sections, strict=True):
        if section.fault:
            message = f"the text cannot be rendered: {section.fault}"
            yield Problem(page.path, page.body_line, "SG313", message, hint)
