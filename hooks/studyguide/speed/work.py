"""Work as a build does it: looked up where an earlier build has kept it, shared out where it is much, then kept.

`Work` is the plain way, one item after the other. `KeptWork` gives the same results sooner. What a result depends on is
never listed: its key is a hash of everything that the function is given.
"""

from __future__ import annotations

import hashlib
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from studyguide.speed.fingerprints import own_code, surroundings
from studyguide.speed.store import Store, project_store
from studyguide.speed.workers import ahead, share_out

Item = TypeVar("Item")
Context = TypeVar("Context")
Result = TypeVar("Result")

_TOGETHER = 1000
"""Items that are looked up together; what is in memory at a time depends on it."""


def _always(result: object) -> bool:
    return True


@dataclass(frozen=True)
class Task(Generic[Context, Item, Result]):
    """What is to be done with each of some items."""

    do: Callable[[Context, Sequence[Item]], list[Result]]
    """Does some items: a function of a module, given and giving plain values: dataclasses, texts, numbers, tuples."""
    context: Context
    """What all items need."""
    kind: type[Result]
    """The class of the results."""
    is_worth_keeping: Callable[[Result], bool] = _always
    """Whether a result may serve a later build."""
    lost: Callable[[Item], Result] | None = None
    """Makes the result of an item that ends every process which works on it."""
    fingerprint: str = ""
    """A text that changes when the context does, for a context that is no plain value."""

    @cached_property
    def decoder(self) -> msgspec.msgpack.Decoder[Result]:
        """Makes results of what was kept."""
        return msgspec.msgpack.Decoder(self.kind)

    @property
    def name(self) -> str:
        """What tells the task from all others."""
        return f"{self.do.__module__}.{self.do.__qualname__}"


class Text:
    """A text that may have been set aside; `str` brings it back."""

    __slots__ = ("_length", "_spool", "_start")

    def __init__(self, spool: _Spool, start: int, length: int) -> None:
        self._spool, self._start, self._length = spool, start, length

    def __str__(self) -> str:
        """Return the text."""
        return self._spool.read(self._start, self._length).decode()

    def __html__(self) -> str:
        """Return the text, which is HTML, for templates."""
        return str(self)


