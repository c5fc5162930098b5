"""What is printed: words that strangers chose never steer a terminal, or the machine that reads the log of a run.

GitHub takes a line of a log for a command where `::` stands at its beginning, blanks apart, or `##[` anywhere.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TextIO

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""The categories of invisible characters, those of line ends included and those of blanks left out."""

_LINE = re.compile(r"[^\r\n]+")
_START = re.compile(r"^(\s*):(?=:)")


def one_line(text: str) -> str:
    """Return a text on one line: what steers, hides or ends a line is written as its escape."""
    return text if text.isprintable() else "".join(map(_seen, text))


def _seen(character: str) -> str:
    return ascii(character)[1:-1] if unicodedata.category(character) in _UNSEEN else character


def harmless(text: str) -> str:
    """Return a text of many lines in which none begins or holds a command; all others stay as they are."""
    return _LINE.sub(_without_command, text) if "::" in text or "##[" in text else text


def _without_command(line: re.Match[str]) -> str:
    return _START.sub(r"\1: ", line[0]).replace("##[", "# #[")


def harmless_json(text: str) -> str:
    """Return JSON that says the same, and holds no command; its lines begin with quotes and brackets anyway."""
    return text.replace("##[", "##\\u005b")


def command(name: str, text: str, **properties: str) -> str:
    """Return a command to GitHub, such as one that shows a message beside a line of a pull request."""
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a text without commands, on standard output if no stream is given.

    What the stream's encoding cannot show comes out as an escape.
    """
    write(harmless(text), stream)


def complain(text: str) -> None:
    """Print a text without commands on standard error."""
    write(harmless(text), sys.stderr)


def write(text: str, stream: TextIO | None = None) -> None:
    """Print a text as it is, apart from what the stream's encoding cannot show."""
    stream = stream or sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
