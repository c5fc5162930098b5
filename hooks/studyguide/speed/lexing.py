"""Lexers that try only the rules that can match.

A lexer of Pygments has states, each with a list of rules, and tries one rule after the other at each place of the code.
Most of them need a character that is not there: what a rule can begin with is read from its expression, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pygments.lexer import RegexLexer  # type: ignore[import-untyped]
from pygments.token import Error, Whitespace, _TokenType  # type: ignore[import-untyped]

from studyguide.speed.beginnings import KNOWN, beginnings

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
