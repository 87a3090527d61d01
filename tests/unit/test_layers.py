from __future__ import annotations

import numpy as np
import pytest
from laws import GRAPHS, UNDIRECTED, WILD, assert_layer_laws, features
from oracle import loops

from mpcore import (
    APPNPLayer,
    GATLayer,
    GCNIILayer,
    GCNLayer,
    GINLayer,
    MessagePassing,
    Residual,
    SAGELayer,
    SimpleLayer,
    gcn_matrix,
    mean_matrix,
    pair_norm,
)
from mpcore.activations import identity, relu
from mpcore.errors import ShapeError

RNG = np.random.default_rng(5)
W, W2, B = RNG.normal(size=(3, 2)), RNG.normal(size=(3, 2)), RNG.normal(size=2)
SQUARE = RNG.normal(size=(3, 3))


def test_sage():
    definition = lambda g, x: relu(mean_matrix(g, include_self=False) @ x @ W + x @ W2 + B)
    assert_layer_laws(SAGELayer(W, W2, B, relu), definition)


def test_gin():
    def network(h):
        return np.maximum(h @ SQUARE.astype(h.dtype), 0)

    def definition(graph, x):
        return loops.one_round(
            graph,
            x,
            lambda _, x_j, w: w * x_j,
            loops.MERGES["sum"],
            lambda x_i, a: network((1.5 * x_i + a)[None])[0],
            width=3,
        )

    assert_layer_laws(GINLayer(network, epsilon=0.5), definition)


def test_gat():
    a_source, a_target = RNG.normal(size=2), RNG.normal(size=2)

    def definition(graph, x):
        def message(x_i, x_j, _weight):
            score = a_source @ (x_j @ W) + a_target @ (x_i @ W)
            return np.append(x_j @ W, score if score > 0 else 0.2 * score)

        def merge(rows):
            powers = [np.exp(row[-1]) for row in rows]
            return sum(power * row[:-1] for power, row in zip(powers, rows, strict=True)) / sum(powers)

        return loops.one_round(graph, x, message, merge, lambda _, a: a + B, width=2, include_self=True)

    assert_layer_laws(GATLayer(W, a_source, a_target, B), definition)


def test_gat_with_equal_scores_is_the_mean_with_self():
    layer = GATLayer(np.eye(3), np.zeros(3), np.zeros(3))
    x = features(UNDIRECTED, 3)
    np.testing.assert_allclose(layer(UNDIRECTED, x), mean_matrix(UNDIRECTED) @ x)


def both(make):
    """A layer that needs its start values takes them from the second half of the features, so that relabelling moves both."""
    return lambda graph, x: make(x[:, 3:])(graph, x[:, :3])


def test_appnp():
    definition = lambda g, x: 0.8 * gcn_matrix(g) @ x[:, :3] + 0.2 * x[:, 3:]
    assert_layer_laws(both(lambda z: APPNPLayer(z, alpha=0.2)), definition, width=6)


def test_gcnii():
    def definition(graph, x):
        mixed = 0.7 * gcn_matrix(graph) @ x[:, :3] + 0.3 * x[:, 3:]
        return relu(mixed @ (0.6 * np.eye(3) + 0.4 * SQUARE))

    assert_layer_laws(both(lambda z: GCNIILayer(z, SQUARE, alpha=0.3, beta=0.4)), definition, width=6)


def test_residual_adds_what_was_there_to_any_layer():
    assert_layer_laws(Residual(GCNLayer(SQUARE)), lambda g, x: x + relu(gcn_matrix(g) @ x @ SQUARE))
    assert_layer_laws(
        Residual(SimpleLayer("max", include_self=False)), lambda g, x: x + loops.simple(g, x, "max", include_self=False)
    )
    gat = GATLayer(SQUARE, np.ones(3), -np.ones(3))
    x = features(WILD, 3)
    np.testing.assert_allclose(Residual(gat)(WILD, x), x + gat(WILD, x))


def test_a_function_as_how_is_not_handed_self():
    class Own(MessagePassing):
        def how(messages, target, num_nodes):
            return np.zeros((num_nodes, messages.shape[1]))

        def message(self, x_i, x_j, edge_weight):
            return x_j

        def update(self, x, aggregated):
            return x + aggregated

    x = features(WILD, 2)
    assert np.array_equal(Own()(WILD, x), x)


def test_pair_norm_keeps_the_mean_distance_of_rows():
    x = features(UNDIRECTED, 3)
    out = pair_norm(x, scale=2.0)
    np.testing.assert_allclose(out.mean(axis=0), 0, atol=1e-12)
    distances = ((out[:, None] - out[None, :]) ** 2).sum(axis=-1)
    np.testing.assert_allclose(distances.mean(), 2 * 2.0**2)
    assert not pair_norm(np.ones((4, 2))).any()
    assert pair_norm(np.zeros((0, 2))).shape == (0, 2)
    assert pair_norm(x.astype(np.float32)).dtype == np.float32
    np.testing.assert_allclose(pair_norm(x[::-1]), pair_norm(x)[::-1], atol=1e-12)


@pytest.mark.parametrize("graph", GRAPHS)
def test_zero_epsilon_gin_is_sum_with_self(graph):
    x = features(graph, 2)
    np.testing.assert_allclose(GINLayer()(graph, x), SimpleLayer("sum", include_self=True)(graph, x))


def test_layers_name_what_does_not_fit():
    x = features(WILD, 2)
    with pytest.raises(ShapeError, match="SAGELayer, self_weight: weight has shape .* takes 3 features, but got 2"):
        SAGELayer(W, W2)(WILD, x)
    with pytest.raises(ShapeError, match=r"start has shape \(5, 2\)"):
        APPNPLayer(np.ones((5, 2)))(WILD, x)
    with pytest.raises(ShapeError, match="source_attention has shape"):
        GATLayer(W, np.ones(3), np.ones(2))
    assert GINLayer(identity)(WILD, x).shape == x.shape
