"""What an import shows in a terminal, laid out by rich: texts of strangers are never read as its markup."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from studyguide.importing.lines import printable

_LONG = 500
"""Steps below which nobody waits long enough to be told of them."""


def laid_out(*parts: RenderableType, width: int) -> str:
    """Return what rich makes of some parts as plain text, in lines of at most `width` columns."""
    file = io.StringIO()
    plain = Console(file=file, width=width, color_system=None, force_terminal=False, legacy_windows=False,
                    markup=False, highlight=False, emoji=False)  # fmt: skip
    plain.print(Group(*parts))
    return "\n".join(row.rstrip() for row in file.getvalue().removesuffix("\n").split("\n"))


def one_row(text: str) -> Text:
    """Return a text that takes one row, cut with an ellipsis where that is too narrow."""
    return Text(printable(" ".join(text.split())), no_wrap=True, overflow="ellipsis")


def paragraph(text: str) -> Text:
    """Return a text of which long lines are wrapped, and its own line ends and indents stay."""
    return Text("\n".join(printable(line.expandtabs(4).rstrip()) for line in text.split("\n")), overflow="fold")


@contextmanager
def progress(stream: TextIO, what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work is, if anybody sees it; gives a function that takes how many of how many are done."""
    bar = Progress(TextColumn(what, markup=False), BarColumn(), MofNCompleteColumn(),
                   console=Console(file=stream), transient=True)  # fmt: skip
    task = bar.add_task(what)
    with ExitStack() as shown:

        def tell(done: int, total: int) -> None:
            if total < _LONG or not stream.isatty():
                return
            if not bar.live.is_started:
                shown.enter_context(bar)
            bar.update(task, completed=done, total=total)

        yield tell
