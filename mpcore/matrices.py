"""A graph is also a matrix: row i holds the weights of the messages into node i, so `matrix @ x` aggregates at every node.

With A the adjacency matrix and d_i the in-degree (see `graph` for both), and A + I, d_i + 1 where self loops are added.
All matrices are dense [N, N] float64; `Graph.to_scipy` gives the sparse form.
"""

from __future__ import annotations

import numpy as np

from mpcore.graph import Graph

__all__ = [
    "adjacency", "gcn_edges", "gcn_matrix", "laplacian", "mean_edges", "mean_matrix", "normalized_laplacian", "transition",
]  # fmt: skip


def adjacency(graph: Graph) -> np.ndarray:
    """A [N, N]: A_ij = total weight of the edges j → i.  A @ x is the sum over the senders.

    >>> adjacency(Graph(3, source=[0, 0, 2], target=[1, 1, 2]))
    array([[0., 0., 0.],
           [2., 0., 0.],
           [0., 0., 1.]])
    """
    out = np.zeros((graph.num_nodes, graph.num_nodes))
    np.add.at(out, (graph.target, graph.source), graph.weights)
    return out


def mean_edges(graph: Graph, include_self: bool = True) -> Graph:
    """The graph whose sum is this graph's mean: weight w_e / d_i for an edge into i, self loops added first if asked for.

    >>> mean_edges(Graph.from_edges([(0, 1), (0, 2)]), include_self=False).weights
    array([1. , 0.5, 1. , 0.5])
    """
    graph = graph.with_self_loops() if include_self else graph
    share = graph.weights / graph.in_degree[graph.target]  # a target has received something: its degree is not 0
    return Graph(graph.num_nodes, graph.source, graph.target, share, graph.labels)


def mean_matrix(graph: Graph, include_self: bool = True) -> np.ndarray:
    """D^-1 A, or with self P = (D + I)^-1 (A + I): each row that is not empty sums to 1.  An empty row stays 0.

    >>> mean_matrix(Graph.from_edges([(0, 1), (0, 2)]), include_self=False)
    array([[0. , 0.5, 0.5],
           [1. , 0. , 0. ],
           [1. , 0. , 0. ]])
    """
    return adjacency(mean_edges(graph, include_self))


def transition(graph: Graph, include_self: bool = True) -> np.ndarray:
    """Spreading instead of averaging: node j splits what it has among its receivers, so each column sums to 1.

    On an undirected graph this is the transpose of mean_matrix.  The column of a node that sends to nobody stays 0.

    >>> transition(Graph.from_edges([(0, 1), (0, 2)]), include_self=False)
    array([[0. , 1. , 1. ],
           [0.5, 0. , 0. ],
           [0.5, 0. , 0. ]])
    """
    sums = adjacency(graph.with_self_loops() if include_self else graph)
    sent = sums.sum(axis=0)
    return sums / np.where(sent > 0, sent, 1)


def gcn_edges(graph: Graph, self_loops: bool = True) -> Graph:
    """The graph whose sum is a GCN's: weight w_e / √(d_i d_j), in-degrees on both sides, self loops counted in d.

    A sender that receives nothing has d_j = 0 (only without self loops): its edges get the limit convention of weight 0,
    that is, they are left out.  Kipf & Welling 2017, section 2.

    >>> gcn_edges(Graph.from_edges([(0, 1)])).weights
    array([0.5, 0.5, 0.5, 0.5])
    """
    graph = graph.with_self_loops() if self_loops else graph
    kept = graph.in_degree[graph.source] > 0
    source, target, degree = graph.source[kept], graph.target[kept], graph.in_degree
    weight = graph.weights[kept] / np.sqrt(degree[source] * degree[target])
    return Graph(graph.num_nodes, source, target, weight, graph.labels)


def gcn_matrix(graph: Graph, self_loops: bool = True) -> np.ndarray:
    """S = (D + I)^-1/2 (A + I) (D + I)^-1/2: symmetric on an undirected graph; its rows do not sum to 1 in general.

    >>> gcn_matrix(Graph.from_edges([(0, 1), (0, 2)])).round(3)
    array([[0.333, 0.408, 0.408],
           [0.408, 0.5  , 0.   ],
           [0.408, 0.   , 0.5  ]])
    """
    return adjacency(gcn_edges(graph, self_loops))


def laplacian(graph: Graph) -> np.ndarray:
    """L = D - A: (L x)_i = Σ_j a_ij (x_i - x_j), how far i is from those it hears.  Rows sum to 0.

    >>> laplacian(Graph.from_edges([(0, 1)]))
    array([[ 1., -1.],
           [-1.,  1.]])
    """
    return np.diag(graph.in_degree) - adjacency(graph)


def normalized_laplacian(graph: Graph, self_loops: bool = True) -> np.ndarray:
    """I - S, or without self loops I - D^-1/2 A D^-1/2 (with a zero row for a node without edges).

    >>> normalized_laplacian(Graph.from_edges([(0, 1)]), self_loops=False)
    array([[ 1., -1.],
           [-1.,  1.]])
    """
    touched = np.ones(graph.num_nodes) if self_loops else (graph.in_degree > 0).astype(float)
    return np.diag(touched) - gcn_matrix(graph, self_loops)
