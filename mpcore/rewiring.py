"""To rewire is to let messages travel on another graph than the one given: one more edge, one fewer, or a node that all share."""

from __future__ import annotations

import numpy as np

from mpcore.errors import GraphError
from mpcore.graph import Graph

__all__ = ["with_edge", "with_virtual_node", "without_edge"]


def with_edge(graph: Graph, j: int, i: int, directed: bool = False, weight: float = 1.0) -> Graph:
    """The graph with one more edge j → i, and i → j unless directed; an edge that is there already gets a parallel one.

    >>> with_edge(Graph.from_edges([(0, 1), (1, 2)]), 0, 2).in_degree
    array([2., 2., 2.])
    """
    ways = [(j, i)] if directed or j == i else [(j, i), (i, j)]
    source, target = zip(*ways, strict=True)
    weighted = graph.edge_weight is not None or weight != 1.0
    weights = np.concatenate([graph.weights, [weight] * len(ways)]) if weighted else None
    ends = np.concatenate([graph.source, source]), np.concatenate([graph.target, target])
    return Graph(graph.num_nodes, *ends, weights, graph.labels)


def without_edge(graph: Graph, j: int, i: int, directed: bool = False) -> Graph:
    """The graph without the edges j → i, and without i → j unless directed; parallel ones all go.

    >>> without_edge(Graph.from_edges([(0, 1), (1, 2)]), 1, 0).in_degree
    array([0., 1., 1.])
    """
    gone = (graph.source == j) & (graph.target == i)
    if not directed:
        gone |= (graph.source == i) & (graph.target == j)
    if not gone.any():
        raise GraphError(f"without_edge: there is no edge {j} → {i} to take away.")
    weight = None if graph.edge_weight is None else graph.edge_weight[~gone]
    return Graph(graph.num_nodes, graph.source[~gone], graph.target[~gone], weight, graph.labels)


def with_virtual_node(graph: Graph, label: str = "virtual") -> Graph:
    """The graph with one more node, the last, that everyone hears and that hears everyone: two hops to anywhere.

    >>> with_virtual_node(Graph.from_edges([(0, 1)], num_nodes=3)).in_degree
    array([2., 2., 1., 3.])
    """
    n = graph.num_nodes
    old, hub = np.arange(n), np.full(n, n)
    labels = None if graph.labels is None else [*graph.labels, label]
    weight = None if graph.edge_weight is None else np.concatenate([graph.edge_weight, np.ones(2 * n)])
    ends = np.concatenate([graph.source, old, hub]), np.concatenate([graph.target, hub, old])
    return Graph(n + 1, *ends, weight, labels)
