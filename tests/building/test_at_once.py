"""Builds at the same time, folders that cannot take a site, and what killed builds have left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from studyguide.publish.staging import SiteError, Staging, lacking

from .conftest import Project

ROUNDS = 3


def start(project: Project, *arguments: str) -> subprocess.Popen[str]:
    """Start a build and return it."""
    return subprocess.Popen(
        project.command("build", *arguments),
        cwd=project.root,
        env=project.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_builds_at_once_publish_whole_sites(project: Project) -> None:
    """Each ends well, the last site is whole, and nothing is left beside it."""
    good = project.build()
    for _ in range(ROUNDS):
        running = [start(project) for _ in range(3)]
        printed = [process.communicate()[0] for process in running]
        assert [process.returncode for process in running] == [0, 0, 0], printed
        assert project.hashes() == good
    assert not list(project.root.glob(".site*"))


def test_a_build_waits_for_another_and_says_so(project: Project) -> None:
    """Whoever has two terminals is told why nothing happens; the second site is that of the newer texts."""
    staging = Staging(project.site)
    waiting = start(project)
    assert waiting.stdout is not None
    line = waiting.stdout.readline()
    assert "Another build of the same site is running" in line
    project.write_question("late")
    staging.close()
    waiting.communicate()
    assert waiting.returncode == 0
    assert "late" in (project.site / "topics/topic.html").read_text()


def test_the_lock_of_a_killed_build_blocks_nobody(project: Project) -> None:
    """The system takes it back; what the build has left goes with the next."""
    script = (
        "import sys, time; from pathlib import Path; from studyguide.publish.staging import Staging\n"
        "staging = Staging(Path(sys.argv[1])); (staging.folder / 'half').mkdir(parents=True)\n"
        "print('held', flush=True); time.sleep(600)"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(project.site)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    assert (project.root / ".site.next/half").is_dir()

    project.build()
    assert not list(project.root.glob(".site*"))


def test_what_killed_commands_have_left_goes_with_a_build(project: Project) -> None:
    """Files that were being written go; a person's own files of a like name stay."""
    left = [project.root / "content/qa/topic/.one.md.ab_cd123.tmp", project.root / "docs/.a.md.00000000.tmp"]
    own = [project.root / "content/qa/topic/.notes.tmp", project.root / "docs/.todo"]
    for file in [*left, *own]:
        file.write_text("half")

    project.build()
    assert not any(file.exists() for file in left)
    assert all(file.exists() for file in own)


HOLE = """
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-999)
def on_post_build(config):
    site = Path(config.site_dir)
    {damage}
"""

DAMAGE = {
    "topics/topic.html": "(site / 'topics/topic.html').unlink()",
    "tags.html": "(site / 'tags.html').write_text('<html>half')",
    "404.html": "(site / '404.html').write_text('')",
    "sitemap.xml": "(site / 'sitemap.xml').unlink()",
    "assets/page/text.css": "(site / 'assets/page/text.css').write_text('')",
    "search/search_index.js": "(site / 'search/search_index.js').unlink()",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_site_that_is_not_whole_is_not_published(project: Project, name: str) -> None:
    """Whatever took a file from the new site, the build fails with its name, and the last site stays."""
    good = project.build()
    (project.root / "hole.py").write_text(HOLE.format(damage=DAMAGE[name]))
    settings = project.root / "mkdocs.yml"
    settings.write_text(
        settings.read_text().replace("hooks: [hooks/mkdocs_hooks.py]", "hooks: [hole.py, hooks/mkdocs_hooks.py]")
    )

    result = project.try_build()
    assert result.returncode == 1
    assert "the new site lacks 1 of its files, or has them only in part; site is as it was before" in result.stderr
    assert f"\n{name}\n" in result.stderr
    assert project.hashes() == good
    assert not list(project.root.glob(".site*"))


def test_a_site_lacks_what_is_not_there_or_only_begun(tmp_path: Path) -> None:
    """A page has an end, a file has bytes, and neither is a folder."""
    (tmp_path / "whole.html").write_text("<html>\n" + "x" * 500 + "</html>\n")
    (tmp_path / "half.html").write_text("<html>\n</html" + "x" * 500)
    (tmp_path / "empty.css").write_text("")
    (tmp_path / "full.css").write_text("a")

    found = lacking(tmp_path, ["whole.html", "half.html", "gone.html"], ["empty.css", "full.css", "gone.css"])
    assert found == ("empty.css", "gone.css", "gone.html", "half.html")


@pytest.mark.parametrize("is_absolute", [False, True])
def test_a_site_may_be_built_anywhere(project: Project, tmp_path: Path, is_absolute: bool) -> None:
    """Another folder gets the same site, whether or not those above it exist."""
    good = project.build()
    other = tmp_path / "far" / "off" if is_absolute else Path("near") / "by"
    result = project.try_build("-d", str(other))

    assert result.returncode == 0, result.stderr
    files = {file.relative_to(project.root / other).as_posix() for file in (project.root / other).rglob("*.html")}
    assert files == {name for name in good if name.endswith(".html")}
    assert [file.name for file in (project.root / other.parent).iterdir()] == [other.name]


def test_a_site_may_lie_on_another_file_system(project: Project) -> None:
    """What is staged lies beside the site, so that it can take its place in one step there too."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == project.root.stat().st_dev:
        pytest.skip("this machine has no other file system to write to")
    folder = memory / f"studyguide-test-{os.getpid()}"
    try:
        for _ in range(2):
            result = project.try_build("-d", str(folder / "site"))
            assert result.returncode == 0, result.stderr
        assert (folder / "site/index.html").is_file()
        assert [file.name for file in folder.iterdir()] == ["site"]
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("a-file", "a-file is a file: remove it, or name another folder for the site"),
        ("a-file/below", "cannot write a-file/below: "),
        ("content", "content cannot take the site, which is made from "),
        ("content/qa/site", "content/qa/site cannot take the site, which is made from "),
    ],
)
def test_a_folder_that_cannot_take_a_site_is_refused(project: Project, folder: str, message: str) -> None:
    """The message says why; there is no traceback, and nothing is touched."""
    good = sorted((project.root / "content").rglob("*"))
    (project.root / "a-file").write_text("precious")
    before = sorted(project.root.iterdir())
    result = project.try_build("-d", folder)

    assert result.returncode == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(file for file in project.root.iterdir() if file.name != ".cache") == before
    assert (project.root / "a-file").read_text() == "precious"
    assert sorted((project.root / "content").rglob("*")) == good


def test_the_beginning_of_a_file_system_is_refused() -> None:
    """A folder that is mounted cannot be replaced in one step."""
    with pytest.raises(SiteError, match="is where a file system begins"):
        Staging(Path("/"))
