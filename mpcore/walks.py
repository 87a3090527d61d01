"""How far a message gets: hops, components, and the two sides of a bipartite graph, all found by counting steps."""

from __future__ import annotations

import numpy as np

from mpcore.graph import Graph

__all__ = ["components", "hops", "sides", "walks"]


def hops(graph: Graph) -> np.ndarray:
    """[N, N] float: hops_ij = rounds until i can first have heard of j, 0 for itself, inf if it never can.

    >>> hops(Graph.from_edges([(0, 1), (1, 2)], directed=True))
    array([[ 0., inf, inf],
           [ 1.,  0., inf],
           [ 2.,  1.,  0.]])
    """
    hears = _hears(graph)
    out = np.where(np.eye(graph.num_nodes, dtype=bool), 0.0, np.inf)
    edge = np.eye(graph.num_nodes, dtype=bool)
    for k in range(1, graph.num_nodes):
        edge = (hears @ edge) & np.isinf(out)
        if not edge.any():
            break
        out[edge] = k
    return out


def walks(graph: Graph, k: int) -> np.ndarray:
    """[N, N] bool: is there a walk of exactly k edges from j to i?  For k = 0, the diagonal.

    >>> walks(Graph.from_edges([(0, 1)]), 2)
    array([[ True, False],
           [False,  True]])
    """
    hears, out = _hears(graph), np.eye(graph.num_nodes, dtype=bool)
    for _ in range(k):
        out = hears @ out
    return out


def components(graph: Graph) -> np.ndarray:
    """(N,) int: the number of each node's component, from 0 in order of the nodes; directions play no part.

    >>> components(Graph.from_edges([(0, 2)], num_nodes=4))
    array([0, 1, 0, 2])
    """
    found = np.arange(graph.num_nodes)
    while True:  # the smallest number spreads along the edges until nobody hears a smaller one
        lower = found.copy()
        np.minimum.at(lower, graph.target, found[graph.source])
        np.minimum.at(lower, graph.source, found[graph.target])
        if np.array_equal(lower, found):
            return np.unique(found, return_inverse=True)[1]
        found = lower


def sides(graph: Graph) -> np.ndarray:
    """(N,) int: +1 and -1 for the two sides of a bipartite component (its first node is +1), 0 in any other.

    Nodes that have no edge at all are on no side.

    >>> sides(Graph.from_edges([(0, 1), (2, 3), (3, 4), (4, 2)], num_nodes=6))
    array([ 1, -1,  0,  0,  0,  0])
    """
    both = Graph(
        graph.num_nodes, np.concatenate([graph.source, graph.target]), np.concatenate([graph.target, graph.source])
    )
    component, away = components(graph), hops(both)
    first = np.array([np.flatnonzero(component == c)[0] for c in component], dtype=int)
    side = (
        np.where(away[np.arange(graph.num_nodes), first] % 2 == 0, 1, -1) if graph.num_nodes else np.zeros(0, dtype=int)
    )
    mixed = component[both.target[side[both.source] == side[both.target]]]
    side[np.isin(component, mixed) | (both.in_degree == 0)] = 0
    return side


def _hears(graph: Graph) -> np.ndarray:
    out = np.zeros((graph.num_nodes, graph.num_nodes), dtype=bool)
    out[graph.target, graph.source] = True
    return out
