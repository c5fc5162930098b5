"""Lexers that try only the rules that can match.

A lexer of Pygments has states, each with a list of rules, and tries one rule after the other at each place of the code.
Most of them need a character that is not there: what a rule can begin with is read from its expression, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAlias

from pygments.lexer import RegexLexer  # type: ignore[import-untyped]
from pygments.token import Error, Whitespace, _TokenType  # type: ignore[import-untyped]
from pymdownx import highlight  # type: ignore[import-untyped]

from studyguide.speed.converter import KNOWN, beginnings

Rule: TypeAlias = tuple[Callable[..., Any], Any, Any]
"""What Pygments keeps: how to match, what to do with the match (a type of token or a function), and the next state."""


def quicken(lexer: Any) -> Any:
    """Return the lexer; if it is of the usual kind, it will find the same tokens sooner."""
    if getattr(type(lexer), "get_tokens_unprocessed", None) is RegexLexer.get_tokens_unprocessed:
        states = {name: _Rules(rules) for name, rules in lexer._tokens.items()}
        lexer.get_tokens_unprocessed = lambda text, stack=("root",): _tokens(lexer, states, text, list(stack))
    return lexer


class _Rules(dict[str, Sequence[Rule]]):
    """The rules of a state that can match at a character; that of the end of the text is empty."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__()
        self._rules = rules
        self._beginnings: list[frozenset[str] | None] | None = None

    def __missing__(self, character: str) -> Sequence[Rule]:
        if character not in KNOWN:
            return self._rules
        if self._beginnings is None:
            self._beginnings = [beginnings(getattr(rule[0], "__self__", None)) for rule in self._rules]
        self[character] = [
            rule
            for rule, begins in zip(self._rules, self._beginnings, strict=True)
            if begins is None or character in begins
        ]
        return self[character]


def _tokens(lexer: Any, states: Mapping[str, _Rules], text: str, stack: list[str]) -> Iterator[tuple[int, Any, str]]:
    """Yield what `RegexLexer.get_tokens_unprocessed` does: place, type and text of each token."""
    place = 0
    rules = states[stack[-1]]
    while True:
        for match, action, transition in rules[text[place : place + 1]]:
            found = match(text, place)
            if found:
                if type(action) is _TokenType:
                    yield place, action, found.group()
                elif action is not None:
                    yield from action(lexer, found)
                place = found.end()
                if transition is not None:
                    _move(stack, transition)
                    rules = states[stack[-1]]
                break
        else:
            if place >= len(text):
                return
            if text[place] == "\n":
                stack = ["root"]
                rules = states["root"]
            yield place, Whitespace if text[place] == "\n" else Error, text[place]
            place += 1


def _move(stack: list[str], transition: Any) -> None:
    """Go to another state: a number says how many to leave, a tuple names what to do one after the other."""
    if isinstance(transition, int):
        del stack[max(1, len(stack) + transition) :]
        return
    for step in transition if isinstance(transition, tuple) else (transition,):
        if step == "#pop":
            del stack[max(1, len(stack) - 1) :]
        elif step == "#push":
            stack.append(stack[-1])
        else:
            stack.append(step)


_KEPT = 64
"""Lexers and formatters of so many languages and options are kept."""


@cache
def share_preparations() -> None:
    """Let all blocks of code in this process share lexers and formatters."""
    highlight.get_lexer_by_name = _remembered(_quickened(highlight.get_lexer_by_name))
    highlight.InlineHtmlFormatter = _remembered(highlight.InlineHtmlFormatter)
    highlight.BlockHtmlFormatter = _remembered(highlight.BlockHtmlFormatter)


def _remembered(make: Callable[..., Any]) -> Callable[..., Any]:
    """Remember what is made by its arguments; lexers and formatters keep nothing from one text for the next."""
    remembered = lru_cache(maxsize=_KEPT)(lambda arguments, options: make(*arguments, **_thawed(options)))

    def find(*arguments: Any, **options: Any) -> Any:
        try:
            return remembered(arguments, _frozen(options))
        except TypeError:  # arguments that cannot be hashed
            return make(*arguments, **options)

    return find


def _frozen(options: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, tuple(value) if type(value) is list else value) for name, value in options.items())


def _thawed(options: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {name: list(value) if type(value) is tuple else value for name, value in options}


def _quickened(find: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments, **options: quicken(find(*arguments, **options))
