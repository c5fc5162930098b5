"""Whatever a build reads passes the same gate as the questions do: a problem with a name, never a hang or a stray file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from small_guide import write_guide

from studyguide.commands import main
from studyguide.guide import source
from studyguide.guide.source import check_site_files, read_sources
from studyguide.importing.existing import read_existing
from studyguide.project import load_guide

BESIDE = ("content/references.bib", "content/glossary.md", "content/paths.yml", "content/duplicates.txt")
TEXTS = (*BESIDE, "mkdocs.yml", "LICENSE", "docs/page.md", "docs/deep/er/style.css", "hooks/theme/main.html")
FILES = (*TEXTS, "docs/picture.png", "docs/.hidden")
FOLDERS = ("docs", "docs/assets", "docs/.hidden", "hooks/theme", "hooks/theme/partials")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A guide without faults, as the working folder, and a file outside of it."""
    (tmp_path / "secret.txt").write_text("nobody's business\n")
    root = write_guide(tmp_path / "project", {})
    monkeypatch.chdir(root)
    return root


def reported(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Return code and path of every error that the command reports."""
    main(["check", "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    return [(each["code"], each["path"]) for each in printed if each["severity"] == "error"]


def _link_out(file: Path) -> None:
    file.symlink_to(os.path.relpath(file.parents[len(file.parents) - 1] / "etc" / "hostname", file.parent))


def _link_to_nothing(file: Path) -> None:
    file.symlink_to("nowhere")


def _link_to_itself(file: Path) -> None:
    file.symlink_to(file.name)


def _link_to_a_device(file: Path) -> None:
    file.symlink_to("/dev/null")


def _pipe(file: Path) -> None:
    os.mkfifo(file)


def _large(file: Path) -> None:
    file.write_bytes(b"\n" * 60_000)


def _undecodable(file: Path) -> None:
    file.write_bytes(b"caf\xe9\n")


def _direction(file: Path) -> None:
    file.write_text("# a\u202eb\n", "utf-8")


def _control(file: Path) -> None:
    file.write_text("# a\x1bb\n", "utf-8")


KINDS: dict[Callable[[Path], None], str] = {
    _link_out: "SG103", _link_to_nothing: "SG103", _link_to_itself: "SG103", _link_to_a_device: "SG103",
    _pipe: "SG105", _large: "SG102",
}  # fmt: skip
OF_TEXTS = {_undecodable: "SG101", _direction: "SG108", _control: "SG108"}
CASES = [(file, make, code) for file in FILES for make, code in KINDS.items()] + [
    (file, make, code) for file in TEXTS for make, code in OF_TEXTS.items()
]
HARMLESS = {("docs/.hidden", _link_to_nothing), ("docs/.hidden", _link_to_itself)}
"""What editors leave behind: MkDocs passes over hidden files, and these lead nowhere."""


@pytest.mark.parametrize(("file", "make", "code"), [case for case in CASES if case[:2] not in HARMLESS])
def test_every_kind_is_refused_in_every_place(  # noqa: PLR0917 (fixtures and parameters)
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    make: Callable[[Path], None],
    code: str,
) -> None:
    """The problem names the file, and is the only one."""
    monkeypatch.setattr(source, "MAX_BESIDE", 50_000)
    monkeypatch.setattr(source, "MAX_BIBLIOGRAPHY", 50_000)
    monkeypatch.setattr(source, "MAX_SITE_FILE", 50_000)
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    make(root / file)

    assert reported(capsys) == [(code, file)]


@pytest.mark.parametrize(("file", "make"), sorted(HARMLESS, key=str))
def test_the_mark_of_an_editor_is_left_alone(
    root: Path, capsys: pytest.CaptureFixture[str], file: str, make: Callable[[Path], None]
) -> None:
    """The live preview goes on while Emacs has a file open."""
    (root / file).parent.mkdir(parents=True)
    make(root / file)

    assert reported(capsys) == []


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("target", ["/etc", ".", ".."])
def test_a_folder_that_is_a_link_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], folder: str, target: str
) -> None:
    """Neither what lies elsewhere nor a loop of folders is walked through."""
    (root / folder).parent.mkdir(parents=True, exist_ok=True)
    (root / folder).symlink_to(target)

    assert reported(capsys) == [("SG103", folder)]


def test_a_name_with_a_line_end_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """MkDocs would repeat the name in its log."""
    (root / "docs").mkdir()
    (root / "docs" / "a\n::error::b.md").write_text("# A\n")

    assert reported(capsys) == [("SG108", "docs/a\\n::error::b.md")]


def test_what_belongs_there_is_accepted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages in folders, pictures and fonts of any bytes, and a byte-order mark."""
    for name, data in {
        "docs/deep/er/page.md": b"\xef\xbb\xbf# Page\r\n", "docs/picture.png": b"\x89PNG\x00\x1b\xff", "mkdocs.yml": b"a: 1\n",
    }.items():  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)

    assert reported(capsys) == []


def test_this_project_passes() -> None:
    """Its own docs and theme have nothing of that kind."""
    assert check_site_files(Path(__file__).parents[2]) == ()


@pytest.mark.parametrize("make", [_link_out, _pipe, _undecodable])
@pytest.mark.parametrize("verb", [["distinct", "brew", "leaf"], ["duplicates"]])
def test_decisions_that_are_refused_decide_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], None], verb: list[str]
) -> None:
    """Both verbs name the file and fail; nothing is written over it."""
    make(root / "content/duplicates.txt")
    before = os.lstat(root / "content/duplicates.txt").st_ino

    assert main(verb) == 1
    assert "content/duplicates.txt:1: SG10" in capsys.readouterr().err
    assert os.lstat(root / "content/duplicates.txt").st_ino == before


@pytest.mark.parametrize("make", [_link_out, _pipe])
@pytest.mark.parametrize("file", ["docs/page.md", "LICENSE", "mkdocs.yml"])
def test_a_plain_folder_is_not_written_from_what_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], None], file: str
) -> None:
    """No file from elsewhere gets into the folder."""
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    make(root / file)

    assert main(["write", "../written"]) == 1
    assert f"{file}:1: SG10" in capsys.readouterr().out
    assert not (root.parent / "written").exists()


@pytest.mark.parametrize("place", ["content/drafts", "content/drafts/tea", "content/drafts/tea/cup.md"])
def test_drafts_are_not_read_through_links(root: Path, place: str) -> None:
    """A draft elsewhere is no draft of this guide; the link is reported, and nothing is written through it."""
    elsewhere = root.parent / "elsewhere"
    below = Path("content/drafts/tea/cup.md").relative_to(place)
    text = "---\nquestion: What is a cup?\nlevel: beginner\n---\n\nIt.\n"
    target = elsewhere / below if str(below) != "." else elsewhere / "cup.md"
    target.parent.mkdir(parents=True)
    target.write_text(text)
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).symlink_to(target if str(below) == "." else elsewhere)

    found = read_existing(root, load_guide(root).guide)
    assert [(each.code, each.path) for each in found.problems] == [("SG103", place)]
    assert "cup" not in {question.id for question in found.questions}
    assert not read_sources(root).problems
