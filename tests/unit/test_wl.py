from __future__ import annotations

import numpy as np
import pytest
from laws import NO_NODES, WILD, random_graph

from mpcore import AGGREGATORS, GCNLayer, GINLayer, Graph, SimpleLayer, aggregate, datasets, simulate, twins
from mpcore.errors import GraphError
from mpcore.rewiring import with_virtual_node
from mpcore.spectral import eigenvalues
from mpcore.wl import equivalent, histogram, refine, refine_pairs

SEPARATED = ("path_and_star", "tailed_triangle_and_square")
TWINS = [name for name in twins.PAIRS if name not in SEPARATED]


@pytest.mark.parametrize("name", TWINS)
def test_1_wl_does_not_tell_the_twins_apart(name):
    assert equivalent(*twins.PAIRS[name]())


@pytest.mark.parametrize("name", SEPARATED)
def test_1_wl_tells_the_easy_pairs_apart(name):
    assert not equivalent(*twins.PAIRS[name]())


def test_folklore_2_wl_breaks_all_twins_but_the_strongly_regular_ones():
    broken = {name: not equivalent(*twins.PAIRS[name](), dimension=2) for name in TWINS}
    assert broken.pop("rook_and_shrikhande") is False
    assert all(broken.values())


def test_what_breaks_a_pair_and_what_does_not():
    hexagon, triangles = twins.hexagon_and_triangles()
    assert equivalent(with_virtual_node(hexagon), with_virtual_node(triangles))
    assert not np.allclose(eigenvalues(hexagon, "A"), eigenvalues(triangles, "A"))
    rook, shrikhande = twins.rook_and_shrikhande()
    np.testing.assert_allclose(eigenvalues(rook, "A"), eigenvalues(shrikhande, "A"), atol=1e-9)
    colours = refine([hexagon, triangles], start=[list(range(6)), list(range(6))])
    assert histogram(colours[-1][0]) != histogram(colours[-1][1])
    marked = refine([hexagon, triangles], start=[["me"] + ["other"] * 5] * 2)
    assert histogram(marked[-1][0]) != histogram(marked[-1][1])


@pytest.mark.parametrize("how", ["sum", "mean", "max"])
@pytest.mark.parametrize("name", TWINS)
def test_readouts_of_sum_mean_and_max_differ_by_exactly_nothing(name, how):
    left, right = (simulate(g, np.ones(g.num_nodes), how, rounds=8)[-1] for g in twins.PAIRS[name]())
    assert left.sum() - right.sum() == 0.0 and left.max() - right.max() == 0.0


