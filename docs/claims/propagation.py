"""One round of message passing

Each operator of the playground against the matrix that the article says it is; what a round respects, and the conventions.
"""

import random
from fractions import Fraction

import numpy as np
from claims._graphs import ALL, DIRECTED, FROM_A, PLAYGROUND, UNDIRECTED, start, table

from mpcore import GCNLayer, Graph, adjacency, aggregate, datasets, gcn_matrix, mean_matrix, simulate
from mpcore.evidence import at_least, claim, close, differs, equal
from mpcore.scenario import PLAYGROUND as SCENARIO
from mpcore.scenario import Scenario

TINY = 1e-12


def one_round(how, include_self):
    """Every graph: its name, itself, a start, and what the messages of one round give."""
    for name, graph in ALL.items():
        x = start(graph, width=2)
        yield name, graph, x, simulate(graph, x, how, include_self, rounds=1)[1]


def by_hand(how, include_self, rounds=3):
    """The playground from A = 5, by its definition in fractions, as floats: what the reader steps through."""
    params = {"aggregate": how, "self": "1" if include_self else "0"}
    run = Scenario.from_params(params, base=SCENARIO).run(rounds)
    return [float(run.values[rounds][node]) for node in SCENARIO.nodes]


@claim("sum-is-a-product", r"Summing what arrives, at every node at once, is one matrix product: $A X$.", "kipf-welling-2017")
def sum_is_a_product():
    for name, graph, x, out in one_round("sum", include_self=False):
        yield close(f"{name}: A X beside the messages", adjacency(graph) @ x, out, TINY)
        yield close(f"{name}: A beside its edges, one by one", adjacency(graph), table(graph), TINY)
    yield close("playground, 3 rounds in fractions", by_hand("sum", False), np.linalg.matrix_power(table(PLAYGROUND), 3) @ FROM_A, TINY)


@claim("sum-self-is-a-plus-i", r"Sum with self is the product with $A + I$.")
def sum_self_is_a_plus_i():
    for name, graph, x, out in one_round("sum", include_self=True):
        yield close(f"{name}: (A + I) X beside the messages", (table(graph) + np.eye(graph.num_nodes)) @ x, out, TINY)
    yield close("playground, 3 rounds in fractions", by_hand("sum", True), np.linalg.matrix_power(table(PLAYGROUND, True), 3) @ FROM_A, TINY)


@claim("mean-is-row-normalised", r"The mean is the product with $D^{-1} A$: every row of $A$ divided by its sum.")
def mean_is_row_normalised():
    for name, graph, x, out in one_round("mean", include_self=False):
        a = table(graph)
        rows = a / np.where(a.sum(1) > 0, a.sum(1), 1)[:, None]
        yield close(f"{name}: D⁻¹A X beside the messages", rows @ x, out, TINY)
        yield close(f"{name}: D⁻¹A itself", mean_matrix(graph, include_self=False), rows, TINY)
    a = table(PLAYGROUND)
    yield close("playground, 3 rounds in fractions", by_hand("mean", False), np.linalg.matrix_power(a / a.sum(1)[:, None], 3) @ FROM_A, TINY)


@claim("mean-self-is-p", r"Mean with self is the product with $P = \tilde D^{-1} \tilde A$.")
def mean_self_is_p():
    for name, graph, x, out in one_round("mean", include_self=True):
        a = table(graph, include_self=True)
        yield close(f"{name}: P X beside the messages", a / a.sum(1)[:, None] @ x, out, TINY)
        yield close(f"{name}: P itself", mean_matrix(graph), a / a.sum(1)[:, None], TINY)
    p = table(PLAYGROUND, True) / table(PLAYGROUND, True).sum(1)[:, None]
    yield close("playground, 3 rounds in fractions", by_hand("mean", True), np.linalg.matrix_power(p, 3) @ FROM_A, TINY)


def symmetric(graph):
    """S, written down from the edges."""
    a = table(graph, include_self=True)
    d = a.sum(1)
    return a / np.sqrt(d[:, None] * d[None, :])


@claim("gcn-is-s", r"A GCN layer's routing is the product with $S = \tilde D^{-1/2} \tilde A \tilde D^{-1/2}$, and the layer is $\sigma(S H W)$.",
       "kipf-welling-2017")
