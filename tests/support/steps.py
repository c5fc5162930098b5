"""Counts the steps that a regular expression takes, so that a test can tell linear from quadratic without a clock.

Python's `re` does not say how much work a match was. This is its matcher once more, in Python: the same pattern, parsed
by the same parser, tried in the same order, with a counter. A step is one instruction, or one character that a loop
over single characters takes in, gives back or looks at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from re import _casefix, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple, TypeAlias

UNLIMITED = 1 << 60

Test: TypeAlias = Callable[[str], bool]
"""Tells whether a single character is one that a piece of a pattern takes."""
_Groups: TypeAlias = tuple[tuple[int, int] | None, ...]
_Loops: TypeAlias = tuple[int, int, Any] | None
"""How often the body of the innermost loop has matched, where it last began, and the loop around it."""
_Program: TypeAlias = list[tuple[Any, ...]]


class TooManyStepsError(Exception):
    """More steps than were allowed."""


class Run(NamedTuple):
    """What applying a pattern to a text took, and what it found."""

    steps: int
    spans: tuple[tuple[int, int], ...]
    """Where it matched: one span at most for `match`, `fullmatch` and `search`."""


def run(pattern: re.Pattern[str], text: str, how: str = "finditer", budget: int = UNLIMITED) -> Run:
    """Apply a pattern to a text, counting.

    Args:
        pattern: the compiled pattern, of strings.
        text: what it is applied to.
        how: the name of the method of a pattern: `match`, `fullmatch`, `search`, or one that goes on after a match:
            `finditer`, `findall`, `sub`, `subn`, `split`.
        budget: how many steps are allowed.

    Raises:
        TooManyStepsError: more steps than that were needed.
    """
    matcher = _Matcher(_compiled(pattern), pattern.groups, text, budget)
    spans = tuple(_spans(matcher, how))
    return Run(matcher.steps, spans)


def growth(
    pattern: re.Pattern[str], text_of: Callable[[int], str], how: str = "finditer", sizes: tuple[int, int] = (128, 512)
) -> float:
    """Return by how much the steps grow for each doubling of a text's size: 2 is linear, 4 quadratic, 8 cubic.

    Args:
        pattern: the compiled pattern.
        text_of: makes a text of a size.
        how: as for `run`.
        sizes: the smaller and the larger size, a power of two times as large.
    """
    small, large = (run(pattern, text_of(size), how).steps for size in sizes)
    doublings = (sizes[1] // sizes[0]).bit_length() - 1
    return float((large / small) ** (1 / doublings))


def _spans(matcher: _Matcher, how: str) -> Iterator[tuple[int, int]]:
    if how in ("match", "fullmatch"):
        end = matcher.match(0, whole=how == "fullmatch")
        yield from [] if end is None else [(0, end)]
        return
    start, barred = 0, -1
    while (found := matcher.search(start, barred)) is not None:
        yield found
        if how == "search":
            return
        start = found[1]
        barred = start if found[0] == found[1] else -1  # an empty match must not be found again


class _Matcher:
    """A compiled pattern and a text, with the steps taken so far."""

    def __init__(self, program: _Program, groups: int, text: str, budget: int) -> None:
        self._program = program
        self._groups: _Groups = (None,) * (groups + 1)
        self._text = text
        self._budget = budget
        self.steps = 0

    def search(self, start: int, barred: int) -> tuple[int, int] | None:
        """Return the first match from a place on; one that is empty at `barred` does not count."""
        for at in range(start, len(self._text) + 1):
            end = self.match(at, barred=barred)
            if end is not None:
                return at, end
        return None

    def match(self, start: int, *, whole: bool = False, barred: int = -1) -> int | None:
        """Return where the match at a place ends, if there is one."""

        def accepted(end: int) -> bool:
            return (not whole or end == len(self._text)) and (end != start or start != barred)

        found = self._run(self._program, start, self._groups, accepted)
        return None if found is None else found[0]

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > self._budget:
            raise TooManyStepsError

    def _run(  # noqa: PLR0912, PLR0915 (one loop, as in the original)
        self, program: _Program, at: int, groups: _Groups, accepted: Callable[[int], bool] | None = None
    ) -> tuple[int, _Groups] | None:
        """Run a program; what could still be tried instead waits on a stack."""
        text, size = self._text, len(self._text)
        waiting: list[Any] = []
        counter, loops = 0, None
        while True:
            self._count(1)
            code = program[counter]
            name = code[0]
            counter += 1
            if name == "one":
                if at < size and code[1](text[at]):
                    at += 1
                    continue
            elif name == "done":
                if accepted is None or accepted(at):
                    return at, groups
            elif name == "many":
                _, test, least, most, mode = code
                if mode == "lazy":
                    end = at + least
                    if end <= size and all(map(test, text[at:end])):
                        waiting.append(["more", counter, end, at + most, test, groups, loops])
                        self._count(least)
                        at = end
                        continue
                else:
                    end, last = at, min(size, at + most)
                    while end < last and test(text[end]):
                        end += 1
                    self._count(end - at)
                    if end - at >= least:
                        if mode == "greedy" and end - at > least:
                            waiting.append(["fewer", counter, end, at + least, test, groups, loops])
                        at = end
                        continue
            elif name == "split":
                waiting.extend(["here", other, at, 0, None, groups, loops] for other in reversed(code[1][1:]))
                counter = code[1][0]
                continue
            elif name == "jump":
                counter = code[1]
                continue
            elif name == "open":
                loops = (-1, -1, loops)
                counter = code[1]
                continue
            elif name == "until":
                _, body, least, most, mode = code
                assert loops is not None
                done, last, around = loops[0] + 1, loops[1], loops[2]
                again = (done, at, around)
                if done < least:
                    loops, counter = (done, last, around), body
                elif mode == "greedy":
                    if done < most and at != last:
                        waiting.append(["here", counter, at, 0, None, groups, around])
                        loops, counter = again, body
                    else:
                        loops = around
                else:
                    if done < most and at != last:
                        waiting.append(["here", body, at, 0, None, groups, again])
                    loops = around
                continue
            elif name == "possessive":
                _, body, least, most = code
                done = 0
                while done < most:
                    found = self._run(body, at, groups)
                    if found is None or (done >= least and found[0] == at):
                        break
                    at, groups = found
                    done += 1
                if done >= least:
                    continue
            elif name == "atomic":
                found = self._run(code[1], at, groups)
                if found is not None:
                    at, groups = found
                    continue
            elif name == "look":
                _, body, back, wanted = code
                found = self._run(body, at - back, groups) if at >= back else None
                if (found is not None) == wanted:
                    groups = found[1] if found is not None else groups
                    continue
            elif name == "begin":
                groups = (*groups[: code[1]], (at, -1), *groups[code[1] + 1 :])
                continue
            elif name == "end":
                begun = groups[code[1]]
                groups = (*groups[: code[1]], (begun[0] if begun else at, at), *groups[code[1] + 1 :])
                continue
            elif name == "again":
                span = groups[code[1]]
                if span is not None and span[1] >= 0:
                    said, here = text[span[0] : span[1]], text[at : at + span[1] - span[0]]
                    self._count(len(said))
                    if len(said) == len(here) and all(map(code[2], said, here)):
                        at += len(said)
                        continue
            elif name == "if":
                span = groups[code[1]]
                counter = code[2] if span is not None and span[1] >= 0 else code[3]
                continue
            elif name == "at" and code[1](text, at):
                continue
            # what was tried last has failed: try what waits
            if not waiting:
                return None
            top = waiting[-1]
            kind, counter, at, limit, test, groups, loops = top
            if kind == "fewer":
                self._count(1)
                at -= 1
                if at > limit:
                    top[2] = at
                else:
                    waiting.pop()
            elif kind == "more":
                self._count(1)
                if at < min(limit, size) and test(text[at]):
                    at += 1
                    top[2] = at
                else:
                    waiting.pop()
                    counter = len(program) - 1  # the instruction that always fails
            else:
                waiting.pop()


@lru_cache(maxsize=1000)
def _compiled(pattern: re.Pattern[str]) -> _Program:
    program: _Program = []
    _Writer(program).sequence(parsed(pattern), pattern.flags)
    return [*program, ("done",), ("fail",)]


def parsed(pattern: re.Pattern[str]) -> Any:
    """Return a pattern as Python's own parser understands it."""
    return _parser.parse(pattern.pattern, pattern.flags)


