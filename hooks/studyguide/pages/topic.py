"""The page of a topic: introduction, index, and every question with its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from studyguide.checks.identity import old_address
from studyguide.links import topic_page
from studyguide.model import Guide, Question, Reference, Topic
from studyguide.pages.page import Anchor, Page, SearchEntry, SiteInfo
from studyguide.pages.templates import render
from studyguide.render.fragment import Fragment
from studyguide.scan import scan


@dataclass(frozen=True, slots=True)
class Rendered:
    """The fragments of a guide."""

    answers: Mapping[str, Fragment]
    """By the question's id."""
    introductions: Mapping[str, Fragment]
    """By the topic's slug."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with all that its template shows."""

    question: Question
    answer: Markup
    references: tuple[Reference, ...]
    related: tuple[Question, ...]
    old_ids: tuple[str, ...]
    edit_link: str


@dataclass(frozen=True, slots=True)
class MovedView:
    """An old address on this page, and the question it leads to now."""

    old_id: str
    question: Question


def topic_pages(guide: Guide, rendered: Rendered, site: SiteInfo) -> list[Page]:
    """Return a page for each topic, and one for each former topic that old addresses still name."""
    moved = _moved(guide)
    pages = [_topic_page(guide, topic, rendered, moved.pop(topic.slug, ()), site) for topic in guide.topics]
    return pages + [_former_topic(slug, views) for slug, views in sorted(moved.items())]


def _topic_page(
    guide: Guide,
    topic: Topic,
    rendered: Rendered,
    moved: tuple[MovedView, ...],
    site: SiteInfo,
) -> Page:
    views = [_view(guide, question, rendered, site) for question in topic.questions]
    return Page(
        uri=topic_page(topic.slug).removesuffix(".html") + ".md",
        title=topic.title,
        description=topic.summary,
        html=render(
            "topic.html",
            topic=topic,
            introduction=Markup(rendered.introductions[topic.slug].html),  # noqa: S704 (sanitised)
            sections=list(topic.by_section()),
            views=views,
            moved=moved,
            site=site,
        ),
        anchors=tuple(Anchor(question.id, question.question) for question in topic.questions),
        entries=tuple(_entries(topic, rendered)),
        source=topic.path,
    )


def _view(guide: Guide, question: Question, rendered: Rendered, site: SiteInfo) -> QuestionView:
    return QuestionView(
        question=question,
        answer=Markup(rendered.answers[question.id].html),  # noqa: S704 (sanitised)
        references=cited_references(guide, question),
        related=tuple(guide.by_id[name] for name in question.related if name in guide.by_id),
        old_ids=tuple(
            id_
            for topic, id_ in (old_address(question, old) for old in question.redirect_from)
            if topic == question.topic
        ),
        edit_link=site.edit_link(question.path),
    )


def cited_references(guide: Guide, question: Question) -> tuple[Reference, ...]:
    """Return the references that an answer cites, in the order of their first citation."""
    keys = dict.fromkeys(citation.key for citation in scan(question.body).citations)
    return tuple(guide.references[key] for key in keys if key in guide.references)


def _entries(topic: Topic, rendered: Rendered) -> list[SearchEntry]:
    url = topic_page(topic.slug)
    entries = [SearchEntry(url, topic.title, f"{topic.summary} {rendered.introductions[topic.slug].text}".strip())]
    for question in topic.questions:
        text = " ".join([rendered.answers[question.id].text, *question.also_asked])
        entries.append(SearchEntry(f"{url}#{question.id}", question.question, text, question.tags))
    return entries


def _moved(guide: Guide) -> dict[str, tuple[MovedView, ...]]:
    """Group the old addresses that lie on another page than their question's by that page."""
    moved: dict[str, tuple[MovedView, ...]] = {}
    for question in guide.questions:
        for old in question.redirect_from:
            topic, id_ = old_address(question, old)
            if topic != question.topic:
                moved[topic] = (*moved.get(topic, ()), MovedView(id_, question))
    return moved


def _former_topic(slug: str, moved: tuple[MovedView, ...]) -> Page:
    return Page(
        uri=topic_page(slug).removesuffix(".html") + ".md",
        title="This topic has moved",
        description="Where the questions of a former topic are now.",
        html=render("former_topic.html", moved=moved),
        hidden=("toc",),
    )
