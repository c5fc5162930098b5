from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from importing.simple_finder import SimpleFinder
from studyguide.commands.import_transcripts import REVIEW_FILE, ImportOptions, progress, run_import
from studyguide.guide.files import write_atomically
from studyguide.importing.reader import MAX_BYTES, read_transcript
from studyguide.importing.transcript import Transcript

SAMPLE = Path(__file__).parent / "sample.md"
CHAIN = "Q: How do the hooks of a project run?\nA: One.\n\nQ: How do the hooks of the project run?\nA: Two.\n"


class Result:
    """What an import printed, returned and left behind."""

    def __init__(self, root: Path, *paths: Path | str, typed: str = "", data: bytes = b"", **options: Any) -> None:
        out, err = io.StringIO(), io.StringIO()
        stdin = io.TextIOWrapper(io.BytesIO(data or typed.encode()), "utf-8")
        settings = ImportOptions(make_finder=SimpleFinder, stdin=stdin, **options)
        self.code = run_import([str(path) for path in paths], root, settings, out, err)
        self.out, self.err = out.getvalue(), err.getvalue()
        self.files = {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*.md")) if p.is_file()}


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "guide"
    folder.mkdir()
    return folder


def test_imports_into_an_empty_guide(root: Path) -> None:
    """A first import files every question that is no copy, and says where."""
    result = Result(root, SAMPLE)

    assert (result.code, result.err) == (0, "")
    assert len(result.files) == 8
    assert result.out.startswith("9 questions read: 8 new, 1 exact copies (dropped).\n")
    assert "8 drafts written:\n     8 in content/drafts/unsorted/" in result.out
    assert "sample.md:53: ![A mind map](https://example.org/map.png)" in result.out


def test_the_second_import_changes_nothing(root: Path) -> None:
    """Whatever was imported before is recognised."""
    first, second = Result(root, SAMPLE), Result(root, SAMPLE)

    assert second.files == first.files
    assert second.code == 0
    assert "9 exact copies (dropped)" in second.out
    assert "Nothing to file" in second.out


def test_edited_drafts_are_recognised(root: Path) -> None:
    """A draft that somebody edited, or moved into the guide, is not made again."""
    Result(root, SAMPLE)
    draft = root / "content/drafts/unsorted/choose-rebase-over-merge.md"
    text = draft.read_text("utf-8").replace("nobody else has seen yet", "you have not shared")
    topic = root / "content/qa/history"
    topic.mkdir(parents=True)
    write(topic, "index.md", "---\ntitle: History\norder: 1\nsummary: All of it.\n---\n\nText.\n")
    write(topic, "rebase.md", text)
    draft.unlink()

    result = Result(root, SAMPLE)

    assert not draft.exists()
    assert "rebase" in result.out
    assert "Nothing to file" in result.out


def test_a_changed_copy_adds_what_is_new(root: Path) -> None:
    """From a copy with shifted lines and one new question, only that question is filed."""
    first = Result(root, SAMPLE)
    changed = write(root, "copy.txt", "Hello.\n\n\n" + SAMPLE.read_text("utf-8") + "\nQ: What is a tag?\nA: A name.\n")

    second = Result(root, changed)

    assert set(second.files) - set(first.files) == {"content/drafts/unsorted/tag.md"}
    assert "1 draft written:\n  content/drafts/unsorted/tag.md" in second.out


def test_a_dry_run_writes_nothing(root: Path) -> None:
    """A dry run reports the same and touches no file."""
    result = Result(root, SAMPLE, dry_run=True)

    assert result.files == {}
    assert list(root.iterdir()) == []
    assert "8 drafts would be written" in result.out


def test_json_is_one_object(root: Path) -> None:
    """With `json` the standard output is the report and nothing else."""
    values = json.loads(Result(root, SAMPLE, json=True).out)

    assert values["counts"]["read"] == 9
    assert values["items"][4]["fate"] == "exact"
    assert values["items"][4]["match"] == "sample.md:15"
    assert len(values["drafts"]) == 8


def test_a_topic_is_where_drafts_go(root: Path) -> None:
    """All drafts go to the topic that is asked for; a name that no topic may have is refused."""
    assert all(path.startswith("content/drafts/tools/") for path in Result(root, SAMPLE, topic="tools").files)
    refused = Result(root, SAMPLE, topic="../tools")
    assert refused.code == 1
    assert "the topic `../tools` is not a slug" in refused.err
    assert "the topic `con` is the name of a device on Windows" in Result(root, SAMPLE, topic="con").err


def test_reads_the_standard_input(root: Path) -> None:
    """`-` is the standard input."""
    result = Result(root, "-", data=b"Q: What is a tag?\nA: A name.\n")

    assert result.code == 0
    assert b"source: stdin:1" in result.files["content/drafts/unsorted/tag.md"]


GARBAGE = [
    ("empty.txt", b"", "empty.txt:1: SG801 the file is empty"),
    ("binary.png", b"\x89PNG\r\n\x1a\n\0\0", "binary.png:1: SG802 the file is not text"),
    ("prose.txt", b"Nothing here.\n", "prose.txt:1: SG805 no question with an answer was found"),
    ("latin.txt", b"\nQ: Caf\xe9?\nA: yes\n", "latin.txt:2: SG804 the line is not UTF-8: byte 0xE9 at column 7"),
    ("open.txt", b"Q: What?\n\nQ: Why?\nA: So.\n", "open.txt:1: SG806 the question has no answer: “What?”"),
    ("bad.json", b'[{"question": "What?",\n', "bad.json:2: SG807 the JSON cannot be read"),
    ("bad.csv", b'question,answer\nWhy?,"so\n', "bad.csv:2: SG807 the row cannot be read"),
]


@pytest.mark.parametrize(("name", "data", "message"), GARBAGE, ids=[name for name, _, _ in GARBAGE])
def test_garbage_gets_a_clear_message(root: Path, tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """What cannot be read is named with file and line, on the standard error, and the exit code is 1."""
    result = Result(root, write(tmp_path, name, data))

    assert result.code == 1
    assert message in result.err


def test_the_readable_part_is_imported(root: Path, tmp_path: Path) -> None:
    """A file that cannot be read stops no other, and a question without an answer no other question."""
    result = Result(root, tmp_path / "missing.txt", write(tmp_path, "open.txt", GARBAGE[4][1]), SAMPLE)

    assert result.code == 1
    assert "missing.txt:1: SG801 the file cannot be read: there is no such file" in result.err
    assert len(result.files) == 9


def test_strict_writes_nothing_after_a_problem(root: Path, tmp_path: Path) -> None:
    """With `strict` any problem keeps everything from being filed."""
    result = Result(root, write(tmp_path, "open.txt", GARBAGE[4][1]), strict=True)

    assert (result.code, result.files) == (1, {})
    assert "Nothing was written" in result.err
    assert Result(root, SAMPLE, strict=True).code == 0


def test_a_huge_file_is_not_read(root: Path, tmp_path: Path) -> None:
    """200 MB are refused by their size alone."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)

    result = Result(root, path)

    assert result.code == 1
    assert f"the file is too large: 200 MB, and the limit is {MAX_BYTES >> 20} MB" in result.err


def test_a_folder_is_refused(root: Path) -> None:
    """A folder in place of a file gets a message of its own."""
    assert "it is not a file" in Result(root, root).err


def test_many_problems_are_cut(root: Path, tmp_path: Path) -> None:
    """Thousands of problems are not printed one by one."""
    result = Result(root, write(tmp_path, "many.txt", "Q: What?\n" * 1000), dry_run=True)

    assert result.err.count("SG806") == 50
    assert "950 more problems" in result.err


def test_a_review_decides_and_resumes(root: Path, tmp_path: Path) -> None:
    """A stopped review files nothing and asks nothing twice; at its end the decisions are carried out."""
    more = CHAIN + "\nQ: How do the hooks of that project run?\nA: Three.\n"
    path = write(tmp_path, "chat.md", more)

    stopped = Result(root, path, review=True, typed="m\nq\n")
    assert (stopped.code, stopped.files) == (0, {})
    assert "Stopped after 1 of 2" in stopped.out
    assert (root / REVIEW_FILE).is_file()

    ended = Result(root, path, review=True, typed="d\n")
    assert sorted(ended.files) == [
        "content/drafts/unsorted/hooks-project-run-3.md",
        "content/drafts/unsorted/hooks-project-run.md",
    ]
    assert (
        b"also_asked:\n- How do the hooks of the project run?\n"
        in ended.files["content/drafts/unsorted/hooks-project-run.md"]
    )
    assert b"distinct_from: [hooks-project-run]" in ended.files["content/drafts/unsorted/hooks-project-run-3.md"]

    assert "A person decides" not in ended.out

    again = Result(root, path, review=True)
    assert again.files == ended.files
    assert "Nothing to file" in again.out


def test_what_a_review_skips_is_still_to_be_decided(root: Path, tmp_path: Path) -> None:
    """A case that was skipped stands in the report among those that a person decides."""
    path = write(tmp_path, "chat.md", CHAIN)
    assert "A person decides" in Result(root, path, review=True, typed="s\n").out


def test_a_review_needs_its_standard_input(root: Path) -> None:
    """A transcript from the standard input cannot be reviewed."""
    assert "must come from a file" in Result(root, "-", review=True, data=b"x").err


def test_an_unreadable_draft_is_reported_and_kept(root: Path) -> None:
    """A draft that cannot be read is named, and its file is not overwritten."""
    Result(root, SAMPLE)
    draft = root / "content/drafts/unsorted/role-index.md"
    draft.write_text("no front matter\n", "utf-8")

    result = Result(root, SAMPLE)

    assert result.code == 1
    assert "content/drafts/unsorted/role-index.md:1: SG201" in result.err
    assert draft.read_text("utf-8") == "no front matter\n"
    assert "content/drafts/unsorted/role-index-2.md" in result.files


def test_writing_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interruption leaves the old file, and no temporary one."""
    path = tmp_path / "new" / "a.md"
    write_atomically(path, "old\n")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("studyguide.guide.files.os.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, "new\n")

    assert path.read_text("utf-8") == "old\n"
    assert [file.name for file in path.parent.iterdir()] == ["a.md"]


def test_writing_keeps_permissions(tmp_path: Path) -> None:
    """A file that is replaced keeps its permissions."""
    path = write(tmp_path, "a.md", "old")
    path.chmod(0o640)
    write_atomically(path, "new")

    assert path.stat().st_mode & 0o777 == 0o640


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def test_progress_is_for_terminals_and_long_inputs() -> None:
    """Long work shows how far it is, but not in a file, and the line is cleared at the end."""
    terminal, file, short = Terminal(), io.StringIO(), Terminal()
    for stream, total in ((terminal, 1000), (file, 1000), (short, 10)):
        with progress(stream, "comparing") as tell:
            for done in range(1, total + 1):
                tell(done, total)

    assert "comparing" in terminal.getvalue()
    assert "1000/1000" in terminal.getvalue()
    assert terminal.getvalue().rpartition("1000/1000")[2].endswith("\033[1A\033[2K")
    assert file.getvalue() == short.getvalue() == ""


def test_the_report_says_what_became_of_every_line(root: Path, tmp_path: Path) -> None:
    """Lines are counted as what they became, and the counts add up."""
    path = write(tmp_path, "chat.md", "Hello there.\n\n**Q: What is a tag?**\nA: A name\nfor a commit.\n")
    result = Result(root, path, dry_run=True)

    line = "6 lines accounted for: 1 of questions, 2 of answers, 1 of loose text, 0 of labels, 2 blank."
    assert line in result.out.split("\n")
    assert json.loads(Result(root, path, json=True).out)["lines"]["answer"] == 2


@pytest.mark.parametrize(("answer", "message"), [("A", "would be lost"), ("A name of it.", "stand nowhere")])
def test_an_import_that_does_not_add_up_writes_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, message: str
) -> None:
    """A reader that loses a word, or makes one up, is found out before anything is written."""

    def wrong(text: str, name: str) -> Transcript:
        transcript = read_transcript(text, name)
        return replace(transcript, items=(replace(transcript.items[0], answer=answer),))

    monkeypatch.setattr("studyguide.commands.import_transcripts.read_transcript", wrong)
    result = Result(root, write(tmp_path, "chat.md", "Q: What is a tag?\nA: A name.\n"))

    assert (result.code, result.files) == (1, {})
    assert "SG810" in result.err
    assert message in result.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Q: What is " + "a tag " * 400 + "?\nA: A name.\n", "the question has 2,4"),
        ("Q: What is a tag?\nA: " + "x" * 300_000 + "\n", "the answer has 293 KiB, and 240 KiB is the most"),
    ],
)
def test_what_is_too_long_for_the_guide_is_named(root: Path, tmp_path: Path, text: str, message: str) -> None:
    """A question or an answer that no file of the guide may hold is not filed; the others are."""
    result = Result(root, write(tmp_path, "chat.md", text + "\nQ: What is a commit?\nA: A snapshot.\n"))

    assert result.code == 1
    assert f"chat.md:1: SG809 {message}" in result.err
    assert list(result.files) == ["content/drafts/unsorted/commit.md"]


def test_the_report_says_what_was_changed(root: Path, tmp_path: Path) -> None:
    """Characters that the checks refuse are taken out of the draft, counted and named with their line."""
    result = Result(root, write(tmp_path, "chat.md", "\nQ: What is a tag?\nA: A\x1b na\u2066me\u202e.\n"))

    assert "chat.md:2: 3 characters that are not accepted were removed: U+001B, U+202E, U+2066" in result.out
    assert result.files["content/drafts/unsorted/tag.md"].endswith(b"---\n\nA name.\n")