class _Writer:
    """Writes the instructions of the pieces of a pattern, one after the other."""

    def __init__(self, program: _Program) -> None:
        self._program = program

    def sequence(self, pieces: Any, flags: int) -> None:
        for operation, value in pieces:
            test = test_of(operation, value, flags)
            if test is not None:
                self._program.append(("one", test))
            else:
                getattr(self, f"_{str(operation).lower()}")(value, flags)

    def _apart(self, pieces: Any, flags: int) -> _Program:
        program: _Program = []
        _Writer(program).sequence(pieces, flags)
        return [*program, ("done",), ("fail",)]

    def _place(self) -> int:
        """Leave room for an instruction that is known only later."""
        self._program.append(())
        return len(self._program) - 1

    def _at(self, value: Any, flags: int) -> None:
        self._program.append(("at", _PLACES[_place_name(value, flags)]))

    def _subpattern(self, value: Any, flags: int) -> None:
        group, added, removed, pieces = value
        if group is not None:
            self._program.append(("begin", group))
        self.sequence(pieces, (flags | added) & ~removed)
        if group is not None:
            self._program.append(("end", group))

    def _branch(self, value: Any, flags: int) -> None:
        split, starts, ends = self._place(), [], []
        for pieces in value[1]:
            starts.append(len(self._program))
            self.sequence(pieces, flags)
            ends.append(self._place())
        self._program[split] = ("split", starts)
        for end in ends:
            self._program[end] = ("jump", len(self._program))

    def _max_repeat(self, value: Any, flags: int, mode: str = "greedy") -> None:
        least, most, pieces = int(value[0]), int(value[1]), value[2]
        most = UNLIMITED if value[1] is _constants.MAXREPEAT else most
        test = single(pieces, flags)
        if test is not None:
            self._program.append(("many", test, least, most, mode))
        elif mode == "possessive":
            self._program.append(("possessive", self._apart(pieces, flags), least, most))
        else:
            opening = self._place()
            self.sequence(pieces, flags)
            self._program[opening] = ("open", len(self._program))
            self._program.append(("until", opening + 1, least, most, mode))

    def _min_repeat(self, value: Any, flags: int) -> None:
        self._max_repeat(value, flags, "lazy")

    def _possessive_repeat(self, value: Any, flags: int) -> None:
        self._max_repeat(value, flags, "possessive")

    def _atomic_group(self, value: Any, flags: int) -> None:
        self._program.append(("atomic", self._apart(value, flags)))

    def _assert(self, value: Any, flags: int, wanted: bool = True) -> None:
        direction, pieces = value
        back = pieces.getwidth()[0] if direction < 0 else 0
        self._program.append(("look", self._apart(pieces, flags), back, wanted))

    def _assert_not(self, value: Any, flags: int) -> None:
        self._assert(value, flags, wanted=False)

    def _failure(self, value: Any, flags: int) -> None:
        self._program.append(("fail",))

    def _groupref(self, value: Any, flags: int) -> None:
        self._program.append(("again", value, _same if not flags & re.IGNORECASE else _same_letter))

    def _groupref_exists(self, value: Any, flags: int) -> None:
        group, yes, no = value
        test = self._place()
        self.sequence(yes, flags)
        jump = self._place()
        self._program[test] = ("if", group, test + 1, len(self._program))
        self.sequence(no or [], flags)
        self._program[jump] = ("jump", len(self._program))


