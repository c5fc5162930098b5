"""A hash for each topic of all that its sections depend on, found without looking at its texts again."""

from __future__ import annotations

from collections.abc import Iterator

from studyguide.model import Guide, Topic
from studyguide.pages.page import SiteInfo
from studyguide.render.cache import digest, salt


class Marks:
    """The marks of a guide's topics."""

    def __init__(self, guide: Guide, site: SiteInfo, settings: str) -> None:
        """Take up what all topics depend on; `settings` is the fingerprint of those of Markdown."""
        self._guide = guide
        beside = (
            site,
            sorted(guide.ids.items()),
            sorted(guide.slugs),
            guide.images,
            list(guide.references.items()),
            guide.terms,
        )
        self._common = digest("mark", salt(), settings, repr(beside))

    def of(self, topic: Topic) -> str:
        """Return a topic's mark, or nothing for a guide that did not come from files."""
        files = self._guide.fingerprints.get(topic.slug)
        return digest(self._common, files, repr(list(self._related(topic)))) if files else ""

    def _related(self, topic: Topic) -> Iterator[tuple[str, ...]]:
        """Yield what stands of other questions on a topic's page."""
        for question in topic.questions:
            for other in self._guide.related_to(question):
                yield other.id, other.topic, other.question
