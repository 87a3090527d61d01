"""Which errors a function or class can raise, read from its code: what it raises itself, and what the mpcore functions raise that it calls."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from textwrap import dedent
from typing import Any


def raised(value: Any) -> list[str]:
    """Names of the errors of mpcore, in alphabetical order.

    >>> from mpcore import aggregate
    >>> raised(aggregate)
    ['ShapeError', 'UnknownNameError']
    """
    found: set[str] = set()
    seen: set[int] = set()
    waiting = list(_functions(value))
    while waiting:
        function = waiting.pop()
        if id(function) in seen:
            continue
        seen.add(id(function))
        for name, called in _names(function):
            if inspect.isclass(called) and issubclass(called, Exception) and called.__module__ == "mpcore.errors":
                found.add(name)
            elif getattr(called, "__module__", "").startswith("mpcore"):
                waiting += _functions(called)
    return sorted(found)


def _functions(value: Any) -> Iterator[Callable[..., Any]]:
    """The code that calling a value runs: a function itself, of a class all its own methods."""
    if inspect.isfunction(value):
        yield value
    elif inspect.isclass(value) and not issubclass(value, Exception):
        for member in vars(value).values():
            plain = member.__func__ if isinstance(member, (classmethod, staticmethod)) else getattr(member, "fget", None) or getattr(member, "func", member)
            if inspect.isfunction(plain):
                yield plain


def _names(function: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """(name, value) of everything that a function raises or calls by a plain name, as its module knows it."""
    try:
        tree = ast.parse(dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):  # a method that a dataclass wrote has no source
        return
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else node.exc if isinstance(node, ast.Raise) else None
        if isinstance(called, ast.Name) and called.id in function.__globals__:
            yield called.id, function.__globals__[called.id]
