"""Pack a built site into one zip for reading offline; the same site gives the same bytes.

Usage: python tools/pack.py site site/offline.zip
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from studyguide.guide.files import explain, sweep, write_atomically  # noqa: E402 (works before anything is set up)
from studyguide.guide.locks import Lock  # noqa: E402 (as above)

LICENCES = ("LICENSE", "LICENSE-CONTENT")
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the zip: no clock is asked."""


def pack(site: Path, archive: Path) -> int:
    """Write the zip whole or not at all, and return the number of files in it; the zip itself is left out."""
    with Lock(archive.with_name(f".{archive.name}.lock")):
        sweep([site, archive.parent])
        files, data = _packed(site)
        write_atomically(archive, data)
    return len(files)


def _packed(site: Path) -> tuple[list[Path], bytes]:
    """Return the files that are packed, and the zip."""
    left_out = {".zip", ".gz", ".lock"}
    files = sorted(file for file in site.rglob("*") if file.is_file() and file.suffix not in left_out)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as output:
        for file in files:
            info = zipfile.ZipInfo(f"study-guide/{file.relative_to(site).as_posix()}", OLDEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            output.writestr(info, file.read_bytes())
        for name in LICENCES:
            output.writestr(zipfile.ZipInfo(f"study-guide/{name}.txt", OLDEST), (ROOT / name).read_bytes())
    return files, archive.getvalue()


def main(arguments: list[str]) -> int:
    """Pack what the command line names."""
    if len(arguments) != 2 or not (Path(arguments[0]) / "index.html").is_file():
        print(__doc__, file=sys.stderr)
        return 2
    try:
        count = pack(Path(arguments[0]), Path(arguments[1]))
    except OSError as error:
        print(f"pack: {explain(error)}", file=sys.stderr)
        return 1
    print(f"{count} files packed into {arguments[1]}: unpack it and open study-guide/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
