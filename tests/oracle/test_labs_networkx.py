"""What the labs about limits show, against NetworkX."""

import networkx as nx
import numpy as np
import pytest

from mpcore.labs import expressiveness
from mpcore.labs._expressiveness import ROUNDS, triangles
from mpcore.labs._library import library
from mpcore.labs._pairs import OFFERED, offered
from mpcore.labs._squashing import Measured

HARD = ["hexagon", "decalin", "prism", "rook", "csl"]


def classes(colours, n):
    return sorted(sorted(i for i in range(n) if colours[i] == c) for c in set(colours))


@pytest.mark.parametrize("pair", OFFERED)
def test_colours_are_those_of_networkx(pair):
    """As partitions: NetworkX numbers its colours by hash, we by rank."""
    view = expressiveness.view({"pair": pair})
    for side, mark in zip(offered(pair), "nm", strict=True):
        peer = nx.Graph(side.graph.to_networkx())
        for node in peer:
            peer.nodes[node]["start"] = "x"
        found = nx.weisfeiler_lehman_subgraph_hashes(peer, node_attr="start", iterations=ROUNDS)
        n = side.graph.num_nodes
        for k in range(1, ROUNDS + 1):
            ours = [view["series"][f"{mark}{i}"][k] for i in range(n)]
            assert classes(ours, n) == classes([found[i][k - 1] for i in range(n)], n), k


@pytest.mark.parametrize("pair", HARD)
def test_a_hard_pair_is_not_isomorphic(pair):
    assert not nx.is_isomorphic(*(nx.Graph(side.graph.to_networkx()) for side in offered(pair)))


def test_triangles_are_those_of_networkx():
    for pair in OFFERED:
        for side in offered(pair):
            assert triangles(side.graph) == list(nx.triangles(nx.Graph(side.graph.to_networkx())).values())


@pytest.mark.parametrize("graph", ["barbell", "tree", "path", "cliques", "playground", "karate", "grid"])
def test_numbers_are_those_of_networkx(graph):
    of = Measured(library(graph).graph, library(graph).graph.num_nodes)
    peer = nx.Graph(of.graph.to_networkx())
    for u, v in [(0, 1), (0, of.given - 1)]:
        assert of.resistance[u, v] == pytest.approx(nx.resistance_distance(peer, u, v), abs=1e-9)
        assert of.hops[v, u] == nx.shortest_path_length(peer, u, v)
    assert of.gap == pytest.approx(np.sort(np.linalg.eigvalsh(nx.normalized_laplacian_matrix(peer).toarray()))[1], abs=1e-9)
    if of.given < 12:  # all pairs of a larger graph take NetworkX seconds
        assert of.total == pytest.approx(sum(nx.resistance_distance(peer, u, v) for u in peer for v in peer if u < v), rel=1e-9)
