"""The `studyguide` command: one module for each of its verbs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress

from studyguide.commands.streams import guarded_streams
from studyguide.guide.files import explain
from studyguide.guide.printed import complain


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 all is well, 1 something was found, 2 it was called wrongly.

    What cannot be read or written is named in one line, with the exit code 1; an interruption has 130.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = " ".join(["studyguide", *given[:1]])
    try:
        with guarded_streams():
            options = _parser().parse_args(given)
            return int(options.run(options))
    except KeyboardInterrupt:
        _say(f"\n{command}: interrupted")
        return 130
    except OSError as error:
        _say(f"{command}: {explain(error)}")
        return 1


def _parser() -> argparse.ArgumentParser:
    # Loading the verbs takes a moment, in which an interruption is to be as quiet as in any other.
    from studyguide.commands import (  # noqa: PLC0415
        check_guide,
        import_transcripts,
        list_duplicates,
        mark_distinct,
        merge_questions,
        write_docs,
    )

    parser = argparse.ArgumentParser(
        prog="studyguide",
        description="Check and build a study guide: Markdown questions and answers in, a searchable site out.",
        epilog="`studyguide VERB --help` tells more of each.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in (check_guide, import_transcripts, list_duplicates, merge_questions, mark_distinct, write_docs):
        verb.add_parser(verbs)
    return parser


def _say(message: str) -> None:
    with suppress(OSError, ValueError):
        complain(message)
