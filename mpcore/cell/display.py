"""The last value of a cell, as the reader sees it; nothing that it holds can hurt the page or the interpreter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .figure import figure

#: Characters of text, levels of nesting and number of items that are shown.
TEXT, DEPTH, ITEMS = 20_000, 60, 20_000

CONTAINERS = (list, tuple, dict, set, frozenset)


@dataclass(frozen=True)
class Value:
    """Text, or a drawing that mpcore.render made."""

    kind: str  # "text"; "svg" or "html", drawn by mpcore; "view", a figure to step through, as JSON (see mpcore.labs)
    text: str


def _inside(container: Any) -> Iterator[Any]:
    if isinstance(container, dict):
        yield from container.keys()
        yield from container.values()
    else:
        yield from container


def extent(value: Any) -> tuple[int, int]:
    """How deep and how many: levels and items of nested containers, counted without recursion and not far beyond the limits.

    >>> extent(5), extent([1, [2, 3]])
    ((0, 1), (2, 5))
    """
    depth, count, row = 0, 1, [value]
    while depth <= DEPTH and count <= ITEMS:
        inner: list[Any] = []
        containers = [item for item in row if isinstance(item, CONTAINERS)]
        if not containers:
            break
        for container in containers:
            for item in _inside(container):
                inner.append(item)
                if len(inner) + count > ITEMS:
                    break
        depth, count, row = depth + 1, count + len(inner), inner
    return depth, count


def shown(value: Any) -> Value | None:
    """None for None; a drawing if mpcore.render made it; else the repr, cut to a length that a page can hold.

    >>> shown([1, 2])
    Value(kind='text', text='[1, 2]')
    >>> shown(None)
    """
    if value is None:
        return None
    if type(value).__module__.startswith("mpcore.render"):
        for kind in ("svg", "html"):
            draw = getattr(value, f"_repr_{kind}_", None)
            drawn = draw and draw()
            if drawn is not None:
                return Value(kind, drawn)
    if type(value).__module__.startswith("mpcore."):
        view = figure(value)
        if view is not None:
            return Value("view", view)
    depth, count = extent(value)
    if depth > DEPTH:  # asking Python for the repr of a very deep list ends WebAssembly's stack, and Python with it
        return Value("text", f"<{type(value).__name__} nested more than {DEPTH} deep>")
    if count > ITEMS:
        return Value("text", f"<{type(value).__name__} of more than {ITEMS} values>")
    if isinstance(value, (str, bytes, bytearray)) and len(value) > TEXT:
        return Value("text", f"{value[:TEXT]!r} … ({len(value)} in all)")
    if isinstance(value, int) and value.bit_length() > 3 * TEXT:
        return Value("text", f"<int of {value.bit_length()} bits>")
    text = repr(value)
    return Value("text", text if len(text) <= TEXT else f"{text[:TEXT]} … ({len(text)} characters in all)")
