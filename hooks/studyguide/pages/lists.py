"""The pages that look over the whole guide: all questions, tags, references, mind map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from markupsafe import Markup

from studyguide.guide.addresses import topic_page
from studyguide.guide.model import Guide, Level, Question
from studyguide.pages.mind_map import render_mind_map
from studyguide.pages.page import Anchor, Page, SearchEntry, SiteInfo
from studyguide.pages.templates import render
from studyguide.pages.topic import cited_references
from studyguide.speed.work import Work, fingerprint


def overview_pages(guide: Guide, outline: Guide, site: SiteInfo, work: Work) -> Iterator[Page]:
    """Yield the pages that look over the whole guide."""
    key = fingerprint(outline.topics)
    yield _all_questions(outline, key, work)
    yield _tags(outline, key, work)
    yield _references(guide, outline, work)
    yield _mind_map(outline, key, site, work)


def _all_questions(guide: Guide, key: str, work: Work) -> Page:
    count = len(guide.by_id)
    return Page(
        uri="questions.md",
        title="All questions",
        description=f"All {count} questions by topic, with their level and tags.",
        html=work.page("questions", key, lambda: _questions_html(guide)),
        anchors=tuple(Anchor(f"topic-{topic.slug}", topic.title) for topic in guide.topics),
        entries=(
            SearchEntry("questions.html", "All questions", "Every question by topic, filtered by level and tag."),
        ),
        scripts=("filter",),
    )


def _questions_html(guide: Guide) -> Markup:
    tags = sorted({tag for question in guide.questions for tag in question.tags})
    return render("questions.html", guide=guide, tags=tags, levels=list(Level), count=len(guide.by_id))


def _tags(guide: Guide, key: str, work: Work) -> Page:
    by_tag: dict[str, list[Question]] = defaultdict(list)
    for question in guide.questions:
        for tag in question.tags:
            by_tag[tag].append(question)
    return Page(
        uri="tags.md",
        title="Tags",
        description="Every tag with the questions that carry it.",
        html=work.page("tags", key, lambda: render("tags.html", by_tag=sorted(by_tag.items()))),
        anchors=tuple(Anchor(f"tag-{tag}", tag) for tag in sorted(by_tag)),
        entries=(SearchEntry("tags.html", "Tags", " ".join(sorted(by_tag))),),
    )


def _references(guide: Guide, outline: Guide, work: Work) -> Page:
    cited_in: dict[str, list[Question]] = defaultdict(list)
    for question in guide.questions:
        for reference in cited_references(guide, question):
            cited_in[reference.key].append(outline.by_id[question.id])
    ordered = sorted(guide.references.values(), key=lambda item: (item.label.lower(), item.title.lower(), item.key))
    key = [(item, [(each.id, each.topic, each.question) for each in cited_in[item.key]]) for item in ordered]
    return Page(
        uri="references.md",
        title="References",
        description="The sources that the answers cite, each with the questions that cite it.",
        html=work.page("references", key, lambda: render("references.html", references=ordered, cited_in=cited_in)),
        entries=(SearchEntry("references.html", "References", "The sources that the answers cite."),),
        hidden=("toc",),
    )


def _mind_map(guide: Guide, key: str, site: SiteInfo, work: Work) -> Page:
    return Page(
        uri="mind-map.md",
        title="Mind map",
        description=f"A map of the {len(guide.topics)} topics, their sections and questions.",
        html=work.page("map", (site.name, key), lambda: _map_html(guide, site.name)),
        entries=(SearchEntry("mind-map.html", "Mind map", "A map of the topics, their sections and questions."),),
        hidden=("navigation", "toc"),
    )


def _map_html(guide: Guide, name: str) -> Markup:
    return render("mind_map.html", map=render_mind_map(guide, name))


def topic_counts(guide: Guide) -> list[tuple[str, str, str, dict[Level, int]]]:
    """Return for each topic its address, title, summary and the number of questions at each level."""
    return [
        (
            topic_page(topic.slug),
            topic.title,
            topic.summary,
            {level: sum(question.level is level for question in topic.questions) for level in Level},
        )
        for topic in guide.topics
    ]
