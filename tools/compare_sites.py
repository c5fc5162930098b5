"""Compare two built sites byte by byte: which files only one of them has, and where each of the others first differs.

    python tools/compare_sites.py OLD_SITE NEW_SITE
    python tools/compare_sites.py --against REV

With `--against`, the site of this project is built twice, from the files of a commit and from those of the working
tree, and the two are compared: after a change that is to change nothing for readers, they must be the same. Both are
built without a cache and with the packages that are installed now.

Exit code: 0 the sites are the same, 1 they differ, 2 wrong call.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AROUND = 40
"""Bytes that are shown before and after the first difference."""


def main(arguments: list[str]) -> int:
    """Compare what is asked for, print what differs, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "sites", nargs="*", type=Path, metavar="SITE", help="the folder of a built site: the old one, the new"
    )
    parser.add_argument("--against", metavar="REV", help="build this commit's site and that of the working tree first")
    options = parser.parse_args(arguments)
    if len(options.sites) != (0 if options.against else 2):
        parser.error("name two sites, or one commit with --against")
    for site in options.sites:
        if not site.is_dir():
            parser.error(f"{site} is no folder")
    with tempfile.TemporaryDirectory(prefix="studyguide-compare-") as folder:
        old, new = options.sites or _both_built(options.against, Path(folder))
        return _report(old, new)


def _report(old: Path, new: Path) -> int:
    found = list(differences(old, new))
    print(*found, sep="\n", end="\n" if found else "")
    number = len(files_of(new))
    print(f"files that differ: {len(found)}" if found else f"the sites are the same: {number} files", file=sys.stderr)
    return 1 if found else 0


def differences(old: Path, new: Path) -> Iterator[str]:
    """Yield a line for each file that only one site has, and three for each that is not the same, sorted by path."""
    before, after = files_of(old), files_of(new)
    for path in sorted(before | after):
        if path not in after:
            yield f"{path}: only in the old site"
        elif path not in before:
            yield f"{path}: only in the new site"
        elif (one := (old / path).read_bytes()) != (other := (new / path).read_bytes()):
            yield first_difference(path, one, other)


def files_of(site: Path) -> set[str]:
    """Return the paths of all files of a site, relative to it."""
    return {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}


def first_difference(path: str, old: bytes, new: bytes) -> str:
    """Say where two contents begin to differ, and show both around that place."""
    at = next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    line = old.count(b"\n", 0, at) + 1
    return f"{path}:{line}: differs from byte {at} on\n  old: {_around(old, at)}\n  new: {_around(new, at)}"


def _around(data: bytes, at: int) -> str:
    """Return the text around a place in one line; what is no text is shown by escapes."""
    return repr(data[max(0, at - AROUND) : at + AROUND].decode("utf-8", "backslashreplace"))


def _both_built(revision: str, folder: Path) -> tuple[Path, Path]:
    """Build the site of a commit and that of the working tree in a folder; return where they are."""
    name = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    tracked = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard").decode().split("\0")
    _unpack(_git("archive", name), folder / "old")
    present = "\0".join(path for path in tracked if path and (ROOT / path).exists())
    _unpack(_run("tar", "--create", "--null", "--files-from=-", input=present.encode()), folder / "new")
    return _built(folder / "old"), _built(folder / "new")


def _unpack(archive: bytes, folder: Path) -> None:
    folder.mkdir()
    _run("tar", "--extract", f"--directory={folder}", input=archive)


def _built(project: Path) -> Path:
    """Build a project with its own code."""
    (project / "node_modules").symlink_to(ROOT / "node_modules")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project / "hooks")}
    _run(sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", cwd=project, env=environment)
    return project / "site"


def _git(*arguments: str) -> bytes:
    return _run("git", *arguments)


def _run(*command: str, input: bytes = b"", cwd: Path = ROOT, env: dict[str, str] | None = None) -> bytes:
    """Run a command and return what it prints; raises SystemExit with 2 and its message where it fails."""
    done = subprocess.run(command, cwd=cwd, env=env, input=input, capture_output=True)
    if done.returncode:
        print(f"{' '.join(command)} failed\n{done.stderr.decode(errors='replace')}", file=sys.stderr)
        sys.exit(2)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
