"""Smoothing is repeated multiplication by one matrix, so its eigenvalues foretell where it goes and how fast.

Every function here needs an undirected graph (with any positive weights) and says so if it gets another; an empty graph
and a single node are fine. A matrix is chosen by its name in MATRICES, where 0 means: without self loops.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mpcore.checks import as_features
from mpcore.errors import GraphError, UnknownNameError
from mpcore.graph import Graph
from mpcore.matrices import adjacency, gcn_matrix, mean_matrix, transition
from mpcore.walks import components, sides

__all__ = ["MATRICES", "eigenvalues", "limit", "limit_cycle", "operator", "period", "perron", "smoothing_rate"]

MATRICES: dict[str, Callable[[Graph], np.ndarray]] = {
    "A": adjacency,
    "A+I": lambda graph: adjacency(graph.with_self_loops()),
    "P": mean_matrix,
    "P0": lambda graph: mean_matrix(graph, include_self=False),
    "S": gcn_matrix,
    "S0": lambda graph: gcn_matrix(graph, self_loops=False),
    "P^T": transition,
    "P0^T": lambda graph: transition(graph, include_self=False),
}


def operator(graph: Graph, matrix: str = "P") -> np.ndarray:
    """[N, N] the matrix of that name; directed graphs are welcome here.

    >>> operator(Graph.from_edges([(0, 1)]), "A+I")
    array([[1., 1.],
           [1., 1.]])
    """
    _known(matrix, MATRICES)
    return MATRICES[matrix](graph)


def eigenvalues(graph: Graph, matrix: str = "P") -> np.ndarray:
    """(N,) real, largest first.  P, P^T and S share theirs: they are similar matrices.

    >>> eigenvalues(Graph.from_edges([(0, 1), (0, 2)]), "P").round(3)
    array([ 1.   ,  0.5  , -0.167])
    """
    _known(matrix, MATRICES)
    _undirected(graph, "eigenvalues")
    symmetric = {"P": "S", "P^T": "S", "P0": "S0", "P0^T": "S0"}.get(matrix, matrix)
    return np.linalg.eigvalsh(MATRICES[symmetric](graph))[::-1]


def smoothing_rate(graph: Graph, matrix: str = "P") -> float:
    """|μ₂|: each round multiplies the distance to the limit by at most about this.  0 is there at once, 1 never arrives.

    The eigenvalue 1 is left out once for each component (a component then settles by itself); -1, on a bipartite graph
    without self loops, is not.  For A and A+I, which only have a direction to settle in: |λ₂| / λ₁.

    >>> round(smoothing_rate(Graph.from_edges([(0, 1), (0, 2)])), 9)
    0.5
    """
    size = np.sort(np.abs(eigenvalues(graph, matrix)))[::-1]
    if matrix in ("A", "A+I"):
        return float(size[1] / size[0]) if len(size) > 1 and size[0] > 0 else 0.0
    heard = _degree(graph, matrix) > 0
    settled = len(np.unique(components(graph)[heard]))
    return float(size[settled]) if len(size) > settled else 0.0


def limit(graph: Graph, x: np.ndarray, matrix: str = "P") -> np.ndarray:
    """[N, F] what matrix^k x tends to, component by component, from degrees alone (d counts the self loop where added).

    P: Σ d x / Σ d, the same at each node.  S: √d_i Σ √d x / Σ d.  P^T: d_i Σ x / Σ d.  Nodes without edges and self
    loops give 0.  A bipartite component without self loops has no limit, but a limit_cycle.

    >>> limit(Graph.from_edges([(0, 1), (0, 2)]), [7, 0, 0]).ravel()
    array([3., 3., 3.])
    """
    even, odd = limit_cycle(graph, x, matrix)
    if period(graph, matrix) == 2:
        fix = "add self loops, or ask for limit_cycle"
        raise GraphError(
            f"limit: {matrix} has the eigenvalue -1 on a bipartite component, so values may swing for ever; {fix}."
        )
    return (even + odd) / 2


def limit_cycle(graph: Graph, x: np.ndarray, matrix: str = "P") -> np.ndarray:
    """[2, N, F] what the even and the odd rounds of matrix^k x tend to; they are the same unless period is 2.

    >>> limit_cycle(Graph.from_edges([(0, 1)]), [4, 0], "P0")[:, :, 0]
    array([[4., 0.],
           [0., 4.]])
    """
    _known(matrix, [name for name in MATRICES if name not in ("A", "A+I")])
    _undirected(graph, "limit")
    x = as_features(x, graph.num_nodes)
    degree = _degree(graph, matrix)
    power = {"P": (0, 1), "S": (0.5, 0.5), "P^T": (1, 0)}[matrix.replace("0", "")]
    right, left = (np.where(degree > 0, degree**p, 0.0) for p in power)
    component = components(graph)
    same = component[:, None] == component[None, :]
    volume = same @ degree
    weights = same * np.outer(right / np.where(volume > 0, volume, 1), left)  # rank 1 in each component
    side = sides(graph) if matrix.endswith(("0", "0^T")) else np.zeros(graph.num_nodes)
    steady, swing = weights @ x, (weights * np.outer(side, side)) @ x
    return np.stack([steady + swing, steady - swing]).astype(x.dtype)


def period(graph: Graph, matrix: str = "P") -> int:
    """2 if the matrix has the eigenvalue -1, so that some start swings for ever, else 1.  Self loops always give 1.

    >>> period(Graph.from_edges([(0, 1)]), "P0"), period(Graph.from_edges([(0, 1)]), "P")
    (2, 1)
    """
    _known(matrix, [name for name in MATRICES if name not in ("A", "A+I")])
    _undirected(graph, "period")
    return 2 if "0" in matrix and sides(graph).any() else 1


def perron(graph: Graph, matrix: str = "A+I") -> tuple[float, np.ndarray]:
    """The largest eigenvalue and (N,) the direction, of length 1, that a start of all ones tends to.  No entry is negative.

    On a connected graph every positive start tends to it.  Without nodes: 0.0 and an empty vector.

    >>> value, vector = perron(Graph.from_edges([(0, 1)]))
    >>> round(value, 9), vector.round(3)
    (2.0, array([0.707, 0.707]))
    """
    _known(matrix, ["A", "A+I"])
    _undirected(graph, "perron")
    values, vectors = np.linalg.eigh(MATRICES[matrix](graph))
    if not len(values):
        return 0.0, values
    top = vectors[:, np.isclose(values, values[-1], rtol=1e-10, atol=1e-12)]
    direction = top @ (top.T @ np.ones(len(values)))
    return float(values[-1]), np.abs(direction) / np.linalg.norm(direction)


def _degree(graph: Graph, matrix: str) -> np.ndarray:
    return graph.in_degree + (0 if "0" in matrix else 1)


def _known(matrix: str, allowed: object) -> None:
    if matrix not in list(allowed):  # type: ignore[call-overload]
        raise UnknownNameError(f"matrix is {matrix!r}, but must be one of {', '.join(allowed)}.")  # type: ignore[arg-type]


def _undirected(graph: Graph, function: str) -> None:
    if not graph.is_undirected:
        raise GraphError(
            f"{function} needs an undirected graph: every edge with a partner of the same weight, the other way."
        )
