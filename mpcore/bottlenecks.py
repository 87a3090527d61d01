"""A bottleneck is where many messages share few edges; resistance, curvature and the spectral gap each measure it.

Every function here needs an undirected graph. Weights are conductances; the curvature looks at who is joined to whom only.
"""

from __future__ import annotations

import numpy as np

from mpcore.errors import GraphError
from mpcore.graph import Graph
from mpcore.matrices import adjacency, laplacian, normalized_laplacian
from mpcore.walks import components

__all__ = ["balanced_forman", "commute_time", "effective_resistance", "spectral_gap", "total_resistance"]


def effective_resistance(graph: Graph) -> np.ndarray:
    """[N, N] R_ij = (e_i - e_j)ᵀ L⁺ (e_i - e_j), each edge a wire of conductance w.  Between components: inf.

    >>> effective_resistance(Graph.from_edges([(0, 1), (1, 2)])).round(9)
    array([[0., 1., 2.],
           [1., 0., 1.],
           [2., 1., 0.]])
    """
    _undirected(graph, "effective_resistance")
    component = components(graph)
    out = np.full((graph.num_nodes, graph.num_nodes), np.inf)
    wires = laplacian(graph)
    for c in np.unique(component):
        nodes = np.flatnonzero(component == c)
        # L + J/n has the inverse L⁺ + J/n, and the constant J/n cancels in the differences below
        inverse = np.linalg.inv(wires[np.ix_(nodes, nodes)] + 1 / len(nodes))
        own = np.diag(inverse)
        out[np.ix_(nodes, nodes)] = own[:, None] + own[None, :] - 2 * inverse
    np.fill_diagonal(out, 0.0)
    return np.maximum(out, 0.0)


def total_resistance(graph: Graph) -> float:
    """Σ R_ij over the pairs i < j, on a connected graph N Σ 1/λ over the non-zero eigenvalues of L; else inf.

    >>> round(total_resistance(Graph.from_edges([(0, 1), (1, 2)])), 9)
    4.0
    """
    return float(np.triu(effective_resistance(graph), k=1).sum())


def commute_time(graph: Graph) -> np.ndarray:
    """[N, N] expected steps of a random walk from i to j and back: (Σ d over the component) R_ij.  Out of reach: inf.

    >>> commute_time(Graph.from_edges([(0, 1), (1, 2)])).round(9)
    array([[0., 4., 8.],
           [4., 0., 4.],
           [8., 4., 0.]])
    """
    resistance, component = effective_resistance(graph), components(graph)
    volume = (component[:, None] == component[None, :]) @ graph.in_degree
    reachable = np.isfinite(resistance)
    return np.where(reachable, volume[:, None] * np.where(reachable, resistance, 0.0), np.inf)


def spectral_gap(graph: Graph) -> float:
    """λ₂ of I - D^-1/2 A D^-1/2, second smallest: the smaller, the narrower the narrowest cut.  Disconnected: 0.

    A single node, or none, has no cut: 0 by convention.

    >>> round(spectral_gap(Graph.from_edges([(0, 1), (1, 2), (2, 0)])), 9)
    1.5
    """
    _undirected(graph, "spectral_gap")
    if graph.num_nodes < 2 or components(graph).max() > 0:
        return 0.0
    return float(np.linalg.eigvalsh(normalized_laplacian(graph, self_loops=False))[1])


def balanced_forman(graph: Graph) -> np.ndarray:
    """(E,) the curvature of each edge, in the order of the edges: below 0 where a bridge, above 0 inside a clique.

    Ric = 2/d_i + 2/d_j - 2 + 2 T/max + T/min + (Q_i + Q_j)/(γ max), with T triangles on the edge, max and min of the two
    degrees, Q_i the neighbours of i on a 4-cycle over the edge without diagonals, γ the most such 4-cycles through one of
    them.  0 if an end has degree 1.  Weights, parallel edges and self loops are ignored (a self loop gets 0).
    Topping et al. 2022, definition 1.

    >>> balanced_forman(Graph.from_edges([(0, 1), (1, 2), (2, 0)]))
    array([1.5, 1.5, 1.5, 1.5, 1.5, 1.5])
    """
    _undirected(graph, "balanced_forman")
    near = adjacency(graph) > 0
    np.fill_diagonal(near, val=False)
    return np.array([_curvature(near, i, j) for j, i in zip(graph.source, graph.target, strict=True)], dtype=float)


def _curvature(near: np.ndarray, i: int, j: int) -> float:
    low, high = sorted((int(near[i].sum()), int(near[j].sum())))
    if i == j or low == 1:
        return 0.0
    triangles = int((near[i] & near[j]).sum())
    squares_i, squares_j = _squares(near, i, j), _squares(near, j, i)
    most = max([*squares_i, *squares_j], default=1)
    flat = 2 / low + 2 / high - 2
    return flat + 2 * triangles / high + triangles / low + (len(squares_i) + len(squares_j)) / (most * high)


def _squares(near: np.ndarray, i: int, j: int) -> list[int]:
    """For each neighbour k of i, not of j, that closes squares i-k-w-j without diagonals: how many it closes."""
    far_ends = near[j] & ~near[i]
    far_ends[i] = False
    corners = near[i] & ~near[j]
    corners[j] = False
    counts = [int((near[k] & far_ends).sum()) for k in np.flatnonzero(corners)]
    return [count for count in counts if count]


def _undirected(graph: Graph, function: str) -> None:
    if not graph.is_undirected:
        raise GraphError(
            f"{function} needs an undirected graph: every edge with a partner of the same weight, the other way."
        )
