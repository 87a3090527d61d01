"""The three laws are worth having only if planted bugs break them: each classic bug here is caught, and by which law."""

from __future__ import annotations

import numpy as np
import pytest
from laws import (
    UNDIRECTED,
    WILD,
    assert_definition,
    assert_edge_order,
    assert_layer_laws,
    assert_node_relabelling,
    features,
)

from mpcore import adjacency, aggregate


def dense(graph, x):
    return adjacency(graph) @ x


def honest(graph, x):
    weight = graph.weights[:, None].astype(x.dtype)
    return aggregate(weight * x[graph.source], graph.target, graph.num_nodes)


def last_message_wins(graph, x):
    out = np.zeros_like(x)
    out[graph.target] += graph.weights[:, None].astype(x.dtype) * x[graph.source]
    return out


def receiver_and_sender_swapped(graph, x):
    return aggregate(graph.weights[:, None].astype(x.dtype) * x[graph.target], graph.target, graph.num_nodes)


def aggregated_at_the_source(graph, x):
    return aggregate(graph.weights[:, None].astype(x.dtype) * x[graph.source], graph.source, graph.num_nodes)


def every_edge_reversed(graph, x):
    return aggregate(graph.weights[:, None].astype(x.dtype) * x[graph.target], graph.source, graph.num_nodes)


BUGS = (last_message_wins, receiver_and_sender_swapped, aggregated_at_the_source, every_edge_reversed)


def caught(law, bug, graph=WILD):
    arguments = (dense,) if law is assert_definition else ()
    try:
        law(bug, graph, features(graph, 2), *arguments)
    except AssertionError:
        return True
    return False


def test_the_honest_sum_satisfies_all_laws():
    assert_layer_laws(honest, dense)


@pytest.mark.parametrize("bug", BUGS)
def test_each_planted_bug_is_caught(bug):
    with pytest.raises(AssertionError):
        assert_layer_laws(bug, dense)


def test_relabelling_alone_misses_every_bug_and_the_definition_gets_all():
    assert [caught(assert_node_relabelling, bug) for bug in BUGS] == [False] * 4
    assert [caught(assert_edge_order, bug) for bug in BUGS] == [True, False, False, False]
    assert [caught(assert_definition, bug) for bug in BUGS] == [True] * 4


def test_on_an_undirected_graph_a_complete_reversal_cannot_be_seen():
    assert not caught(assert_definition, every_edge_reversed, UNDIRECTED)
    assert caught(assert_definition, every_edge_reversed, WILD)
