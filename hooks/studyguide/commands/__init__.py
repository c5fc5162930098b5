"""The `studyguide` command: one module for each of its verbs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from studyguide.commands import check, distinct, duplicates, importing, merge, write
from studyguide.printed import complain

_VERBS = (check, importing, duplicates, merge, distinct, write)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 all is well, 1 something was found, 2 it was called wrongly."""
    parser = argparse.ArgumentParser(
        prog="studyguide",
        description="Check and build a study guide: Markdown questions and answers in, a searchable site out.",
        epilog="`studyguide VERB --help` tells more of each.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in _VERBS:
        verb.add_parser(verbs)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        complain("\nstudyguide: interrupted")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
