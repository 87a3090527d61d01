"""What the over-squashing lab measures: one graph before and after one change, all with the GCN matrix S and without weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..bottlenecks import balanced_forman, effective_resistance, spectral_gap
from ..diagnostics import sensitivity
from ..families import complete
from ..graph import Graph
from ..matrices import gcn_matrix
from ..rewiring import with_edge, with_virtual_node, without_edge
from ..spectral import smoothing_rate
from ..walks import hops
from ._library import edges

ROUNDS = 12
CHANGES = ("none", "add", "remove", "virtual", "complete")
Edge = tuple[int, int]


@dataclass(frozen=True)
class Measured:
    """Every number of one graph; `given` is how many of its nodes the reader's graph has (a virtual node comes after them)."""

    graph: Graph
    given: int

    @cached_property
    def matrix(self) -> np.ndarray:
        return gcn_matrix(self.graph)

    @cached_property
    def senses(self) -> np.ndarray:
        """[ROUNDS + 1, N, N]: entry (k, v, u), what v's value after k rounds owes to u's start."""
        return sensitivity(self.graph, ROUNDS)

    @cached_property
    def hops(self) -> np.ndarray:
        return hops(self.graph)

    @cached_property
    def resistance(self) -> np.ndarray:
        return effective_resistance(self.graph)

    @cached_property
    def total(self) -> float:
        """The sum of the resistances of all pairs of given nodes."""
        return float(np.triu(self.resistance[: self.given, : self.given], k=1).sum())

    @cached_property
    def gap(self) -> float:
        return spectral_gap(self.graph)

    @cached_property
    def rate(self) -> float:
        found = smoothing_rate(self.graph, "S")
        return found if found > 1e-12 else 0.0

    @cached_property
    def edges(self) -> list[Edge]:
        return edges(self.graph)

    @cached_property
    def curvature(self) -> dict[Edge, float]:
        every = zip(self.graph.source.tolist(), self.graph.target.tolist(), balanced_forman(self.graph).tolist())
        return {(j, i): value for j, i, value in every if j < i}

    @property
    def messages(self) -> int:
        return self.graph.num_edges + self.graph.num_nodes


def changed(graph: Graph, change: str, edge: Edge) -> Graph:
    """The graph after the change."""
    if change == "add":
        return with_edge(graph, *edge)
    if change == "remove":
        return without_edge(graph, *edge)
    if change == "virtual":
        return with_virtual_node(graph)
    return complete(graph.num_nodes) if change == "complete" else graph


def fitting(graph: Graph, change: str, edge: Edge | None, source: int, target: int) -> Edge:
    """The edge that the change is about: the one asked for if it can be added or removed, else one that can.

    Added: source to target, or the first pair that is not joined. Removed: the one of lowest curvature.
    """
    there = set(edges(graph))
    pair = (min(source, target), max(source, target))
    if change == "remove":
        if edge in there:
            return edge
        curvature = Measured(graph, graph.num_nodes).curvature
        return min(curvature, key=lambda one: (round(curvature[one], 9), one))
    free = [(j, i) for j in range(graph.num_nodes) for i in range(j + 1, graph.num_nodes) if (j, i) not in there]
    wanted = [one for one in (edge, pair) if one in free]
    return (wanted or free or [pair])[0]
