"""Set-up of the project: a virtual environment with locked Python packages, and locked npm packages.

Run by `make` with the machine's own Python (3.11 or newer, nothing else needed):
    python3 tools/setup.py site        what a build of the site needs
    python3 tools/setup.py test        what the tests need as well
    python3 tools/setup.py semantic    what the stronger search for duplicates needs as well
Each part is done again only when its lock file has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
NUMPY_1 = VENV / "numpy1"
OLDEST = (3, 11)
INSTALLED = {"npm": "node_modules", "npm-test": "node_modules/typescript"}
PARTS = {
    "pip": "pip",
    "site": "what the site needs",
    "test": "what the tests need",
    "semantic": "what the stronger search for duplicates needs",
    "npm": "the front end's packages",
    "npm-test": "the front end's packages, and what checks them",
}


def main(arguments: list[str]) -> int:
    """Set up what is asked for and return the exit code."""
    if arguments not in (["site"], ["test"], ["semantic"]):
        print(__doc__, file=sys.stderr)
        return 2
    if problem := obstacle():
        return fail(problem)
    sys.path.insert(0, str(ROOT / "hooks"))
    from studyguide.guide.locks import Lock  # noqa: PLC0415 (an older Python could not read it)

    try:
        with Lock(ROOT / ".cache" / "setup.lock", tell_of_another):
            set_up(arguments[0])
    except subprocess.CalledProcessError as error:
        return fail(f"the command failed: {' '.join(map(str, error.cmd))}")
    except OSError as error:
        return fail(f"{error.filename or 'a file'}: {error.strerror}")
    except KeyboardInterrupt:
        fail("interrupted; the next run goes on where it was")
        return 130
    return 0


def set_up(purpose: str) -> None:
    """Install what is missing for a purpose: `site`, `test` or `semantic`."""
    make_environment()
    once("pip", [ROOT / "requirements-pip.lock"], install_pip)
    once("site", [ROOT / "requirements.lock"], install_site)
    if purpose == "test":
        once("test", [ROOT / "requirements.lock", ROOT / "requirements-test.lock"], install_test)
        once("npm-test", [ROOT / "package-lock.json"], install_npm_test)
    elif not is_done("npm-test", state_of(ROOT / "package-lock.json")):
        once("npm", [ROOT / "package-lock.json"], install_npm)
    if purpose == "semantic":
        once("semantic", [ROOT / "requirements.lock", ROOT / "requirements-semantic.lock"], install_semantic)


def tell_of_another() -> None:
    """Say why nothing happens: two terminals that set up the same folder take turns."""
    print("setup: waiting for another set-up of this folder; Ctrl-C stops this one", file=sys.stderr, flush=True)


def obstacle() -> str:
    """Return why nothing can be set up here, or nothing."""
    if sys.version_info < OLDEST:
        return f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}"
    settings = ROOT / "mkdocs.yml"  # which MkDocs reads before any code of ours can look at it
    if settings.is_symlink() or not settings.is_file():
        return "mkdocs.yml is not a plain file; a link or pipe is not accepted"
    return ""


def fail(message: str) -> int:
    """Say what went wrong on standard error."""
    print(f"setup: {message}", file=sys.stderr)
    return 1


def run(*command: str | Path, quiet: bool = False) -> None:
    """Run a command; raises CalledProcessError when it fails."""
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL if quiet else None)


def once(part: str, locks: list[Path], install: object) -> None:
    """Install a part unless it was installed from just these lock files."""
    state = state_of(*locks)
    if is_done(part, state):
        return
    print(f"setup: installing {PARTS[part]} …", flush=True)
    stamp_of(part).unlink(missing_ok=True)  # what is stopped on its way is done again, with these locks or the last
    install()  # type: ignore[operator]
    stamp_of(part).write_text(state)


def state_of(*locks: Path) -> str:
    """Return what stands for the content of lock files."""
    return hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()


def stamp_of(part: str) -> Path:
    """Return the file that says from which lock files a part was installed."""
    return VENV / f".{part}-stamp"


def is_done(part: str, state: str) -> bool:
    """Return whether a part is installed as its lock files say."""
    stamp = stamp_of(part)
    return stamp.is_file() and stamp.read_text() == state and (ROOT / INSTALLED.get(part, "")).exists()


def make_environment() -> None:
    """Make the virtual environment; Debian keeps a part of Python that this needs in a package of its own."""
    if PYTHON.is_file() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("setup: this Python cannot make virtual environments; installing Debian's python3-venv …", flush=True)
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", f"python{version}-venv", quiet=True)
        run(sys.executable, "-m", "venv", VENV)
        return
    print(made.stdout + made.stderr, file=sys.stderr)
    print(f"setup: install the package python{version}-venv (apt install python{version}-venv)", file=sys.stderr)
    raise subprocess.CalledProcessError(1, [sys.executable, "-m", "venv", str(VENV)])


def pip_install(*arguments: str) -> None:
    """Install into the environment, quietly."""
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def install_locked(lock: str, *arguments: str) -> None:
    """Install the files that a lock file names, each checked against its hash; none runs code while it is installed."""
    pip_install("--no-deps", "--require-hashes", "--only-binary", ":all:", *arguments, "-r", lock)


def install_pip() -> None:
    """Install pip itself first, so that a current one installs all else, whatever came with the machine's Python."""
    install_locked("requirements-pip.lock")


def install_site() -> None:
    """Install the generator and its dependencies."""
    install_locked("requirements.lock")
    pip_install("--no-deps", "--no-build-isolation", "--editable", ".")
    # Where Python is told not to keep bytecode, each build would compile the hooks anew. Hashes survive a copy.
    run(PYTHON, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "hooks")


def install_test() -> None:
    """Install what only the tests need; answers' code is run on an older NumPy as well, which lies by itself."""
    install_locked("requirements-test.lock")
    if sys.version_info < (3, 13):
        shutil.rmtree(NUMPY_1, ignore_errors=True)
        install_locked("requirements-numpy1.lock", "--target", str(NUMPY_1))


def install_semantic() -> None:
    """Install the sentence model of the stronger search for duplicates, and what runs it."""
    install_locked("requirements-semantic.lock")


def install_npm() -> None:
    """Install what the front end of the site needs, without what only checks it."""
    npm_install("--omit=dev")


def install_npm_test() -> None:
    """Install what checks the front end as well."""
    npm_install()


def npm_install(*arguments: str) -> None:
    """Install the locked packages with the machine's npm, or with one from PyPI."""
    npm = shutil.which("npm")
    if npm is None:
        install_locked("requirements-npm.lock")
        npm = str(SCRIPTS / "npm")
        os.environ["PATH"] = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"
    run(npm, "ci", *arguments, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", quiet=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
