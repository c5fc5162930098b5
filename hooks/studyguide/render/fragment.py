"""A fragment: one answer or introduction, rendered alone, sanitised, with its text for search."""

from __future__ import annotations

import hashlib
import html
import json
import re
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from studyguide.links import Kind, resolve
from studyguide.model import Guide, Question, Topic
from studyguide.render.formulas import convert_marked
from studyguide.render.markdown import Renderer
from studyguide.render.sanitise import Addresses, sanitise
from studyguide.scan import scan

CPU_SECONDS = 10.0
"""What one answer may take to render; ordinary ones take a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Job:
    """All that the rendering of one text depends on."""

    id: str
    """The question's id, or the topic's slug: the prefix of every id in the fragment."""
    text: str
    links: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]

    def key(self, salt: str) -> str:
        """Return a hash of the job and of whatever else decides the result."""
        data = json.dumps([salt, self.id, self.text, self.links, self.labels])
        return hashlib.blake2b(data.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


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
    found = scan(page.body)
    links = {link.target: resolve(guide, topic, link.target) for link in found.links}
    known = (Kind.QUESTION, Kind.TOPIC, Kind.IMAGE)
    labels = {
        citation.key: guide.references[citation.key].label
        for citation in found.citations
        if citation.key in guide.references
    }
    return Job(
        id=name,
        text=page.body,
        links=tuple(sorted((target, to.href) for target, to in links.items() if to.kind in known)),
        labels=tuple(sorted(labels.items())),
    )


def render_fragment(renderer: Renderer, job: Job) -> Fragment:
    """Render one text. Whatever goes wrong in it becomes its `fault`, and touches no other."""
    try:
        with _time_limit(CPU_SECONDS):
            rendered = renderer.render(job.text, dict(job.labels))
            clean = sanitise(rendered, Addresses(job.id, dict(job.links)))
            fragment = convert_marked(clean).replace("<img ", '<img loading="lazy" ')
            return Fragment(fragment, search_text(fragment))
    except RecursionError:
        return _failed("it is nested too deeply")
    except _TooSlowError:
        return _failed(f"it takes more than {CPU_SECONDS:.0f} seconds")
    except Exception as error:  # an extension may fail in any way on a stranger's text
        return _failed(f"{type(error).__name__}: {str(error)[:100]}")


def _failed(fault: str) -> Fragment:
    return Fragment("", "", fault)


class _TooSlowError(Exception):
    pass


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Interrupt what runs inside after so much CPU time, where the system has such a timer."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|div|li|ul|ol|pre|h[1-6]|t[rdh]|table|blockquote|dd|dt|dl|br|hr|summary)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def search_text(fragment: str) -> str:
    """Return the words of a sanitised fragment; formulas are left out, their symbols are not what people type."""
    text = _MATH.sub(" ", fragment)
    text = _TAG.sub("", _BLOCK.sub(" ", text))
    return " ".join(html.unescape(text).split())


def salt_of(settings: str, versions: Mapping[str, str]) -> str:
    """Return what else decides a rendering: the settings and the versions of the libraries."""
    return json.dumps([settings, sorted(versions.items())])
