from __future__ import annotations

import numpy as np
import pytest
from laws import GRAPHS, NO_NODES, WILD

from mpcore import Graph, adjacency, datasets, simulate
from mpcore.walks import components, hops, sides, walks


@pytest.mark.parametrize("graph", [*GRAPHS, datasets.playground(), datasets.grid(2, 3)])
def test_supports_of_matrix_powers(graph):
    a, n = adjacency(graph), graph.num_nodes
    for k in range(5):
        ball = np.linalg.matrix_power(a + np.eye(n), k) > 0
        np.testing.assert_array_equal(ball, hops(graph) <= k)
        np.testing.assert_array_equal(np.linalg.matrix_power(a, k) > 0, walks(graph, k))


def test_directed_hops_follow_the_edges():
    path = Graph.from_edges([(0, 1), (1, 2)], directed=True)
    assert hops(path).tolist() == [[0, np.inf, np.inf], [1, 0, np.inf], [2, 1, 0]]


def test_max_with_self_fills_a_connected_graph_in_ecc_rounds_and_never_falls():
    for name, make in datasets.DATASETS.items():
        graph = make()
        for source in (0, graph.num_nodes - 1):
            ecc = int(hops(graph)[:, source].max())
            values = simulate(graph, np.eye(graph.num_nodes)[source], "max", include_self=True, rounds=ecc)[:, :, 0]
            assert (np.diff(values, axis=0) >= 0).all(), name
            assert values[-1].all() and (ecc == 0 or not values[-2].all()), name


def test_max_without_self_can_lose_its_source():
    values = simulate(datasets.path(2), [5, 0], "max", include_self=False, rounds=1)
    assert values[1].ravel().tolist() == [0, 5]


def test_components_and_sides():
    graph = datasets.disjoint_union(datasets.cycle(4), datasets.cycle(3), datasets.path(1), datasets.star(3))
    assert components(graph).tolist() == [0] * 4 + [1] * 3 + [2] + [3] * 3
    assert sides(graph).tolist() == [1, -1, 1, -1] + [0] * 3 + [0] + [1, -1, -1]
    assert components(WILD).tolist() == [0, 0, 0, 0, 0, 1]
    assert components(NO_NODES).shape == sides(NO_NODES).shape == (0,)
    assert sides(Graph.from_edges([(0, 0), (0, 1)])).tolist() == [0, 0]
    assert hops(NO_NODES).shape == (0, 0)
