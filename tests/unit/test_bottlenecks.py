from __future__ import annotations

import numpy as np
import pytest
from laws import NO_NODES, WILD

from mpcore import Graph, datasets, laplacian
from mpcore.diagnostics import balanced_forman, commute_time, effective_resistance, spectral_gap, total_resistance
from mpcore.errors import GraphError
from mpcore.rewiring import with_edge, with_virtual_node, without_edge
from mpcore.spectral import smoothing_rate
from mpcore.walks import hops

PLAYGROUND = datasets.playground()
CONNECTED = [make() for make in datasets.DATASETS.values()]


def simple_pairs(graph):
    return [(j, i) for j, i in zip(graph.source.tolist(), graph.target.tolist(), strict=True) if j < i]


@pytest.mark.parametrize(
    ("graph", "value"),
    [
        (datasets.cycle(3), 3 / 2),
        (datasets.cycle(4), 1.0),
        (datasets.cycle(5), 0.0),
        (datasets.cycle(9), 0.0),
        *[(datasets.complete(n), n / (n - 1)) for n in range(3, 8)],
        (datasets.star(5), 0.0),
    ],
)
def test_balanced_forman_in_closed_form(graph, value):
    np.testing.assert_allclose(balanced_forman(graph), value, atol=1e-12)


def forman_by_sets(near, i, j):
    """Topping et al. 2022, definition 1, set by set."""
    degree_i, degree_j = len(near[i]), len(near[j])
    if min(degree_i, degree_j) == 1:
        return 0.0
    triangles = near[i] & near[j]
    squares, most = 0, 0
    for a, b in ((i, j), (j, i)):
        for k in near[a] - near[b] - {b}:
            closing = {w for w in near[k] & near[b] if w not in near[a] and w != a}
            squares += bool(closing)
            most = max(most, len(closing))
    value = 2 / degree_i + 2 / degree_j - 2 + 2 * len(triangles) / max(degree_i, degree_j)
    value += len(triangles) / min(degree_i, degree_j)
    return value + (squares / (most * max(degree_i, degree_j)) if most else 0.0)


@pytest.mark.parametrize("graph", [*CONNECTED, datasets.block_model([9, 9], 0.7, 0.2, np.random.default_rng(0))])
def test_balanced_forman_is_its_definition(graph):
    near = {i: set() for i in range(graph.num_nodes)}
    for j, i in zip(graph.source.tolist(), graph.target.tolist(), strict=True):
        near[i].add(j)
    wanted = [forman_by_sets(near, i, j) for j, i in zip(graph.source.tolist(), graph.target.tolist(), strict=True)]
    np.testing.assert_allclose(balanced_forman(graph), wanted, atol=1e-12)


def test_balanced_forman_inside_a_grid_is_zero_and_negative_on_a_bridge():
    grid = datasets.grid(6, 6)
    inner = (grid.in_degree == 4)[grid.source] & (grid.in_degree == 4)[grid.target]
    np.testing.assert_allclose(balanced_forman(grid)[inner], 0, atol=1e-12)
    barbell = datasets.barbell(4, 0)
    on_bridge = (barbell.source < 4) != (barbell.target < 4)
    np.testing.assert_allclose(balanced_forman(barbell)[on_bridge], 2 / 4 + 2 / 4 - 2)
    assert (balanced_forman(barbell)[~on_bridge] > 0).all()
    tree = datasets.tree(2, 3)
    assert balanced_forman(tree).min() == pytest.approx(2 / 3 + 2 / 3 - 2)


def test_the_square_term_divides_by_the_most_squares_through_one_node():
    graph = datasets.complete_bipartite(3, 3)
    np.testing.assert_allclose(balanced_forman(graph), 2 / 3 + 2 / 3 - 2 + (2 + 2) / (2 * 3))


def test_curvature_ignores_weights_parallel_edges_and_loops():
    twice = Graph.from_edges([(0, 1), (0, 1), (1, 2), (2, 0), (0, 0)], weights=[1, 2, 3, 4, 5])
    curvature = balanced_forman(twice)
    loops = twice.source == twice.target
    np.testing.assert_allclose(curvature[~loops], 3 / 2)
    assert curvature[loops].tolist() == [0.0]


@pytest.mark.parametrize("graph", CONNECTED)
def test_resistance_identities(graph):
    n, resistance = graph.num_nodes, effective_resistance(graph)
    assert np.allclose(resistance, resistance.T) and (resistance >= 0).all()
    foster = sum(resistance[j, i] for j, i in simple_pairs(graph))
    assert foster == pytest.approx(n - 1)
    values = np.linalg.eigvalsh(laplacian(graph))[1:]
    assert total_resistance(graph) == pytest.approx(n * (1 / values).sum())
    assert (resistance <= hops(graph) + 1e-9).all()


