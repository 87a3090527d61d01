from __future__ import annotations

import numpy as np
import pytest
from laws import GRAPHS, NO_EDGES, NO_NODES, UNDIRECTED, WILD, features

from mpcore import APPNPLayer, Graph, Residual, SimpleLayer, datasets, gcn_matrix, normalized_laplacian, simulate
from mpcore.diagnostics import (
    dirichlet_energy,
    distance_to_kernel,
    energy_factor,
    jacobian,
    jacobian_norms,
    mad,
    sensitivity,
)
from mpcore.errors import ShapeError
from mpcore.spectral import eigenvalues, operator, smoothing_rate


def energy_by_hand(graph, x):
    total = 0.0
    for j, i, weight in zip(graph.source, graph.target, graph.weights, strict=True):
        difference = x[i] / np.sqrt(1 + graph.in_degree[i]) - x[j] / np.sqrt(1 + graph.in_degree[j])
        total += 0.5 * weight * float(difference @ difference)
    return total


@pytest.mark.parametrize("graph", GRAPHS)
def test_energy_is_its_definition(graph):
    x = features(graph, 3)
    assert dirichlet_energy(graph, x) == pytest.approx(energy_by_hand(graph, x))
    if graph.is_undirected:
        assert dirichlet_energy(graph, x) == pytest.approx(np.trace(x.T @ normalized_laplacian(graph) @ x))


def test_energy_is_zero_where_s_leaves_things_alone_which_is_not_the_constant():
    x = np.sqrt(UNDIRECTED.in_degree + 1)
    assert dirichlet_energy(UNDIRECTED, x) == pytest.approx(0, abs=1e-12)
    assert dirichlet_energy(UNDIRECTED, np.ones(6)) > 0.01
    assert dirichlet_energy(NO_EDGES, [1, 2, 3]) == dirichlet_energy(NO_NODES, []) == 0


def test_the_energy_bound_needs_the_maximum_over_the_non_zero_eigenvalues():
    graph = datasets.complete_bipartite(10, 10)
    values = 1 - eigenvalues(graph, "S")
    smallest = values[1]
    x = np.array([1.0] * 10 + [-1.0] * 10)
    after, before = dirichlet_energy(graph, gcn_matrix(graph) @ x), dirichlet_energy(graph, x)
    assert after == pytest.approx(energy_factor(graph) * before)
    assert after > (1 - smallest) ** 2 * before * 50
    assert energy_factor(graph) == pytest.approx((1 - values[-1]) ** 2)
    assert energy_factor(NO_EDGES) == energy_factor(NO_NODES) == 0


def test_collapse_is_guaranteed_below_the_threshold_and_not_above_it():
    x, rate = features(UNDIRECTED, 2), smoothing_rate(UNDIRECTED, "S")
    second = np.linalg.eigh(gcn_matrix(UNDIRECTED))[1]
    vector = second[:, np.argsort(np.abs(eigenvalues(UNDIRECTED, "S")[::-1]))[-2]]
    for scale, grows in ((0.9 / rate, False), (1.5 / rate, True)):
        h = np.column_stack([vector, -vector])
        before = distance_to_kernel(UNDIRECTED, h)
        for _ in range(20):
            h = gcn_matrix(UNDIRECTED) @ h * scale
        assert (distance_to_kernel(UNDIRECTED, h) > before) == grows
    assert (
        distance_to_kernel(UNDIRECTED, gcn_matrix(UNDIRECTED) @ x) <= rate * distance_to_kernel(UNDIRECTED, x) + 1e-12
    )


def test_a_residual_still_collapses_in_direction():
    layer, h = Residual(SimpleLayer("gcn")), features(UNDIRECTED, 3)
    for _ in range(150):
        h = layer(UNDIRECTED, h)
    direction = np.sqrt(UNDIRECTED.in_degree + 1)
    cosines = np.abs(direction @ h) / (np.linalg.norm(direction) * np.linalg.norm(h, axis=0))
    np.testing.assert_allclose(cosines, 1, atol=1e-9)
    assert np.linalg.norm(h) > 1e30
    assert dirichlet_energy(UNDIRECTED, h) / np.linalg.norm(h) ** 2 < 1e-12


def test_appnp_tends_to_its_closed_form_with_energy_left():
    start, a = features(UNDIRECTED, 3), 0.1
    layer, h = APPNPLayer(start, a), start
    for _ in range(400):
        h = layer(UNDIRECTED, h)
    wanted = a * np.linalg.solve(np.eye(6) - (1 - a) * gcn_matrix(UNDIRECTED), start)
    np.testing.assert_allclose(h, wanted, atol=1e-12)
    largest = (1 - eigenvalues(UNDIRECTED, "S")).max()
    shrink = a / (1 - (1 - a) * (1 - largest))
    assert dirichlet_energy(UNDIRECTED, h) >= shrink**2 * dirichlet_energy(UNDIRECTED, start) - 1e-12 > 0.001
    plain = simulate(UNDIRECTED, start, "gcn", rounds=400)[-1]
    assert dirichlet_energy(UNDIRECTED, plain) < 1e-20


