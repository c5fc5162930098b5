"""Worker processes: much work is shared out to them, a little is done at once."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

PARALLEL_FROM = 200
"""Fewer items than this are done in the time that it takes to start a second process."""

_CHUNK = 25

Item = TypeVar("Item")
Context = TypeVar("Context")
Result = TypeVar("Result")


def share_out(
    function: Callable[[Context, Sequence[Item]], list[Result]], context: Context, items: Sequence[Item]
) -> Iterator[Result]:
    """Yield the result for each item, in their order.

    Args:
        function: does a chunk of the work; a function of a module, and what it is given and returns can be pickled.
        context: what all items need; each worker receives it once.
        items: the work.
    """
    done = 0
    if len(items) >= PARALLEL_FROM and _processors() > 1:
        try:
            for result in _in_parallel(function, context, items):
                yield result
                done += 1
        except (BrokenProcessPool, OSError):
            pass  # a machine that allows no processes, or too few: the rest is done here
    for start in range(done, len(items), _CHUNK):
        yield from function(context, items[start : start + _CHUNK])


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_parallel(function: Callable[..., list[Result]], context: object, items: Sequence[object]) -> Iterator[Result]:
    chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    with ProcessPoolExecutor(
        _processors(), mp_context=_start_method(), initializer=_start, initargs=(function, context)
    ) as pool:
        try:
            for results in pool.map(_work, chunks):
                yield from results
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _start_method() -> BaseContext:
    """Return the way to start a process: a copy of this one where that is safe, which is on Linux without threads."""
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


_task: tuple[Callable[..., list[Any]], object] | None = None


def _start(function: Callable[..., list[Any]], context: object) -> None:
    global _task  # noqa: PLW0603 (a worker's task is set once, when it starts)
    _task = (function, context)
    gc.freeze()  # what came from the build is not looked through again and again for what can be freed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build itself ends its workers
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End this process when the build that it works for is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(chunk: Sequence[Any]) -> list[Any]:
    assert _task is not None
    function, context = _task
    return function(context, chunk)