def single(pieces: Any, flags: int) -> Test | None:
    """Return the test of a piece that takes exactly one character and keeps nothing; of others, nothing."""
    if len(pieces) != 1:
        return None
    operation, value = pieces[0]
    if operation is _constants.SUBPATTERN:
        return single(value[3], (flags | value[1]) & ~value[2]) if value[0] is None else None
    return test_of(operation, value, flags)


def test_of(operation: Any, value: Any, flags: int) -> Test | None:
    """Return the test of an operation that takes exactly one character; of others, nothing."""
    if operation is _constants.ANY:
        return _known(lambda char: bool(flags & re.DOTALL) or char != "\n")
    if operation is _constants.IN:
        return _known(_in_set(value, flags))
    if operation is _constants.LITERAL:
        return _known(_in_set([(operation, value)], flags))
    if operation is _constants.NOT_LITERAL:
        return _known(_in_set([(_constants.NEGATE, None), (_constants.LITERAL, value)], flags))
    return None


class _Known(dict[str, bool]):
    """The answers of a test so far: it is asked for the same characters over and over."""

    def __init__(self, test: Test) -> None:
        super().__init__()
        self._test = test

    def __missing__(self, char: str) -> bool:
        self[char] = answer = self._test(char)
        return answer


def _known(test: Test) -> Test:
    return _Known(test).__getitem__


