"""The page of a topic: introduction, index, and every question with its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from studyguide.guide.addresses import old_address, topic_page
from studyguide.guide.model import Guide, Question, Reference, Topic
from studyguide.pages.page import Anchor, Page, SearchEntry, SiteInfo
from studyguide.pages.question import QuestionView, Related, Section, SectionJob
from studyguide.pages.templates import render
from studyguide.render.fragment import job_for
from studyguide.speed.work import Text


@dataclass(frozen=True, slots=True)
class MovedView:
    """An old address on this page, and the question it leads to now."""

    old_id: str
    question: Question


def section_jobs(guide: Guide, topic: Topic, site: SiteInfo) -> list[SectionJob]:
    """Return what a topic's page needs rendered: its introduction, then each question."""
    url = topic_page(topic.slug)
    introduction = SectionJob(job_for(guide, topic), None, SearchEntry(url, topic.title, topic.summary))
    return [introduction, *(_question_job(guide, question, url, site) for question in topic.questions)]


def _question_job(guide: Guide, question: Question, url: str, site: SiteInfo) -> SectionJob:
    wordings = "\n".join(question.also_asked)
    entry = SearchEntry(f"{url}#{question.id}", question.question, wordings, question.tags)
    return SectionJob(job_for(guide, question), _view(guide, question, site), entry)


def _view(guide: Guide, question: Question, site: SiteInfo) -> QuestionView:
    return QuestionView(
        question=question.without_text(),
        references=cited_references(guide, question),
        related=related_to(guide, question),
        old_ids=tuple(
            id_
            for topic, id_ in (old_address(question, old) for old in question.redirect_from)
            if topic == question.topic
        ),
        edit_link=site.edit_link(question.path),
        repository=site.repository,
    )


def related_to(guide: Guide, question: Question) -> tuple[Related, ...]:
    """Return what stands of other questions on a question's page."""
    return tuple(Related(other.id, other.topic, other.question) for other in guide.related_to(question))


def cited_references(guide: Guide, question: Question) -> tuple[Reference, ...]:
    """Return the references that an answer cites, in the order of their first citation."""
    keys = dict.fromkeys(citation.key for citation in question.mentions.citations)
    return tuple(guide.references[key] for key in keys if key in guide.references)


def topic_texts(outline: Topic, rendered: Sequence[Section], moved: tuple[MovedView, ...]) -> tuple[str, str]:
    """Return the HTML of a topic's page, and its entries in the search index.

    Args:
        outline: the topic without its texts.
        rendered: its introduction, then each question's section, in the order of `section_jobs`.
        moved: the old addresses on this page of questions that are elsewhere now.
    """
    introduction, *sections = rendered
    head = _head(outline, introduction.html)
    foot = render("moved.html", moved=moved) if moved else ""
    html = "".join([head, *(section.html for section in sections), foot])
    return html, ",".join(section.entry for section in rendered)


def topic_page_of(topic: Topic, html: Text, index: Text) -> Page:
    """Return a topic's page, made of its texts."""
    return Page(
        uri=topic_page(topic.slug).removesuffix(".html") + ".md",
        title=topic.title,
        description=topic.summary,
        html=html,
        anchors=tuple(Anchor(question.id, question.question) for question in topic.questions),
        index=index,
        source=topic.path,
    )


def _head(topic: Topic, introduction: str) -> Markup:
    return render(
        "topic.html",
        topic=topic,
        introduction=Markup(introduction),  # noqa: S704 (sanitised)
        sections=list(topic.by_section()),
    )


def moved_questions(guide: Guide) -> Mapping[str, tuple[MovedView, ...]]:
    """Group the old addresses that lie on another page than their question's by that page."""
    moved: dict[str, tuple[MovedView, ...]] = {}
    for question in guide.questions:
        for old in question.redirect_from:
            topic, id_ = old_address(question, old)
            if topic != question.topic:
                moved[topic] = (*moved.get(topic, ()), MovedView(id_, question))
    return moved


def former_topic(slug: str, moved: tuple[MovedView, ...]) -> Page:
    """Return a page for a topic that is no more, but that old addresses still name."""
    return Page(
        uri=topic_page(slug).removesuffix(".html") + ".md",
        title="This topic has moved",
        description="Where the questions of a former topic are now.",
        html=render("former_topic.html", moved=moved),
        hidden=("toc",),
    )
