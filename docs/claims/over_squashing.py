"""Over-squashing

How much of a far start arrives, what narrow graphs have to do with it, and what one more edge, one more node or all edges change.
"""

from itertools import pairwise

import numpy as np
from claims._graphs import PLAYGROUND, UNDIRECTED, start, table
from claims._random import random_graphs

from mpcore import (
    GCNLayer,
    adjacency,
    datasets,
    diagnostics,
    gcn_matrix,
    laplacian,
    mean_matrix,
    rewiring,
    simulate,
    spectral,
    walks,
)
from mpcore.evidence import at_least, at_most, claim, close, differs, equal

TINY = 1e-9
BARBELL = datasets.barbell(4, 1)
FAR = rewiring.with_edge(BARBELL, 0, 8)


def resistances(graph):
    """R_uv by the definition: one unit of current in at u, out at v, and the voltage between them; the last node is earthed."""
    n = graph.num_nodes
    wires = (np.diag(table(graph).sum(1)) - table(graph))[: n - 1, : n - 1]
    inverse = np.zeros((n, n))
    inverse[: n - 1, : n - 1] = np.linalg.inv(wires) if n > 1 else 0
    own = np.diag(inverse)
    return own[:, None] + own[None, :] - 2 * inverse


def gap(graph):
    """The second smallest eigenvalue of I − D^-1/2 A D^-1/2."""
    root = np.sqrt(table(graph).sum(1))
    return float(np.linalg.eigvalsh(np.eye(graph.num_nodes) - table(graph) / np.outer(root, root))[1])


@claim("sensitivity-is-a-power", r"Without weights and nonlinearity the sensitivity $\partial h_v^{(k)} / \partial h_u^{(0)}$ is exactly the entry $(M^k)_{vu}$ of the operator's power.",
       "topping-2022")  # fmt: skip
def sensitivity_is_a_power():
    for name, graph in UNDIRECTED.items():
        if graph.num_nodes > 12:
            continue
        x, eye = start(graph)[:, 0], np.eye(graph.num_nodes)
        for how, matrix in (("gcn", gcn_matrix(graph)), ("mean", mean_matrix(graph))):
            base = simulate(graph, x, how, rounds=3)[3, :, 0]
            columns = [simulate(graph, x + unit, how, rounds=3)[3, :, 0] - base for unit in eye]
            yield close(f"{name}, {how}: change of everyone by a change of 1 at u, 3 rounds, beside the power", np.array(columns).T, np.linalg.matrix_power(matrix, 3), TINY)
        yield close(f"{name}: the library's, for S", diagnostics.sensitivity(graph, 3)[3], np.linalg.matrix_power(gcn_matrix(graph), 3), TINY)


@claim("sensitivity-bound", r"In $r$ layers $\mathrm{ReLU}(S H W)$ the sensitivity of node $i$ to node $s$ is at most the product of the norms $\lVert W\rVert_2$ times $(S^r)_{is}$: the bound "
       r"$(\alpha\beta)^r(\hat A^r)_{is}$ with slope $\alpha = 1$ of the update and $\beta = \lVert W\rVert_2$ of the message.", "topping-2022")  # fmt: skip
def sensitivity_bound():
    for name, graph, rng in random_graphs(6):
        weights = [rng.normal(size=(2, 2)) for _ in range(3)]
        x, n = rng.normal(size=(graph.num_nodes, 2)), graph.num_nodes
        found = diagnostics.jacobian_norms(graph, x, weights)
        bound = np.prod([np.linalg.norm(w, 2) for w in weights]) * np.linalg.matrix_power(gcn_matrix(graph), 3)
        yield at_most(f"{name}: all pairs, 3 layers, and the bound", found, bound, TINY)
        step, u = 1e-6, int(rng.integers(n))

        def run(x, graph=graph, weights=weights):
            for w in weights:
                x = GCNLayer(w)(graph, x)
            return x

        moved = x.copy()
        moved[u] += step * np.array([0.6, 0.8])
        measured = np.linalg.norm(run(moved) - run(x), axis=1) / step
        yield at_most(f"{name}: change of everyone by a small change at node {u}, and the bound", measured, bound[:, u], 1e-4)
    line = datasets.path(4)
    reached = diagnostics.jacobian_norms(line, np.ones((4, 1)), [[[2.0]]] * 3)[3, 0]
    yield close("path of 4, W = 2, positive values: the bound is reached", reached, 8 * np.linalg.matrix_power(gcn_matrix(line), 3)[3, 0], TINY)


