"""Expressiveness

What colour refinement tells apart, what a network can add to it (nothing) and under which conditions it does as well, and what changes the question.
"""

from fractions import Fraction
from itertools import combinations, permutations

import numpy as np
from claims._graphs import table
from claims._random import random_graphs

from mpcore import GINLayer, Graph, aggregate, rewiring, simulate, twins, walks, wl
from mpcore.evidence import claim, close, differs, equal
from mpcore.scenario import Scenario

HEXAGON, TRIANGLES = twins.hexagon_and_triangles()
HARD = {"hexagon / two triangles": (HEXAGON, TRIANGLES), "decalin / bicyclopentyl": twins.decalin_and_bicyclopentyl(),
        "K_3,3 / prism": twins.k33_and_prism()}  # fmt: skip
HARDER = {**HARD, "rook / Shrikhande": twins.rook_and_shrikhande(), "skips of 2 / of 3": twins.csl_pair()}
EASY = {"path / star": twins.path_and_star(), "triangle / square with tails": twins.tailed_triangle_and_square()}


def network(graph, seed, how, x=None):
    """A random nonlinear network on whole numbers, so that equal means equal: 4 rounds, then the sum over the nodes."""
    rng = np.random.default_rng(seed)
    h = np.ones((graph.num_nodes, 3)) if x is None else x
    for _ in range(4):
        own, other = rng.integers(-3, 4, (2, 3, 3))
        sent = np.mod(h @ other, 11)
        h = np.mod(h @ own + aggregate(sent[graph.source], graph.target, graph.num_nodes, how) + 1, 101)
    return h.sum(axis=0)


def isomorphic(left, right):
    """By trying every renaming: for graphs of up to 6 nodes."""
    if left.num_nodes != right.num_nodes or left.num_edges != right.num_edges:
        return False
    a, b = table(left), table(right)
    return any(np.array_equal(a[np.ix_(order, order)], b) for order in map(list, permutations(range(len(a)))))


def counts(graph, length):
    """Closed walks of a length at each node, sorted: equal for isomorphic graphs."""
    return sorted(np.diag(np.linalg.matrix_power(table(graph), length)).astype(int).tolist())


def exact_readout(graph, how, rounds=8):
    """The playground's own arithmetic in fractions, from the degrees: the sum of all values."""
    nodes = [str(v) for v in range(graph.num_nodes)]
    edges = [(str(j), str(i)) for j, i in zip(graph.source.tolist(), graph.target.tolist()) if j < i]
    start = {v: int(d) for v, d in zip(nodes, graph.in_degree)}
    return sum(Scenario(nodes, edges, start, how, include_self=True).run(rounds).values[rounds].values())


@claim("hexagon-triangles-equal", r"If every node starts with the same features, no network of messages, aggregates and updates, the same at every node, tells a ring of six from two triangles.",
       "xu-2019", "morris-2019")  # fmt: skip
def hexagon_triangles_equal():
    for how in ("sum", "max"):
        outputs = [(network(HEXAGON, seed, how), network(TRIANGLES, seed, how)) for seed in range(20)]
        yield equal(f"20 random networks, {how}: readouts left and right", [left for left, _ in outputs], [right for _, right in outputs])
        yield differs(f"{how}: the networks differ from one another", outputs[0][0], outputs[1][0])
    yield equal("connected components", [int(walks.components(g).max()) + 1 for g in (HEXAGON, TRIANGLES)], [1, 2])


@claim("wl-difference-is-a-proof", r"If the colour histograms of two graphs differ in some round, the graphs are not isomorphic.", "weisfeiler-leman-1968")
def wl_difference_is_a_proof():
    graphs = [graph for _, graph, _ in random_graphs(40, connected=False, seed=3) if graph.num_nodes <= 6]
    told = [(a, b) for a, b in combinations(graphs, 2) if a.num_nodes == b.num_nodes and not wl.equivalent(a, b)]
    yield equal(f"{len(told)} pairs with different histograms: how many are isomorphic", sum(isomorphic(a, b) for a, b in told), 0)
    yield differs("how many such pairs there are, beside none", len(told), 0)
    for name, graph, rng in random_graphs(6, connected=False):
        yield equal(f"{name}: equal to itself, renamed", wl.equivalent(graph, graph.permuted(rng.permutation(graph.num_nodes))), True)


