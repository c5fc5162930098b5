"""The same guide, built in other surroundings: every file of the site is the same, byte for byte.

Each variant is a build of its own copy of one project, whose texts come from the seed: another locale, time zone,
folder, user, clock, number of processors, way to check the project out, and so on. `--list` names them all. Those that
this machine cannot make are named and not counted.

Usage: python benchmarks/campaigns/reproducibility.py [--count 5] [--seed 1]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import any_input
from campaign import ROOT, Tally, dice, options
from tiny_guide import differing, hashes, tiny_project

from studyguide.project import load_guide

ANSWERS = 40
"""Of any text; those that the checks refuse are left out."""
TEXTS = (".md", ".yml", ".bib", ".txt", ".svg")


class CannotError(Exception):
    """This machine cannot make a variant."""


@dataclass(frozen=True)
class Build:
    """How a project is built."""

    root: Path
    """Where the project is; variants may move it."""
    spare: Path
    """An empty folder beside it."""
    environment: Mapping[str, str] = field(default_factory=dict)
    python: tuple[str, ...] = ()
    """Options of Python."""
    arguments: tuple[str, ...] = ()
    """Options of the build."""
    startup: str = ""
    """Python that runs before the build does."""
    umask: int = -1
    prefix: tuple[str, ...] = ()
    """What Python is called by."""
    folder: Path | None = None
    """Where it is called; the project's where it is not given."""
    site: Path | None = None
    """Where the site is; in the project where it is not given."""
    times: int = 1


Variant = Callable[[Build], Build]


def within(**variables: str) -> Variant:
    """Return a variant with other variables in its environment."""
    return lambda build: replace(build, environment=variables)


def started(code: str) -> Variant:
    """Return a variant in which something is different from Python's start on."""
    return lambda build: replace(build, startup=code)


def at(*names: str) -> Variant:
    """Return a variant in another folder."""

    def moved(build: Build) -> Build:
        root = build.spare.joinpath(*names)
        root.parent.mkdir(parents=True, exist_ok=True)
        return replace(build, root=build.root.rename(root))

    return moved


def by_link(build: Build) -> Build:
    """Reach the project by a link."""
    (build.spare / "link").symlink_to(build.root, target_is_directory=True)
    return replace(build, root=build.spare / "link")


def files_of(root: Path) -> list[Path]:
    """Return the files of a project that are its own."""
    return [file for name in ("content", "docs") for file in sorted((root / name).rglob("*")) if file.is_file()]


def old_files(build: Build) -> Build:
    """Let the files be of the year 2001."""
    for file in [*files_of(build.root), build.root / "mkdocs.yml"]:
        os.utime(file, (10**9, 10**9))
    return build


def windows_lines(build: Build) -> Build:
    """Give the texts the line ends that git gives them on Windows."""
    pages = [file for file in files_of(build.root) if file.suffix in TEXTS and "assets" not in file.parts]
    for file in [*pages, build.root / "mkdocs.yml"]:
        if file.suffix != ".svg":  # pictures are copied as they are
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    return build


def marks_of_editors(build: Build) -> Build:
    """Leave what editors leave."""
    for name in (".one.md.swp", ".DS_Store"):
        (build.root / "content/qa/first" / name).write_bytes(b"\0")
    return build


def below_git(build: Build) -> Build:
    """Put the project below a repository, and make it one of its own."""
    for folder in (build.spare, build.root):
        command = ["git", "-c", "init.defaultBranch=main", "init", "-q", str(folder)]
        if not shutil.which("git") or subprocess.run(command, check=False).returncode:
            raise CannotError("git makes no repository")
    return at("nested")(build)


def read_only(build: Build) -> Build:
    """Let the project be one that cannot be written to: by its permissions, or, for root, by how it is mounted."""
    if os.geteuid() == 0:
        mounted = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'
        build = replace(build, prefix=("unshare", "--mount", "sh", "-ec", mounted, str(build.root)))
        _need([*build.prefix, "sh", "-c", "! touch x 2> /dev/null"])
    for path in (*build.root.rglob("*"), build.root):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)
    return other_site(build)