@claim("barbell-sensitivity", r"On the barbell of two cliques of four, the far corners are 4 hops apart: three rounds bring exactly 0 of one to the other, and the fourth brings 1/300 ≈ 0.003333.")
def barbell_sensitivity():
    felt = diagnostics.sensitivity(BARBELL, 4)[:, 8, 0]
    yield equal("hops", walks.hops(BARBELL)[8, 0], 4)
    yield equal("felt after 0, 1, 2 and 3 rounds", felt[:4], [0.0, 0.0, 0.0, 0.0])
    degree = table(BARBELL, include_self=True).sum(1)
    walk = [0, 3, 4, 5, 8]
    yield close("felt after 4, beside the one walk that there is", felt[4], float(np.prod([1 / np.sqrt(degree[a] * degree[b]) for a, b in pairwise(walk)])), TINY)
    yield close("the same as a fraction", felt[4], 1 / 300, TINY)


@claim("commute-time", r"A random walk on a connected graph takes $2m R_{uv}$ steps on average from $u$ to $v$ and back, with $m$ the number of edges and $R_{uv}$ the effective resistance.",
       "chandra-1996")  # fmt: skip
def commute_time():
    for name, graph in UNDIRECTED.items():
        a, n = table(graph), graph.num_nodes
        step, there = a / a.sum(1, keepdims=True), np.zeros((n, n))
        for v in range(n):
            rest = [u for u in range(n) if u != v]
            there[rest, v] = np.linalg.solve(np.eye(n - 1) - step[np.ix_(rest, rest)], np.ones(n - 1))
        yield close(f"{name}: steps there and back, all pairs, beside 2m R", there + there.T, graph.num_edges * resistances(graph), 1e-6)
        yield close(f"{name}: the library's", diagnostics.commute_time(graph), there + there.T, 1e-6)


@claim("foster", r"The effective resistances of all edges of a connected graph sum to $n - 1$; an edge has resistance 1 exactly if it is a bridge.", "foster-1949")
def foster():
    for name, graph in UNDIRECTED.items():
        across = diagnostics.effective_resistance(graph)[graph.target, graph.source]
        yield close(f"{name}: sum over the edges", across.sum() / 2, float(graph.num_nodes - 1), 1e-8)
        bridges = [bool(walks.components(rewiring.without_edge(graph, int(j), int(i))).max() > 0) for j, i in zip(graph.source, graph.target)]
        yield equal(f"{name}: which edges have resistance 1, beside which are bridges", np.abs(across - 1) < 1e-9, bridges)


@claim("total-resistance", r"The total over all pairs is $R_{\text{tot}} = n\sum 1/\lambda_i$ over the non-zero eigenvalues of $D - A$ of a connected graph.", "black-2023")
def total_resistance():
    for name, graph in UNDIRECTED.items():
        values = np.linalg.eigvalsh(np.diag(table(graph).sum(1)) - table(graph))[1:]
        total = float(np.triu(resistances(graph), 1).sum())
        yield close(f"{name}: over all pairs, beside the eigenvalues", total, graph.num_nodes * float((1 / values).sum()), 1e-6)
        yield close(f"{name}: the library's", diagnostics.total_resistance(graph), total, 1e-6)
        yield close(f"{name}: D − A", laplacian(graph), np.diag(table(graph).sum(1)) - table(graph), TINY)


