"""A fragment: one answer or introduction, rendered alone, sanitised, with its text for search."""

from __future__ import annotations

import html
import re
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import TypeAlias

from studyguide.guide.addresses import Kind, resolve
from studyguide.guide.glossary import Term, link_terms, terms_in
from studyguide.guide.model import Guide, Question, Topic
from studyguide.guide.text import Ends
from studyguide.render.markdown import Renderer
from studyguide.render.sanitise import Addresses, sanitise

CPU_SECONDS = 10.0
"""What a step of the rendering of one answer may take; ordinary ones take less than a millisecond."""


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
    within = _within_limit if _has_timer() else _without_limit
    for step in steps:
        for draft in drafts:
            if not draft.fault:
                draft.fault = _fault(within, step, draft)
    return [Fragment("", "", draft.fault) if draft.fault else Fragment(draft.html, draft.text) for draft in drafts]


@dataclass(slots=True)
class _Draft:
    """A fragment in the making."""

    job: Job
    html: str = ""
    text: str = ""
    fault: str = ""


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


def _fault(within: Callable[[_Step, _Draft], None], step: _Step, draft: _Draft) -> str:
    """Take a step with a draft; return why it could not be taken, or nothing."""
    try:
        within(step, draft)
    except RecursionError:
        return "it is nested too deeply"
    except _TooSlowError:
        return f"it takes more than {CPU_SECONDS:.0f} seconds"
    except Exception as error:  # an extension may fail in any way on a stranger's text
        return f"{type(error).__name__}: {str(error)[:100]}"
    return ""


class _TooSlowError(BaseException):
    """Not an `Exception`: extensions that go on after any of those must not go on after this."""


def _has_timer() -> bool:
    """Return whether a step can be interrupted, which takes such a system and its main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    if signal.getsignal(signal.SIGPROF) is not _stop:
        signal.signal(signal.SIGPROF, _stop)
    return True


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooSlowError


def _within_limit(step: _Step, draft: _Draft) -> None:
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS, 1.0)  # once more each second, should anything swallow the first
    try:
        step(draft)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _without_limit(step: _Step, draft: _Draft) -> None:
    step(draft)


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
    lines = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _without_formulas(fragment: str) -> str:
    """Put a space in the place of each formula."""
    ends, done = Ends(fragment), 0
    pieces: list[str] = []
    while (formula := _MATH.search(fragment, done)) and (end := ends.after("</math>", formula.end())) >= 0:
        pieces += [fragment[done : formula.start()], " "]
        done = end
    return "".join([*pieces, fragment[done:]])
