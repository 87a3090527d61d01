"""Graphs and starts on which the claims are tried. Small, named, and nothing random without a seed."""

import numpy as np

from mpcore import Graph, datasets

PLAYGROUND = datasets.playground()
FROM_A = np.array([5.0, 0, 0, 0, 0, 0])
RING_AND_TAIL = Graph.from_edges([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)])  # a triangle: not bipartite

UNDIRECTED = {
    "playground": PLAYGROUND,
    "star of 7": datasets.star(7),
    "ring of 5": datasets.cycle(5),
    "triangle with a tail": RING_AND_TAIL,
    "barbell": datasets.barbell(),
    "karate club": datasets.karate_club(),
}  # all connected

#: Directed, so that a reversal shows; with parallel edges, weights, a self loop, and a node that receives nothing.
DIRECTED = Graph(5, source=[0, 0, 1, 2, 3, 3, 4, 4], target=[1, 1, 2, 3, 1, 3, 1, 2], edge_weight=[1, 2, 1, 0.5, 3, 1, 2, 1])
ALL = {**UNDIRECTED, "a directed graph with weights": DIRECTED}


def start(graph, seed=0, width=1):
    """Numbers of both signs, no two alike: [N, width]."""
    return np.random.default_rng(seed).normal(size=(graph.num_nodes, width))


def table(graph, include_self=False):
    """The adjacency matrix written down edge by edge: row = receiver, column = sender."""
    rows = [[0.0] * graph.num_nodes for _ in range(graph.num_nodes)]
    for sender, receiver, weight in zip(graph.source, graph.target, graph.weights):
        rows[receiver][sender] += weight
    for node in range(graph.num_nodes if include_self else 0):
        rows[node][node] += 1.0
    return np.array(rows)


def power(matrix, rounds, x):
    """matrix^rounds x, one round after the other."""
    for _ in range(rounds):
        x = matrix @ x
    return x