def gcn_is_s():
    for name, graph, x, out in one_round("gcn", include_self=True):
        yield close(f"{name}: S X beside the messages", symmetric(graph) @ x, out, TINY)
        yield close(f"{name}: S itself", gcn_matrix(graph), symmetric(graph), TINY)
        weight = np.array([[1.0, -2.0, 0.5], [0.25, 1.0, -1.0]])
        yield close(f"{name}: ReLU(S X W) beside the layer", np.maximum(symmetric(graph) @ x @ weight, 0), GCNLayer(weight)(graph, x), TINY)
    yield close("playground, 3 rounds by hand", by_hand("gcn", True), np.linalg.matrix_power(symmetric(PLAYGROUND), 3) @ FROM_A, TINY)


@claim("gcn-rows-do-not-sum-to-one", r"The rows of $S$ do not sum to 1 in general, so GCN takes a weighted sum and not an average: "
       r"on the playground, nodes that all start with 1 do not stay at 1.")  # fmt: skip
def gcn_rows_do_not_sum_to_one():
    yield differs("playground: row sums of S", gcn_matrix(PLAYGROUND).sum(1), np.ones(6), by=0.05)
    yield close("playground: row sums of P", mean_matrix(PLAYGROUND).sum(1), 1.0, TINY)
    yield differs("playground: a round of GCN on ones", simulate(PLAYGROUND, np.ones(6), "gcn", rounds=1)[1], np.ones(6), by=0.05)


@claim("regular-p-is-s", r"$P$ and $S$ are the same matrix exactly when every edge joins nodes of equal degree.")
def regular_p_is_s():
    for name, graph in {**UNDIRECTED, "cube": datasets.hypercube(3), "ring and clique apart": datasets.disjoint_union(datasets.cycle(5), datasets.complete(4))}.items():
        d = graph.in_degree
        level = bool((d[graph.source] == d[graph.target]).all())
        same = bool(np.allclose(mean_matrix(graph), gcn_matrix(graph), rtol=0, atol=TINY))
        yield equal(f"{name}: degrees equal along edges, and P = S", same, level)


@claim("degrees-need-the-self-loop", r"The degrees in $S$ are those of $\tilde A = A + I$. With the degrees of $A$ under the entries of $A + I$, the largest "
       r"eigenvalue on the playground would be above 1, and values would grow from layer to layer.", "kipf-welling-2017")  # fmt: skip
def degrees_need_the_self_loop():
    d = table(PLAYGROUND).sum(1)
    wrong = table(PLAYGROUND, True) / np.sqrt(d[:, None] * d[None, :])
    yield at_least("the largest eigenvalue with the degrees of A", np.linalg.eigvalsh(wrong).max(), 1.2)
    yield close("the largest eigenvalue of S", np.linalg.eigvalsh(gcn_matrix(PLAYGROUND)).max(), 1.0, TINY)


@claim("max-is-not-linear", r"The maximum is not linear, so no matrix does its work: the maximum of a sum is not the sum of the maxima.")
def max_is_not_linear():
    x, y = np.array([1.0, 0, 0, 0, 0, 0]), np.array([0, 0, 0, 1.0, 0, 0])
    both = [simulate(PLAYGROUND, v, "max", include_self=False, rounds=1)[1].ravel() for v in (x, y, x + y)]
    yield differs("playground: max of x + y, beside max of x plus max of y", both[2], both[0] + both[1], by=0.5)
    linear = [simulate(PLAYGROUND, v, "sum", include_self=False, rounds=1)[1].ravel() for v in (x, y, x + y)]
    yield close("playground: the same with sum", linear[2], linear[0] + linear[1], TINY)


@claim("equivariance", r"Rename the nodes, and the results are the old ones under their new names: $f(QAQ^{\mathsf T}, QX) = Q f(A, X)$ for sum, mean and max.",
       "bronstein-2021")
def equivariance():
    for name, graph in ALL.items():
        order, x = np.random.default_rng(1).permutation(graph.num_nodes), start(graph, width=2)
        for how in ("sum", "mean", "max"):
            old, new = simulate(graph, x, how, rounds=1)[1], simulate(graph.permuted(order), x[order], how, rounds=1)[1]
            yield close(f"{name}, {how}", new, old[order], 1e-10)
            if graph is PLAYGROUND:
                yield differs(f"{name}, {how}: without giving the results their new names", new, old, by=0.01)


def recurrent(messages, target, num_nodes):
    """A recurrent aggregator: h becomes tanh(h / 2 + m) for one message after the other, in the order of the edges."""
    out = np.zeros((num_nodes, messages.shape[1]))
    for node, message in zip(target, messages):
        out[node] = np.tanh(out[node] / 2 + message)
    return out


@claim("order-dependence-breaks-it", r"An aggregator that reads its messages one after the other, as a recurrent network does, gives another result when the same edges "
       r"are listed in another order.", "hamilton-2017")  # fmt: skip
