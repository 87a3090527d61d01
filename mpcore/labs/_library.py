"""The graphs that the labs offer, each with its words and its places; and places for a graph that a reader types in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..datasets import karate_club, playground
from ..errors import GraphError, UnknownNameError, got, listed
from ..families import (  # fmt: skip
    barbell,
    complete,
    complete_bipartite,
    cycle,
    disjoint_union,
    grid,
    hypercube,
    path,
    ring_of_cliques,
    star,
    tree,
)
from ..graph import Graph
from ..render import layouts
from ..scenario import PLAYGROUND
from ..walks import components, hops

SHAPE = np.array([1.0, 0.62])  # a drawing is wider than high
GAP = 0.062  # of its width: nodes no closer than this
MOST = 60  # nodes that a drawing still shows
EDGE = re.compile(r"\s*(\d{1,3})\s*-\s*(\d{1,3})\s*")


class Drawn(NamedTuple):
    """A graph, what it is called, and where its nodes stand."""

    words: str
    graph: Graph
    places: layouts.Places


CUBE = [(0.0, 0.3), (0.0, 1.0), (0.7, 0.3), (0.7, 1.0), (0.3, 0.0), (0.3, 0.7), (1.0, 0.0), (1.0, 0.7)]

#: Name → words, graph, places (None: found by `places`).
LIBRARY: dict[str, tuple[str, Callable[[], Graph], Callable[[], layouts.Places] | None]] = {
    "playground": ("playground", playground, lambda: [PLAYGROUND.positions[v] for v in PLAYGROUND.nodes]),
    "path": ("path of 8", lambda: path(8), lambda: [(round(i / 7, 3), 0.35 + 0.3 * (i % 2)) for i in range(8)]),
    "cycle": ("ring of 8", lambda: cycle(8), lambda: layouts.ring(8)),
    "cycle9": ("ring of 9", lambda: cycle(9), lambda: layouts.ring(9)),
    "star": ("star of 7", lambda: star(7), lambda: layouts.star(7)),
    "complete": ("complete graph K6", lambda: complete(6), lambda: layouts.ring(6)),
    "bipartite": ("bipartite K10,10", lambda: complete_bipartite(10, 10), lambda: layouts.rows(10, 10)),
    "grid": ("grid 4 × 5", lambda: grid(4, 5), lambda: layouts.rows(5, 5, 5, 5)),
    "tree": ("binary tree", lambda: tree(2, 3), lambda: layouts.tree(2, 3)),
    "hypercube": ("cube", lambda: hypercube(3), lambda: CUBE),
    "barbell": ("barbell", lambda: barbell(4, 1), lambda: layouts.barbell(4, 1)),
    "cliques": ("ring of cliques", lambda: ring_of_cliques(4, 4), lambda: layouts.clusters(4, 4)),
    "parts": ("two components", lambda: disjoint_union(cycle(3), cycle(5)),
              lambda: layouts.beside(layouts.ring(3), layouts.ring(5))),
    "karate": ("karate club", karate_club, None),
}  # fmt: skip


@lru_cache(maxsize=64)
def library(name: str) -> Drawn:
    """The graph of that name."""
    if name not in LIBRARY:
        raise UnknownNameError(f"graph is {got(name)}; it must be one of {listed(LIBRARY, limit=99)}.")
    words, make, stand = LIBRARY[name]
    graph = make()
    return Drawn(words, graph, stand() if stand else places(graph))


@lru_cache(maxsize=64)
def typed(text: str, key: str = "edges", most: int = MOST) -> Drawn:
    """The graph of a text such as "0-1, 1-2"; every fault in it is named at once.

    >>> typed("0-1, 1-2").graph.in_degree
    array([1., 2., 1.])
    """
    if len(text) > 5000:
        raise GraphError(f"{key} has {len(text)} characters; allowed are 5000.")
    parts = [part for part in text.split(",") if part.strip()]
    found = [EDGE.fullmatch(part) for part in parts]
    problems = [f"{key} has {got(part.strip())}; an edge is written 0-1." for part, one in zip(parts, found) if not one]
    pairs = [(int(one[1]), int(one[2])) for one in found if one]
    problems += [f"{key} has {j}-{i}; a node is not joined to itself here." for j, i in pairs if j == i]
    high = max((max(pair) for pair in pairs), default=0)
    problems += [f"{key} names node {high}; allowed are nodes 0 to {most - 1}."] if high >= most else []
    problems += [] if pairs or problems else [f"{key} is empty; write at least one edge, such as 0-1."]
    if problems:
        raise GraphError(*problems)
    unique = sorted({(min(pair), max(pair)) for pair in pairs})
    graph = Graph.from_edges(unique, num_nodes=high + 1)
    return Drawn("your graph", graph, places(graph))


def edges(graph: Graph) -> list[tuple[int, int]]:
    """Each undirected edge once, smaller end first, in a fixed order."""
    return sorted({(min(j, i), max(j, i)) for j, i in zip(graph.source.tolist(), graph.target.tolist()) if j != i})


def places(graph: Graph, steps: int = 150) -> layouts.Places:
    """Places whose distances look like the hops (stress majorisation from a circle); components stand side by side."""
    part = components(graph)
    groups = [np.flatnonzero(part == c) for c in np.unique(part)]
    out: dict[int, tuple[float, float]] = {}
    distance = hops(graph)
    boxes = layouts.beside(*([[(0.0, 0.0), (1.0, 1.0)]] * len(groups)))
    for g, nodes in enumerate(groups):
        spots = _stress(distance[np.ix_(nodes, nodes)], steps)
        (left, _), (right, _) = boxes[2 * g], boxes[2 * g + 1]
        for node, (x, y) in zip(nodes.tolist(), spots):
            out[node] = (round(left + x * (right - left), 2), round(y, 2))
    return [out[node] for node in range(graph.num_nodes)]


def _stress(wanted: np.ndarray, steps: int) -> list[tuple[float, float]]:
    n = len(wanted)
    at = np.array(layouts.ring(n)) * n ** 0.5
    weight = np.where(wanted > 0, 1 / np.maximum(wanted, 1) ** 2, 0.0)
    total = weight.sum(axis=1)
    for _ in range(steps if n > 2 else 0):
        away = at[:, None, :] - at[None, :, :]
        length = np.sqrt((away**2).sum(axis=2))
        pull = weight * wanted / np.where(length > 1e-9, length, 1.0)
        at = ((weight[:, :, None] * at[None, :, :]) + pull[:, :, None] * away).sum(axis=1) / total[:, None]
    spots = _fitted(at)
    for _ in range(40 if n > 2 else 0):  # what still covers each other is pushed apart, in the drawing's own proportions
        away = (spots[:, None, :] - spots[None, :, :]) * SHAPE
        length = np.sqrt((away**2).sum(axis=2)) + np.eye(n)
        near = (length < GAP) & ~np.eye(n, dtype=bool)
        if not near.any():
            break
        push = np.where(near, (GAP - length) / length, 0.0)[:, :, None] * away
        spots = _fitted(spots + 0.5 * push.sum(axis=1) / SHAPE)
    return [(float(x), float(y)) for x, y in spots]


def _fitted(at: np.ndarray) -> np.ndarray:
    """Moved and stretched into 0..1."""
    low, high = (at.min(axis=0), at.max(axis=0)) if len(at) else (0.0, 1.0)
    size = np.where(high - low > 1e-6, high - low, 1.0)
    return (at - low) / size + np.where(high - low > 1e-6, 0.0, 0.5)
