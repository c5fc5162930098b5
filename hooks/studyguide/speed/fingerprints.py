"""A hash of the code that a build runs: of our own package, of the libraries, and of whatever settings name."""

from __future__ import annotations

import ast
import functools
import hashlib
import inspect
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import resolve_name
from pathlib import Path
from types import FunctionType, MethodType, ModuleType
from typing import Any

from markdown.util import get_installed_extensions

PACKAGE = Path(__file__).parent.parent

_DEEPEST = 8


def own_code(package: Path = PACKAGE) -> str:
    """Return a hash of every file of a package, templates and data included."""
    names = sorted(
        os.path.join(folder, name)
        for folder, _, names in os.walk(package)
        for name in names
        if not folder.endswith("__pycache__")
    )
    return _hash((os.path.relpath(name, package), Path(name).read_bytes()) for name in names)


def surroundings(path: Iterable[str] | None = None) -> str:
    """Return the version of Python and of every library that is installed.

    Args:
        path: the folders in which Python looks for libraries; by default, those of this process.
    """
    found = {name for folder in path or sys.path for name in _libraries(folder or ".")}
    return "\n".join([sys.implementation.name, *map(str, sys.version_info[:3]), *sorted(found)])


def _libraries(folder: str) -> list[str]:
    """Return the names of the folders in which installers note a library and its version."""
    try:
        return [name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return []


def code_of_settings(extensions: Iterable[str], configs: Mapping[str, Any]) -> str:
    """Return a hash of the source files of Markdown extensions and of the functions that their settings name.

    Files that lie outside of the libraries, such as extensions of the project's own, count with all that they import
    from outside of the libraries; for what they import from a library its version stands.
    """
    named = {*map(_module_of_extension, extensions), *_modules_of_values(configs)}
    return _code_of_modules(tuple(sorted(named)))


def described(value: object, depth: int = 0) -> Any:
    """Return plain values for a value that JSON does not know.

    Two that act differently are not described alike; what is nested too deeply is described like nothing else is, so
    that nothing made with it is found again.
    """
    if depth > _DEEPEST:
        return object.__repr__(value)
    below = functools.partial(described, depth=depth + 1)
    if isinstance(value, functools.partial):
        return ["partial", below(value.func), list(map(below, value.args)), _named(value.keywords, below)]
    if isinstance(value, MethodType):
        return [below(value.__func__), below(value.__self__)]
    if isinstance(value, FunctionType):
        return [f"{value.__module__}.{value.__qualname__}", *map(below, _enclosed(value))]
    if isinstance(value, type) or not hasattr(value, "__dict__"):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', repr(value))}"
    return [f"{type(value).__module__}.{type(value).__qualname__}", _named(vars(value), below)]


def _enclosed(function: FunctionType) -> Iterator[object]:
    """Yield the values that a function brings with it."""
    yield from inspect.getclosurevars(function).nonlocals.values()
    yield from (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())


def _named(values: Mapping[str, object], describe: Callable[[object], Any]) -> list[list[Any]]:
    return [[name, describe(value)] for name, value in sorted(values.items())]


def _module_of_extension(name: str) -> str:
    installed = [each for each in get_installed_extensions() if each.name == name]
    return installed[0].module if installed else name.partition(":")[0]


def _modules_of_values(value: object) -> Iterator[str]:
    """Yield the modules of all functions, classes and objects in settings."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _modules_of_values(each)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from _modules_of_values(each)
    elif isinstance(value, functools.partial):
        yield from _modules_of_values([value.func, value.args, value.keywords])
    elif not isinstance(value, (str, bytes, int, float, type(None))):
        owner = value if hasattr(value, "__module__") else type(value)
        yield str(owner.__module__)


@cache
def _code_of_modules(names: tuple[str, ...]) -> str:
    """Return a hash of the sources of modules; in one process they are loaded once, so that it stays the same."""
    todo = [module for name in names if (module := _loaded(name))]
    found: dict[str, Path] = {}
    while todo:
        module = todo.pop()
        file = inspect.getsourcefile(module) if getattr(module, "__file__", None) else None
        if module.__name__ in found or file is None:
            continue
        found[module.__name__] = Path(file)
        if _is_local(file):
            used = _used(module, Path(file).read_text("utf-8"))
            todo += [other for other in used if _is_local(getattr(other, "__file__", None))]
    return _hash((name, file.read_bytes()) for name, file in sorted(found.items()))


def _loaded(name: str) -> ModuleType | None:
    """Return a module; what cannot be imported is for Python-Markdown to complain of."""
    try:
        return import_module(name)
    except Exception:  # an extension may fail as it likes
        return None


def _used(module: ModuleType, source: str) -> Iterator[ModuleType]:
    """Yield the modules that a module's source imports, or imports something from, as far as they are loaded."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), module.__package__)
            names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        yield from (sys.modules[name] for name in names if name in sys.modules)


_LIBRARIES = tuple(
    os.path.realpath(sysconfig.get_path(name)) + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")
)


def _is_local(file: str | None) -> bool:
    """Return whether a file is part of no library, and not of this package, which counts as a whole."""
    if file is None:
        return False
    real = os.path.realpath(file)
    return not real.startswith((*_LIBRARIES, str(PACKAGE.resolve()) + os.sep))


def _hash(parts: Iterable[tuple[str, bytes]]) -> str:
    whole = hashlib.blake2b(digest_size=20)
    for name, data in parts:
        whole.update(f"{name}:{len(data)}:".encode())
        whole.update(data)
    return whole.hexdigest()
