"""From a guide to the pages of its site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studyguide.model import Guide, Question, Topic
from studyguide.pages.overview import overview_pages
from studyguide.pages.page import Page, SiteInfo
from studyguide.pages.topic import Rendered, topic_pages
from studyguide.problems import Problem, tidy
from studyguide.render.batch import Progress, render_all
from studyguide.render.fragment import Fragment, Job, job_for
from studyguide.render.markdown import MarkdownSettings


@dataclass(frozen=True, slots=True)
class Site:
    """The generated pages, and what could not be rendered."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


def build_site(
    guide: Guide,
    site: SiteInfo,
    settings: MarkdownSettings,
    cache_file: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> Site:
    """Render a guide that has no errors into pages."""
    sources = list(guide.texts)
    jobs = [job_for(guide, page) for page in sources]
    fragments = render_all(jobs, settings, cache_file, progress)
    problems = _faults(sources, jobs, fragments)
    answers = {page.id: fragments[job] for page, job in zip(sources, jobs, strict=True) if isinstance(page, Question)}
    introductions = {
        page.slug: fragments[job] for page, job in zip(sources, jobs, strict=True) if isinstance(page, Topic)
    }
    pages = [*topic_pages(guide, Rendered(answers, introductions), site), *overview_pages(guide, site)]
    return Site(tuple(pages), problems)


def _faults(
    sources: Sequence[Question | Topic], jobs: Sequence[Job], fragments: dict[Job, Fragment]
) -> tuple[Problem, ...]:
    hint = "take the text apart: remove half of it, and see which half it is"
    return tidy(
        Problem(page.path, page.body_line, "SG313", f"the text cannot be rendered: {fragments[job].fault}", hint)
        for page, job in zip(sources, jobs, strict=True)
        if fragments[job].fault
    )