def test_some_smoothing_helps_and_too_much_hurts():
    rng = np.random.default_rng(0)
    sizes, blocks = [60, 60], np.repeat([0, 1], 60)
    graph = datasets.block_model(sizes, 0.10, 0.02, rng)
    x = rng.normal(size=(120, 1)) + 0.5 * (2 * blocks[:, None] - 1)
    rounds = simulate(graph, x, "mean", rounds=600)[:, :, 0]

    def accuracy(values):
        middle = (values[blocks == 0].mean() + values[blocks == 1].mean()) / 2
        noisy = values + rng.normal(scale=0.01, size=values.shape)
        return max(((noisy > middle) == blocks).mean(), ((noisy < middle) == blocks).mean())

    measured = [accuracy(rounds[k]) for k in (0, 3, 600)]
    assert measured[1] > measured[0] + 0.1 and measured[1] > measured[2] + 0.1


def test_mad_is_zero_for_parallel_and_two_for_opposite_neighbours():
    pair = Graph.from_edges([(0, 1)])
    assert mad(pair, [[1, 1], [3, 3]]) == pytest.approx(0)
    assert mad(pair, [[1, 1], [-1, -1]]) == pytest.approx(2)
    assert mad(pair, [[1, 1], [0, 0]]) == 0
    assert mad(NO_EDGES, np.ones((3, 2))) == 0
    x = features(UNDIRECTED, 3)
    smooth = simulate(UNDIRECTED, x, "mean", rounds=60)[-1]
    assert mad(UNDIRECTED, smooth) < 1e-9 < mad(UNDIRECTED, x)


@pytest.mark.parametrize("graph", GRAPHS)
def test_sensitivity_is_the_matrix_power_and_what_a_nudge_does(graph):
    for matrix in ("S", "P", "A"):
        found = sensitivity(graph, 3, matrix)
        for k in range(4):
            np.testing.assert_allclose(found[k], np.linalg.matrix_power(operator(graph, matrix), k))
    for u in range(graph.num_nodes):
        nudge = np.eye(graph.num_nodes)[:, u]
        np.testing.assert_allclose(simulate(graph, nudge, "gcn", rounds=3)[3, :, 0], sensitivity(graph, 3)[3][:, u])


def test_sensitivity_refuses_negative_rounds():
    with pytest.raises(ShapeError, match="rounds is -1"):
        sensitivity(WILD, -1)


@pytest.mark.parametrize("activated", [True, False])
def test_the_jacobian_is_the_central_difference(activated):
    rng = np.random.default_rng(4)
    weights = [rng.normal(size=(2, 3)), rng.normal(size=(3, 2))]
    x, step, tiny = features(WILD, 2), gcn_matrix(WILD), 1e-6

    def stack(h):
        for weight in weights:
            h = step @ h @ weight
            h = np.maximum(h, 0) if activated else h
        return h

    found = jacobian(WILD, x, weights, activated)
    for u in range(6):
        for g in range(2):
            nudge = np.zeros_like(x)
            nudge[u, g] = tiny
            slope = (stack(x + nudge) - stack(x - nudge)) / (2 * tiny)
            np.testing.assert_allclose(found[:, :, u, g], slope, atol=1e-7)


def test_without_weights_and_activation_sensitivity_is_the_jacobian():
    x = features(UNDIRECTED, 1)
    one = np.ones((1, 1))
    np.testing.assert_allclose(jacobian_norms(UNDIRECTED, x, [one] * 3, activated=False), sensitivity(UNDIRECTED, 3)[3])


def test_the_bound_on_what_one_node_can_do_to_another():
    rng = np.random.default_rng(6)
    for graph in (WILD, UNDIRECTED, datasets.barbell(3, 2)):
        weights = [rng.normal(size=(3, 3)) for _ in range(3)]
        norms = np.prod([np.linalg.norm(weight, ord=2) for weight in weights])
        found = jacobian_norms(graph, features(graph, 3), weights)
        assert (found <= norms * sensitivity(graph, 3)[3] + 1e-12).all()
        assert found.max() > 0


def test_jacobian_shapes_at_the_edges():
    assert jacobian(NO_NODES, np.zeros((0, 2)), [np.ones((2, 3))]).shape == (0, 3, 0, 2)
    assert jacobian_norms(NO_NODES, np.zeros((0, 2)), [np.ones((2, 3))]).shape == (0, 0)
    np.testing.assert_array_equal(jacobian(NO_EDGES, np.ones(3), [])[:, 0, :, 0], np.eye(3))
    with pytest.raises(ShapeError, match=r"jacobian, weights\[1\]"):
        jacobian(NO_EDGES, np.ones(3), [np.ones((1, 2)), np.ones((3, 1))])
