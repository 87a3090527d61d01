"""Spectra, resistance and refinement against NetworkX and SciPy."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
import scipy.linalg
import scipy.sparse.linalg
from laws import UNDIRECTED

from mpcore import datasets, twins
from mpcore.datasets import DATASETS
from mpcore.diagnostics import effective_resistance, spectral_gap, total_resistance
from mpcore.spectral import eigenvalues, operator, perron
from mpcore.walks import components, hops, sides
from mpcore.wl import refine


def theirs(graph):
    return nx.Graph(graph.to_networkx())


@pytest.mark.parametrize("name", DATASETS)
def test_resistance_distance(name):
    graph = DATASETS[name]()
    distances = nx.resistance_distance(theirs(graph))
    wanted = np.array([[distances[i][j] for j in range(graph.num_nodes)] for i in range(graph.num_nodes)])
    np.testing.assert_allclose(effective_resistance(graph), wanted, atol=1e-8)
    assert total_resistance(graph) == pytest.approx(nx.effective_graph_resistance(theirs(graph)))


def test_weighted_resistance_distance():
    weighted = nx.Graph()
    weighted.add_weighted_edges_from([(0, 1, 2.0), (1, 2, 0.5), (2, 0, 3.0), (2, 3, 1.0)])
    from mpcore import Graph

    graph = Graph.from_networkx(weighted, weight="weight")
    assert effective_resistance(graph)[0, 3] == pytest.approx(
        nx.resistance_distance(weighted, 0, 3, weight="weight", invert_weight=False)
    )


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("matrix", ["A", "P", "P0", "S", "S0"])
def test_eigenvalues(name, matrix):
    graph = DATASETS[name]()
    wanted = np.sort(scipy.linalg.eigvals(operator(graph, matrix)).real)[::-1]
    np.testing.assert_allclose(eigenvalues(graph, matrix), wanted, atol=1e-6)


@pytest.mark.parametrize("name", DATASETS)
def test_gap_hops_components_and_sides(name):
    graph = DATASETS[name]()
    other = theirs(graph)
    assert spectral_gap(graph) == pytest.approx(np.sort(nx.normalized_laplacian_spectrum(other))[1], abs=1e-9)
    lengths = dict(nx.all_pairs_shortest_path_length(other))
    np.testing.assert_array_equal(hops(graph), [[lengths[j][i] for j in range(len(other))] for i in range(len(other))])
    assert len(set(components(graph).tolist())) == nx.number_connected_components(other)
    assert sides(graph).all() == nx.is_bipartite(other)


def test_perron_vector():
    value, vector = perron(datasets.karate_club(), "A")
    found, wanted = scipy.sparse.linalg.eigsh(datasets.karate_club().to_scipy(), k=1, which="LA", v0=np.ones(34))
    assert value == pytest.approx(found[0])
    np.testing.assert_allclose(vector, np.abs(wanted[:, 0]), atol=1e-9)


def as_partition(colours):
    classes = {}
    for node, colour in enumerate(colours):
        classes.setdefault(colour, set()).add(node)
    return sorted(map(sorted, classes.values()))


@pytest.mark.filterwarnings("ignore:The hashes produced for graphs without")
@pytest.mark.parametrize("name", [*DATASETS, *twins.PAIRS])
def test_refinement_gives_networkx_s_partitions_round_by_round(name):
    graphs = [DATASETS[name]()] if name in DATASETS else list(twins.PAIRS[name]())
    both = datasets.disjoint_union(*graphs)
    hashes = nx.weisfeiler_lehman_subgraph_hashes(theirs(both), iterations=4)  # the first entry is our round 1: degrees
    for k, colours in enumerate(refine(graphs, rounds=4)[1:]):
        assert as_partition(np.concatenate(colours).tolist()) == as_partition(
            [hashes[i][k] for i in range(both.num_nodes)]
        )


def test_scipy_agrees_on_one_product():
    x = np.arange(6.0)
    np.testing.assert_allclose(UNDIRECTED.to_scipy() @ x, operator(UNDIRECTED, "A") @ x)
