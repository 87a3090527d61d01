from __future__ import annotations

import numpy as np
import pytest
from laws import NO_NODES, WILD, features

from mpcore import Graph, datasets, simulate
from mpcore.errors import GraphError, UnknownNameError
from mpcore.spectral import MATRICES, eigenvalues, limit, limit_cycle, operator, period, perron, smoothing_rate

PLAYGROUND = datasets.playground()
START = np.array([5.0, 0, 0, 0, 0, 0])


@pytest.mark.parametrize("n", [3, 4, 5, 6, 7, 9, 12])
def test_smoothing_rates_in_closed_form(n):
    assert smoothing_rate(datasets.complete(n)) == pytest.approx(0, abs=1e-12)
    assert smoothing_rate(datasets.star(n)) == pytest.approx(1 / 2)
    if n >= 6:
        assert smoothing_rate(datasets.cycle(n)) == pytest.approx((1 + 2 * np.cos(2 * np.pi / n)) / 3)
    assert smoothing_rate(datasets.hypercube(min(n, 5))) == pytest.approx(1 - 2 / (min(n, 5) + 1))


def test_small_cycles_are_ruled_by_the_other_end_of_the_spectrum():
    for n in (4, 5):
        assert smoothing_rate(datasets.cycle(n)) == pytest.approx(
            max(abs(1 + 2 * np.cos(2 * np.pi * k / n)) / 3 for k in range(1, n))
        )


@pytest.mark.parametrize("matrix", ["P", "S", "P^T"])
def test_components_settle_each_by_itself_so_the_slowest_sets_the_rate(matrix):
    both = datasets.disjoint_union(datasets.star(6), datasets.path(1), datasets.cycle(9))
    assert smoothing_rate(both, matrix) == pytest.approx(smoothing_rate(datasets.cycle(9)))
    assert smoothing_rate(datasets.disjoint_union(datasets.complete(3), datasets.complete(3)), matrix) < 1e-9


def test_path_and_star_eigenvalues_in_closed_form():
    path = np.sort([2 * np.cos(np.pi * k / 8) for k in range(1, 8)])[::-1]
    np.testing.assert_allclose(eigenvalues(datasets.path(7), "A"), path, atol=1e-12)
    star = [np.sqrt(6), 0, 0, 0, 0, 0, -np.sqrt(6)]
    np.testing.assert_allclose(eigenvalues(datasets.star(7), "A"), star, atol=1e-12)
    np.testing.assert_allclose(eigenvalues(datasets.complete(5), "A"), [4, -1, -1, -1, -1], atol=1e-12)


def test_p_and_s_share_eigenvalues_in_minus_1_to_1_with_1_once_a_component():
    graph = datasets.disjoint_union(PLAYGROUND, datasets.cycle(5), datasets.path(1))
    values = eigenvalues(graph, "P")
    np.testing.assert_allclose(values, eigenvalues(graph, "S"))
    np.testing.assert_allclose(np.sort(np.linalg.eigvals(operator(graph, "P")).real)[::-1], values, atol=1e-9)
    assert (values > -1).all() and (values <= 1 + 1e-12).all()
    assert np.isclose(values, 1).sum() == 3


def test_the_playground_tends_to_three_quarters_not_to_the_plain_mean():
    values = simulate(PLAYGROUND, START, "mean", include_self=True, rounds=60)[:, :, 0]
    np.testing.assert_allclose(limit(PLAYGROUND, START).ravel(), 15 / 20)
    np.testing.assert_allclose(values[-1], 3 / 4, atol=1e-9)
    assert START.mean() == pytest.approx(5 / 6) and not np.isclose(values[-1], 5 / 6).any()


@pytest.mark.parametrize("matrix", ["P", "S", "P^T"])
def test_limits_are_where_powers_go_component_by_component(matrix):
    graph = datasets.disjoint_union(PLAYGROUND, datasets.complete(3), datasets.path(1))
    x = features(graph, 2)
    wanted = np.linalg.matrix_power(operator(graph, matrix), 300) @ x
    np.testing.assert_allclose(limit(graph, x, matrix), wanted, atol=1e-10)
    assert period(graph, matrix) == 1