def order_dependence_breaks_it():
    x, order = start(PLAYGROUND), list(range(PLAYGROUND.num_edges))
    random.Random(0).shuffle(order)
    shuffled = Graph(6, PLAYGROUND.source[order], PLAYGROUND.target[order])
    results = {how: [aggregate(x[g.source], g.target, 6, how) for g in (PLAYGROUND, shuffled)] for how in (recurrent, "sum", "mean", "max")}
    yield differs("playground, recurrent: edges as listed, and shuffled", *results.pop(recurrent), by=0.01)
    for how, (listed, other) in results.items():
        yield close(f"playground, {how}: edges as listed, and shuffled", listed, other, TINY)


@claim("empty-is-zero", "A node to which nothing is sent aggregates to 0: a convention, and the one that the built-in sum, mean and max of PyTorch Geometric and DGL follow.", "fey-lenssen-2019", "wang-2019")
def empty_is_zero():
    lonely = Graph(2, source=[0], target=[0])  # node 1 hears nobody
    for how in ("sum", "mean", "max", "min"):
        yield equal(f"{how}, as arrays", simulate(lonely, [-3.0, -4.0], how, include_self=False, rounds=1)[1].ravel(), [-3.0, 0.0])
        run = Scenario(["A", "B"], [("A", "A")], {"A": -3, "B": -4}, how, include_self=False).run(1)
        yield equal(f"{how}, in fractions", [run.values[1]["A"], run.values[1]["B"]], [-3, 0])


@claim("zero-is-not-neutral-for-max", r"For a maximum over numbers that may be negative, 0 is not neutral: a node that hears nobody looks larger than one that hears "
       r"somebody, and one more message of 0 changes the result.")  # fmt: skip
def zero_is_not_neutral_for_max():
    messages, target = np.array([[-3.0], [-4.0]]), np.array([0, 0])
    alone = aggregate(messages, target, 2, "max")
    yield equal("max of −3 and −4, and of nothing", alone.ravel(), [-3.0, 0.0])
    more = aggregate(np.vstack([messages, [[0.0]]]), np.array([0, 0, 0]), 2, "max")
    yield differs("max of −3 and −4, beside max of −3, −4 and 0", alone[0], more[0])
    yield equal("sum of −3 and −4, beside sum of −3, −4 and 0", -3.0 - 4.0, aggregate(np.vstack([messages, [[0.0]]]), np.array([0, 0, 0]), 1, "sum"))


@claim("synchronous", r"All nodes update at once: everyone reads the values of round $k$ and writes those of round $k + 1$, so the order in which they are visited plays no part.", "gilmer-2017")
def synchronous():
    nodes, edges = ["A", "B", "C"], [("A", "B"), ("B", "C")]
    for order in (nodes, nodes[::-1]):
        run = Scenario(order, edges, {"A": 1}, "sum", include_self=True).run(2)
        yield equal(f"path A–B–C, nodes listed {', '.join(order)}: rounds 1 and 2 of A, B, C", [[run.values[k][v] for v in nodes] for k in (1, 2)], [[1, 1, 0], [2, 2, 1]])
    one_by_one = {"A": Fraction(1), "B": Fraction(0), "C": Fraction(0)}
    one_by_one["A"] += one_by_one["B"]
    one_by_one["B"] += one_by_one["A"] + one_by_one["C"]
    one_by_one["C"] += one_by_one["B"]  # hears of A in the very first round, two hops away
    yield differs("the same, each node overwriting its value at once: C after one round", one_by_one["C"], 0, by=0.5)
    path = datasets.path(3)
    yield equal("path, as arrays: rounds 1 and 2", simulate(path, [1.0, 0, 0], "sum", rounds=2)[1:], [[1, 1, 0], [2, 2, 1]])


@claim("direction", r"Edges go $j \to i$: the source sends, the target receives, and row $i$ of the matrix holds what flows into node $i$.")
def direction():
    arrow = Graph(2, source=[0], target=[1])
    yield equal("one edge 0 → 1: who has the 7 of node 0 after a round", simulate(arrow, [7.0, 0.0], "sum", include_self=False, rounds=1)[1], [0.0, 7.0])
    yield equal("its matrix", adjacency(arrow), [[0.0, 0.0], [1.0, 0.0]])
    run = Scenario(["A", "B"], [("A", "B")], {"A": 7}, "sum", include_self=False, directed=True).run(1)
    yield equal("in fractions", [run.values[1]["A"], run.values[1]["B"]], [0, 7])
    yield equal("a directed graph: a sum of ones is the in-degree", simulate(DIRECTED, np.ones(5), "sum", include_self=False, rounds=1)[1], DIRECTED.in_degree)
