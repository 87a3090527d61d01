"""Drawings as values: a graph or a table that a cell, or a notebook, shows when it is the last thing in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

from ..notation import show
from .geometry import circle_layout
from .graph import EdgeMark, NodeMark, graph_skeleton
from .paint import paint
from .table import table

__all__ = ["Drawing", "draw", "edge_marks", "tabulate"]


class Drawing(str):
    """Markup that shows itself: SVG where it is SVG, else HTML."""

    __slots__ = ()

    def _repr_svg_(self) -> str | None:
        return str(self) if self.startswith("<svg") else None

    def _repr_html_(self) -> str | None:
        return None if self.startswith("<svg") else str(self)


def draw(graph: Any, x: Sequence[Any] | None = None, places: Sequence[tuple[float, float]] | None = None) -> Drawing:
    """A Graph as SVG, on a circle or at the places given (each in 0..1), with a number for each node written on it.

    >>> from mpcore import Graph
    >>> picture = draw(Graph.from_edges([("A", "B")]), [5, 0.25])
    >>> picture.startswith("<svg"), ">0.25</text>" in picture
    (True, True)
    """
    values = [None] * graph.num_nodes if x is None else [_number(value) for value in x]
    if len(values) != graph.num_nodes:
        raise ValueError(f"x has {len(values)} numbers, but this graph has {graph.num_nodes} nodes: give one for each.")
    series = {f"n{i}": [show(value).cell] for i, value in enumerate(values) if value is not None}
    spots = places or circle_layout(graph.num_nodes)
    nodes = [NodeMark(f"n{i}", name, *spot, series=f"n{i}" if f"n{i}" in series else None) for i, (name, spot) in enumerate(zip(graph.names, spots))]
    words = f"{graph.num_nodes} nodes, {', '.join(graph.names[:40])}."
    top = max((abs(value) for value in values if value is not None), default=0.0) or 1.0
    name = f"drawing-{crc32(repr((words, series, [*graph.source], [*graph.target])).encode()):08x}"
    skeleton = graph_skeleton(nodes, edge_marks(graph), "A graph", words, name)
    return Drawing(paint({"parts": {"graph": skeleton}, "series": series, "scale": {"min": -top, "max": top}, "frame": 0}, "graph"))


def edge_marks(graph: Any) -> list[EdgeMark]:
    """The edges of a Graph to be drawn: two that run against each other are one without an arrow."""
    pairs = list(dict.fromkeys(zip((int(s) for s in graph.source), (int(t) for t in graph.target))))
    there = set(pairs)
    kept = [(s, t) for s, t in pairs if s <= t or (t, s) not in there]
    return [EdgeMark(f"e{k}", s, t, directed=(t, s) not in there) for k, (s, t) in enumerate(kept)]


def tabulate(columns: Sequence[str], rows: Sequence[Sequence[object]], caption: str = "") -> Drawing:
    """A table of texts and numbers; numbers are written as everywhere on the site.

    >>> "<td>≈ 0.3333</td>" in tabulate(["node", "value"], [["A", 1 / 3]])
    True
    """
    texts = [[show(value).cell if isinstance(value, float) else value for value in row] for row in rows]
    return Drawing(table(columns, texts, caption))


def _number(value: Any) -> float | int:
    """A Python number from a numpy scalar or a row of one feature."""
    while hasattr(value, "__len__") and not isinstance(value, (str, bytes)):
        if len(value) != 1:
            raise ValueError(f"x has {len(value)} features for a node, but a drawing has room for one: choose a column.")
        value = value[0]
    return value.item() if hasattr(value, "item") else value
