"""Worker processes: much work is shared out to them, a little is done at once."""

from __future__ import annotations

import atexit
import ctypes
import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.context import BaseContext

PARALLEL_FROM = 200
"""Fewer items than this are done in the time that it takes to start a second process."""

_CHUNK = 50

ENDED = "it ends the process that works on it"
"""Why there is no result of an item that was lost."""

Item = TypeVar("Item")
Context = TypeVar("Context")
Result = TypeVar("Result")


def share_out(
    function: Callable[[Context, Sequence[Item]], list[Result]],
    context: Context,
    items: Sequence[Item],
    *,
    is_much: bool | None = None,
    lost: Callable[[Item], Result] | None = None,
) -> Iterator[Result]:
    """Begin the work on items, and return an iterator of their results, in the order of the items.

    Args:
        function: does a chunk of the work; a function of a module, and what it is given and returns can be pickled.
        context: what all items need.
        items: the work.
        is_much: whether it is worth a worker; by the number of items where it is not given.
        lost: makes the result of an item that ends the process of any worker that takes it; the others are done.
    """
    much = len(items) >= PARALLEL_FROM if is_much is None else is_much
    chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    begun = _begin(function, context, chunks) if much and _processors() > 1 else []
    return _results(function, context, chunks, begun, lost)


def _begin(
    function: Callable[[Context, Sequence[Item]], list[Result]], context: Context, chunks: Sequence[Sequence[Item]]
) -> list[Future[list[Result]]]:
    try:
        pool = _team.gather()
        return [pool.submit(function, context, chunk) for chunk in chunks]
    except (BrokenExecutor, OSError):
        return []


def _results(
    function: Callable[[Context, Sequence[Item]], list[Result]],
    context: Context,
    chunks: Sequence[Sequence[Item]],
    begun: Sequence[Future[list[Result]]],
    lost: Callable[[Item], Result] | None,
) -> Iterator[Result]:
    """Yield the results; what workers cannot do, on a machine that allows none or too few, is done here."""
    done = 0
    try:
        for future in begun:
            yield from future.result()
            done += 1
    except (BrokenExecutor, OSError):
        _team.dismiss()
    finally:
        for future in begun:
            future.cancel()
    one_by_one = bool(begun) and lost is not None and _workers_live()
    for chunk in chunks[done:]:
        if one_by_one and lost is not None:
            yield from _carefully(function, context, chunk, lost)
        else:
            yield from function(context, chunk)


def _carefully(
    function: Callable[[Context, Sequence[Item]], list[Result]],
    context: Context,
    chunk: Sequence[Item],
    lost: Callable[[Item], Result],
) -> Iterator[Result]:
    """Do a chunk of which some item may end the process: half and half until it is found."""
    try:
        yield from _team.gather().submit(function, context, chunk).result()
    except (BrokenExecutor, OSError):
        _team.dismiss()
        if len(chunk) == 1:
            yield lost(chunk[0])
            return
        middle = len(chunk) // 2
        yield from _carefully(function, context, chunk[:middle], lost)
        yield from _carefully(function, context, chunk[middle:], lost)


def _workers_live() -> bool:
    """Return whether this machine lets a worker do anything at all."""
    try:
        return _team.gather().submit(len, "").result() == 0
    except (BrokenExecutor, OSError):
        _team.dismiss()
        return False


def ahead(items: Iterable[Item]) -> Iterator[Item]:
    """Take two items out at once, and return an iterator that stays one ahead.

    Where taking an item out begins its work, the next is being worked on while one is in use.
    """
    rest = iter(items)
    return _in_turn(deque(islice(rest, 2)), rest)


def _in_turn(waiting: deque[Item], rest: Iterator[Item]) -> Iterator[Item]:
    while waiting:
        yield waiting.popleft()
        waiting.extend(islice(rest, 1))


class _Team:
    """The workers of a build: they start when there is much to do, and stay until they are dismissed."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def gather(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 (slow to import, and often not needed)

            self._pool = ProcessPoolExecutor(_processors(), mp_context=_start_method(), initializer=_start)
            atexit.register(self.dismiss)
        return self._pool

    def dismiss(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
            atexit.unregister(self.dismiss)


_team = _Team()


def dismiss_workers() -> None:
    """End the workers, if there are any; the next that has much to do starts new ones."""
    _team.dismiss()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start_method() -> BaseContext:
    """Return the way to start a process: a copy of this one where that is safe, which is on Linux without threads."""
    import multiprocessing  # noqa: PLC0415 (slow to import, and often not needed)

    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


def _start() -> None:
    gc.freeze()  # what came from the build is not looked through again and again for what can be freed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build itself ends its workers
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End this process when the build that it works for is killed."""
    from multiprocessing import parent_process  # noqa: PLC0415 (slow to import, and only needed here)

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def collect_less() -> None:
    """Look more seldom for values that nothing refers to.

    A guide is many values without a cycle among them, which would be looked through again and again in vain.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def give_back() -> None:
    """Give back what is free, which the C library of Linux would keep in pieces that are of no use for large pages."""
    if sys.platform == "linux":
        try:
            ctypes.CDLL(None).malloc_trim(0)
        except (AttributeError, OSError):
            return  # another C library than glibc
