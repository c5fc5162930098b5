"""Footnotes of two answers that come together: each reference keeps meeting its own text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_DEFINITION = re.compile(
    r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n {4}[ \t]*\S)))*)", re.MULTILINE
)
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_CODE = re.compile(r"(?P<fence>^[ \t>]*(?P<mark>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z))"
                   r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.MULTILINE | re.DOTALL)  # fmt: skip


def with_own_names(body: str, other: str) -> str:
    """Return an answer whose footnotes have names that another answer does not use for another text.

    Names are changed in prose only, not in code.
    """
    own, others = _texts(body), _texts(other)
    taken = {*own, *others}
    renamed: dict[str, str] = {}
    for name in sorted(name for name in own if name in others and own[name] != others[name]):
        renamed[name] = next(free for free in _numbered(name) if free not in taken)
        taken.add(renamed[name])
    return _in_prose(body, lambda prose: _REFERENCE.sub(lambda match: _named(match, renamed), prose))


def _texts(body: str) -> dict[str, str]:
    """Return the text of each footnote by its name."""
    found: dict[str, str] = {}

    def collect(prose: str) -> str:
        found.update((match[1], " ".join(match[2].split())) for match in _DEFINITION.finditer(prose))
        return prose

    _in_prose(body, collect)
    return found


def _numbered(name: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _named(match: re.Match[str], renamed: dict[str, str]) -> str:
    return f"[^{renamed.get(match[1], match[1])}]"


def _in_prose(text: str, change: Callable[[str], str]) -> str:
    """Change what stands outside of code."""
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        parts += [change(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, change(text[end:])])