@claim("rayleigh", r"Adding an edge never raises the resistance of any pair.", "doyle-snell-1984")
def rayleigh():
    for name, graph, rng in random_graphs(10):
        j, i = (int(node) for node in rng.choice(graph.num_nodes, 2, replace=False))
        more = rewiring.with_edge(graph, j, i)
        yield at_most(f"{name}, with {j}–{i}: every pair, and before", resistances(more), resistances(graph), TINY)
        yield at_most(f"{name}: that pair, beside less than before", resistances(more)[j, i], resistances(graph)[j, i] - 1e-4)


@claim("forman-values", r"Balanced Forman curvature is 3/2 on a triangle, 1 on a square, 0 on longer cycles, $n/(n - 1)$ on $K_n$, and 0 on an infinite grid.", "topping-2022")
def forman_values():
    forman = diagnostics.balanced_forman
    for n, value in ((3, 1.5), (4, 1.0), (5, 0.0), (6, 0.0), (9, 0.0)):
        yield close(f"cycle of {n}", forman(datasets.cycle(n)), value, TINY)
    for n in (3, 4, 5, 8):
        yield close(f"K_{n}", forman(datasets.complete(n)), n / (n - 1), TINY)
    grid = datasets.grid(7, 7)
    yield close("grid of 7 × 7, the edges at its middle", forman(grid)[(grid.source == 24) | (grid.target == 24)], 0.0, TINY)


@claim("barbell-curvature", r"On the barbell the two edges in the middle have curvature −1/2, and every other edge is positive.")
def barbell_curvature():
    values = diagnostics.balanced_forman(BARBELL)
    middle = (BARBELL.source == 4) | (BARBELL.target == 4)
    yield close("the two in the middle, both ways", values[middle], -0.5, TINY)
    yield at_least("the lowest of the others", values[~middle].min(), 0.1)


@claim("curvature-is-not-narrowness", r"Curvature and narrowness are different things: every edge of a path is a bridge and has curvature 0, while an edge between two nodes of degree 3 of a tree has −2/3.")
def curvature_is_not_narrowness():
    line, tree = datasets.path(8), datasets.tree(2, 3)
    yield close("path of 8: curvature of every edge", diagnostics.balanced_forman(line), 0.0, TINY)
    yield close("path of 8: resistance of every edge", diagnostics.effective_resistance(line)[line.source, line.target], 1.0, TINY)
    inner = (tree.in_degree[tree.source] == 3) & (tree.in_degree[tree.target] == 3)
    yield close("binary tree: edges between nodes of degree 3", diagnostics.balanced_forman(tree)[inner], -2 / 3, TINY)


@claim("barbell-plus-edge", r"Joining the far corners of the barbell takes their resistance from 3 to 3/4, the total resistance from 61 to ≈ 32.31, what one feels of the other after 4 rounds from 1/300 to ≈ 0.08827, "
       r"the spectral gap from ≈ 0.06574 to ≈ 0.1788, and the smoothing rate from 0.95 to ≈ 0.8623.")  # fmt: skip
def barbell_plus_edge():
    yield close("resistance of the pair", [resistances(BARBELL)[0, 8], resistances(FAR)[0, 8]], [3, 0.75], TINY)
    yield close("total resistance", [np.triu(resistances(g), 1).sum() for g in (BARBELL, FAR)], [61, 32.31], 5e-3)
    yield close("felt after 4 rounds", [np.linalg.matrix_power(gcn_matrix(g), 4)[8, 0] for g in (BARBELL, FAR)], [1 / 300, 0.08827], 5e-6)
    yield close("spectral gap", [gap(BARBELL), gap(FAR)], [0.06574, 0.1788], 5e-5)
    yield close("smoothing rate", [np.sort(np.abs(np.linalg.eigvalsh(gcn_matrix(g))))[-2] for g in (BARBELL, FAR)], [0.95, 0.8623], 5e-5)


