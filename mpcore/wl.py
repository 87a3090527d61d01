"""Colour refinement (1-WL): nodes of one colour part ways when their neighbourhoods differ, until nothing more parts.

Colours are ranks of the signatures themselves, shared by all graphs given together: never hashes, which may collide.
Different histograms prove that two graphs are not isomorphic; equal histograms prove nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np

from mpcore.errors import GraphError
from mpcore.graph import Graph

__all__ = ["equivalent", "histogram", "refine", "refine_pairs"]

Round = tuple[np.ndarray, ...]  # the colours of each graph
MOST_PAIRS_NODES = 64  # a round of refine_pairs takes N³ steps


def refine(
    graphs: Sequence[Graph], rounds: int | None = None, start: Sequence[Sequence[Hashable]] | None = None
) -> tuple[Round, ...]:
    """Colours by round and graph: colours[k][g] is (N,) int, and equal numbers mean equal colours across the graphs.

    Next colour of i = (colour of i, multiset of the (colour, weight) of all that i hears).  rounds=None goes on until no
    class splits any more (that last, idle round included).  start: a value for each node, all alike if not given.

    >>> [colours.tolist() for colours, in refine([Graph.from_edges([(0, 1), (1, 2), (2, 3)])])]
    [[0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 0]]
    """
    graphs = _checked(graphs)
    if start is None:
        start = [[0] * graph.num_nodes for graph in graphs]
    if [len(values) for values in start] != [graph.num_nodes for graph in graphs]:
        raise GraphError("start needs one value for each node of each graph.")
    heard = [_heard(graph) for graph in graphs]

    def signatures(colours: Round) -> list[list[Any]]:
        return [
            [(own[i], sorted((own[j], weight) for j, weight in heard[g][i])) for i in range(len(own))]
            for g, own in enumerate(colour.tolist() for colour in colours)
        ]

    return _until_stable(_ranked([list(values) for values in start]), signatures, rounds)


def refine_pairs(graphs: Sequence[Graph], rounds: int | None = None) -> tuple[Round, ...]:
    """Folklore 2-WL: colours[k][g] is [N, N] int, a colour for each pair (u, v); stronger than refine, N³ steps a round.

    Round 0: whether u = v, and the weights v → u and u → v.  Next colour of (u, v) = (its colour, multiset over all w of
    the pair of colours (u, w), (w, v)).  Cai, Fürer & Immerman 1992.

    >>> len(np.unique(refine_pairs([Graph.from_edges([(0, 1), (1, 2)])])[-1][0]))
    5
    """
    graphs = _checked(graphs)
    if (largest := max((graph.num_nodes for graph in graphs), default=0)) > MOST_PAIRS_NODES:
        raise GraphError(f"refine_pairs takes graphs of up to {MOST_PAIRS_NODES} nodes, got one of {largest}.")
    start = []
    for graph in graphs:
        weight = np.zeros((graph.num_nodes, graph.num_nodes))
        np.add.at(weight, (graph.target, graph.source), graph.weights)
        nodes = range(graph.num_nodes)
        start.append([(u == v, float(weight[u, v]), float(weight[v, u])) for u in nodes for v in nodes])

    def signatures(colours: Round) -> list[list[Any]]:
        out = []
        for graph, colour in zip(graphs, colours, strict=True):
            square = colour.reshape(graph.num_nodes, graph.num_nodes).tolist()
            columns = list(zip(*square, strict=True))
            out.append(
                [(row[v], sorted(zip(row, column, strict=True))) for row in square for v, column in enumerate(columns)]
            )
        return out

    flat = _until_stable(_ranked(start), signatures, rounds)
    return tuple(tuple(c.reshape(g.num_nodes, g.num_nodes) for c, g in zip(k, graphs, strict=True)) for k in flat)


def histogram(colours: np.ndarray) -> dict[int, int]:
    """How many nodes (or pairs) wear each colour, by colour.

    >>> histogram(np.array([0, 1, 1, 0, 2]))
    {0: 2, 1: 2, 2: 1}
    """
    return dict(sorted(Counter(np.asarray(colours).ravel().tolist()).items()))


def equivalent(g: Graph, h: Graph, dimension: int = 1) -> bool:
    """True if refinement never tells g and h apart: their histograms agree in every round until nothing changes.

    dimension=2 asks folklore 2-WL.  False proves that they are not isomorphic; True leaves it open.

    >>> two_triangles = Graph.from_edges([(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)])
    >>> hexagon = Graph.from_edges([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)])
    >>> equivalent(hexagon, two_triangles), equivalent(hexagon, two_triangles, dimension=2)
    (True, False)
    """
    if dimension not in (1, 2):
        raise GraphError(f"dimension is {dimension!r}, but must be 1 (colour refinement) or 2 (folklore 2-WL).")
    colours = (refine if dimension == 1 else refine_pairs)([g, h])
    return all(histogram(left) == histogram(right) for left, right in colours)


def _until_stable(colours: Round, signatures: Any, rounds: int | None) -> tuple[Round, ...]:
    out = [colours]
    while rounds is None or len(out) <= rounds:
        out.append(_ranked([[(s[0], tuple(s[1])) for s in graph] for graph in signatures(out[-1])]))
        if rounds is None and _classes(out[-1]) == _classes(
            out[-2]
        ):  # classes only ever split: same number, same classes
            break
    return tuple(out)


def _ranked(values: list[list[Any]]) -> Round:
    """Each value replaced by its place among all different values: no collisions, and no dependence on node numbers."""
    different = {value for graph in values for value in graph}
    try:
        ordered: Iterable[Any] = sorted(different)
    except TypeError:  # start values of mixed types have no order of their own
        ordered = sorted(different, key=repr)
    rank = {value: place for place, value in enumerate(ordered)}
    return tuple(np.array([rank[value] for value in graph], dtype=np.intp) for graph in values)


def _classes(colours: Round) -> int:
    return len({colour for graph in colours for colour in graph.tolist()})


def _heard(graph: Graph) -> list[list[tuple[int, float]]]:
    heard: list[list[tuple[int, float]]] = [[] for _ in range(graph.num_nodes)]
    for j, i, weight in zip(graph.source.tolist(), graph.target.tolist(), graph.weights.tolist(), strict=True):
        heard[i].append((j, weight))
    return heard


def _checked(graphs: Sequence[Graph]) -> list[Graph]:
    if isinstance(graphs, Graph):
        raise GraphError("give a list of graphs, [g] for a single one: colours are shared by all graphs in it.")
    return list(graphs)