@claim("wl-equality-decides-nothing", r"Equal histograms in every round decide nothing: each of the pairs here has them, and is not isomorphic.", "weisfeiler-leman-1968")
def wl_equality_decides_nothing():
    for name, (left, right) in HARDER.items():
        yield equal(f"{name}: histograms equal", wl.equivalent(left, right), True)
    closed = {"hexagon / two triangles": 3, "decalin / bicyclopentyl": 5, "K_3,3 / prism": 3, "skips of 2 / of 3": 3}
    for name, length in closed.items():
        yield differs(f"{name}: closed walks of {length} at each node, which isomorphic graphs would share", *(counts(g, length) for g in HARDER[name]))
    near = [[int(table(g)[np.ix_(n, n)].sum() // 2) for v in range(16) for n in [np.flatnonzero(table(g)[v])] if walks.components(_inside(g, n)).max() == 0] for g in HARDER["rook / Shrikhande"]]
    yield differs("rook / Shrikhande: nodes whose neighbours are connected among themselves", len(near[0]), len(near[1]))


def _inside(graph, nodes):
    """The graph between the given nodes."""
    return Graph.from_adjacency(table(graph)[np.ix_(nodes, nodes)])


@claim("at-most-wl", r"What colour refinement cannot tell apart, no message-passing network can, from the same starting features.", "xu-2019", "morris-2019")
def at_most_wl():
    for name, (left, right) in HARDER.items():
        for how in ("sum", "max"):
            yield equal(f"{name}, 10 random networks, {how}: left and right", [network(left, s, how) for s in range(10)], [network(right, s, how) for s in range(10)])
    told = [name for name, (left, right) in EASY.items() if any((network(left, s, "sum") != network(right, s, "sum")).any() for s in range(10))]
    yield equal("of the pairs that refinement tells apart, those that such networks tell apart", told, list(EASY))


def injective(graphs, rounds=9):
    """Multisets kept by sums of 1/10^colour; the update gives each pair of numbers a new name: histograms after the rounds."""
    now = [[0] * g.num_nodes for g in graphs]
    for _ in range(rounds):
        pairs = [
            [(own[v], sum(Fraction(1, 10) ** own[j] for j in g.source[g.target == v].tolist())) for v in range(g.num_nodes)] for g, own in zip(graphs, now)
        ]
        names = {pair: name for name, pair in enumerate(sorted({pair for side in pairs for pair in side}))}
        now = [[names[pair] for pair in side] for side in pairs]
    return [sorted(side) for side in now]


@claim("gin-attains-wl", r"If features come from a countable set, and aggregate, update and readout are injective, a network tells apart everything that colour refinement does.", "xu-2019")
def gin_attains_wl():
    graphs = [graph for _, graph, _ in random_graphs(14, connected=False, seed=1)]
    pairs = [*EASY.values(), *HARD.values(), *((a, b) for a, b in combinations(graphs, 2) if a.num_nodes == b.num_nodes)]
    found = [left == right for left, right in map(injective, pairs)]
    yield equal(f"{len(pairs)} pairs: equal for sums of encoded colours, beside equal for refinement", found, [wl.equivalent(a, b) for a, b in pairs])
    yield differs("how many are equal, beside how many there are", sum(found), len(pairs))


@claim("gin-never-exceeds-wl", r"GIN attains the bound and never exceeds it: on the pairs that refinement cannot separate its outputs agree.", "xu-2019")
def gin_never_exceeds_wl():
    for name, (left, right) in HARDER.items():
        for epsilon in (0.0, 1.0):
            outputs = []
            for graph in (left, right):
                h = np.ones((graph.num_nodes, 1))
                for _ in range(4):
                    h = GINLayer(network=lambda x: x**2 % 9973, epsilon=epsilon)(graph, h)
                outputs.append(np.sort(h.ravel()))
            yield equal(f"{name}, ε = {epsilon:g}: all values, sorted", *outputs)


@claim("not-every-network-attains-it", r"A network may tell apart far less than refinement: max tells the triangle with a tail from the square with a tail in no round, and refinement does in round 2.")
def not_every_network_attains_it():
    left, right = EASY["triangle / square with tails"]
    yield equal("max from the degrees, 8 rounds: readouts", exact_readout(left, "max"), exact_readout(right, "max"))
    colours = wl.refine([left, right], rounds=2)
    yield equal("rounds in which the histograms agree", [k for k, (a, b) in enumerate(colours) if wl.histogram(a) == wl.histogram(b)], [0, 1])


@claim("wl-twins-differ-by-zero", r"On a hexagon and two triangles, decalin and bicyclopentyl, and $K_{3,3}$ and the triangular prism, the readouts of sum, mean and max differ by exactly 0.0.")
def wl_twins_differ_by_zero():
    for name, (left, right) in HARD.items():
        for how in ("sum", "mean", "max"):
            yield equal(f"{name}, {how}: difference in fractions, 8 rounds from the degrees", exact_readout(left, how) - exact_readout(right, how), 0)
        floats = [float(np.sort(simulate(g, g.in_degree, "sum", rounds=8)[8, :, 0]).sum()) for g in (left, right)]
        yield equal(f"{name}, sum, as floats", floats[0] - floats[1], 0.0)
    left, right = EASY["triangle / square with tails"]
    yield differs("triangle / square with tails, sum", exact_readout(left, "sum"), exact_readout(right, "sum"))


@claim("triangles-break-hexagon", r"Triangle counts tell a hexagon (0) from two triangles (2).")
def triangles_break_hexagon():
    yield equal("triangles", [int(np.trace(np.linalg.matrix_power(table(g), 3))) // 6 for g in (HEXAGON, TRIANGLES)], [0, 2])


@claim("triangles-miss-decalin", r"Decalin and bicyclopentyl have no triangles, so triangle counts do not tell them apart.")
def triangles_miss_decalin():
    yield equal("triangles at each node", *(counts(g, 3) for g in HARD["decalin / bicyclopentyl"]))
    yield equal("triangles in all", sum(counts(HARD["decalin / bicyclopentyl"][0], 3)), 0)


@claim("spectrum-breaks-hexagon", r"The eigenvalues of $A$ tell a hexagon from two triangles, but not the rook's graph from the Shrikhande graph.")
def spectrum_breaks_hexagon():
    spectra = {name: [np.linalg.eigvalsh(table(g)).round(9) + 0.0 for g in pair] for name, pair in HARDER.items()}
    yield differs("hexagon / two triangles", *spectra["hexagon / two triangles"], by=0.1)
    yield equal("rook / Shrikhande, to nine decimals", *spectra["rook / Shrikhande"])


@claim("ids-break-hexagon", r"With a different number on each node, a network tells a hexagon from two triangles, however both are numbered.")
def ids_break_hexagon():
    def heard(graph, ids):
        """How many different numbers lie within three hops of each node: a union of sets, so message passing."""
        known = [{number} for number in ids]
        for _ in range(3):
            known = [own.union(*(known[j] for j in graph.source[graph.target == v].tolist())) for v, own in enumerate(known)]
        return sorted(len(own) for own in known)

    numberings = list(permutations(range(6)))[::37]
    yield equal(f"{len(numberings)} numberings of the hexagon: numbers heard", [heard(HEXAGON, ids) for ids in numberings], [[6] * 6] * len(numberings))
    yield equal("of two triangles", [heard(TRIANGLES, ids) for ids in numberings], [[3] * 6] * len(numberings))


@claim("random-features-break-hexagon", r"So do random features, with high probability; but they also tell apart two copies of one and the same graph.", "sato-2021")
def random_features_break_hexagon():
    rng = np.random.default_rng(0)
    draws = [[rng.integers(0, 10**6, 6).tolist() for _ in range(2)] for _ in range(50)]
    last = [wl.refine([HEXAGON, TRIANGLES], start=start)[-1] for start in draws]
    yield equal("of 50 draws: told apart", sum(wl.histogram(a) != wl.histogram(b) for a, b in last), 50)
    copies = [wl.refine([HEXAGON, HEXAGON], start=start)[-1] for start in draws]
    yield equal("of 50 draws: a hexagon told from a hexagon", sum(wl.histogram(a) != wl.histogram(b) for a, b in copies), 50)


@claim("two-wl-breaks-hexagon", r"Folklore 2-WL, which colours pairs of nodes, tells a hexagon from two triangles.", "cai-furer-immerman-1992")
def two_wl_breaks_hexagon():
    yield equal("equal for 1-WL, and for folklore 2-WL", [wl.equivalent(HEXAGON, TRIANGLES), wl.equivalent(HEXAGON, TRIANGLES, dimension=2)], [True, False])


@claim("two-wl-misses-shrikhande", r"Folklore 2-WL does not tell the rook's graph from the Shrikhande graph: in both, how many common neighbours two nodes have depends only on whether they are joined.", "shrikhande-1959")
def two_wl_misses_shrikhande():
    pair = twins.rook_and_shrikhande()
    yield equal("equal for folklore 2-WL", wl.equivalent(*pair, dimension=2), True)
    for name, graph in zip(("rook", "Shrikhande"), pair):
        a = table(graph)
        yield equal(f"{name}: neighbours, and common neighbours of joined and of other nodes", a @ a, 6 * np.eye(16) + 2 * a + 2 * (1 - a - np.eye(16)))


@claim("virtual-node-does-not-break-hexagon", r"A virtual node does not tell a hexagon from two triangles, nor any other of these pairs: it is joined to all nodes alike.")
def virtual_node_does_not_break_hexagon():
    for name, (left, right) in HARDER.items():
        yield equal(f"{name}, each with a virtual node: histograms equal", wl.equivalent(rewiring.with_virtual_node(left), rewiring.with_virtual_node(right)), True)
    left, right = EASY["path / star"]
    yield equal("path / star, with a virtual node", wl.equivalent(rewiring.with_virtual_node(left), rewiring.with_virtual_node(right)), False)


@claim("mean-and-max-of-ones-are-ones", r"On a graph without isolated nodes, a mean or a maximum of ones is one, in every round: started alike, such a network sees nothing at all.")
def mean_and_max_of_ones_are_ones():
    for name, graph, _ in random_graphs(6):
        for how in ("mean", "max"):
            values = simulate(graph, np.ones(graph.num_nodes), how, rounds=5)
            yield close(f"{name}, {how}: all values in 5 rounds", values, 1.0, 1e-12)