@claim("rewiring-can-smooth-faster", r"What opens a graph to far signals can also smooth it faster: with the far corners of the barbell joined, the rate $\lvert\mu_2\rvert$ falls.")
def rewiring_can_smooth_faster():
    yield at_most("the rate with the edge, beside less than the rate without", spectral.smoothing_rate(FAR), spectral.smoothing_rate(BARBELL) - 0.05)
    gaps = {name: np.ptp(simulate(g, start(BARBELL), rounds=60)[60, :, 0]) for name, g in (("without", BARBELL), ("with", FAR))}
    yield at_most("spread after 60 rounds of mean with self, with the edge, beside a hundredth of without", gaps["with"], gaps["without"] / 100)


@claim("edge-can-lower-the-gap", r"Joining D and E on the playground raises no resistance and *lowers* the spectral gap of $I - D^{-1/2}AD^{-1/2}$, from ≈ 0.6464 to ≈ 0.6272.", "eldan-2017")
def edge_can_lower_the_gap():
    more = rewiring.with_edge(PLAYGROUND, 3, 4)
    yield at_most("resistances with the edge, and before", resistances(more), resistances(PLAYGROUND), TINY)
    yield at_most("their total, beside one less", float(np.triu(resistances(more), 1).sum()), float(np.triu(resistances(PLAYGROUND), 1).sum()) - 1)
    yield close("the gap, before and with it", [gap(PLAYGROUND), gap(more)], [0.6464, 0.6272], 5e-5)
    yield close("the library's", [diagnostics.spectral_gap(g) for g in (PLAYGROUND, more)], [gap(PLAYGROUND), gap(more)], TINY)


@claim("most-edges-lower-the-gap", r"Of the eight edges that can be added to the playground, six lower its spectral gap; all eight lower its total resistance.")
def most_edges_lower_the_gap():
    free = [(j, i) for j in range(6) for i in range(j + 1, 6) if not table(PLAYGROUND)[i, j]]
    more = [rewiring.with_edge(PLAYGROUND, j, i) for j, i in free]
    total = float(np.triu(resistances(PLAYGROUND), 1).sum())
    yield equal("edges that can be added", len(free), 8)
    yield equal("how many lower the gap", sum(gap(graph) < gap(PLAYGROUND) - 1e-9 for graph in more), 6)
    yield at_most("total resistances, beside less than before", [float(np.triu(resistances(graph), 1).sum()) for graph in more], total - 0.1)


@claim("virtual-node-two-hops", r"A virtual node, joined to everyone, puts all pairs within two hops, and no resistance exceeds 2.")
def virtual_node_two_hops():
    for name, graph, _ in random_graphs(8, connected=False):
        more = rewiring.with_virtual_node(graph)
        yield at_most(f"{name}, with a virtual node: hops", walks.hops(more), 2)
        yield at_most(f"{name}: resistances", resistances(more), 2, TINY)


@claim("virtual-node-stays-narrow", r"On the barbell a virtual node makes more of the far corner arrive after 4 rounds, and about 97 % of what arrives has passed through that one node.")
def virtual_node_stays_narrow():
    more = rewiring.with_virtual_node(BARBELL)
    s = gcn_matrix(more)
    around = s.copy()
    around[9, :] = around[:, 9] = 0
    whole, past = (np.linalg.matrix_power(m, 4)[8, 0] for m in (s, around))
    yield at_least("felt after 4 rounds, beside ten times what it was", whole, 10 / 300)
    yield close("share of it that has passed the virtual node", 1 - past / whole, 0.97, 0.005)


@claim("balls-grow-influence-fades", r"In a binary tree of depth 4 the root can have heard of all 31 nodes after 4 rounds, and feels each leaf with less than 1/100: how far it can hear, and how much it hears, are two numbers.")
def balls_grow_influence_fades():
    tree = datasets.tree(2, 4)
    felt = np.linalg.matrix_power(gcn_matrix(tree), 4)[0]
    yield equal("nodes that the root can have heard of after 4 rounds", int((felt > 0).sum()), 31)
    yield at_most("what it feels of a leaf", felt[15:], 0.01)
    yield differs("what it feels of a leaf, beside nothing", felt[30], 0.0, by=1e-4)
    yield equal("edges of the tree, beside its nodes less one", int(adjacency(tree).sum() / 2), 30)
