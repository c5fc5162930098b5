"""The files of a guide, read from disk once and handed on as texts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from studyguide.guide.model import DEVICES, MAX_SLUG, SLUG_HINT, Image, slug_fault
from studyguide.guide.pictures import MAX_PICTURE, Fault, kind_of_pixels, read_picture
from studyguide.guide.printed import one_line
from studyguide.guide.problems import Problem, invisible
from studyguide.guide.text import INVISIBLE, in_latin

MAX_BYTES = 256 * 1024
"""A question, introduction or drawing larger than this is refused: nobody would read such an answer."""

MAX_BESIDE = 1024 * 1024
"""The glossary, the paths, the decisions or the settings may be as large: room for some thousands of entries."""

MAX_BIBLIOGRAPHY = 4 * 1024 * 1024
"""Room for some ten thousand references."""

MAX_SITE_FILE = 16 * 1024 * 1024
"""Nobody would wait for a page, picture or script of the site that is larger than this."""

IMAGE_TYPES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
_TYPES = IMAGE_TYPES | {".md"}

_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
"""Bytes of visible ASCII; most texts have no others, and need no search."""


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
    glossary: str = ""
    paths: str = ""
    present: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The names of all Markdown files in each topic's folder, those included that could not be read."""


BIBLIOGRAPHY = "content/references.bib"
GLOSSARY = "content/glossary.md"
PATHS = "content/paths.yml"
DECISIONS = "content/duplicates.txt"
SETTINGS = "mkdocs.yml"
SITE_FOLDERS = ("docs", "hooks/theme")
"""The folders from which a build takes pages and files as they are."""