Texts: TypeAlias = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The texts of a page, as they were made."""

    texts: Sequence[str]
    is_worth_keeping: bool = True
    """Whether they may serve a later build."""


Make: TypeAlias = Callable[[Sequence[int]], Iterator[Made]]


class Work:
    """Work that is done in turn, with nothing kept: what every faster way must equal."""

    def __init__(self) -> None:
        self._spool = _Spool()

    def each(
        self, task: Task[Context, Item, Result], items: Iterable[Item], *, apart: bool | None = None
    ) -> Iterator[Result]:
        """Begin to do items, and return an iterator of the results, in the order of the items.

        Args:
            task: what is to be done.
            items: what it is to be done with.
            apart: whether another process is worth its start; by the number of items where it is not given.
        """
        return chain.from_iterable(task.do(task.context, [item]) for item in items)

    def once(self, task: Task[Context, Item, Result], item: Item) -> Result:
        """Do one item, and return its result."""
        return next(self.each(task, [item]))

    def pages(self, name: str, depends_on: Sequence[object], make: Make) -> Iterator[Texts]:
        """Return pages in order, each as its texts, which are set aside until they are needed.

        Args:
            name: what the pages are, told apart from all others.
            depends_on: for each page, a plain value that holds everything that decides its texts.
            make: is given the positions of the pages that must be made, and makes them in that order.
        """
        return (self._set_aside(made.texts) for made in make(range(len(depends_on))))

    def page(self, name: str, depends_on: object, make: Callable[[], str]) -> Text:
        """Return the text of one page."""
        ((text,),) = self.pages(name, [depends_on], lambda positions: iter([Made([make()]) for _ in positions]))
        return text

    def _set_aside(self, texts: Sequence[str]) -> Texts:
        return tuple(self._spool.keep(text.encode()) for text in texts)

    def finish(self) -> None:
        """End the work of a build."""


class KeptWork(Work):
    """Work whose results are kept for the next build, and of which much is shared out to other processes."""

    def __init__(self, store: Store | None = None, salt: str = "") -> None:
        """Begin the work of a build.

        Args:
            store: where results are kept; without one, work is only shared out.
            salt: another one, such as that of other code, makes all that was kept with this one worthless.
        """
        super().__init__()
        self._store = store or Store()
        self._salt = salt.encode()

    def each(
        self, task: Task[Context, Item, Result], items: Iterable[Item], *, apart: bool | None = None
    ) -> Iterator[Result]:
        """See `Work`."""
        whole = _digest(self._salt, task.name, task.fingerprint or _encode(task.context))
        blocks = (_Block(self._store, task, whole, block, apart) for block in _blocks(items))
        return chain.from_iterable(block.results() for block in ahead(blocks))

    def pages(self, name: str, depends_on: Sequence[object], make: Make) -> Iterator[Texts]:
        """See `Work`."""
        keys = [_digest(self._salt, name.encode(), _encode(value)) for value in depends_on]
        known = {key: texts for key in keys if (texts := self._known(key))}
        made = make([position for position, key in enumerate(keys) if key not in known])
        return (known[key] if key in known else self._kept(key, next(made)) for key in keys)

    def _known(self, key: str) -> Texts | None:
        found = self._store.load([key])
        return self._set_aside(_TEXTS.decode(found[key])) if found else None

    def _kept(self, key: str, made: Made) -> Texts:
        if made.is_worth_keeping:
            self._store.store(
                {key: _encode([str(text) for text in made.texts])}
            )  # no subclass of `str`, such as Markup
        return self._set_aside(made.texts)

    def finish(self) -> None:
        """Forget what builds no longer use."""
        self._store.finish()


def kept_work(root: Path) -> KeptWork:
    """Return the work of a project, kept below its root for as long as our own code, Python and libraries stay."""
    return KeptWork(project_store(root), _digest(own_code(), surroundings()))


class _Block(Generic[Context, Item, Result]):
    """Items that are looked up together; the work on those that are not known begins at once."""

    def __init__(
        self, store: Store, task: Task[Context, Item, Result], whole: str, items: Sequence[Item], apart: bool | None
    ) -> None:
        self._store, self._task = store, task
        self._keys = [_digest(whole, _encode(item)) for item in items]
        self._known = store.load(self._keys)
        missing = {key: item for key, item in zip(self._keys, items, strict=True) if key not in self._known}
        self._missing = list(missing)
        self._fresh = share_out(
            _encoded, (task.do, task.context), list(missing.values()), is_much=apart, lost=task.lost and self._lost
        )

    def _lost(self, item: Item) -> bytes:
        assert self._task.lost is not None
        return _encode(self._task.lost(item))

    def results(self) -> Iterator[Result]:
        """Yield the results in the order of the items; to be called once."""
        decode = self._task.decoder.decode
        made = dict(zip(self._missing, self._fresh, strict=True))
        fresh: dict[str, Result] = {key: decode(data) for key, data in made.items()}
        self._store.store({key: made[key] for key, result in fresh.items() if self._task.is_worth_keeping(result)})
        for key in self._keys:
            yield fresh[key] if key in fresh else decode(self._known[key])


class _Spool:
    """A place for texts until they are needed: on disk once they are many, so that memory stays small."""

    _IN_MEMORY = 4 * 1024 * 1024

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(self._IN_MEMORY)  # noqa: SIM115 (closed with the last text)
        weakref.finalize(self, self._file.close)

    def keep(self, data: bytes) -> Text:
        start = self._file.seek(0, 2)
        self._file.write(data)
        return Text(self, start, len(data))

    def read(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)


_ENCODER = msgspec.msgpack.Encoder()
_TEXTS = msgspec.msgpack.Decoder(list[str])


def _encode(value: object) -> bytes:
    return _ENCODER.encode(value)


def _encoded(given: tuple[Callable[[Any, Sequence[Any]], list[Any]], Any], items: Sequence[Any]) -> list[bytes]:
    do, context = given
    return [_encode(result) for result in do(context, items)]


def fingerprint(value: object) -> str:
    """Return a hash of a plain value, for what depends on it without needing to hold it."""
    return _digest(_encode(value))


def _digest(*parts: bytes | str) -> str:
    whole = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


def _blocks(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while block := list(islice(rest, _TOGETHER)):
        yield block
