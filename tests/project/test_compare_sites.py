"""tools/compare_sites.py: two sites that differ in one byte are not the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.guides import write_files

TOOL = Path(__file__).resolve().parents[2] / "tools" / "compare_sites.py"
SITE = {"index.html": "<p>Home</p>\n<p>Tea</p>\n", "search/index.json": "{}", "logo.png": b"\x89PNG\xff\xfe"}


def compare(tmp_path: Path, **changes: str | bytes | None) -> subprocess.CompletedProcess[str]:
    """Compare a site with a changed copy of it."""
    names = {name.replace(".", "_").replace("/", "_"): name for name in [*SITE, "new.html"]}
    write_files(tmp_path / "old", SITE)
    write_files(tmp_path / "new", SITE | {names[name]: content for name, content in changes.items()})
    return run(str(tmp_path / "old"), str(tmp_path / "new"))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tool."""
    return subprocess.run([sys.executable, str(TOOL), *arguments], capture_output=True, text=True)


def test_the_same_sites_are_the_same(tmp_path: Path) -> None:
    """Nothing is listed, and the exit code is 0."""
    done = compare(tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "the sites are the same: 3 files\n")


def test_each_file_that_differs_is_listed_with_its_first_difference(tmp_path: Path) -> None:
    """Files of one site only, texts, and files that are no text; sorted, and the exit code is 1."""
    done = compare(
        tmp_path,
        index_html="<p>Home</p>\n<p>Teas</p>\n",
        search_index_json=None,
        new_html="new",
        logo_png=b"\x89PNG\xff",
    )

    assert done.returncode == 1
    assert done.stderr == "files that differ: 4\n"
    assert done.stdout.splitlines() == [
        "index.html:2: differs from byte 18 on",
        r"  old: '<p>Home</p>\n<p>Tea</p>\n'",
        r"  new: '<p>Home</p>\n<p>Teas</p>\n'",
        "logo.png:1: differs from byte 5 on",
        r"  old: '\\x89PNG\\xff\\xfe'",
        r"  new: '\\x89PNG\\xff'",
        "new.html: only in the new site",
        "search/index.json: only in the old site",
    ]


@pytest.mark.parametrize(
    "arguments", [[], ["."], [".", ".", "."], [".", "no-such-folder"], [".", ".", "--against", "HEAD"]]
)
def test_a_wrong_call_is_refused(arguments: list[str]) -> None:
    """The usage is shown and the exit code is 2: it must not look like sites that are the same."""
    done = run(*arguments)

    assert done.returncode == 2
    assert "usage: compare_sites.py" in done.stderr


def test_an_unknown_commit_is_refused() -> None:
    """There is nothing to compare with."""
    assert run("--against", "no-such-commit").returncode == 2