def _need(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        raise CannotError("nothing can be mounted here") from None


def elsewhere(build: Build) -> Build:
    """Call the build from another folder."""
    site = build.root / "site"
    return replace(build, folder=build.spare, arguments=("-f", str(build.root / "mkdocs.yml"), "-d", str(site)))


def other_site(build: Build) -> Build:
    """Build the site into another folder."""
    return replace(build, arguments=("-d", str(build.spare / "far/off")), site=build.spare / "far/off")


CLOCK = """
import datetime, time
_now = time.time
time.time = lambda: _now() + 40 * 86400
time.time_ns = lambda: int(time.time() * 10**9)
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)
datetime.datetime = Later  # `date.today` asks `time.time`
"""
ORDER = """
import os
_scandir, _listdir = os.scandir, os.listdir
class Reversed:
    def __init__(self, *arguments):
        with _scandir(*arguments) as entries:
            self._entries = iter(sorted(entries, key=lambda entry: entry.name[::-1], reverse=True))
    __iter__ = lambda self: self
    __next__ = lambda self: next(self._entries)
    __enter__ = lambda self: self
    __exit__ = lambda self, *given: None
    close = lambda self: None
os.scandir = Reversed
os.listdir = lambda *arguments: sorted(_listdir(*arguments), reverse=True)
"""
PROCESSORS = """
import os
os.cpu_count = lambda: {0}
os.sched_getaffinity = lambda pid: set(range({0}))
import studyguide.speed.workers
studyguide.speed.workers.PARALLEL_FROM = 1
"""
NO_WORKERS = (
    PROCESSORS.format(4)
    + """
import concurrent.futures
class Refused:
    def __init__(self, *given, **named):
        raise OSError(38, "no processes here")
import concurrent.futures.process
concurrent.futures.process.ProcessPoolExecutor = concurrent.futures.ProcessPoolExecutor = Refused
"""
)
HASH = """
import studyguide.pages.templates as templates
_render = templates.render
import studyguide.pages.topic
studyguide.pages.topic.render = lambda name, **values: _render(name, **values) + str(hash("made on purpose") % 97)
"""

VARIANTS: Mapping[str, Variant] = {
    "the locale tr_TR": within(LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8", LANGUAGE="tr"),
    "a locale of ASCII": within(LC_ALL="POSIX", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0"),
    "a time zone ahead": within(TZ="Pacific/Kiritimati"),
    "a time zone behind": within(TZ="Etc/GMT+12"),
    "another seed of hashes": within(PYTHONHASHSEED="4711"),
    "a folder with blanks and signs": at("My Übung & more", "it's 100%"),
    "a long path": at(*["a-long-name" * 3] * 6),
    "a link to the project": by_link,
    "a umask that closes files": lambda build: replace(build, umask=0o077),
    "another order of folders": started(ORDER),
    "a clock 40 days ahead": started(CLOCK),
    "one processor": started(PROCESSORS.format(1)),
    "two processors, all work by workers": started(PROCESSORS.format(2)),
    "a machine that allows no workers": started(NO_WORKERS),
    "the cache off": within(STUDYGUIDE_CACHE="off"),
    "the cache warm": lambda build: replace(build, times=2),
    "a date that is given": within(SOURCE_DATE_EPOCH="1767657600"),
    "Python -O": lambda build: replace(build, python=("-O",)),
    "Python -OO": lambda build: replace(build, python=("-OO",)),
    "Python -X dev": lambda build: replace(build, python=("-X", "dev")),
    "Python -X utf8=0": lambda build: replace(build, python=("-X", "utf8=0")),
    "files of the year 2001": old_files,
    "line ends of Windows": windows_lines,
    "what editors leave": marks_of_editors,
    "a repository in a repository": below_git,
    "a project that is read-only": read_only,
    "another folder for what is temporary": lambda build: replace(build, environment={"TMPDIR": str(build.spare)}),
    "another home": lambda build: replace(build, environment={"HOME": str(build.spare)}),
    "called from another folder": elsewhere,
    "another folder for the site": other_site,
    "a quiet and strict build": lambda build: replace(build, arguments=("-q", "--strict")),
}
USUAL = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1", "NO_MKDOCS_2_WARNING": "1"}


def write_project(root: Path, seed: int) -> None:
    """Write the project that all variants build: a tiny guide, and answers of any text."""
    project = tiny_project(root)
    chance = dice(seed, 0)
    for number in range(ANSWERS):
        body = any_input.any_body(chance).replace("leaf.md", "one.md").replace("![", "[").replace("\r", "\n")
        fields = f"question: What is number {number}?\nlevel: beginner\nreviewed: 2026-01-0{1 + number % 6}"
        file = root / "content/qa/first" / f"any-{number}.md"
        text = f"---\n{fields}\n---\n\n{body.replace('@sen', '@doe2020example')}\n"
        file.write_bytes(text.encode("utf-8", "replace"))
    while errors := {problem.path for problem in load_guide(project.root).errors}:
        for path in errors:
            (root / path).unlink()
    shutil.rmtree(root / ".cache", ignore_errors=True)


def built(build: Build) -> Mapping[str, str]:
    """Build a project as a variant says, and return a hash of every file of its site."""
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    environment |= {**USUAL, **build.environment}
    if build.startup:
        (build.spare / "sitecustomize.py").write_text(build.startup)
        environment["PYTHONPATH"] = os.pathsep.join([str(build.spare), str(ROOT / "hooks")])
    for _ in range(build.times):
        done = subprocess.run(
            [*build.prefix, sys.executable, *build.python, "-m", "mkdocs", "build", *build.arguments],
            cwd=build.folder or build.root,
            env=environment,
            umask=build.umask,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"the build fails: {(done.stderr or done.stdout).strip()}")
    site = build.site or build.root / "site"
    return {name.removeprefix(site.name): value for name, value in hashes(site.parent, [site.name]).items()}


class Comparison:
    """Builds variants of a project, and compares each with the usual build."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        write_project(folder / "project", seed)
        self._good = built(self._copy("usual"))

    def _copy(self, name: str) -> Build:
        folder = self._folder / name.replace(" ", "-")
        (folder / "spare").mkdir(parents=True)
        shutil.copytree(self._folder / "project", folder / "project", symlinks=True)
        return Build(folder / "project", folder / "spare")

    def take(self, name: str, variant: Variant) -> list[str]:
        """Build a variant, and return the files that are not as usual."""
        try:
            found = built(variant(self._copy(name)))
        except RuntimeError as error:
            return [f"{name}: {error}"]
        return [f"{name}: {file} is not the same" for file in differing(found, self._good)]

    @property
    def files(self) -> int:
        """How many files the site has."""
        return len(self._good)


def main() -> int:
    """Run the campaign; return 1 where a site differs."""
    parser = options(__doc__, count=len(VARIANTS), what="variants")
    parser.add_argument("--list", action="store_true", help="name the variants, and build nothing")
    given = parser.parse_args()
    if given.list:
        print("\n".join(f"{number:>3}  {name}" for number, name in enumerate(VARIANTS)))
        return 0
    tally = Tally("reproducibility", given)
    names: Sequence[str] = list(VARIANTS)
    with tempfile.TemporaryDirectory() as folder:
        comparison = Comparison(Path(folder), given.seed)
        tally.control("pages that hold a hash", lambda number: comparison.take("control", started(HASH)))
        for number in tally.rounds(min(given.count, len(names))):
            try:
                tally.add(number, comparison.take(names[number], VARIANTS[names[number]]))
            except CannotError as error:
                print(f"not built: {names[number]}: {error}")
        print(f"each site has {comparison.files} files, and is compared with that of the usual build")
    return tally.end("variants built")


if __name__ == "__main__":
    sys.exit(main())
