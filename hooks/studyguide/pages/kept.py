"""Pages that look over many questions, kept between builds until something on them changes."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from studyguide.render.cache import Cache, digest, salt


class Kept:
    """Makes HTML, or takes it from the cache."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache or Cache()

    def html(self, name: str, key: str, make: Callable[[], Markup]) -> Markup:
        """Return what a function makes.

        Args:
            name: what it is, told apart from all else that is kept.
            key: a text that changes when anything does that the function uses.
            make: makes the HTML.
        """
        return Markup(self._cache.text(digest("page", name, salt(), key), make))  # noqa: S704 (templates escape)
