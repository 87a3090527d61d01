from __future__ import annotations

import numpy as np
import pytest
from oracle.loops import MERGES

from mpcore import AGGREGATORS, aggregate
from mpcore.aggregators import attention
from mpcore.errors import ShapeError, UnknownNameError

RNG = np.random.default_rng(1)
MESSAGES, TARGET, NODES = RNG.normal(size=(12, 3)), np.array([0, 4, 4, 1, 0, 0, 2, 4, 1, 0, 2, 6]), 7


def test_the_loop_definitions_cover_the_table():
    assert set(MERGES) == set(AGGREGATORS)


@pytest.mark.parametrize("how", AGGREGATORS)
def test_each_aggregator_is_its_definition(how):
    out = aggregate(MESSAGES, TARGET, NODES, how)
    for i in range(NODES):
        wanted = MERGES[how](MESSAGES[TARGET == i]) if i in TARGET else np.zeros(3)
        np.testing.assert_allclose(out[i], wanted, atol=1e-12)


@pytest.mark.parametrize("how", AGGREGATORS)
def test_order_does_not_matter_and_nothing_received_gives_zero(how):
    order = RNG.permutation(12)
    np.testing.assert_allclose(
        aggregate(MESSAGES[order], TARGET[order], NODES, how), aggregate(MESSAGES, TARGET, NODES, how)
    )
    assert not aggregate(MESSAGES, TARGET, NODES, how)[[3, 5]].any()
    assert aggregate(np.zeros((0, 2)), [], 3, how).tolist() == [[0, 0]] * 3
    assert aggregate(np.zeros((0, 2)), [], 0, how).shape == (0, 2)


@pytest.mark.parametrize("how", AGGREGATORS)
def test_float32_stays_and_integers_become_float64(how):
    assert aggregate(MESSAGES.astype(np.float32), TARGET, NODES, how).dtype == np.float32
    assert aggregate(np.ones((2, 1), dtype=int), [0, 0], 1, how).dtype == np.float64


def test_softmax_does_not_overflow():
    assert aggregate([[1e4], [1e4]], [0, 0], 1, "softmax").tolist() == [[1e4]]


def test_attention_weighs_by_the_last_column():
    messages = np.column_stack([MESSAGES, np.zeros(12)])
    np.testing.assert_allclose(
        aggregate(messages, TARGET, NODES, attention), aggregate(MESSAGES, TARGET, NODES, "mean")
    )
    messages[3, -1] = 1e3
    np.testing.assert_allclose(aggregate(messages, TARGET, NODES, attention)[1], MESSAGES[3])


def test_a_function_of_the_same_form_will_do():
    def first(messages, target, num_nodes):
        return np.array([messages[target == i][0] if i in target else 0 * messages[0] for i in range(num_nodes)])

    assert aggregate([[1.0], [2.0]], [1, 1], 2, first).tolist() == [[0.0], [1.0]]


def test_clear_errors():
    with pytest.raises(UnknownNameError, match="how is 'avg'.*sum, mean, max, min, var, std, softmax"):
        aggregate([[1.0]], [0], 1, "avg")
    with pytest.raises(ShapeError) as caught:
        aggregate([1.0, 2.0], [0], 1)
    assert len(caught.value.problems) == 2
    with pytest.raises(ShapeError, match="target names nodes 0 to 3, but there are 3"):
        aggregate([[1.0], [1.0]], [0, 3], 3)
