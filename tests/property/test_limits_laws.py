"""The inequalities of over-smoothing and over-squashing, on random graphs and random features."""

from __future__ import annotations

import numpy as np
from graph_strategies import graphs_with_features, matrices, undirected_graphs
from hypothesis import given, settings
from hypothesis import strategies as st

from mpcore import GCNLayer, gcn_matrix, simulate
from mpcore.diagnostics import (
    dirichlet_energy,
    distance_to_kernel,
    effective_resistance,
    energy_factor,
    jacobian_norms,
    sensitivity,
)
from mpcore.rewiring import with_edge
from mpcore.spectral import eigenvalues, limit, smoothing_rate
from mpcore.walks import components, hops
from mpcore.wl import equivalent, refine

ANY = {"connected": False, "weighted": True}
MANY = settings(max_examples=100, deadline=None)


def at_most(left: float, right: float) -> None:
    assert left <= right * (1 + 1e-9) + 1e-9


@given(graphs_with_features(**ANY), matrices(2, 3))
@MANY
def test_energy_bounds(given_graph, weight):
    graph, x = given_graph
    energy = dirichlet_energy(graph, x)
    at_most(dirichlet_energy(graph, gcn_matrix(graph) @ x), energy_factor(graph) * energy)
    at_most(dirichlet_energy(graph, x @ weight), np.linalg.norm(weight, ord=2) ** 2 * energy)
    at_most(dirichlet_energy(graph, np.maximum(x, 0)), energy)


@given(graphs_with_features(**ANY), matrices(2, 3))
@MANY
def test_a_layer_multiplies_the_distance_to_the_kernel_by_at_most_lambda_s(given_graph, weight):
    graph, x = given_graph
    factor = smoothing_rate(graph, "S") * np.linalg.norm(weight, ord=2)
    at_most(distance_to_kernel(graph, GCNLayer(weight)(graph, x)), factor * distance_to_kernel(graph, x))


@given(graphs_with_features(**ANY), st.integers(0, 20))
@MANY
def test_the_distance_to_the_limit_shrinks_at_least_at_the_rate(given_graph, rounds):
    graph, x = given_graph
    root = np.sqrt(graph.in_degree + 1)[:, None]  # in this norm P is symmetric
    goal = limit(graph, x)
    error = np.linalg.norm(root * (simulate(graph, x, "mean", rounds=rounds)[-1] - goal))
    at_most(error, smoothing_rate(graph) ** rounds * np.linalg.norm(root * (x - goal)))


@given(undirected_graphs(**ANY))
@MANY
def test_the_spectrum_of_p(graph):
    values = eigenvalues(graph, "P")
    assert (values > -1).all()
    assert np.isclose(values, 1, atol=1e-9).sum() >= len(set(components(graph).tolist()))


@given(graphs_with_features(weighted=True), matrices(2, 2), matrices(2, 2))
@MANY
def test_no_node_does_more_to_another_than_the_bound_and_nothing_out_of_reach(given_graph, first, second):
    graph, x = given_graph
    norms = np.linalg.norm(first, ord=2) * np.linalg.norm(second, ord=2)
    found = jacobian_norms(graph, x, [first, second])
    assert (found <= norms * sensitivity(graph, 2)[2] * (1 + 1e-9) + 1e-9).all()
    assert not found[hops(graph) > 2].any()


@given(undirected_graphs(weighted=True, min_nodes=2), st.data())
@MANY
def test_foster_and_rayleigh(graph, data):
    before = effective_resistance(graph)
    foster = 0.5 * (graph.weights * before[graph.target, graph.source]).sum()
    np.testing.assert_allclose(foster, graph.num_nodes - 1, rtol=1e-7)
    i = data.draw(st.integers(1, graph.num_nodes - 1))
    j = data.draw(st.integers(0, i - 1))
    after = effective_resistance(with_edge(graph, j, i))
    assert (after <= before * (1 + 1e-7) + 1e-9).all()


@given(undirected_graphs(connected=False), st.randoms(use_true_random=False))
@MANY
def test_refinement_does_not_see_the_numbering(graph, random):
    order = list(range(graph.num_nodes))
    random.shuffle(order)
    other = graph.permuted(order)
    assert equivalent(graph, other) and equivalent(graph, other, dimension=2)
    for left, right in refine([graph, other]):
        assert np.array_equal(left[order], right)
