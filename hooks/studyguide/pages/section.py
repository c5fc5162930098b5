"""A question's section of its topic's page: all that it depends on, and its HTML."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from operator import attrgetter

from markupsafe import Markup

from studyguide.model import Level, Question, Reference
from studyguide.pages.page import SiteInfo
from studyguide.pages.templates import render
from studyguide.render.cache import digest, salt
from studyguide.render.fragment import Fragment, Job, render_fragment
from studyguide.render.markdown import MarkdownSettings, Renderer

_DECIDING = attrgetter(*(field.name for field in fields(Question) if field.name not in {"body", "body_line", "lines"}))
"""What the section shows of a question, apart from its answer; the rest is taken away before it is rendered."""


@dataclass(frozen=True, slots=True)
class Related:
    """As much of another question as stands on this one's page."""

    id: str
    topic: str
    question: str
    level: Level


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with all that its template shows; nothing else, for it is kept by the hash of this."""

    question: Question
    references: tuple[Reference, ...]
    related: tuple[Related, ...]
    old_ids: tuple[str, ...]
    edit_link: str
    repository: str
    answer: Markup

    def key(self) -> str:
        """Return a text that changes when anything does that the template shows, apart from the answer."""
        references = [_shown(reference) for reference in self.references]
        related = [(other.id, other.topic, other.question, other.level.value) for other in self.related]
        return repr((_DECIDING(self.question), references, related, self.old_ids, self.edit_link, self.repository))


@dataclass(frozen=True, slots=True)
class SectionJob:
    """The rendering of one section: of a question, or of a topic's introduction, which has no view."""

    text: Job
    view: QuestionView | None

    def key(self, settings: str) -> str:
        """Return a hash of all that decides the result; `settings` is the fingerprint of those of Markdown."""
        job = self.text
        terms = [_shown(term) for term in job.terms]
        text = repr((job.id, job.text, job.links, job.labels, job.sizes, terms))
        return digest("section", salt(), settings, text, self.view.key() if self.view else "")


@lru_cache(maxsize=16384)
def _shown(value: Hashable) -> str:
    return repr(value)


def render_sections(settings: MarkdownSettings, jobs: Sequence[SectionJob]) -> list[Fragment]:
    """Render sections, each alone."""
    renderer = _renderer(settings)
    return [_section(render_fragment(renderer, job.text), job.view) for job in jobs]


def _section(answer: Fragment, view: QuestionView | None) -> Fragment:
    if answer.fault or view is None:
        return answer
    shown = replace(view.question, body="", body_line=1, lines={})
    complete = replace(view, question=shown, answer=Markup(answer.html))  # noqa: S704 (sanitised)
    return replace(answer, html=str(render("question.html", view=complete, site=SiteInfo("", "", view.repository))))


_renderers: dict[str, Renderer] = {}


def _renderer(settings: MarkdownSettings) -> Renderer:
    """Return the renderer of the settings; making one takes longer than rendering an answer."""
    name = settings.fingerprint()
    if name not in _renderers:
        _renderers.clear()
        _renderers[name] = Renderer(settings)
    return _renderers[name]
