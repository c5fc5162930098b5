"""A question's section of its topic's page: all that it depends on, and its HTML."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter

from markupsafe import Markup

from studyguide.model import Question, Reference
from studyguide.pages.page import SearchEntry
from studyguide.pages.templates import fill
from studyguide.render.cache import digest, salt
from studyguide.render.fragment import Fragment, Job, render_fragments
from studyguide.render.markdown import MarkdownSettings, Renderer
from studyguide.search_index import entry_json

_DECIDING = attrgetter(*(field.name for field in fields(Question) if field.name not in {"body", "body_line", "lines"}))
"""What the section shows of a question, apart from its answer; the rest is taken away before it is rendered."""


@dataclass(frozen=True)
class Related:
    """As much of another question as stands on this one's page."""

    id: str
    topic: str
    question: str


@dataclass(frozen=True)
class QuestionView:
    """A question with all that its template shows; nothing else, for it is kept by the hash of this."""

    question: Question
    references: tuple[Reference, ...]
    related: tuple[Related, ...]
    old_ids: tuple[str, ...]
    edit_link: str
    repository: str

    def key(self) -> str:
        """Return a text that changes when anything does that the template shows, apart from the answer."""
        references = [_shown(reference) for reference in self.references]
        related = [(other.id, other.topic, other.question) for other in self.related]
        return repr((_DECIDING(self.question), references, related, self.old_ids, self.edit_link, self.repository))


@dataclass(frozen=True)
class SectionJob:
    """The rendering of one section: of a question, or of a topic's introduction, which has no view."""

    text: Job
    view: QuestionView | None
    entry: SearchEntry
    """What search finds, with as much of its text as does not stand in the fragment."""

    def key(self, settings: str) -> str:
        """Return a hash of all that decides the result; `settings` is the fingerprint of those of Markdown."""
        job = self.text
        terms = [_shown(term) for term in job.terms]
        text = repr((job.id, job.text, job.links, job.labels, job.sizes, terms))
        return digest("section", salt(), settings, text, self.view.key() if self.view else "", repr(self.entry))


@dataclass(frozen=True)
class Section:
    """One section as it stands on its page, and its entry in the search index."""

    html: str
    entry: str
    fault: str = ""
    """Why it could not be rendered; empty where it could."""


@lru_cache(maxsize=16384)
def _shown(value: Hashable) -> str:
    return repr(value)


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


_renderers: dict[str, Renderer] = {}


def _renderer(settings: MarkdownSettings) -> Renderer:
    """Return the renderer of the settings; making one takes longer than rendering an answer."""
    name = settings.fingerprint()
    if name not in _renderers:
        _renderers.clear()
        _renderers[name] = Renderer(settings)
    return _renderers[name]
