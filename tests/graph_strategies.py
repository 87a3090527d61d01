"""Random graphs for the property tests of the array world."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mpcore import Graph


@st.composite
def undirected_graphs(
    draw: st.DrawFn, connected: bool = True, weighted: bool = False, min_nodes: int = 1, max_nodes: int = 8
) -> Graph:
    """A simple undirected graph; connected=True grows it from a random tree."""
    n = draw(st.integers(min_nodes, max_nodes))
    pairs = {(draw(st.integers(0, i - 1)), i) for i in range(1, n)} if connected else set()
    every = [(i, j) for i in range(n) for j in range(i + 1, n)]
    pairs |= set(draw(st.lists(st.sampled_from(every), max_size=2 * n))) if every else set()
    ordered = sorted(pairs)
    weights = [draw(st.floats(0.1, 5.0)) for _ in ordered] if weighted else None
    return Graph.from_edges(ordered, num_nodes=n, weights=weights)


@st.composite
def graphs_with_features(draw: st.DrawFn, width: int = 2, **options: object) -> tuple[Graph, np.ndarray]:
    """A graph and x [N, width] with entries in -5 to 5."""
    graph = draw(undirected_graphs(**options))
    x = draw(hnp.arrays(np.float64, (graph.num_nodes, width), elements=st.floats(-5, 5, allow_subnormal=False)))
    return graph, x


def matrices(rows: int, columns: int) -> st.SearchStrategy[np.ndarray]:
    """[rows, columns] with entries in -2 to 2."""
    return hnp.arrays(np.float64, (rows, columns), elements=st.floats(-2, 2, allow_subnormal=False))
