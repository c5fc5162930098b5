"""`studyguide duplicates` and `distinct`: what is twice is shown until a person has decided."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support.commands import studyguide
from support.guides import guide, question

ANSWER = "It drops units at random while training, and uses all of them afterwards."


def write(root: Path, id_: str, asks: str, answer: str = ANSWER, **fields: str) -> None:
    """Write a question's file."""
    guide(root, {f"qa/networks/{id_}.md": question(asks, answer, **fields)})


def git(root: Path, *arguments: str) -> None:
    """Run git as somebody."""
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A guide with two questions that ask the same in other words, and one that does not."""
    write(tmp_path, "dropout", "What is dropout in a neural network?")
    write(tmp_path, "dropout-again", "Explain dropout in a neural network.", "Units are left out at random.")
    write(tmp_path, "momentum", "Why does momentum help gradient descent?", "It averages the gradient over steps.")
    return tmp_path


def tiers(root: Path, *arguments: str) -> list[tuple[str, str, str]]:
    """Return tier and ids of the pairs that the command reports."""
    report = json.loads(studyguide(root, "duplicates", "--engine", "lexical", "--format", "json", *arguments).stdout)
    return [(pair["tier"], pair["first"]["id"], pair["second"]["id"]) for pair in report["pairs"]]


def test_a_likely_pair_is_a_question_to_a_person_and_no_failure(root: Path) -> None:
    """The pair is shown with both wordings and what to do; the exit code is 0."""
    result = studyguide(root, "duplicates", "--engine", "lexical")

    assert result.returncode == 0
    assert "studyguide merge dropout dropout-again" in result.stdout
    assert "momentum" not in result.stdout
    assert "lexical engine" in result.stdout


def test_an_exact_copy_fails(root: Path) -> None:
    """Question and answer the same but for case and marks: exit code 1, and an error of the check."""
    write(root, "copy", "what is DROPOUT, in a neural network?", f"**{ANSWER}**")

    result = studyguide(root, "duplicates", "--engine", "lexical")
    check = studyguide(root, "check")

    assert result.returncode == 1
    assert ("exact", "copy", "dropout") in tiers(root) or ("exact", "dropout", "copy") in tiers(root)
    assert check.returncode == 1
    assert "SG701" in check.stdout


def test_the_check_warns_of_a_likely_pair(root: Path) -> None:
    """A warning does not fail."""
    check = studyguide(root, "check")

    assert "SG702" in check.stdout
    assert check.returncode == 0, check.stdout


def test_a_decided_pair_is_not_shown_until_a_wording_changes(root: Path) -> None:
    """The decision is one line beside the content, and lapses with the wording that it was made on."""
    assert tiers(root)
    decided = studyguide(root, "distinct", "dropout", "dropout-again", "--note", "one and many")

    assert decided.returncode == 0
    assert "one and many" in (root / "content" / "duplicates.txt").read_text()
    assert not tiers(root)
    assert "SG702" not in studyguide(root, "check").stdout
    write(root, "dropout-again", "Explain dropout in neural networks.", "Units are left out at random.")
    assert tiers(root)


def test_distinct_from_is_read_from_either_side(root: Path) -> None:
    """One of the two questions naming the other is enough."""
    write(root, "dropout", "What is dropout in a neural network?", distinct_from="[dropout-again]")

    assert not tiers(root)


def test_since_shows_only_what_a_branch_adds(root: Path) -> None:
    """Pairs among questions that were there before are left out; uncommitted files count as added."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Begin")
    assert not tiers(root, "--since", "main")

    write(root, "momentum-again", "Why does momentum help in gradient descent?", "Steps in one direction add up.")

    assert [pair[1:] for pair in tiers(root, "--since", "main")] == [("momentum", "momentum-again")]
    comment = studyguide(root, "duplicates", "--engine", "lexical", "--since", "main", "--format", "markdown").stdout
    assert "**Why does momentum help in gradient descent?**" in comment


def test_a_comment_mentions_nobody_and_adds_no_markup(root: Path) -> None:
    """A stranger's question stands in the comment as plain text."""
    write(root, "dropout-again", '"What is dropout in a neural network @admin <img src=x> [a](b)?"')

    comment = studyguide(root, "duplicates", "--engine", "lexical", "--floor", "0.3", "--format", "markdown").stdout

    assert "&#64;admin" in comment
    assert "<img" not in comment


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("duplicates", "--since", "nothing"), "git cannot say"),
        (("duplicates", "--floor", "2"), "not between 0 and 1"),
        (("distinct", "dropout", "nothing"), "there is no question `nothing`"),
        (("distinct", "dropout", "dropout"), "the same question"),
    ],
)
def test_wrong_calls_say_what_is_wrong(root: Path, arguments: tuple[str, ...], message: str) -> None:
    """Exit code 2, and a sentence that names the fault."""
    result = studyguide(root, *arguments)

    assert result.returncode == 2
    assert message in result.stderr


def test_a_wrong_line_among_the_decisions_is_reported(root: Path) -> None:
    """With file, line and code; the other lines still count."""
    studyguide(root, "distinct", "dropout", "dropout-again")
    file = root / "content" / "duplicates.txt"
    file.write_text(file.read_text() + "nonsense\n")

    check = studyguide(root, "check")

    assert "content/duplicates.txt:3: SG703" in check.stdout
    assert not tiers(root)


def test_of_six_texts_with_one_title_only_real_copies_are_reported(tmp_path: Path) -> None:
    """A title that says nothing by itself does not make its questions the same."""
    codes = ["print(1)", "print('a' * 3)", "print([x for x in range(3)])", "print(len('word'))", "print({1: 2}[1])"]
    for number, code in enumerate([*codes, codes[0]]):
        write(tmp_path, f"output-{number}", "What's the output?", f"```python\n{code}\n```\n\nIt prints {code[6:-1]}.")

    assert [pair for pair in tiers(tmp_path) if pair[0] in {"exact", "same-question", "likely"}] == [
        ("exact", "output-0", "output-5")
    ]
