"""Rules on links and images: what they lead to exists and lies within the guide."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.guide.addresses import Kind, resolve
from studyguide.guide.model import Guide, Question, Topic
from studyguide.guide.problems import Problem
from studyguide.guide.scan import Link
from studyguide.guide.source import BIBLIOGRAPHY
from studyguide.guide.text import near, shortened


def check_links(guide: Guide) -> Iterator[Problem]:
    """Yield links and images that lead nowhere, out of the guide or to a refused address."""
    for page in guide.texts:
        for number, link in enumerate(page.mentions.links):
            yield from _image(guide, page, link, number) if link.is_image else _link(guide, page, link, number)


def _link(guide: Guide, page: Question | Topic, link: Link, number: int) -> Iterator[Problem]:
    line = page.body_line + link.line - 1
    target = resolve(guide, _topic(page), link.target)
    shown = shortened(link.target, 80)
    if target.kind is Kind.REFUSED:
        message = f"the address `{shown}` is not accepted"
        yield Problem(
            page.path, line, "SG311", message, "accepted are https:, http:, mailto: and relative paths to questions"
        )
    elif target.kind is Kind.OUTSIDE:
        message = f"the link `{shown}` leads out of the content folder"
        yield Problem(
            page.path, line, "SG310", message, "link to questions and topics only, or give a full https: address"
        )
    elif target.kind is Kind.MISSING:
        message = f"the link `{shown}` leads to a question or topic that does not exist"
        yield Problem(page.path, line, "SG306", message, _nearest(guide, target.name, number))
    elif target.kind is Kind.NO_ANCHOR:
        message = f"the link `{shown}` leads to an anchor that does not exist"
        yield Problem(page.path, line, "SG307", message, "link to the question itself: its file, without `#…`")


def _image(guide: Guide, page: Question | Topic, link: Link, number: int) -> Iterator[Problem]:
    line = page.body_line + link.line - 1
    target = resolve(guide, _topic(page), link.target)
    shown = shortened(link.target, 80)
    if not link.text.strip():
        message = f"the image `{shown}` has no alternative text"
        yield Problem(page.path, line, "SG309", message, "say what the picture shows: `![what it shows](file.svg)`")
    if target.kind is not Kind.IMAGE:
        message = f"the image `{shown}` does not lie beside the question"
        images = [image.name for image in guide.images if image.topic == _topic(page)]
        hint = (
            f"put it into the same folder; {near(link.target, images, number)}"
            if images
            else "put it into the same folder"
        )
        yield Problem(page.path, line, "SG308", message, hint)


def _topic(page: Question | Topic) -> str:
    return page.topic if isinstance(page, Question) else page.slug


def _nearest(guide: Guide, name: str, number: int) -> str:
    if name in guide.ids:
        return f"the question `{name}` lies in the topic `{guide.ids[name]}`: ../{guide.ids[name]}/{name}.md"
    return near(name, [*guide.ids, *guide.slugs], number)


def check_citations(guide: Guide) -> Iterator[Problem]:
    """Yield keys that are not in references.bib, and entries of it that nothing cites.

    Whether nothing cites an entry is known only where every answer could be read.
    """
    cited: set[str] = set()
    for page in guide.texts:
        for number, citation in enumerate(page.mentions.citations):
            cited.add(citation.key)
            if citation.key not in guide.references:
                line = page.body_line + citation.line - 1
                message = f"the reference `{citation.key}` is not in {BIBLIOGRAPHY}"
                yield Problem(page.path, line, "SG401", message, near(citation.key, guide.references, number))
    unread = set(guide.ids) - {page.id for page in guide.texts if isinstance(page, Question)}
    for key, reference in guide.references.items():
        if key not in cited and not unread:
            place = reference.place
            yield Problem(
                place.path, place.line, "SG402", f"nothing cites `{key}`", f"cite it as `[@{key}]`, or remove it"
            )


def check_glossary(guide: Guide) -> Iterator[Problem]:
    """Yield the terms whose link leads to a question that does not exist."""
    for term in guide.terms:
        topic = guide.ids.get(term.question)
        if topic == term.topic:
            continue
        message = f"`{term.name}` links to `{term.topic}/{term.question}`, which is no question of the guide"
        hint = f"write qa/{topic}/{term.question}.md" if topic else near(term.question, guide.ids)
        yield Problem(term.place.path, term.place.line, "SG505", message, hint)


def check_paths(guide: Guide) -> Iterator[Problem]:
    """Yield the entries of reading paths that name no question of the guide."""
    for path in guide.paths:
        for entry in path.entries:
            if entry.id not in guide.ids:
                message = f"the path `{path.id}` names the question `{entry.id}`, which does not exist"
                yield Problem(entry.place.path, entry.place.line, "SG517", message, near(entry.id, guide.ids))
