"""A question's section of its topic's page: all that it depends on, and its HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from studyguide.guide.model import Question, Reference
from studyguide.pages.page import SearchEntry
from studyguide.pages.search import entry_json
from studyguide.pages.templates import fill
from studyguide.render.fragment import Fragment, Job, render_fragments
from studyguide.render.markdown import MarkdownSettings, Renderer


@dataclass(frozen=True)
class Related:
    """As much of another question as stands on this one's page."""

    id: str
    topic: str
    question: str


@dataclass(frozen=True)
class QuestionView:
    """A question with all that its template shows."""

    question: Question
    references: tuple[Reference, ...]
    related: tuple[Related, ...]
    old_ids: tuple[str, ...]
    edit_link: str
    repository: str


@dataclass(frozen=True)
class SectionJob:
    """The rendering of one section: of a question, or of a topic's introduction, which has no view."""

    text: Job
    view: QuestionView | None
    entry: SearchEntry
    """What search finds, with as much of its text as does not stand in the fragment."""


@dataclass(frozen=True)
class Section:
    """One section as it stands on its page, and its entry in the search index."""

    html: str
    entry: str
    fault: str = ""
    """Why it could not be rendered; empty where it could."""


def render_sections(settings: MarkdownSettings, jobs: Sequence[SectionJob]) -> list[Section]:
    """Render sections, each alone."""
    fragments = render_fragments(_renderer(settings), [job.text for job in jobs])
    pairs = list(zip(fragments, jobs, strict=True))
    entries = [_entry(answer, job) for answer, job in pairs]
    return [
        Section("", "", answer.fault) if answer.fault else Section(_html(answer, job.view), entry)
        for entry, (answer, job) in zip(entries, pairs, strict=True)
    ]


def _entry(answer: Fragment, job: SectionJob) -> str:
    texts = (job.entry.text, answer.text) if job.view is None else (answer.text, job.entry.text)
    return entry_json(job.entry, "\n".join(filter(None, texts)))


def _html(answer: Fragment, view: QuestionView | None) -> str:
    if view is None:
        return answer.html
    return str(fill("question.html", view=view, answer=Markup(answer.html)))  # noqa: S704 (sanitised)


@lru_cache(maxsize=1)  # making one takes longer than rendering an answer
def _renderer(settings: MarkdownSettings) -> Renderer:
    return Renderer(settings)
