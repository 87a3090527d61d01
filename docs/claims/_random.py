"""Random graphs for claims that speak of every graph: seeded, small, of all kinds."""

from itertools import combinations

import numpy as np

from mpcore import Graph, walks


def random_graphs(count=12, connected=True, seed=0, chance=0.45):
    """(name, graph, rng) of undirected graphs with 2 to 9 nodes."""
    rng = np.random.default_rng(seed)
    while count:
        n = int(rng.integers(2, 10))
        graph = Graph.from_edges([pair for pair in combinations(range(n), 2) if rng.random() < chance], num_nodes=n)
        if connected and walks.components(graph).max() > 0:
            continue
        count -= 1
        yield f"random graph {count} ({n} nodes, {graph.num_edges // 2} edges)", graph, rng
