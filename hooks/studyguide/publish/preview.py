"""The live preview: it sees edits sooner, and its pages may run the script that shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache

from studyguide.publish.theme.policy import with_live_script

_POLLING = 0.2
"""Seconds between two looks at the files; MkDocs takes 0.5."""
_DELAY = 0.05
"""Seconds for which a build waits for further edits; MkDocs takes 0.1."""


def watch_closely(server: Any) -> None:
    """Let MkDocs' server see edits sooner, and the pages that it serves run the script that shows them."""
    from watchdog.observers.polling import PollingObserver  # noqa: PLC0415 (not needed to build)

    watched = list(getattr(server, "_watched_paths", ()))
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=_POLLING)
    for path in watched:
        server.watch(path)
    server.build_delay = _DELAY
    server._inject_js_into_html = _allowing_script(server._inject_js_into_html)


def _allowing_script(inject: Callable[[bytes, float], bytes]) -> Callable[[bytes, float], bytes]:
    """Return what puts MkDocs' script into a page that is served, and its hash into the page's policy."""

    def inject_allowed(content: bytes, epoch: float) -> bytes:
        place = max(content.rfind(b"</body>"), 0) or len(content)  # where MkDocs puts it
        whole = inject(content, epoch)
        script = whole[place : place + len(whole) - len(content)].decode()
        return with_live_script(whole, script.removeprefix("<script>").removesuffix("</script>"))

    return inject_allowed


class CompiledTemplates(BytecodeCache):
    """The theme's templates, compiled once for all builds of the live preview."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from those that are known."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a template."""
        self._known[bucket.key] = bucket.bytecode_to_string()
