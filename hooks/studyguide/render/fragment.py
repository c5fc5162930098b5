"""A fragment: one answer or introduction, rendered alone, sanitised, with its text for search."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from studyguide.guide.addresses import Kind, resolve
from studyguide.guide.limit import Allowance, fault_of
from studyguide.guide.model import Guide, Question, Term, Topic
from studyguide.guide.text import Ends, unescaped
from studyguide.render.markdown import Renderer
from studyguide.render.sanitise import Addresses, sanitise
from studyguide.render.terms import link_terms, terms_in


@dataclass(frozen=True)
class Job:
    """All that the rendering of one text depends on."""

    id: str
    """The question's id, or the topic's slug: the prefix of every id in the fragment."""
    text: str
    links: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]
    terms: tuple[Term, ...] = ()
    """Those of the glossary that may stand in the text, to be linked where they do."""
    sizes: tuple[tuple[str, tuple[int, int]], ...] = ()
    """Width and height of each picture in the text, by its address."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Safe HTML, and the same as plain text for search."""

    html: str
    text: str
    fault: str = ""
    """Why the text could not be rendered; empty where it could."""


def job_for(guide: Guide, page: Question | Topic) -> Job:
    """Return the job of rendering a question's answer or a topic's introduction."""
    name, topic = (page.id, page.topic) if isinstance(page, Question) else (page.slug, page.slug)
    found = page.mentions
    links = {link.target: resolve(guide, topic, link.target) for link in found.links}
    known = (Kind.QUESTION, Kind.TOPIC, Kind.IMAGE)
    labels = {
        citation.key: guide.references[citation.key].label
        for citation in found.citations
        if citation.key in guide.references
    }
    shown = sorted({to.href for to in links.values() if to.kind is Kind.IMAGE})
    return Job(
        id=name,
        text=page.body,
        links=tuple(sorted((target, to.href) for target, to in links.items() if to.kind in known)),
        labels=tuple(sorted(labels.items())),
        terms=terms_in(page.body, guide.terms) if isinstance(page, Question) else (),
        sizes=tuple((href, guide.image_sizes[href]) for href in shown if href in guide.image_sizes),
    )


def render_fragments(renderer: Renderer, jobs: Sequence[Job]) -> list[Fragment]:
    """Render texts. Whatever goes wrong in one becomes its `fault`, and touches no other.

    Each step is taken with all texts before the next one: what it needs then stays in the caches of the processor.
    """
    drafts = [_Draft(job) for job in jobs]
    steps: tuple[_Step, ...] = (partial(_mark_up, renderer), _link, _clean, _add_text)
    for step in steps:
        for draft in drafts:
            if not draft.fault:
                draft.fault = fault_of(partial(step, draft), draft.allowance)
    return [Fragment("", "", draft.fault) if draft.fault else Fragment(draft.html, draft.text) for draft in drafts]


@dataclass(slots=True)
class _Draft:
    """A fragment in the making."""

    job: Job
    html: str = ""
    text: str = ""
    fault: str = ""
    allowance: Allowance = field(default_factory=Allowance)


_Step: TypeAlias = Callable[[_Draft], None]


def _mark_up(renderer: Renderer, draft: _Draft) -> None:
    job = draft.job
    sizes = dict(job.sizes)
    shown = {target: sizes[href] for target, href in job.links if href in sizes}
    draft.html = renderer.render(job.text, dict(job.labels), shown)


def _link(draft: _Draft) -> None:
    draft.html = link_terms(draft.html, draft.job.terms, draft.job.id)


def _clean(draft: _Draft) -> None:
    """Let nothing through but what is allowed. No HTML of an answer is made or changed after this."""
    draft.html = sanitise(draft.html, Addresses(draft.job.id, dict(draft.job.links)))


def _add_text(draft: _Draft) -> None:
    draft.text = search_text(draft.html)


_MATH = re.compile(r"<math\b")
_PART = re.compile(r"<h3>[^<]*</h3>")  # "Explanation", "Show it": the same in every answer, so nothing to search for
_BLOCK = re.compile(r"</?(?:p|div|li|ul|ol|pre|h[1-6]|tr|table|blockquote|dd|dt|dl|br|hr|summary)\b[^<>]*+>")
_CELL = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^<>]*+>")


def search_text(fragment: str) -> str:
    """Return the words of a sanitised fragment, a line for each block.

    Formulas are left out: their symbols are not what people type.
    """
    text = _PART.sub(" ", _without_formulas(fragment)).replace("\n", " ")
    text = _TAG.sub("", _CELL.sub(" ", _BLOCK.sub("\n", text)))
    lines = (" ".join(line.split()) for line in unescaped(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _without_formulas(fragment: str) -> str:
    """Put a space in the place of each formula."""
    ends, done = Ends(fragment), 0
    pieces: list[str] = []
    while (formula := _MATH.search(fragment, done)) and (end := ends.after("</math>", formula.end())) >= 0:
        pieces += [fragment[done : formula.start()], " "]
        done = end
    return "".join([*pieces, fragment[done:]])
