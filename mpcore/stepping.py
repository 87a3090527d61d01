"""A layer of your own, stepped round by round like the playground: every message, aggregate and update as numbers.

The figure comes from Python alone, so whatever a layer does can be seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np

from .checks import as_features
from .errors import ShapeError, got
from .graph import Graph
from .message_passing import MessagePassing, Steps
from .notation import show
from .render import NodeMark, axis_for, circle_layout, curve_skeleton, graph_skeleton, readout, rounds_table, stepper
from .render.drawing import edge_marks
from .scenario import PLAYGROUND

__all__ = ["Stepped", "stepped"]

MOST_NODES, MOST_ROUNDS, MOST_COLUMNS, SPELLED_OUT = 60, 100, 3, 6


def stepped(layer: MessagePassing, graph: Graph, x: Any, rounds: int = 8) -> Stepped:
    """The rounds of a layer that turns one number a node into one number a node. In a cell, the result is a figure to step through.

    >>> from mpcore import SimpleLayer, datasets
    >>> run = stepped(SimpleLayer("sum", include_self=False), datasets.path(3), [1, 0, 0], rounds=2)
    >>> run.values
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (1.0, 0.0, 1.0))
    """
    problems = []
    if not isinstance(layer, MessagePassing):
        problems.append(f"layer is {got(layer)}; it must be an object of a class that derives from MessagePassing.")
    if not isinstance(graph, Graph) or not 1 <= graph.num_nodes <= MOST_NODES:
        problems.append(f"graph is {got(graph)}; it must be a Graph of 1 to {MOST_NODES} nodes.")
    if isinstance(rounds, bool) or not isinstance(rounds, int) or not 1 <= rounds <= MOST_ROUNDS:
        problems.append(f"rounds is {got(rounds)}; it must be a whole number from 1 to {MOST_ROUNDS}.")
    if problems:
        raise ShapeError(*problems)
    features, steps = as_features(x, graph.num_nodes), []
    for k in range(rounds):
        if features.shape[1] != 1:
            where = "x has" if not k else f"{type(layer).__name__} returned"
            raise ShapeError(f"{where} {features.shape[1]} numbers a node, but a figure has room for one: choose a column.")
        steps.append(layer.steps(graph, features))
        features = steps[-1].out
        if not np.isfinite(features).all():
            raise ShapeError(f"{type(layer).__name__} leaves the range of numbers in round {k + 1}: draw at most {k} rounds.")
    if features.shape[1] != 1:
        raise ShapeError(f"{type(layer).__name__} returned {features.shape[1]} numbers a node, but a figure has room for one.")
    how = layer.how if isinstance(layer.how, str) else getattr(layer.how, "__name__", "aggregate")
    return Stepped(type(layer).__name__, how, graph, tuple(steps))


@dataclass(frozen=True, eq=False)
class Stepped:
    """What `stepped` returns: each round's Steps, and their values; `values[k][i]` is node i after round k."""

    name: str
    how: str
    graph: Graph
    steps: tuple[Steps, ...]

    @property
    def values(self) -> tuple[tuple[float, ...], ...]:
        rows = [self.steps[0].x, *(step.out for step in self.steps)]
        return tuple(tuple(float(value) for value in row[:, 0]) for row in rows)

    def view(self) -> dict[str, Any]:
        """The figure as data, see mpcore.labs."""
        return _view(self)

    def _repr_view_(self) -> str:
        return json.dumps(self.view(), ensure_ascii=False)


