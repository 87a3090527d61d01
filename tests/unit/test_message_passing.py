from __future__ import annotations

import numpy as np
import pytest
from laws import WILD, assert_layer_laws, features
from oracle import loops

from mpcore import (
    AGGREGATORS,
    Graph,
    MessagePassing,
    SimpleLayer,
    adjacency,
    datasets,
    gcn_matrix,
    mean_matrix,
    simulate,
)
from mpcore.errors import ShapeError, UnknownNameError


class Plain(MessagePassing):
    def __init__(self, how):
        self.how = how

    def message(self, x_i, x_j, edge_weight):
        return edge_weight * x_j - 0.5 * x_i

    def update(self, x, aggregated):
        return x + 2 * aggregated


@pytest.mark.parametrize("include_self", [True, False])
@pytest.mark.parametrize("how", SimpleLayer.CHOICES)
def test_simple_layers_satisfy_all_laws(how, include_self):
    assert_layer_laws(SimpleLayer(how, include_self), lambda g, x: loops.simple(g, x, how, include_self))


@pytest.mark.parametrize("how", AGGREGATORS)
def test_a_layer_with_each_aggregator_satisfies_all_laws(how):
    def definition(graph, x):
        def message(x_i, x_j, weight):
            return weight * x_j - 0.5 * x_i

        return loops.one_round(graph, x, message, loops.MERGES[how], lambda x_i, a: x_i + 2 * a, width=x.shape[1])

    assert_layer_laws(Plain(how), definition)


@pytest.mark.parametrize(
    ("how", "include_self", "matrix"),
    [
        ("sum", False, adjacency),
        ("sum", True, lambda g: adjacency(g) + np.eye(g.num_nodes)),
        ("mean", False, lambda g: mean_matrix(g, include_self=False)),
        ("mean", True, mean_matrix),
        ("gcn", True, gcn_matrix),
        ("gcn", False, lambda g: gcn_matrix(g, self_loops=False)),
    ],
)
def test_linear_choices_are_their_dense_products(how, include_self, matrix):
    assert_layer_laws(SimpleLayer(how, include_self), lambda g, x: matrix(g) @ x)


def test_steps_hold_every_array_of_the_round():
    x = features(WILD, 2)
    steps = SimpleLayer("sum", include_self=False).steps(WILD, x)
    assert np.array_equal(steps.x, x) and steps.graph == WILD
    assert np.array_equal(steps.x_j, x[WILD.source]) and np.array_equal(steps.x_i, x[WILD.target])
    assert np.array_equal(steps.messages, WILD.weights[:, None] * steps.x_j)
    assert np.array_equal(steps.aggregated, steps.out)
    assert steps.edge_weight.shape == (WILD.num_edges, 1)


def test_simulate_returns_the_start_and_every_round():
    x = features(WILD, 2)
    rounds = simulate(WILD, x, how="sum", include_self=True, rounds=3)
    matrix = adjacency(WILD) + np.eye(6)
    assert rounds.shape == (4, 6, 2)
    for k in range(4):
        np.testing.assert_allclose(rounds[k], np.linalg.matrix_power(matrix, k) @ x)


def test_updates_are_synchronous():
    path = Graph.from_edges([(0, 1), (1, 2)], directed=True)
    assert simulate(path, [1, 0, 0], "sum", include_self=False, rounds=1)[1].ravel().tolist() == [0, 1, 0]


def test_a_node_that_receives_nothing_gets_zero_from_every_choice():
    lonely = Graph(2, [], [])
    for how in SimpleLayer.CHOICES:
        assert simulate(lonely, [-3, 5], how, include_self=False, rounds=1)[1].ravel().tolist() == [0, 0]


def test_a_mean_leaves_a_constant_exactly_constant():
    for graph in (datasets.star(50), datasets.complete(7), WILD):
        values = simulate(graph, np.full(graph.num_nodes, 0.1), "mean", include_self=True, rounds=20)
        np.testing.assert_allclose(values, 0.1, rtol=1e-13)
        ones = simulate(graph, np.ones(graph.num_nodes), "mean", include_self=True, rounds=20)
        assert (ones == 1).all()


def test_zero_rounds_give_the_start_only_and_float32_stays():
    assert simulate(WILD, np.ones(6, dtype=np.float32), rounds=0).shape == (1, 6, 1)
    assert simulate(WILD, np.ones(6, dtype=np.float32), how="gcn").dtype == np.float32


def test_clear_errors():
    with pytest.raises(UnknownNameError, match="'median'.*sum, mean, max, min, gcn"):
        simulate(WILD, np.ones(6), how="median")
    with pytest.raises(ShapeError, match=r"rounds is -1"):
        simulate(WILD, np.ones(6), rounds=-1)
    with pytest.raises(ShapeError, match=r"x has shape \(5,\).*\(6, F\)"):
        simulate(WILD, np.ones(5))
    with pytest.raises(ShapeError, match="x must hold numbers"):
        simulate(WILD, ["a"] * 6)


def test_a_method_that_returns_the_wrong_shape_is_named():
    class Wrong(Plain):
        def message(self, x_i, x_j, edge_weight):
            return x_j.sum(axis=0)

    with pytest.raises(ShapeError, match=r"Wrong.message returned shape \(2,\).*\(10, any\): one row for each edge"):
        Wrong("sum")(WILD, features(WILD, 2))

    class Nothing(Plain):
        def update(self, x, aggregated):
            return None

    with pytest.raises(ShapeError, match="Nothing.update returned NoneType.*one row for each node"):
        Nothing("sum")(WILD, features(WILD, 2))


def test_the_base_class_is_abstract():
    with pytest.raises(TypeError, match="abstract"):
        MessagePassing()