@pytest.mark.parametrize("name", TWINS)
def test_random_gins_do_not_separate_what_1_wl_does_not(name):
    rng = np.random.default_rng(0)
    first, second = rng.normal(size=(1, 8)), rng.normal(size=(8, 8))
    readouts = []
    for graph in twins.PAIRS[name]():
        h = GINLayer(lambda h: np.tanh(h @ first), 0.3)(graph, np.ones(graph.num_nodes))
        h = GINLayer(lambda h: np.tanh(h @ second), 0.3)(graph, h)
        readouts.append(h.sum(axis=0))
    np.testing.assert_allclose(readouts[0], readouts[1], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", SEPARATED)
def test_a_random_gin_separates_what_1_wl_separates(name):
    rng = np.random.default_rng(0)
    first, second = rng.normal(size=(1, 8)), rng.normal(size=(8, 8))
    readouts = []
    for graph in twins.PAIRS[name]():
        h = GINLayer(lambda h: np.tanh(h @ first), 0.3)(graph, np.ones(graph.num_nodes))
        for _ in range(3):
            h = GINLayer(lambda h: np.tanh(h @ second), 0.3)(graph, h)
        readouts.append(h.sum(axis=0))
    assert np.abs(readouts[0] - readouts[1]).max() > 1e-3


def test_nodes_of_one_colour_stay_equal_in_every_layer():
    rng = np.random.default_rng(1)
    weight = rng.normal(size=(1, 4))
    layers = [GCNLayer(weight), SimpleLayer("sum"), SimpleLayer("mean"), SimpleLayer("max", include_self=False)]
    for _ in range(30):
        graph = random_graph(rng)
        (colours,) = refine([graph], rounds=1)[1]
        for layer in layers:
            out = layer(graph, np.ones(graph.num_nodes))
            if isinstance(layer, GCNLayer):  # its scale looks one round further: at the degrees of the senders
                (colours,) = refine([graph], rounds=2)[2]
            for colour in np.unique(colours):
                np.testing.assert_allclose(out[colours == colour] - out[colours == colour][0], 0, atol=1e-12)


def test_colours_do_not_depend_on_numbering_and_are_shared():
    order = np.random.default_rng(2).permutation(6)
    for k, (left, right) in enumerate(refine([WILD, WILD.permuted(order)], rounds=4)):
        assert np.array_equal(left[order], right), k
    left, right = refine_pairs([WILD, WILD.permuted(order)])[-1]
    assert np.array_equal(left[np.ix_(order, order)], right)


def test_classes_only_split_and_rounds_stop_when_nothing_splits():
    colours = [c for (c,) in refine([datasets.path(7)])]
    counts = [len(np.unique(c)) for c in colours]
    assert counts == sorted(counts) and counts[-1] == counts[-2] == 4
    assert len(refine([datasets.path(7)], rounds=0)) == 1 and len(refine([datasets.path(7)], rounds=9)) == 10


def test_different_sizes_weights_and_directions_are_seen():
    assert not equivalent(datasets.path(2), datasets.path(3))
    assert not equivalent(Graph.from_edges([(0, 1)]), Graph.from_edges([(0, 1)], weights=[2.0]))
    out_star = Graph(3, [0, 0], [1, 2])
    in_star = Graph(3, [1, 2], [0, 0])
    assert not equivalent(out_star, in_star)
    assert equivalent(NO_NODES, NO_NODES) and equivalent(NO_NODES, NO_NODES, dimension=2)
    assert refine([], rounds=2) == ((), (), ())


def test_clear_errors():
    with pytest.raises(GraphError, match="give a list of graphs"):
        refine(WILD)
    with pytest.raises(GraphError, match="one value for each node"):
        refine([WILD], start=[[1]])
    with pytest.raises(GraphError, match="up to 64 nodes, got one of 65"):
        refine_pairs([datasets.path(65)])
    with pytest.raises(GraphError, match="dimension is 3"):
        equivalent(WILD, WILD, dimension=3)
    assert len(refine([datasets.path(2)], rounds=1, start=[["a", 1]])) == 2


def merged(numbers, how, encode=lambda x: x):
    messages = np.array([[float(encode(n))] for n in numbers])
    return aggregate(messages, np.zeros(len(numbers), dtype=int), 1, how)[0, 0]


def test_what_each_aggregator_keeps_of_a_multiset():
    """With the best encoding f: sum keeps the multiset, mean the distribution, max the set (Xu et al. 2019)."""
    code = lambda n: 10.0 ** (-n)
    multisets = [(1,), (1, 1), (2,), (1, 2), (1, 1, 2, 2), (1, 2, 2), (1, 3), (2, 2)]
    assert len({merged(m, "sum", code) for m in multisets}) == len(multisets)
    for f in (code, np.cos, lambda n: n**3):
        assert merged((1, 2), "mean", f) == pytest.approx(merged((1, 1, 2, 2), "mean", f))
        assert merged((1, 2), "max", f) == merged((1, 2, 2), "max", f)
    assert merged((1, 2), "mean", code) != pytest.approx(merged((1, 2, 2), "mean", code))
    assert merged((1, 2), "max", code) == merged((1,), "max", code)  # one number per message cannot hold a set of two


def test_on_raw_numbers_sum_and_mean_collide_and_max_does_not():
    for how in ("sum", "mean"):
        assert merged((1, 3), how) == merged((2, 2), how)
    assert merged((1, 3), "max") != merged((2, 2), "max")
    assert set(AGGREGATORS) >= {"sum", "mean", "max"}


def test_sum_with_self_and_no_epsilon_forgets_which_was_the_node():
    pair = Graph.from_edges([(0, 1)], directed=True)
    assert GINLayer()(pair, [3, 2])[1] == GINLayer()(pair, [2, 3])[1]
    assert GINLayer(epsilon=0.1)(pair, [3, 2])[1] != GINLayer(epsilon=0.1)(pair, [2, 3])[1]
