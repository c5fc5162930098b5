"""Golden cases in one YAML file: what a case shows, a text, and what is found in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Case:
    """One case."""

    what: str
    text: str
    found: Any


def golden_cases(file: Path, find: Callable[[str], Any]) -> list[Case]:
    """Return the cases of a file; with UPDATE_GOLDEN=1, what is found now is first written into it.

    Args:
        file: a list of mappings with `what`, `text` and `found`, below a comment.
        find: what finds something in a text.
    """
    written = file.read_text("utf-8")
    cases = yaml.safe_load(written)
    if os.environ.get("UPDATE_GOLDEN"):
        cases = [{**case, "found": find(case["text"])} for case in cases]
        head = written.partition("\n\n")[0]
        file.write_text("\n\n".join([head, *map(_as_yaml, cases)]) + "\n", "utf-8")
    return [Case(**case) for case in cases]


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text and not text[0].isspace() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: yaml.SafeDumper, values: list[Any]) -> yaml.SequenceNode:
    in_lists = any(isinstance(value, list | dict) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=not in_lists)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)


def _as_yaml(case: dict[str, Any]) -> str:
    return yaml.dump([case], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000).rstrip("\n")
