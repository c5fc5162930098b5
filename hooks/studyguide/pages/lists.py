"""The pages that look over the whole guide: all questions, tags, references, mind map, glossary, reading paths."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from studyguide.guide.addresses import topic_page
from studyguide.guide.model import Guide, Level, Question, ReadingPath, Term
from studyguide.guide.text import slugify
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


GLOSSARY_URL = "glossary.html"
"""The page's address from the root of the site."""


def glossary_page(terms: Sequence[Term], guide: Guide, source: str = "content/glossary.md") -> Page:
    """Return the page with every term, under its first letter."""
    letters = [(letter, list(group)) for letter, group in groupby(terms, _letter)]
    count = len(terms)
    description = f"{count} terms in one sentence each, with the question that explains them."
    return Page(
        uri="glossary.md",
        title="Glossary",
        description=description,
        html=render("glossary.html", letters=letters, count=count, guide=guide),
        anchors=tuple(Anchor(f"letter-{slugify(letter)}", letter) for letter, _ in letters),
        entries=(SearchEntry(GLOSSARY_URL, "Glossary", description), *map(_glossary_entry, terms)),
        source=source,
        hidden=("toc",),
    )


def _letter(term: Term) -> str:
    """Return the letter under which a term stands; digits and signs share one place."""
    first = unicodedata.normalize("NFKD", term.name[:1]).upper()[:1]
    return first if first.isalpha() else "0–9"


def _glossary_entry(term: Term) -> SearchEntry:
    return SearchEntry(
        f"{GLOSSARY_URL}#{term.anchor}", term.name, " ".join([term.definition, *term.aliases]), ("glossary",)
    )


PATHS_URL = "paths.html"
"""The page's address from the root of the site."""


def paths_page(paths: Sequence[ReadingPath], guide: Guide, source: str = "content/paths.yml") -> Page:
    """Return the page with an overview, and a section for each path.

    Every question that a path names must be part of the guide.
    """
    return Page(
        uri="paths.md",
        title="Reading paths",
        description=f"{len(paths)} orders of reading, each for a purpose, with a record of what you have done.",
        html=render("paths.html", paths=paths, guide=guide),
        anchors=tuple(Anchor(path.anchor, path.title) for path in paths),
        entries=(
            SearchEntry(PATHS_URL, "Reading paths", " ".join(path.title for path in paths)),
            *(SearchEntry(f"{PATHS_URL}#{path.anchor}", path.title, _path_text(path), ("path",)) for path in paths),
        ),
        source=source,
    )


def _path_text(path: ReadingPath) -> str:
    return " ".join([path.summary, *(step.title for step in path.steps)])


def render_mind_map(guide: Guide, title: str) -> Markup:
    """Return the HTML of the mind map, complete without scripts and styles.

    Args:
        guide: what to draw; topics, sections and questions keep its order.
        title: the name of the guide, which stands in the hub.
    """
    return render("mindmap.html", guide=guide, title=title, home="index.html")
