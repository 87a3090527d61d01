from __future__ import annotations

import sys
from dataclasses import FrozenInstanceError
from types import SimpleNamespace

import numpy as np
import pytest
from laws import NO_EDGES, NO_NODES, UNDIRECTED, WILD

from mpcore import Graph, MPCoreError, adjacency
from mpcore.errors import GraphError, MissingPackageError


def edges(graph):
    return sorted(zip(graph.source.tolist(), graph.target.tolist(), graph.weights.tolist(), strict=True))


def test_an_edge_goes_from_source_to_target():
    graph = Graph(3, source=[0, 1], target=[1, 2])
    assert graph.edge_index.tolist() == [[0, 1], [1, 2]]
    assert graph.in_degree.tolist() == [0, 1, 1]
    assert adjacency(graph)[1, 0] == 1 and adjacency(graph)[0, 1] == 0


def test_all_problems_are_named_at_once():
    with pytest.raises(GraphError) as caught:
        Graph(3, source=[0, 3, -1], target=[0, 1, 7], edge_weight=[1.0, float("nan"), -2.0], labels=["a", "a", 5])
    problems = "\n".join(caught.value.problems)
    assert len(caught.value.problems) == 7
    for part in ("source[1] is 3", "source[2] is -1", "target[2] is 7", "edge_weight[1] is nan", "edge_weight[2] is -2",
                 "labels[2] is 5", "'a' stands 2 times"):  # fmt: skip
        assert part in problems


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((-1, [], []), "num_nodes is -1"),
        ((2.5, [], []), "num_nodes is 2.5"),
        ((True, [], []), "num_nodes is True"),
        ((2, [0], [0, 1]), "source has 1 entries and target 2"),
        ((2, [0.5], [1]), "source is .0.5., but must be a flat list of node numbers"),
        ((2, [[0]], [1]), "source is ..0.., but must be a flat list"),
        ((2, [[0], [0, 1]], [1]), "source is ..0., .0, 1.., but must be a flat list"),
        ((2, 5, [1]), "source is 5, but must be a flat list"),
        ((0, [0], [0]), "source.0. is 0, but a graph of 0 nodes has none"),
        ((2, [0], [1], [1.0, 2.0]), r"edge_weight has shape \(2,\), but must be \(1,\)"),
        ((2, [0], [1], ["heavy"]), "edge_weight must hold one number for each edge"),
        ((2, [0], [1], [0.0]), "edge_weight.0. is 0.0, but a weight is finite and above 0"),
        ((2, [0], [1], None, ["a"]), "labels has 1 entries for 2 nodes"),
    ],
)
def test_each_problem_is_clear(arguments, problem):
    with pytest.raises(MPCoreError, match=problem):
        Graph(*arguments)


def test_a_graph_never_changes():
    source = np.array([0, 1])
    graph = Graph(2, source, [1, 0])
    source[0] = 1
    assert graph.source.tolist() == [0, 1]
    with pytest.raises(ValueError, match="read-only"):
        graph.source[0] = 1
    with pytest.raises(FrozenInstanceError):
        graph.num_nodes = 5


def test_equality_is_by_content_and_hashable():
    assert Graph(2, [0], [1]) == Graph(2, np.array([0], dtype=np.int32), (1,), edge_weight=[1.0])
    assert Graph(2, [0], [1]) != Graph(2, [1], [0])
    assert Graph(2, [0], [1]) != "graph"
    assert len({Graph(2, [0], [1]), Graph(2, [0], [1]), Graph(3, [0], [1])}) == 2
    assert repr(WILD) == "Graph(6 nodes, 10 directed edges, weighted)"


def test_undirected_pairs_go_both_ways_and_a_self_loop_once():
    graph = Graph.from_edges([(0, 1), (1, 1)], weights=[2.0, 3.0])
    assert edges(graph) == [(0, 1, 2.0), (1, 0, 2.0), (1, 1, 3.0)]
    assert graph.is_undirected and not WILD.is_undirected
    assert edges(Graph.from_edges([(0, 1), (0, 1)])) == [(0, 1, 1.0)] * 2 + [(1, 0, 1.0)] * 2


def test_labels_in_order_of_appearance_or_as_given():
    assert Graph.from_edges([("B", "A"), ("A", "C")]).labels == ("B", "A", "C")
    given = Graph.from_edges([("B", "A")], directed=True, labels=["A", "B", "C"])
    assert (given.num_nodes, edges(given), given.names) == (3, [(1, 0, 1.0)], ("A", "B", "C"))
    assert Graph.from_edges([(0, 1)], labels=["A", "B"]).labels == ("A", "B")
    assert UNDIRECTED.names == ("0", "1", "2", "3", "4", "5")


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: Graph.from_edges([("A", "Z"), ("Y", "A")], labels=["A"]), "names 'Z'.*\n.*names 'Y'"),
        (lambda: Graph.from_edges([(0, 1, 2)]), r"pairs\[0\] is \(0, 1, 2\)"),
        (lambda: Graph.from_edges([(0, 1)], weights=[1, 2]), "weights has 2 entries for 1 pairs"),
        (lambda: Graph.from_edges([(0, 5)], num_nodes=3), "is 5, but a graph of 3 nodes"),
        (lambda: Graph.from_edges([(0, None)]), "flat list of node numbers"),
        (lambda: Graph.from_adjacency([[0, 1]]), r"square, got shape \(1, 2\)"),
        (lambda: Graph.from_adjacency([[0, -1], [0, 0]]), "edge_weight.0. is -1"),
        (lambda: Graph.from_edge_index([[0, 1]], 2), r"edge_index has shape \(1, 2\)"),
        (lambda: UNDIRECTED.permuted([0, 0, 1, 2, 3, 4]), "must hold each node, 0 to 5, once"),
    ],
)
def test_clear_errors_from_other_forms(call, problem):
    with pytest.raises(GraphError, match=problem):
        call()


def test_self_loops_are_added_literally():
    looped = WILD.with_self_loops()
    np.testing.assert_array_equal(adjacency(looped), adjacency(WILD) + np.eye(6))
    assert looped.labels == WILD.labels and UNDIRECTED.with_self_loops().edge_weight is None


def test_permuted_moves_nodes_and_labels():
    order = [5, 3, 1, 0, 2, 4]
    moved = WILD.permuted(order)
    np.testing.assert_array_equal(adjacency(moved), adjacency(WILD)[np.ix_(order, order)])
    assert moved.labels == tuple(WILD.labels[i] for i in order)


@pytest.mark.parametrize("graph", [WILD, UNDIRECTED, NO_EDGES, NO_NODES])
def test_matrices_and_edge_lists_round_trip(graph):
    np.testing.assert_array_equal(adjacency(Graph.from_adjacency(adjacency(graph))), adjacency(graph))
    assert Graph.from_edge_index(graph.edge_index, graph.num_nodes, graph.edge_weight, graph.labels) == graph


def test_scenario_becomes_graph_and_start_values():
    scenario = SimpleNamespace(
        nodes=("A", "B", "C"), edges=(("A", "B"), ("B", "B")), weights=None, directed=False, start={"B": 0.5}
    )
    graph, x = Graph.from_scenario(scenario)
    assert edges(graph) == [(0, 1, 1.0), (1, 0, 1.0), (1, 1, 1.0)]
    assert x.tolist() == [[0.0], [0.5], [0.0]] and graph.labels == ("A", "B", "C")


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    with pytest.raises(MissingPackageError, match="needs networkx, which is not installed here"):
        WILD.to_networkx()
    with pytest.raises(ImportError, match="needs scipy"):
        WILD.to_scipy()
