"""Every regular expression of this project, found in its modules and in its source, with how it is used."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

HOOKS = Path(__file__).resolve().parents[2] / "hooks"
_AT_ONE_PLACE = ("match", "fullmatch")
_USES = frozenset({"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"})
_FLAGS_AT = {"compile": 1, "match": 2, "fullmatch": 2, "search": 2, "finditer": 2, "findall": 2, "sub": 4, "split": 3}


class Found(NamedTuple):
    """A pattern of this project."""

    where: str
    """Its module and its name, or its line."""
    pattern: re.Pattern[str]
    how: str
    """The worst of what is done with it: `match` and `fullmatch` look at one place, `finditer` at all."""


class Source(NamedTuple):
    """A module with its text."""

    name: str
    module: ModuleType
    tree: ast.Module


@cache
def sources() -> tuple[Source, ...]:
    """Return all modules of the project."""
    files = sorted(file for file in HOOKS.rglob("*.py") if file.name != "__main__.py")
    names = [".".join(file.relative_to(HOOKS).with_suffix("").parts).removesuffix(".__init__") for file in files]
    return tuple(
        Source(name, importlib.import_module(name), ast.parse(file.read_text("utf-8")))
        for name, file in zip(names, files, strict=True)
    )


@cache
def patterns() -> tuple[Found, ...]:
    """Return every pattern once, by its text, its flags and its use."""
    kept = tuple(_kept())
    known = {found.pattern for found in kept}
    everything = [*kept, *(found for source in sources() for found in _written(source, known))]
    once = {(found.pattern, found.how): found for found in reversed(everything)}
    covered = {pattern for pattern, how in once if how == "finditer"}
    found = [found for (pattern, how), found in once.items() if how == "finditer" or pattern not in covered]
    return tuple(sorted(found, key=lambda each: (each.where, each.pattern.pattern, each.how)))


def _kept() -> Iterator[Found]:
    """Yield what modules hold: by a name, in a class, in tuples and dictionaries, in functions."""
    for source in sources():
        for name, value in vars(source.module).items():
            if isinstance(value, re.Pattern):
                yield Found(f"{source.name}.{name}", value, _worst(_uses_of(name, source.name)))
            elif not isinstance(value, ModuleType) and _is_ours(value, source.name):
                for pattern in _within(value, set()):
                    yield Found(f"{source.name}.{name}", pattern, "finditer")


def _is_ours(value: object, name: str) -> bool:
    return not isinstance(value, (type, FunctionType)) or value.__module__ == name


def _within(value: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
        return
    for part in _pieces(value):
        yield from _within(part, seen)


def _pieces(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, (tuple, list, set, frozenset)):
        return value
    if isinstance(value, type):
        return list(vars(value).values())
    if isinstance(value, FunctionType):
        cells = [cell.cell_contents for cell in value.__closure__ or () if cell != type(cell)()]
        return [*cells, *(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()]
    return ()


def _uses_of(name: str, module: str) -> set[str]:
    """Return what is done with a module's pattern: names of methods, or `unknown`; a private one stays in its module."""
    places = [module] if name.startswith("_") else [source.name for source in sources()]
    return set().union(*(_uses()[place].get(name, set()) for place in places)) or {"unknown"}


@cache
def _uses() -> dict[str, dict[str, set[str]]]:
    """Return what each module does with each name."""
    return {source.name: _uses_in(source.tree) for source in sources()}


def _uses_in(tree: ast.Module) -> dict[str, set[str]]:
    uses: dict[str, set[str]] = {}
    called: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=method)) if method in _USES and _name(value):
                called.add(value)
                anywhere = method in _AT_ONE_PLACE and len(node.args) == 2  # it may be asked at every place
                uses.setdefault(_name(value), set()).add("finditer" if anywhere else method)
    for node in ast.walk(tree):
        if _name(node) and node not in called and isinstance(getattr(node, "ctx", None), ast.Load):
            uses.setdefault(_name(node), set()).add("unknown")
    return uses


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _worst(uses: set[str]) -> str:
    if len(uses) == 1 and uses <= set(_AT_ONE_PLACE):
        return next(iter(uses))
    return "match" if uses == set(_AT_ONE_PLACE) else "finditer"


def _written(source: Source, known: set[re.Pattern[str]]) -> Iterator[Found]:
    """Yield the patterns that stand in calls such as `re.sub("a", …)`, at any place of a module."""
    for node, method in _calls(source):
        try:
            text = _value(node.args[0], source.module)
        except NameError:  # made of what is known at run time only: see `built`
            continue
        pattern = re.compile(text, _flags(node, method, source.module))
        if method != "compile" or pattern not in known:  # else its name tells how it is used
            yield Found(f"{source.name}:{node.lineno}", pattern, method if method in _AT_ONE_PLACE else "finditer")


def _calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Yield each call of a function of `re` that takes a pattern."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr=method), args=[_, *_]) if method in _FLAGS_AT:
                yield node, method


def built() -> set[str]:
    """Return the modules that make patterns of what is known at run time only."""
    return {source.name for source in sources() for node, _ in _calls(source) if not _is_known(node, source)}


def _is_known(node: ast.Call, source: Source) -> bool:
    try:
        _value(node.args[0], source.module)
    except NameError:
        return False
    return True


def _value(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), module.__name__, "eval"), vars(module))


def _flags(node: ast.Call, method: str, module: ModuleType) -> int:
    named = [keyword.value for keyword in node.keywords if keyword.arg == "flags"]
    at = node.args[_FLAGS_AT[method] :] + named
    return int(_value(at[0], module)) if at else 0