_TEXTS = frozenset({".css", ".csv", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml", ".yaml", ".yml"})
QUESTIONS = "content/qa"


def read_sources(root: Path) -> Sources:
    """Read content/qa and the files beside it below a project's root.

    Nothing is followed out of the folder: links of any kind are refused with a problem.
    """
    files: list[SourceFile] = []
    images: list[Image] = []
    problems: list[Problem] = []
    present: dict[str, frozenset[str]] = {}
    for problem in _refused_root(root):
        return Sources((), (), "", (problem,))
    for entry in _visible(root / QUESTIONS, QUESTIONS, problems):
        path = f"{QUESTIONS}/{entry.name}"
        if refused := _refused_folder(entry, path):
            problems.append(refused)
            continue
        entries = _visible(entry.path, path, problems)
        present[entry.name] = frozenset(each.name[:-3] for each in entries if each.name.endswith(".md"))
        for each in entries:
            _sort(_read_entry(each, f"{path}/{each.name}", entry.name), files, images, problems)
    bibliography, glossary, paths = (_read_beside(root, name, problems) for name in (BIBLIOGRAPHY, GLOSSARY, PATHS))
    return Sources(tuple(files), tuple(images), bibliography, tuple(problems), glossary, paths, present)


def _refused_root(root: Path) -> Iterator[Problem]:
    for folder in (*reversed(PurePosixPath(QUESTIONS).parents[:-1]), PurePosixPath(QUESTIONS)):
        if (root / folder).is_symlink():
            yield link_problem(str(folder))
        elif not (root / folder).is_dir():
            yield Problem(str(folder), 1, "SG109", "the folder does not exist", f"make a folder `{QUESTIONS}`")


def _sort(
    found: SourceFile | Image | Problem, files: list[SourceFile], images: list[Image], problems: list[Problem]
) -> None:
    if isinstance(found, SourceFile):
        files.append(found)
    elif isinstance(found, Image):
        images.append(found)
    else:
        problems.append(found)


def _visible(folder: str | Path, path: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    return [entry for entry in _entries(folder, path, problems) if not entry.name.startswith(".")]


def _entries(folder: str | Path, path: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(path, "folder", error))
        return []


def _unreadable(path: str, what: str, error: OSError) -> Problem:
    return Problem(path, 1, "SG109", f"the {what} cannot be read: {error.strerror}", "check its permissions")


def _refused_folder(entry: os.DirEntry[str], path: str) -> Problem | None:
    if entry.is_symlink():
        return link_problem(path)
    if not entry.is_dir():
        hint = "put questions into a topic's folder: content/qa/<topic>/<id>.md"
        return Problem(_shown(path), 1, "SG105", "a file stands where only topics' folders belong", hint)
    return _not_slug(path, entry.name, entry.name)


def link_problem(path: str) -> Problem:
    """Return the problem that a link stands where a file or folder should be."""
    return Problem(_shown(path), 1, "SG103", "a symbolic link is not accepted", "put the file itself here")


def _not_slug(path: str, name: str, stem: str) -> Problem | None:
    fault = slug_fault(stem)
    if not fault:
        return None
    if stem in DEVICES:
        hint = f"give it a longer name, such as `{stem}-explained`: Windows makes no file or folder of this one"
        return Problem(_shown(path), 1, "SG104", f"`{name}` {fault}", hint)
    letters = in_latin(name.lower().removesuffix(".md")).encode("ascii", "ignore").decode()
    suggestion = "-".join(re.findall(r"[a-z0-9]+", letters))[:MAX_SLUG].rstrip("-")
    return Problem(
        _shown(path),
        1,
        "SG104",
        f"the name `{_shown(name)}` {fault}",
        f"{SLUG_HINT}, such as `{suggestion or 'my-question'}`",
    )


def _shown(text: str) -> str:
    """Return a name as it can be printed: strangers choose names too."""
    return text.encode("utf-8", "replace").decode("utf-8") if text.isprintable() else ascii(text)[1:-1]


def _read_entry(entry: os.DirEntry[str], path: str, topic: str) -> SourceFile | Image | Problem:
    stem, suffix = os.path.splitext(entry.name)
    if problem := _refused_entry(entry, path, stem, suffix):
        return problem
    if suffix == ".md":
        return _read_text(entry.path, path, topic, stem)
    return _read_image(Path(entry.path), path, topic)


def _refused_entry(entry: os.DirEntry[str], path: str, stem: str, suffix: str) -> Problem | None:
    if entry.is_symlink():
        return link_problem(path)
    if not entry.is_file():
        return Problem(
            _shown(path), 1, "SG105", "this is not a file", "a topic's folder holds questions and images only"
        )
    if suffix not in _TYPES:
        hint = f"accepted are .md and images: {', '.join(sorted(IMAGE_TYPES))}"
        kind = f"files of the kind `{_shown(suffix or entry.name)}` are not accepted"
        return Problem(_shown(path), 1, "SG105", kind, hint)
    return _not_slug(path, entry.name, stem)


def _read_image(file: Path, path: str, topic: str) -> Image | Problem:
    """Accept whole pictures, and drawings that only draw: opened by itself, a drawing is a page like any other."""
    is_drawing = file.suffix == ".svg"
    data = _bytes(file, path, MAX_BYTES if is_drawing else MAX_PICTURE, "save it with fewer points or pixels")
    if is_drawing and not isinstance(data, Problem) and not kind_of_pixels(data):
        text = decode(data, path)
        data = text if isinstance(text, Problem) else text.encode()
    if isinstance(data, Problem):
        return data
    found = read_picture(data, file.suffix)
    if isinstance(found, Fault):
        return Problem(path, found.line, found.code, found.message, found.hint)
    return Image(topic, file.name, path, found)


def read_text(file: Path, path: str, topic: str) -> SourceFile | Problem:
    """Read one Markdown file; a byte-order mark and Windows line ends are accepted and normalised."""
    return _read_text(str(file), path, topic, file.stem)


def _read_text(file: str, path: str, topic: str, name: str) -> SourceFile | Problem:
    data = _bytes(file, path, MAX_BYTES)
    decoded = data if isinstance(data, Problem) else decode(data, path)
    return decoded if isinstance(decoded, Problem) else SourceFile(topic, name, path, decoded)


def _bytes(file: str | Path, path: str, limit: int, hint: str = "") -> bytes | Problem:
    try:
        with open(file, "rb", buffering=0) as stream:
            large = os.fstat(stream.fileno()).st_size > limit
            data = stream.read(limit + 1) if large else stream.readall()
    except OSError as error:
        return _unreadable(path, "file", error)
    if len(data) > limit:
        hint = hint or "leave out what nobody would miss, or split it"
        return Problem(path, 1, "SG102", f"the file is larger than {limit // 1024} KiB", hint)
    return data


def decode(data: bytes, path: str) -> str | Problem:
    """Turn a file's bytes into text with Unix line ends, or say what is wrong with them."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        return Problem(path, line, "SG101", f"byte 0x{byte:02x} is not UTF-8", "save the file with the encoding UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if data.translate(None, _PLAIN) and (match := INVISIBLE.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        return invisible(path, line, match[0])
    return text


def _read_beside(root: Path, name: str, problems: list[Problem]) -> str:
    """Return the text of a file that the guide may have once, beside its questions."""
    file = root / name
    if not os.path.lexists(file):
        return ""
    decoded: str | Problem
    if file.is_symlink():
        decoded = link_problem(name)
    elif not file.is_file():
        decoded = Problem(name, 1, "SG105", "this is not a file", "only a text file may have this name")
    else:
        data = _bytes(file, name, MAX_BIBLIOGRAPHY if name == BIBLIOGRAPHY else MAX_BESIDE)
        decoded = data if isinstance(data, Problem) else decode(data, name)
    if isinstance(decoded, Problem):
        problems.append(decoded)
        return ""
    return decoded


def read_decided(root: Path) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of the file of decided pairs, which may be missing, and why it was refused."""
    problems: list[Problem] = []
    return _read_beside(root, DECISIONS, problems), tuple(problems)


def check_site_files(root: Path, folders: Iterable[str] = SITE_FOLDERS) -> tuple[Problem, ...]:
    """Return what is wrong with the files that a build or `studyguide write` takes from outside of content/.

    Call it before MkDocs reads them: MkDocs follows links wherever they lead, and waits forever at a pipe.

    Args:
        root: the folder of the project.
        folders: those of the site, relative to it.
    """
    problems: list[Problem] = []
    for name in (SETTINGS, *(file.name for file in root.glob("LICENSE*"))):
        _read_beside(root, name, problems)
    for folder in folders:
        problems += _check_folder(root, folder)
    return tuple(sorted(problems))


def _check_folder(root: Path, name: str) -> list[Problem]:
    """Return what is wrong with the files of a folder, and of all folders in it, hidden ones included."""
    if (root / name).is_symlink():
        return [link_problem(name)]
    problems: list[Problem] = []
    todo = [name] if (root / name).is_dir() else []
    while todo:
        folder = todo.pop()
        for entry in _entries(root / folder, folder, problems):
            path = f"{folder}/{entry.name}"
            if problem := _refused_site_file(entry, path):
                problems.append(problem)
            elif entry.is_dir(follow_symlinks=False):
                todo.append(path)
    return problems


def _refused_site_file(entry: os.DirEntry[str], path: str) -> Problem | None:
    if one_line(entry.name) != entry.name:
        return Problem(_shown(path), 1, "SG108", "the name has invisible characters", "give it another name")
    if entry.is_symlink():
        return None if _is_mark_of_an_editor(entry) else link_problem(path)
    if entry.is_dir():
        return None
    if not entry.is_file():
        return Problem(path, 1, "SG105", "this is not a file", "remove it: only files and folders belong here")
    data = _bytes(entry.path, path, MAX_SITE_FILE)
    if isinstance(data, Problem):
        return data
    decoded = decode(data, path) if os.path.splitext(entry.name)[1].lower() in _TEXTS else None
    return decoded if isinstance(decoded, Problem) else None


def _is_mark_of_an_editor(link: os.DirEntry[str]) -> bool:
    """Return whether a link is hidden and leads nowhere, as those by which Emacs knows what is being edited."""
    return link.name.startswith(".") and not os.path.exists(link.path)