def test_resistances_in_closed_form():
    np.testing.assert_allclose(effective_resistance(datasets.path(5))[0], np.arange(5), atol=1e-12)
    around = [k * (7 - k) / 7 for k in range(7)]
    np.testing.assert_allclose(effective_resistance(datasets.cycle(7))[0], around, atol=1e-12)
    assert effective_resistance(datasets.complete(6))[0, 1] == pytest.approx(2 / 6)
    assert effective_resistance(datasets.star(6))[1, 2] == pytest.approx(2)
    parallel = Graph.from_edges([(0, 1), (0, 1)], weights=[1.0, 2.0])
    assert effective_resistance(parallel)[0, 1] == pytest.approx(1 / 3)


@pytest.mark.parametrize("graph", [PLAYGROUND, datasets.barbell(3, 1), Graph.from_edges([(0, 1), (1, 2), (0, 0)])])
def test_commute_time_is_the_sum_of_the_hitting_times(graph):
    from mpcore import mean_matrix

    walk, n = mean_matrix(graph, include_self=False), graph.num_nodes
    hitting = np.zeros((n, n))
    for goal in range(n):
        others = [i for i in range(n) if i != goal]
        hitting[others, goal] = np.linalg.solve(np.eye(n - 1) - walk[np.ix_(others, others)], np.ones(n - 1))
    np.testing.assert_allclose(commute_time(graph), hitting + hitting.T, atol=1e-9)
    np.testing.assert_allclose(commute_time(graph), graph.in_degree.sum() * effective_resistance(graph), atol=1e-9)


@pytest.mark.parametrize("graph", CONNECTED)
def test_another_edge_never_raises_a_resistance(graph):
    before = effective_resistance(graph)
    for i in range(min(graph.num_nodes, 8)):
        for j in range(i):
            assert (effective_resistance(with_edge(graph, j, i)) <= before + 1e-9).all()


def test_another_edge_can_lower_the_spectral_gap_even_on_the_playground():
    a, d = 0, 3
    assert spectral_gap(with_edge(PLAYGROUND, a, d)) < spectral_gap(PLAYGROUND) - 0.01
    assert total_resistance(with_edge(PLAYGROUND, a, d)) < total_resistance(PLAYGROUND)


def test_another_edge_can_speed_smoothing_up_or_slow_it_down():
    path = datasets.path(6)
    assert smoothing_rate(with_edge(path, 0, 5)) < smoothing_rate(path) - 0.2
    assert smoothing_rate(with_edge(PLAYGROUND, 0, 3)) > smoothing_rate(PLAYGROUND)


def test_spectral_gap_in_closed_form():
    assert spectral_gap(datasets.complete(5)) == pytest.approx(5 / 4)
    assert spectral_gap(datasets.cycle(8)) == pytest.approx(1 - np.cos(2 * np.pi / 8))
    assert spectral_gap(datasets.star(6)) == pytest.approx(1)
    assert spectral_gap(datasets.hypercube(4)) == pytest.approx(2 / 4)


def test_disconnected_single_empty_and_directed_graphs():
    apart = datasets.disjoint_union(datasets.path(2), datasets.path(3), datasets.path(1))
    resistance = effective_resistance(apart)
    assert resistance[0, 1] == pytest.approx(1) and np.isinf(resistance[0, 2]) and resistance[5, 5] == 0
    assert commute_time(apart)[2, 4] == pytest.approx(2 * 2 * 2) and np.isinf(commute_time(apart)[0, 5])
    assert total_resistance(apart) == np.inf and spectral_gap(apart) == 0
    for graph in (NO_NODES, datasets.path(1)):
        n = graph.num_nodes
        assert effective_resistance(graph).shape == commute_time(graph).shape == (n, n)
        assert total_resistance(graph) == spectral_gap(graph) == 0 and balanced_forman(graph).shape == (0,)
    for measure in (effective_resistance, commute_time, total_resistance, spectral_gap, balanced_forman):
        with pytest.raises(GraphError, match="needs an undirected graph"):
            measure(WILD)


def test_rewiring_adds_and_takes_away():
    graph = with_edge(PLAYGROUND, 0, 3)
    assert graph.num_edges == PLAYGROUND.num_edges + 2 and graph.labels == PLAYGROUND.labels
    assert without_edge(graph, 3, 0) == PLAYGROUND
    assert with_edge(PLAYGROUND, 0, 0).num_edges == PLAYGROUND.num_edges + 1
    assert with_edge(PLAYGROUND, 0, 3, directed=True, weight=2.0).weights.tolist() == [1.0] * 14 + [2.0]
    assert without_edge(WILD, 4, 0, directed=True).num_edges == WILD.num_edges - 2
    with pytest.raises(GraphError, match="there is no edge 0 → 5"):
        without_edge(PLAYGROUND, 0, 5)
    with pytest.raises(GraphError, match="is 9, but a graph of 6 nodes"):
        with_edge(PLAYGROUND, 0, 9)


def test_a_virtual_node_brings_everyone_within_two_hops():
    graph = with_virtual_node(datasets.path(8))
    assert hops(graph).max() == 2 and graph.is_undirected
    assert with_virtual_node(PLAYGROUND).labels[-1] == "virtual"
    assert with_virtual_node(WILD).weights[-1] == 1
