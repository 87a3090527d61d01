from __future__ import annotations

import numpy as np
import pytest

from mpcore import Graph, datasets, twins
from mpcore.datasets import DATASETS
from mpcore.errors import GraphError


@pytest.mark.parametrize("name", DATASETS)
def test_every_named_graph_is_simple_undirected_and_unweighted(name):
    graph = DATASETS[name]()
    pairs = set(zip(graph.source.tolist(), graph.target.tolist(), strict=True))
    assert graph.is_undirected and graph.edge_weight is None
    assert len(pairs) == graph.num_edges and all(j != i for j, i in pairs)
    assert getattr(datasets, name)() == graph


def test_there_are_a_dozen():
    assert len(DATASETS) >= 12


def test_playground():
    graph = datasets.playground()
    pairs = ["AB", "AC", "BD", "BE", "CD", "CE", "CF"]
    assert graph == Graph.from_edges([tuple(pair) for pair in pairs])


def test_karate_club():
    graph = datasets.karate_club()
    assert (graph.num_nodes, graph.num_edges) == (34, 2 * 78)
    assert graph.in_degree[[0, 33]].tolist() == [16, 17]
    assert np.bincount(datasets.karate_factions()).tolist() == [17, 17]


@pytest.mark.parametrize(
    ("graph", "nodes", "edges"),
    [
        (datasets.path(5), 5, 4),
        (datasets.path(1), 1, 0),
        (datasets.cycle(5), 5, 5),
        (datasets.star(5), 5, 4),
        (datasets.complete(5), 5, 10),
        (datasets.complete_bipartite(2, 5), 7, 10),
        (datasets.grid(3, 4), 12, 17),
        (datasets.grid(1, 4), 4, 3),
        (datasets.tree(3, 2), 13, 12),
        (datasets.tree(2, 0), 1, 0),
        (datasets.hypercube(4), 16, 32),
        (datasets.hypercube(0), 1, 0),
        (datasets.barbell(4, 2), 10, 15),
        (datasets.ring_of_cliques(3, 4), 12, 21),
        (datasets.disjoint_union(datasets.cycle(3), datasets.path(2)), 5, 4),
    ],
)
def test_sizes(graph, nodes, edges):
    assert (graph.num_nodes, graph.num_edges) == (nodes, 2 * edges)


@pytest.mark.parametrize(
    "call",
    [lambda: datasets.cycle(2), lambda: datasets.path(0), lambda: datasets.star(2.5), lambda: datasets.tree(0, 1)],
)
def test_impossible_sizes_are_refused(call):
    with pytest.raises(GraphError, match="must be a whole number from"):
        call()


def test_block_model_follows_its_probabilities_and_its_rng():
    sizes = [40, 60]
    graph = datasets.block_model(sizes, 0.5, 0.05, np.random.default_rng(2))
    assert graph == datasets.block_model(sizes, 0.5, 0.05, np.random.default_rng(2))
    block = np.repeat([0, 1], sizes)
    same = block[graph.source] == block[graph.target]
    assert same.sum() / (40 * 39 + 60 * 59) == pytest.approx(0.5, abs=0.05)
    assert (~same).sum() / (2 * 40 * 60) == pytest.approx(0.05, abs=0.02)
    with pytest.raises(GraphError, match="inside is 1.5"):
        datasets.block_model(sizes, 1.5, 0, np.random.default_rng(2))


@pytest.mark.parametrize("name", twins.PAIRS)
def test_twins_agree_in_size_and_degrees(name):
    left, right = twins.PAIRS[name]()
    assert left.num_nodes == right.num_nodes and left.num_edges == right.num_edges
    if name != "path_and_star":
        assert sorted(left.in_degree) == sorted(right.in_degree)


def test_skips_must_fit():
    with pytest.raises(GraphError, match="skip is 6"):
        twins.circular_skip_links(11, 6)
