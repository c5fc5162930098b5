"""The import with the real search for duplicates."""

from __future__ import annotations

import io
import json
from pathlib import Path

from studyguide.commands.import_transcripts import ImportOptions, run_import
from studyguide.duplicates.index import Index

TEXT = """\
Q: What is the difference between a CNN and an RNN?
A: One is for grids, the other for sequences.

Q: What are the key differences between convolutional and recurrent neural networks?
A: They differ in what they assume of the data.

Q: How do you tune the learning rate?
A: With a range test.
"""


def test_near_duplicates_are_found(tmp_path: Path) -> None:
    """The shipped engine names the near duplicate with evidence, and leaves the unrelated question alone."""
    path = tmp_path / "chat.md"
    path.write_text(TEXT, "utf-8")
    out, err = io.StringIO(), io.StringIO()
    options = ImportOptions(json=True, make_finder=lambda entries: Index(entries, backend="lexical"))
    code = run_import([str(path)], tmp_path, options, out, err)

    first, second, third = json.loads(out.getvalue())["items"]

    assert (code, err.getvalue()) == (0, "")
    assert (first["fate"], third["fate"]) == ("new", "new")
    assert second["fate"] in ("likely", "possible")
    assert second["match"] == "chat.md:1"
    assert "rnn" in second["evidence"]["shared"]
