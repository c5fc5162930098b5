"""The files of a guide, read from disk once and handed on as texts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studyguide.model import SLUG, Image
from studyguide.problems import Problem

MAX_BYTES = 256 * 1024
"""A question or introduction larger than this is refused: it would be no answer that anyone reads."""

IMAGE_TYPES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Markdown file: its topic, its name without the suffix, and its text with Unix line ends."""

    topic: str
    name: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that was found under content/, and what was refused."""

    files: tuple[SourceFile, ...]
    images: tuple[Image, ...]
    bibliography: str
    problems: tuple[Problem, ...]


BIBLIOGRAPHY = "content/references.bib"
QUESTIONS = "content/qa"


def read_sources(root: Path) -> Sources:
    """Read content/qa and content/references.bib below a project's root.

    Nothing is followed out of the folder: links of any kind are refused with a problem.
    """
    files: list[SourceFile] = []
    images: list[Image] = []
    problems: list[Problem] = []
    folder = root / QUESTIONS
    if folder.is_symlink() or not folder.is_dir():
        problems.append(Problem(QUESTIONS, 1, "SG109", "the folder does not exist", f"make a folder `{QUESTIONS}`"))
        return Sources((), (), "", tuple(problems))
    for entry in _visible(folder):
        path = f"{QUESTIONS}/{entry.name}"
        if problem := _refused_folder(entry, path):
            problems.append(problem)
            continue
        for found in _read_topic(entry, path):
            _sort(found, files, images, problems)
    bibliography = _read_bibliography(root, problems)
    return Sources(tuple(files), tuple(images), bibliography, tuple(problems))


def _sort(
    found: SourceFile | Image | Problem, files: list[SourceFile], images: list[Image], problems: list[Problem]
) -> None:
    if isinstance(found, SourceFile):
        files.append(found)
    elif isinstance(found, Image):
        images.append(found)
    else:
        problems.append(found)


def _visible(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _refused_folder(entry: os.DirEntry[str], path: str) -> Problem | None:
    if entry.is_symlink():
        return _link(path)
    if not entry.is_dir():
        hint = "put questions into a topic's folder: content/qa/<topic>/<id>.md"
        return Problem(_shown(path), 1, "SG105", "a file stands where only topics' folders belong", hint)
    if not SLUG.fullmatch(entry.name):
        return _not_slug(path, entry.name)
    return None


def _link(path: str) -> Problem:
    return Problem(_shown(path), 1, "SG103", "is a symbolic link", "put the file itself here")


def _not_slug(path: str, name: str) -> Problem:
    suggestion = re.sub(r"[^a-z0-9]+", "-", name.lower().removesuffix(".md")).strip("-")
    hint = "use lower-case letters, digits and single hyphens"
    return Problem(
        _shown(path),
        1,
        "SG104",
        f"the name `{_shown(name)}` is not a slug",
        f"{hint}, such as `{suggestion or 'my-question'}`",
    )


def _shown(text: str) -> str:
    """Return a name as it can be printed: strangers choose names too."""
    return text.encode("utf-8", "replace").decode("utf-8") if text.isprintable() else ascii(text)[1:-1]


def _read_topic(folder: os.DirEntry[str], path: str) -> Iterator[SourceFile | Image | Problem]:
    for entry in _visible(folder.path):
        yield _read_entry(entry, f"{path}/{entry.name}", folder.name)


def _read_entry(entry: os.DirEntry[str], path: str, topic: str) -> SourceFile | Image | Problem:
    stem, suffix = os.path.splitext(entry.name)
    if entry.is_symlink():
        return _link(path)
    if not entry.is_file():
        return Problem(_shown(path), 1, "SG105", "is not a file", "a topic's folder holds questions and images only")
    if suffix not in IMAGE_TYPES | {".md"}:
        hint = f"accepted are .md and images: {', '.join(sorted(IMAGE_TYPES))}"
        return Problem(
            _shown(path), 1, "SG105", f"files of the kind `{_shown(suffix or entry.name)}` are not accepted", hint
        )
    if not SLUG.fullmatch(stem):
        return _not_slug(path, entry.name)
    if suffix in IMAGE_TYPES:
        return Image(topic, entry.name, path)
    return read_text(Path(entry.path), path, topic)


def read_text(file: Path, path: str, topic: str) -> SourceFile | Problem:
    """Read one Markdown file; a byte-order mark and Windows line ends are accepted and normalised."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return Problem(path, 1, "SG109", f"the file cannot be read: {error.strerror}", "check its permissions")
    if len(data) > MAX_BYTES:
        return Problem(path, 1, "SG102", "the file is larger than 256 KiB", "split it into several questions")
    decoded = decode(data, path)
    return decoded if isinstance(decoded, Problem) else SourceFile(topic, file.stem, path, decoded)


def decode(data: bytes, path: str) -> str | Problem:
    """Turn a file's bytes into text with Unix line ends, or say what is wrong with them."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        return Problem(path, line, "SG101", f"byte 0x{byte:02x} is not UTF-8", "save the file with the encoding UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _INVISIBLE.search(text):
        line = text.count("\n", 0, match.start()) + 1
        message = f"the invisible character U+{ord(match[0]):04X} is not accepted"
        return Problem(path, line, "SG108", message, "delete it; it is often pasted in with other text")
    return text


def _read_bibliography(root: Path, problems: list[Problem]) -> str:
    file = root / BIBLIOGRAPHY
    if file.is_symlink():
        problems.append(_link(BIBLIOGRAPHY))
        return ""
    try:
        decoded = decode(file.read_bytes(), BIBLIOGRAPHY)
    except FileNotFoundError:
        return ""
    except OSError as error:
        decoded = Problem(
            BIBLIOGRAPHY, 1, "SG109", f"the file cannot be read: {error.strerror}", "check its permissions"
        )
    if isinstance(decoded, Problem):
        problems.append(decoded)
        return ""
    return decoded
