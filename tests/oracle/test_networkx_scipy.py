"""Graphs, conversions and matrices against NetworkX and SciPy."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp
from laws import GRAPHS, UNDIRECTED, WILD, features

from mpcore import Graph, adjacency, datasets, laplacian, normalized_laplacian, twins
from mpcore.datasets import DATASETS, karate_club, karate_factions


def test_our_row_is_the_receiver_and_theirs_the_sender():
    theirs = nx.to_numpy_array(WILD.to_networkx(), nodelist=range(6), multigraph_weight=sum)
    np.testing.assert_allclose(adjacency(WILD), theirs.T)


@pytest.mark.parametrize("graph", GRAPHS)
def test_networkx_round_trip_keeps_every_edge(graph):
    back = Graph.from_networkx(graph.to_networkx(), weight="weight")
    assert back.num_edges == graph.num_edges
    np.testing.assert_allclose(adjacency(back), adjacency(graph))


def test_networkx_graphs_of_all_kinds():
    simple = nx.Graph([("u", "v"), ("v", "v")])
    graph = Graph.from_networkx(simple)
    assert graph.labels == ("u", "v") and adjacency(graph).tolist() == [[0, 1], [1, 1]]
    weighted = nx.DiGraph()
    weighted.add_edge(0, 1, weight=3.0)
    assert adjacency(Graph.from_networkx(weighted, weight="weight")).tolist() == [[0, 0], [3, 0]]
    assert Graph.from_networkx(weighted).edge_weight is None
    assert Graph.from_networkx(nx.MultiGraph([(0, 1), (0, 1)])).num_edges == 4


@pytest.mark.parametrize("graph", GRAPHS)
def test_scipy_round_trip_and_product(graph):
    x = features(graph, 2)
    np.testing.assert_allclose(graph.to_scipy() @ x, adjacency(graph) @ x)
    np.testing.assert_allclose(adjacency(Graph.from_scipy(graph.to_scipy())), adjacency(graph))


def test_repeated_coo_entries_are_parallel_edges():
    matrix = sp.coo_array((np.ones(2), ([0, 0], [1, 1])), shape=(2, 2))
    assert Graph.from_scipy(matrix).num_edges == 2
    assert Graph.from_scipy(sp.csr_matrix([[0, 2], [0, 0]])).edge_weight.tolist() == [2.0]
    with pytest.raises(ValueError, match="square"):
        Graph.from_scipy(sp.csr_array((2, 3)))


THEIRS = {
    "karate_club": nx.karate_club_graph,
    "path": lambda: nx.path_graph(6),
    "cycle": lambda: nx.cycle_graph(6),
    "star": lambda: nx.star_graph(6),
    "complete": lambda: nx.complete_graph(5),
    "complete_bipartite": lambda: nx.complete_bipartite_graph(3, 3),
    "grid": lambda: nx.grid_2d_graph(4, 4),
    "tree": lambda: nx.balanced_tree(2, 3),
    "hypercube": lambda: nx.hypercube_graph(3),
    "barbell": lambda: nx.barbell_graph(4, 1),
    "ring_of_cliques": lambda: nx.ring_of_cliques(4, 4),
}


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "playground"])
def test_named_graphs_are_networkx_s(name):
    ours = nx.Graph(DATASETS[name]().to_networkx())
    assert nx.is_isomorphic(ours, THEIRS[name]())


def test_karate_club_edge_for_edge_with_the_factions():
    theirs = nx.karate_club_graph()
    np.testing.assert_array_equal(adjacency(karate_club()), nx.to_numpy_array(theirs, weight=None))
    sides = ["Mr. Hi", "Officer"]
    assert [sides[side] for side in karate_factions()] == [theirs.nodes[i]["club"] for i in theirs]


@pytest.mark.parametrize("name", twins.PAIRS)
def test_no_pair_is_isomorphic(name):
    left, right = (nx.Graph(graph.to_networkx()) for graph in twins.PAIRS[name]())
    assert not nx.is_isomorphic(left, right)


def test_molecules_and_strongly_regular_twins():
    _decalin, bicyclopentyl = (nx.Graph(g.to_networkx()) for g in twins.decalin_and_bicyclopentyl())
    assert sorted(map(len, nx.minimum_cycle_basis(_decalin))) == [6, 6]
    assert sorted(map(len, nx.minimum_cycle_basis(bicyclopentyl))) == [5, 5]
    for graph in twins.rook_and_shrikhande():
        assert nx.is_strongly_regular(nx.Graph(graph.to_networkx()))


def test_laplacians():
    theirs = nx.Graph(UNDIRECTED.to_networkx())
    np.testing.assert_allclose(laplacian(UNDIRECTED), nx.laplacian_matrix(theirs, nodelist=range(6)).toarray())
    normalized = nx.normalized_laplacian_matrix(theirs, nodelist=range(6)).toarray()
    np.testing.assert_allclose(normalized_laplacian(UNDIRECTED, self_loops=False), normalized)
    lonely = datasets.disjoint_union(datasets.path(2), datasets.path(1))
    normalized = nx.normalized_laplacian_matrix(nx.Graph(lonely.to_networkx())).toarray()
    np.testing.assert_allclose(normalized_laplacian(lonely, self_loops=False), normalized)
