"""The same graph in the forms of other tools: label pairs, dense and sparse matrices, NetworkX.

Each function returns the plain fields of a Graph. NetworkX and SciPy are imported only when one of theirs is asked for.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from mpcore.errors import GraphError, MissingPackageError

__all__ = ["edges_of_matrix", "edges_of_networkx", "edges_of_pairs", "edges_of_scipy", "to_networkx", "to_scipy"]

Edges = tuple[Any, ...]  # the leading fields of a Graph, in its order


def edges_of_pairs(
    pairs: Iterable[tuple[Hashable, Hashable]],
    directed: bool,
    num_nodes: int | None,
    weights: Sequence[float] | None,
    labels: Sequence[str] | None,
) -> Edges:
    """The fields of a Graph from pairs (j, i) of node numbers or labels; see Graph.from_edges.

    >>> edges_of_pairs([("A", "B")], directed=False, num_nodes=None, weights=None, labels=None)
    (2, [0, 1], [1, 0], None, ['A', 'B'])
    """
    pairs = [tuple(pair) for pair in pairs]
    problems = [
        f"pairs[{e}] is {pair!r}, but an edge is a pair (j, i)." for e, pair in enumerate(pairs) if len(pair) != 2
    ]
    if weights is not None and len(weights) != len(pairs):
        problems.append(f"weights has {len(weights)} entries for {len(pairs)} pairs: give one for each pair.")
    if problems:
        raise GraphError(*problems)
    if labels is None and any(isinstance(end, str) for pair in pairs for end in pair):
        labels = list(dict.fromkeys(str(end) for pair in pairs for end in pair))
    if labels is not None:
        pairs, num_nodes = _numbered(pairs, labels), len(labels)
    edges = [(j, i, e) for e, (j, i) in enumerate(pairs)]
    if not directed:
        edges = [way for j, i, e in edges for way in ([(j, i, e), (i, j, e)] if i != j else [(j, i, e)])]
    source, target = [j for j, _, _ in edges], [i for _, i, _ in edges]
    if num_nodes is None:
        numbers = [end for end in source + target if isinstance(end, int | np.integer)]
        num_nodes = max(numbers, default=-1) + 1
    return num_nodes, source, target, None if weights is None else [weights[e] for _, _, e in edges], labels


def _numbered(pairs: list[tuple[Hashable, ...]], labels: Sequence[str]) -> list[tuple[int, int]]:
    place: dict[Hashable, int] = {label: i for i, label in enumerate(labels)}
    place |= {i: i for i in range(len(labels)) if i not in place}
    missing = [(e, end) for e, pair in enumerate(pairs) for end in pair if end not in place]
    if missing:
        raise GraphError(*[f"pairs[{e}] names {end!r}, which is not among the labels." for e, end in missing])
    return [(place[j], place[i]) for j, i in pairs]


def edges_of_matrix(matrix: np.ndarray) -> Edges:
    """Nodes, sources, targets and weights of A [N, N]: entry (i, j) above 0 is an edge j → i.

    >>> edges_of_matrix(np.array([[0, 2], [0, 0]]))
    (2, array([1]), array([0]), array([2.]))
    """
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise GraphError(f"an adjacency matrix is square, got shape {matrix.shape}.")
    target, source = np.nonzero(matrix)
    return matrix.shape[0], source, target, _none_if_ones(matrix[target, source])


def edges_of_scipy(matrix: Any) -> Edges:
    """The same from a SciPy sparse matrix; entries that a COO matrix holds twice are parallel edges."""
    if len(matrix.shape) != 2 or matrix.shape[0] != matrix.shape[1]:
        raise GraphError(f"an adjacency matrix is square, got shape {matrix.shape}.")
    entries = matrix.tocoo()
    kept = entries.data != 0
    target, source = entries.coords if hasattr(entries, "coords") else (entries.row, entries.col)
    return matrix.shape[0], source[kept], target[kept], _none_if_ones(entries.data[kept])


def edges_of_networkx(graph: Any, weight: str | None) -> Edges:
    """Nodes, sources, targets, weights and labels of a NetworkX graph; an undirected edge goes both ways."""
    nodes = list(graph.nodes)
    place = {node: i for i, node in enumerate(nodes)}
    source, target, weights = [], [], []
    for u, v, data in graph.edges(data=True):
        ways = [(u, v)] if graph.is_directed() or u == v else [(u, v), (v, u)]
        for sender, receiver in ways:
            source.append(place[sender])
            target.append(place[receiver])
            weights.append(data.get(weight, 1.0) if weight else 1.0)
    labels = None if nodes == list(range(len(nodes))) else [str(node) for node in nodes]
    return len(nodes), source, target, weights if weight else None, labels


def to_networkx(graph: Any) -> Any:
    """A networkx.MultiDiGraph with every edge, its weight (if the graph has weights) and every label."""
    networkx = _package("networkx")
    result = networkx.MultiDiGraph()
    result.add_nodes_from(
        (i, {} if graph.labels is None else {"label": graph.labels[i]}) for i in range(graph.num_nodes)
    )
    pairs = zip(graph.source.tolist(), graph.target.tolist(), graph.weights.tolist(), strict=True)
    result.add_edges_from((j, i, {} if graph.edge_weight is None else {"weight": w}) for j, i, w in pairs)
    return result


def to_scipy(graph: Any) -> Any:
    """A as scipy.sparse.csr_array [N, N], row i what node i receives."""
    sparse = _package("scipy.sparse", "scipy")
    shape = (graph.num_nodes, graph.num_nodes)
    return sparse.coo_array((graph.weights, (graph.target, graph.source)), shape=shape).tocsr()


def _none_if_ones(values: np.ndarray) -> np.ndarray | None:
    return None if np.all(values == 1) else values.astype(np.float64)


def _package(module: str, name: str | None = None) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingPackageError(f"this conversion needs {name or module}, which is not installed here.") from error
