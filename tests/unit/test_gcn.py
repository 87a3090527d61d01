from __future__ import annotations

import numpy as np
import pytest
from laws import UNDIRECTED, WILD, assert_layer_laws, features

from mpcore import GCNLayer, gcn_matrix
from mpcore.activations import identity, relu
from mpcore.errors import ShapeError

RNG = np.random.default_rng(3)
WEIGHT, BIAS = RNG.normal(size=(3, 4)), RNG.normal(size=4)


@pytest.mark.parametrize("activation", [relu, identity])
def test_laws(activation):
    layer = GCNLayer(WEIGHT, BIAS, activation)
    assert_layer_laws(layer, lambda g, x: activation(gcn_matrix(g) @ x @ WEIGHT + BIAS))


def test_multiplying_by_w_before_or_after_the_sum_is_the_same():
    x = features(WILD, 3)
    np.testing.assert_allclose(GCNLayer(WEIGHT, activation=identity)(WILD, x), gcn_matrix(WILD) @ (x @ WEIGHT))


def test_steps_show_the_scaled_messages():
    steps = GCNLayer(WEIGHT).steps(UNDIRECTED, features(UNDIRECTED, 3))
    degree = UNDIRECTED.in_degree + 1
    scale = 1 / np.sqrt(degree[steps.graph.source] * degree[steps.graph.target])
    np.testing.assert_allclose(steps.messages, scale[:, None] * steps.x_j)


def test_weight_and_bias_must_fit():
    with pytest.raises(ShapeError) as caught:
        GCNLayer(weight=[1.0, 2.0], bias=[[1.0]])
    assert len(caught.value.problems) == 2
    with pytest.raises(ShapeError, match=r"bias has shape \(3,\), but must be \(4,\)"):
        GCNLayer(WEIGHT, np.ones(3))
    with pytest.raises(ShapeError, match="GCNLayer: weight.*takes 3 features, but got 2"):
        GCNLayer(WEIGHT)(WILD, features(WILD, 2))
