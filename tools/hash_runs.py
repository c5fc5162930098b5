"""Print a hash of every run of eight words in some texts.

The guide's text must share no such run with its raw material. Only the hashes are kept in the project
(tests/content/foreign_runs.txt), so that the material itself stays out of it:
    python tools/hash_runs.py TEXT... > tests/content/foreign_runs.txt
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 8
"""Words in a run."""

_WORD = re.compile(r"[\w']+")
_CODE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of eight words, case and punctuation aside; code is left out."""
    words = _WORD.findall(_CODE.sub("\n", text).lower().replace("’", "'"))
    for start in range(len(words) - RUN + 1):
        yield tuple(words[start : start + RUN])


def hash_of(run: tuple[str, ...]) -> str:
    """Return a short hash of a run of words."""
    return hashlib.blake2b(" ".join(run).encode(), digest_size=6).hexdigest()


def main(files: list[str]) -> int:
    """Print the hashes, sorted, one a line."""
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    found = {hash_of(run) for file in files for run in runs(Path(file).read_text(encoding="utf-8"))}
    print("\n".join(sorted(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
