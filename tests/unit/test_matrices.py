from __future__ import annotations

import numpy as np
import pytest
from laws import GRAPHS, UNDIRECTED, WILD, features

from mpcore import adjacency, datasets, gcn_matrix, laplacian, mean_matrix, normalized_laplacian, transition


def test_row_i_is_what_node_i_receives():
    wanted = np.zeros((6, 6))
    for j, i, weight in zip(WILD.source, WILD.target, WILD.weights, strict=True):
        wanted[i, j] += weight
    np.testing.assert_array_equal(adjacency(WILD), wanted)


@pytest.mark.parametrize("graph", GRAPHS)
def test_row_sums(graph):
    ones = np.ones(graph.num_nodes)
    np.testing.assert_allclose(adjacency(graph) @ ones, graph.in_degree)
    np.testing.assert_allclose(mean_matrix(graph) @ ones, 1)
    np.testing.assert_allclose(mean_matrix(graph, include_self=False) @ ones, graph.in_degree > 0)
    np.testing.assert_allclose(laplacian(graph) @ ones, 0, atol=1e-12)
    np.testing.assert_allclose(ones @ transition(graph), 1)


@pytest.mark.parametrize("graph", GRAPHS)
def test_definitions_by_degree_matrices(graph):
    looped = adjacency(graph) + np.eye(graph.num_nodes)
    degree = graph.in_degree + 1
    np.testing.assert_allclose(mean_matrix(graph), np.diag(1 / degree) @ looped)
    np.testing.assert_allclose(gcn_matrix(graph), np.diag(degree**-0.5) @ looped @ np.diag(degree**-0.5))
    np.testing.assert_allclose(normalized_laplacian(graph), np.eye(graph.num_nodes) - gcn_matrix(graph))


def test_a_sender_that_hears_nobody_is_left_out_without_self_loops():
    matrix = gcn_matrix(WILD, self_loops=False)
    assert np.isfinite(matrix).all() and not matrix[:, 4].any()
    assert gcn_matrix(WILD)[0, 4] > 0


def test_p_and_s_are_similar_and_transition_is_the_transpose_of_p():
    root = np.diag(np.sqrt(UNDIRECTED.in_degree + 1))
    np.testing.assert_allclose(gcn_matrix(UNDIRECTED), root @ mean_matrix(UNDIRECTED) @ np.linalg.inv(root))
    np.testing.assert_allclose(transition(UNDIRECTED), mean_matrix(UNDIRECTED).T)
    assert not np.allclose(transition(WILD), mean_matrix(WILD).T)


def test_the_two_normalisations_are_different_operators():
    graph = datasets.star(5)
    assert not np.allclose(mean_matrix(graph), gcn_matrix(graph))
    assert not np.allclose(gcn_matrix(graph).sum(axis=1), 1)
    x = features(graph, 1)
    assert not np.allclose(mean_matrix(graph) @ x, gcn_matrix(graph) @ x)
