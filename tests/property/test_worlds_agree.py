"""The exact world and the array world are the same mathematics, on every scenario that there is."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from strategies import scenarios

from mpcore import Graph, Scenario, simulate


def assert_worlds_agree(scenario: Scenario) -> None:
    graph, x = Graph.from_scenario(scenario)
    run = scenario.run()
    arrays = simulate(graph, x, scenario.aggregate, scenario.include_self, scenario.rounds)
    exact = np.array([[float(values[node]) for node in scenario.nodes] for values in run.values])
    scale = max(1.0, float(np.abs(exact).max(initial=0.0)))
    np.testing.assert_allclose(arrays[:, :, 0], exact, rtol=1e-9, atol=1e-12 * scale)


@given(scenarios())
@settings(max_examples=300, deadline=None)
def test_simulate_equals_the_exact_run(scenario):
    assert_worlds_agree(scenario)


@given(scenarios(directed=True, weighted=True))
@settings(max_examples=200, deadline=None)
def test_simulate_equals_the_exact_run_on_directed_weighted_graphs(scenario):
    assert_worlds_agree(scenario)


def test_the_playground_agrees_for_every_choice():
    for aggregate in ("sum", "mean", "max", "min", "gcn"):
        for include_self in (True, False):
            nodes, pairs = "ABCDEF", ["AB", "AC", "BD", "BE", "CD", "CE", "CF"]
            edges = [tuple(pair) for pair in pairs]
            assert_worlds_agree(Scenario(list(nodes), edges, {"A": 5}, aggregate, include_self))


def test_the_sum_outgrows_float64_in_a_known_round():
    """Sum with self on the playground: floats are exact up to 2^53, and the exact world says when that ends."""
    pairs = [tuple(pair) for pair in ("AB", "AC", "BD", "BE", "CD", "CE", "CF")]
    scenario = Scenario(list("ABCDEF"), pairs, {"A": 5}, "sum", include_self=True, rounds=60)
    graph, x = Graph.from_scenario(scenario)
    arrays, run = simulate(graph, x, "sum", True, 60)[:, :, 0], scenario.run()
    wrong = [k for k in range(61) if any(arrays[k, i] != run.values[k][node] for i, node in enumerate("ABCDEF"))]
    assert wrong == list(range(29, 61))
    assert max(run.values[28].values()) <= 2**53 < max(run.values[29].values())