def test_limit_of_s_is_not_constant_and_p_transposed_keeps_the_sum():
    degree = PLAYGROUND.in_degree + 1
    np.testing.assert_allclose(
        limit(PLAYGROUND, START, "S").ravel(), np.sqrt(degree) * (np.sqrt(degree) @ START) / degree.sum()
    )
    assert np.ptp(limit(PLAYGROUND, START, "S")) > 0.1
    np.testing.assert_allclose(limit(PLAYGROUND, START, "P^T").ravel(), degree / 20 * 5)
    assert simulate(PLAYGROUND, START, "mean", rounds=3)[3].sum() != pytest.approx(5)
    assert (operator(PLAYGROUND, "P^T") @ START).sum() == pytest.approx(5)


@pytest.mark.parametrize("matrix", ["P0", "S0", "P0^T"])
def test_without_self_loops_a_bipartite_graph_swings_for_ever(matrix):
    assert eigenvalues(PLAYGROUND, matrix)[-1] == pytest.approx(-1)
    assert smoothing_rate(PLAYGROUND, matrix) == pytest.approx(1) and period(PLAYGROUND, matrix) == 2
    even, odd = limit_cycle(PLAYGROUND, START, matrix)
    step = operator(PLAYGROUND, matrix)
    np.testing.assert_allclose(np.linalg.matrix_power(step, 200) @ START, even.ravel(), atol=1e-9)
    np.testing.assert_allclose(np.linalg.matrix_power(step, 201) @ START, odd.ravel(), atol=1e-9)
    assert not np.allclose(even, odd)
    with pytest.raises(GraphError, match="eigenvalue -1 on a bipartite component.*limit_cycle"):
        limit(PLAYGROUND, START, matrix)


@pytest.mark.parametrize("matrix", ["P0", "S0", "P0^T"])
def test_without_self_loops_an_odd_cycle_settles_and_isolated_nodes_give_zero(matrix):
    graph = datasets.disjoint_union(datasets.cycle(5), datasets.path(1))
    x = features(graph, 1)
    np.testing.assert_allclose(
        limit(graph, x, matrix), np.linalg.matrix_power(operator(graph, matrix), 400) @ x, atol=1e-12
    )
    assert smoothing_rate(graph, matrix) == pytest.approx(abs(np.cos(4 * np.pi / 5)))


def test_the_error_shrinks_at_the_rate():
    for graph in (PLAYGROUND, datasets.star(6), datasets.barbell(4, 2)):
        x = features(graph, 1)
        error = np.abs(simulate(graph, x, "mean", rounds=30) - limit(graph, x)).max(axis=(1, 2))
        assert error[30] / error[28] == pytest.approx(smoothing_rate(graph) ** 2, rel=0.02)


def test_perron_is_where_sums_point():
    value, vector = perron(PLAYGROUND)
    values = simulate(PLAYGROUND, START, "sum", include_self=True, rounds=80)[:, :, 0]
    np.testing.assert_allclose(values[-1] / np.linalg.norm(values[-1]), vector, atol=1e-9)
    assert np.linalg.norm(values[80]) / np.linalg.norm(values[79]) == pytest.approx(value)
    assert value == pytest.approx(eigenvalues(PLAYGROUND, "A+I")[0]) and (vector > 0).all()
    uneven = datasets.disjoint_union(datasets.complete(4), datasets.path(2))
    np.testing.assert_allclose(perron(uneven, "A")[1], [0.5] * 4 + [0, 0], atol=1e-12)


def test_empty_and_single_node_graphs_are_fine_and_directed_ones_are_refused():
    single = datasets.path(1)
    for matrix in MATRICES:
        assert eigenvalues(NO_NODES, matrix).shape == (0,)
        assert smoothing_rate(NO_NODES, matrix) == smoothing_rate(single, matrix) == 0
        with pytest.raises(GraphError, match="undirected"):
            eigenvalues(WILD, matrix)
        assert operator(WILD, matrix).shape == (6, 6)
    assert limit(single, [3.0]).tolist() == [[3.0]] and limit(single, [3.0], "P0").tolist() == [[0.0]]
    assert limit(NO_NODES, np.zeros((0, 2))).shape == (0, 2)
    assert perron(NO_NODES)[0] == 0 and perron(single)[1].tolist() == [1.0]
    with pytest.raises(GraphError, match="undirected"):
        limit(WILD, np.ones(6))
    with pytest.raises(UnknownNameError, match="'Q'.*A, A.I, P, P0"):
        eigenvalues(PLAYGROUND, "Q")
    with pytest.raises(UnknownNameError, match="'A', but must be one of P, P0"):
        limit(PLAYGROUND, START, "A")


def test_float32_stays_in_limits():
    assert limit(Graph.from_edges([(0, 1)]), np.ones(2, dtype=np.float32)).dtype == np.float32