def _in_set(items: Any, flags: int) -> Test:
    negated = bool(items) and items[0][0] is _constants.NEGATE
    members = [_member(kind, value, flags) for kind, value in items if kind is not _constants.NEGATE]
    cases = (_ascii_cases if flags & re.ASCII else _cases) if flags & re.IGNORECASE else _no_cases
    return lambda char: any(member(each) for each in cases(char) for member in members) != negated


def _member(kind: Any, value: Any, flags: int) -> Test:
    if kind is _constants.LITERAL:
        return lambda char: ord(char) == value
    if kind is _constants.RANGE:
        return lambda char: value[0] <= ord(char) <= value[1]
    assert kind is _constants.CATEGORY, kind
    what = str(value).lower().removeprefix("category_")
    category = _CATEGORIES[what.removeprefix("not_")]
    ascii_only = bool(flags & re.ASCII)
    return lambda char: (category(char) and (not ascii_only or char.isascii())) != what.startswith("not_")


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


_CATEGORIES: dict[str, Test] = {
    "digit": str.isdecimal,
    "space": lambda char: char.isspace(),
    "word": _is_word,
}


def _no_cases(char: str) -> set[str]:
    return {char}


def _ascii_cases(char: str) -> set[str]:
    return {char, char.lower(), char.upper()} if char.isascii() else {char}


def _cases(char: str) -> set[str]:
    """Return the characters that are the same letter in another case."""
    lower = char.lower() if len(char.lower()) == 1 else char
    small = {lower, *(chr(other) for other in _casefix._EXTRA_CASES.get(ord(lower), ()))}
    return {char, *small, *(each.upper() for each in small if len(each.upper()) == 1)}


def _same(one: str, other: str) -> bool:
    return one == other


def _same_letter(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _place_name(value: Any, flags: int) -> str:
    name = str(value).lower().removeprefix("at_")
    if flags & re.MULTILINE and name in ("beginning", "end"):
        return f"{name}_line"
    return f"ascii_{name}" if flags & re.ASCII and "boundary" in name else name


def _between(text: str, at: int, ascii_only: bool = False) -> bool:
    """Return whether a word begins or ends at a place."""

    def is_word(place: int) -> bool:
        inside = 0 <= place < len(text)
        return inside and _is_word(text[place]) and (not ascii_only or text[place].isascii())

    return is_word(at - 1) != is_word(at)


_PLACES: dict[str, Callable[[str, int], bool]] = {
    "beginning": lambda text, at: at == 0,
    "beginning_string": lambda text, at: at == 0,
    "beginning_line": lambda text, at: at == 0 or text[at - 1] == "\n",
    "end": lambda text, at: at == len(text) or (at == len(text) - 1 and text[at] == "\n"),
    "end_line": lambda text, at: at == len(text) or text[at] == "\n",
    "end_string": lambda text, at: at == len(text),
    "boundary": _between,
    "non_boundary": lambda text, at: not _between(text, at) and bool(text),
    "ascii_boundary": lambda text, at: _between(text, at, ascii_only=True),
    "ascii_non_boundary": lambda text, at: not _between(text, at, ascii_only=True) and bool(text),
}
