"""Rules on questions: their form, length and dates, and that each id is used once and whatever names one names one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from studyguide.guide.addresses import old_address
from studyguide.guide.model import MAX_SLUG, Guide, Question, slug_fault
from studyguide.guide.problems import Problem
from studyguide.guide.schema import MAX_QUESTION
from studyguide.guide.text import is_question, near, shortened, slugify


def check_questions(guide: Guide) -> Iterator[Problem]:
    """Yield questions that are none, that are too long, or whose dates contradict each other."""
    for question in guide.every_question:
        yield from _form(question)
        yield from _dates(question)


def _form(question: Question) -> Iterator[Problem]:
    line = question.line_of("question")
    if not is_question(question.question):
        message = f"`{shortened(question.question)}` neither ends in a question mark nor is an instruction"
        hint = "end it with `?`, or begin it with a verb such as Derive, Write, Explain"
        yield Problem(question.path, line, "SG212", message, hint)
    if len(question.question) > MAX_QUESTION:
        message = f"the question has {len(question.question)} characters, {MAX_QUESTION} is the most"
        yield Problem(question.path, line, "SG213", message, "move details into the answer or into `also_asked`")


def _dates(question: Question) -> Iterator[Problem]:
    if question.reviewed and question.review_by and question.review_by <= question.reviewed:
        message = f"`review_by` ({question.review_by}) is not after `reviewed` ({question.reviewed})"
        hint = "set it to the day on which the answer should be read again"
        yield Problem(question.path, question.line_of("review_by"), "SG209", message, hint)


_OF_THE_PAGE = {
    "sg-content": "the page's content",
    "sg-index-title": "the page's index",
    "sg-moved": "the list of questions that moved",
}
"""The anchors that every topic's page has, or may have."""


def check_identity(guide: Guide) -> Iterator[Problem]:
    """Yield ids and anchors used twice, names of questions that do not exist, and old addresses in use."""
    yield from _used_twice(guide)
    for question in guide.every_question:
        yield from _unknown(guide, question)
    yield from _same_anchors(guide)
    yield from _old_addresses(guide)


def _used_twice(guide: Guide) -> Iterator[Problem]:
    places: dict[str, list[Question]] = defaultdict(list)
    for question in guide.every_question:
        places[question.id].append(question)
    for found in places.values():
        paths = sorted(question.path for question in found)
        for path in paths[1:]:
            message = f"the id `{found[0].id}` is also that of {paths[0]}"
            yield Problem(path, 1, "SG210", message, "rename one of the files: the file's name is the id")


def _unknown(guide: Guide, question: Question) -> Iterator[Problem]:
    for field in ("related", "distinct_from"):
        for number, name in enumerate(getattr(question, field)):
            if name == question.id:
                line = question.line_of(field, number)
                yield Problem(question.path, line, "SG214", f"`{field}` names the question itself", "remove it")
            elif name not in guide.ids:
                yield Problem(
                    question.path,
                    question.line_of(field, number),
                    "SG214",
                    f"`{field}` names `{name}`, which does not exist",
                    near(name, guide.ids, number),
                )


def _same_anchors(guide: Guide) -> Iterator[Problem]:
    """Yield sections and questions that would give two places on a topic's page the same anchor."""
    for topic in guide.topics:
        taken = dict(_OF_THE_PAGE)
        for name in dict.fromkeys(question.section for question in topic.questions if question.section):
            first = next(question for question in topic.questions if question.section == name)
            anchor = f"section-{slugify(name)}"
            if anchor in taken:
                message = f"the section `{name}` has the same anchor as {taken[anchor]}: `#{anchor}`"
                yield Problem(first.path, first.line_of("section"), "SG218", message, "name it in other words")
            taken.setdefault(anchor, f"the section `{name}`")
        for question in topic.questions:
            if question.id in taken:
                message = f"the id `{question.id}` is the anchor of {taken[question.id]}"
                yield Problem(question.path, 1, "SG218", message, "rename the file: the file's name is the id")


MAX_OLD = 50
"""Old addresses of one question, each of which becomes a place on a page."""


def _old_addresses(guide: Guide) -> Iterator[Problem]:
    used: dict[tuple[str, str], str] = {}
    for question in sorted(guide.every_question, key=lambda question: question.path):
        if len(question.redirect_from) > MAX_OLD:
            message = f"the question has {len(question.redirect_from)} old addresses, {MAX_OLD} is the most"
            line = question.line_of("redirect_from", MAX_OLD)
            yield Problem(question.path, line, "SG216", message, "keep those by which readers still come")
        for number, address in enumerate(question.redirect_from[:MAX_OLD]):
            line = question.line_of("redirect_from", number)
            topic, id_ = old_address(question, address)
            if slug_fault(topic) or slug_fault(id_):
                message = f"`{shortened(address, 2 * MAX_SLUG)}` is not an old address"
                hint = f"write `old-id`, or `old-topic/old-id`, each of {MAX_SLUG} characters at most"
                yield Problem(question.path, line, "SG216", message, hint)
            elif id_ in _OF_THE_PAGE:
                message = f"the old id `{id_}` is the anchor of {_OF_THE_PAGE[id_]}"
                yield Problem(question.path, line, "SG218", message, "leave it out: it leads to the page itself")
            elif guide.ids.get(id_) == topic:
                message = f"`{address}` is the address of a question that exists"
                yield Problem(question.path, line, "SG216", message, "an old address leads to one question only")
            elif (topic, id_) in used:
                message = f"`{address}` is also an old address in {used[topic, id_]}"
                yield Problem(question.path, line, "SG216", message, "an old address leads to one question only")
            used.setdefault((topic, id_), question.path)