def _view(run: Stepped) -> dict[str, Any]:
    names, frames = run.graph.names, len(run.values)
    rows = [(f"n{i}", name) for i, name in enumerate(names)]
    values = {key: [show(row[i]).cell for row in run.values] for i, (key, _) in enumerate(rows)}
    top = max(abs(value) for row in run.values for value in row) or 1.0
    axis, name = axis_for(values), f"own-{crc32(repr((run.name, run.how, values)).encode()):08x}"
    places = list((PLAYGROUND.positions or {}).values()) if names == PLAYGROUND.nodes else circle_layout(len(names))
    nodes = [NodeMark(f"n{i}", label, *places[i], series=f"n{i}", announce=[f"Node {label}, value ", [f"n{i}", 0, "d"], "."]) for i, label in enumerate(names)]
    routes = run.steps[0].graph
    own = len(set(routes.source[routes.source == routes.target].tolist())) == len(names)
    words = f"{len(names)} nodes, messages as {run.name} makes them, combined by {run.how}."
    return {
        "lab": "own", "title": f"{run.name}, step by step", "state": {"k": "0"}, "frames": frames, "frame_key": "k", "frame": 0, "selected": "n0",
        "scale": {"min": -top, "max": top}, "axis": axis, "series": {**values, **_inside(run), "frame": [str(k) for k in range(frames)]},
        "details": {f"n{i}": _detail(run, i) for i in range(len(names))},
        "layout": ["graph readout", "stepper", "table curve"],
        "say": ["Round ", ["frame", 0, "d"], ": ", *_listing(rows), "."],
        "parts": {
            "graph": graph_skeleton(nodes, edge_marks(run.graph), f"The graph, with values as {run.name} changes them", words, f"{name}-graph", own),
            "readout": readout(),
            "stepper": stepper("k", frames, name),
            "table": rounds_table(rows, frames, "Value of every node, by round"),
            "curve": curve_skeleton(rows, values, axis, "Values by round", words, name=f"{name}-curve"),
        },
    }  # fmt: skip


def _inside(run: Stepped) -> dict[str, list[str]]:
    """What travels and what arrives: m<edge>-<column> and a<node>-<column>, one text a round, where that is not too much to read."""
    found = {}
    for letter, name in (("m", "messages"), ("a", "aggregated")):
        arrays = [getattr(step, name) for step in run.steps]
        rows, columns = arrays[0].shape
        if columns <= MOST_COLUMNS:
            found |= {f"{letter}{r}-{c}": ["0", *(show(float(a[r, c])).cell for a in arrays)] for r in range(rows) for c in range(columns)}
    return found


def _vector(key: str, columns: int, role: str) -> list[Any]:
    """A number, or several in brackets."""
    parts = [part for c in range(columns) for part in (", ", [f"{key}-{c}", 0, "d", role])][1:]
    return parts if columns == 1 else ["(", *parts, ")"]


def _detail(run: Stepped, i: int) -> dict[str, Any]:
    step, names = run.steps[0], run.graph.names
    edges = [e for e in range(step.graph.num_edges) if step.graph.target[e] == i]
    sent, arrived = step.messages.shape[1], step.aggregated.shape[1]
    text: list[Any] = []
    if not edges:
        text.append("nothing arrives. ")
    elif sent > MOST_COLUMNS:
        text.append(f"messages of {sent} numbers arrive. ")
    else:
        for place, e in enumerate(edges[:SPELLED_OUT]):
            text += [f"{'; ' if place else ''}{names[int(step.graph.source[e])]} sends ", *_vector(f"m{e}", sent, "message")]
        text.append(f"; and {len(edges) - SPELLED_OUT} more. " if len(edges) > SPELLED_OUT else ". ")
    if arrived <= MOST_COLUMNS:
        text += [{"t": run.how, "r": "aggregate"}, ": ", *_vector(f"a{i}", arrived, "aggregate"), ". "]
    text += [{"t": "update", "r": "update"}, ": ", [f"n{i}", -1, "d"], " becomes ", [f"n{i}", 0, "d", "update"], "."]
    return {
        "title": [f"Node {names[i]}, round ", ["frame", 0, "d"]],
        "text": text,
        "first_title": [f"Node {names[i]}, round 0"],
        "first_text": [f"{names[i]} starts at ", [f"n{i}", 0, "d"]],
        "lights": [f"n{int(step.graph.source[e])}" for e in edges],
    }


def _listing(rows: Sequence[tuple[str, str]]) -> Iterator[Any]:
    for place, (key, label) in enumerate(rows):
        yield f"{', ' if place else ''}{label} "
        yield [key, 0, "d"]
