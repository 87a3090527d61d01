"""Many rounds of message passing

Powers of the operators: how far they reach, where they settle, how fast, and where they do not.
"""

from fractions import Fraction

import numpy as np
from claims._graphs import FROM_A, PLAYGROUND, RING_AND_TAIL, UNDIRECTED, power, start, table

from mpcore import datasets, gcn_matrix, mean_matrix, simulate, spectral, transition, walks
from mpcore.evidence import at_least, at_most, claim, close, differs, equal
from mpcore.scenario import PLAYGROUND as SCENARIO
from mpcore.scenario import Scenario

TINY = 1e-12
LATE = 3000  # rounds after which the graphs here have settled to the last digits
SETTLED = 1e-9
BIPARTITE = {"playground": PLAYGROUND, "star of 7": datasets.star(7), "ring of 6": datasets.cycle(6), "path of 5": datasets.path(5)}
PIECES = {
    "two triangles": (datasets.disjoint_union(datasets.cycle(3), datasets.cycle(3)), 2),
    "playground, barbell and a single node": (datasets.disjoint_union(PLAYGROUND, datasets.barbell(), datasets.path(1)), 3),
}


def distances(graph):
    """Hops between all pairs, by Floyd and Warshall; the claims below need a count that is not ours."""
    n = graph.num_nodes
    d = np.full((n, n), np.inf)
    np.fill_diagonal(d, 0)
    for sender, receiver in zip(graph.source, graph.target):
        d[receiver, sender] = min(d[receiver, sender], 1)
    for middle in range(n):
        d = np.minimum(d, d[:, [middle]] + d[[middle], :])
    return d


@claim("p-and-s-similar", r"$P$ and $S$ are similar, $S = \tilde D^{1/2} P \tilde D^{-1/2}$, so they have the same eigenvalues.")
def p_and_s_similar():
    for name, graph in UNDIRECTED.items():
        root = np.sqrt(graph.in_degree + 1)
        yield close(f"{name}: D̃^½ P D̃^-½ beside S", root[:, None] * mean_matrix(graph) / root[None, :], gcn_matrix(graph), TINY)
        values = np.sort(np.linalg.eigvals(mean_matrix(graph)).real)
        yield close(f"{name}: eigenvalues of P beside those of S", values, np.linalg.eigvalsh(gcn_matrix(graph)), 1e-7)


@claim("eigenvalues-of-p-and-s", r"Every eigenvalue of $P$ and $S$ lies above −1 and is at most 1, and 1 is there once for each connected component.")
def eigenvalues_of_p_and_s():
    pieces = {**{name: (graph, 1) for name, graph in UNDIRECTED.items()}, **PIECES}
    for name, (graph, components) in pieces.items():
        values = np.linalg.eigvalsh(gcn_matrix(graph))
        yield at_least(f"{name}: the smallest eigenvalue", values[0], -1 + 1e-3)
        yield at_most(f"{name}: the largest", values[-1], 1, within=TINY)
        yield equal(f"{name}: how often 1 occurs, beside the components", int((values > 1 - 1e-9).sum()), components)


@claim("mean-self-limit", r"On a connected graph with $n$ nodes and $m$ undirected edges, $P^k x$ tends to the same number $\sum_i (d_i + 1)\,x_i / (2m + n)$ at every node: the "
       r"degree-weighted mean, and not the plain one.")  # fmt: skip
def mean_self_limit():
    for name, graph in UNDIRECTED.items():
        x = start(graph)
        weight = graph.in_degree + 1
        wanted = float(weight @ x[:, 0]) / (graph.num_edges + graph.num_nodes)
        yield close(f"{name}: every node after {LATE} rounds", power(mean_matrix(graph), LATE, x), wanted, SETTLED)
        yield close(f"{name}: the same, foretold", spectral.limit(graph, x), wanted, SETTLED)
        if len(set(weight)) > 1:
            yield differs(f"{name}: the limit beside the plain mean", wanted, float(x.mean()), by=1e-4)


@claim("playground-limit", r"From 5 at A, mean with self tends to 15/20 = 3/4 at every node of the playground; the plain mean of the start is 5/6.")
def playground_limit():
    run = Scenario.from_params({"rounds": "60"}, base=SCENARIO).run()
    yield close("every node after 60 rounds in exact fractions", [float(run.values[60][v]) for v in SCENARIO.nodes], 0.75, SETTLED)
    degree = {v: sum(v in edge for edge in SCENARIO.edges) for v in SCENARIO.nodes}
    yield equal("Σ (d + 1) x", sum((degree[v] + 1) * run.values[0][v] for v in SCENARIO.nodes), 15)
    yield equal("2m + n", 2 * len(SCENARIO.edges) + len(SCENARIO.nodes), 20)
    yield equal("plain mean", sum(run.values[0].values()) / Fraction(6), Fraction(5, 6))


@claim("gcn-limit-is-not-constant", r"On a connected graph, $S^k x$ tends to $\tilde D^{1/2}\mathbf 1\,(\mathbf 1^{\mathsf T}\tilde D^{1/2}x)/(2m + n)$: not a constant, but at each node a multiple "
       r"of $\sqrt{d_v + 1}$.", "oono-suzuki-2020")  # fmt: skip
def gcn_limit_is_not_constant():
    for name, graph in UNDIRECTED.items():
        x, root = start(graph), np.sqrt(graph.in_degree + 1)
        wanted = root * float(root @ x[:, 0]) / (graph.num_edges + graph.num_nodes)
        yield close(f"{name}: after {LATE} rounds", power(gcn_matrix(graph), LATE, x)[:, 0], wanted, SETTLED)
        yield close(f"{name}: the same, foretold", spectral.limit(graph, x, "S")[:, 0], wanted, SETTLED)
    late = power(gcn_matrix(PLAYGROUND), LATE, FROM_A)
    yield differs("playground: C beside A", late[2], late[0], by=0.1)


@claim("spreading-limit", r"Spreading with self, $P^{\mathsf T}$, conserves the total in every round, and $(P^{\mathsf T})^k x$ tends to shares proportional to $d_v + 1$: "
       r"node $v$ ends with $(d_v + 1)/(2m + n)$ of it.")  # fmt: skip
def spreading_limit():
    for name, graph in UNDIRECTED.items():
        x, spread = start(graph), mean_matrix(graph).T
        yield close(f"{name}: Pᵀ beside each sender dividing what it has", transition(graph), spread, TINY)
        yield close(f"{name}: the total after each of 10 rounds", [power(spread, k, x).sum() for k in range(1, 11)], float(x.sum()), 1e-10)
        share = (graph.in_degree + 1) / (graph.num_edges + graph.num_nodes)
        yield close(f"{name}: after {LATE} rounds, per unit", power(spread, LATE, x)[:, 0] / x.sum(), share, 1e-8)


@claim("components-settle-apart", r"Between connected components nothing is exchanged, so mean with self tends to a number of its own in each of them.")
def components_settle_apart():
    pair = datasets.disjoint_union(PLAYGROUND, RING_AND_TAIL)
    x = start(pair)
    late = power(mean_matrix(pair), LATE, x)[:, 0]
    for name, graph, part in (("playground", PLAYGROUND, slice(0, 6)), ("triangle with a tail", RING_AND_TAIL, slice(6, 11))):
        alone = (graph.in_degree + 1) @ x[part, 0] / (graph.in_degree + 1).sum()
        yield close(f"{name}, beside the other: every node", late[part], float(alone), SETTLED)
    yield differs("one component beside the other", late[0], late[-1], by=1e-3)


@claim("smoothing-rate", r"The distance to the limit shrinks like $\lvert\mu_2\rvert^k$, where $\mu_2$ is the eigenvalue of $P$ that is second largest in absolute value.")
def smoothing_rate():
    swinging = datasets.complete_bipartite(4, 4)  # its μ₂ is negative, so second in size and second in absolute value differ
    for name, graph in {**UNDIRECTED, "K_4,4": swinging}.items():
        x, p = start(graph), mean_matrix(graph)
        second = np.sort(np.abs(np.linalg.eigvalsh(gcn_matrix(graph))))[-2]
        weight = np.sqrt(graph.in_degree + 1)[:, None]
        left = [float(np.linalg.norm(weight * (power(p, k, x) - spectral.limit(graph, x)))) for k in range(41)]
        yield at_most(f"{name}: distance to the limit, rounds 1 to 40", left[1:], [left[0] * second**k for k in range(1, 41)], within=1e-10)
        yield close(f"{name}: shrinking from round 19 to 20", left[20] / left[19], second, 0.03)
        yield close(f"{name}: the rate, foretold", spectral.smoothing_rate(graph), second, TINY)


@claim("complete-graph-one-round", r"On the complete graph $K_n$, mean with self reaches consensus in one round.")
def complete_graph_one_round():
    for n in (2, 3, 5, 10):
        graph = datasets.complete(n)
        x = start(graph)
        yield close(f"K_{n}: every node after 1 round", simulate(graph, x, rounds=1)[1], float(x.mean()), TINY)
        yield close(f"K_{n}: the rate", spectral.smoothing_rate(graph), 0.0, 1e-9)


@claim("star-rate", r"On a star with at least two leaves the rate is $\lvert\mu_2\rvert = 1/2$: in the long run, half the difference is gone in each round.")
def star_rate():
    for leaves in (2, 3, 6, 20):
        graph = datasets.star(leaves + 1)
        yield close(f"{leaves} leaves: the rate", spectral.smoothing_rate(graph), 0.5, 1e-9)
        gaps = np.ptp(simulate(graph, start(graph), rounds=30)[:, :, 0], axis=1)
        yield close(f"{leaves} leaves: gap of round 30 to gap of round 29", gaps[30] / gaps[29], 0.5, 1e-4)


@claim("cycle-rate", r"On a ring $C_n$ the rate is $\lvert\mu_2\rvert = (1 + 2\cos(2\pi/n))/3$: close to 1 when the ring is long.")
def cycle_rate():
    lengths = [3, 4, 5, 6, 7, 12, 25, 60]
    foretold = [(1 + 2 * np.cos(2 * np.pi / n)) / 3 for n in lengths]
    yield close(f"rings of {', '.join(map(str, lengths))}", [spectral.smoothing_rate(datasets.cycle(n)) for n in lengths], foretold, 1e-9)
    yield close("the same from the matrices alone", [np.sort(np.abs(np.linalg.eigvals(mean_matrix(datasets.cycle(n)))))[-2] for n in lengths], foretold, 1e-7)
    yield at_least("ring of 60", foretold[-1], 0.99)


@claim("bipartite-never-settles", r"Without self-loops, a connected bipartite graph has the eigenvalue −1 besides 1, so the mean may swing between two states for ever: "
       r"on the playground, from 5 at A, it does.")  # fmt: skip
def bipartite_never_settles():
    for name, graph in BIPARTITE.items():
        values = np.linalg.eigvals(mean_matrix(graph, include_self=False)).real
        yield close(f"{name}: smallest and largest eigenvalue of D⁻¹A", [values.min(), values.max()], [-1.0, 1.0], 1e-9)
    yield at_least("not bipartite, a triangle with a tail: smallest eigenvalue", np.linalg.eigvals(mean_matrix(RING_AND_TAIL, False)).real.min(), -0.95)
    late = simulate(PLAYGROUND, FROM_A, "mean", include_self=False, rounds=LATE + 1)[:, :, 0]
    sides = late[LATE], late[LATE - 1]
    yield close(f"playground: rounds {LATE} and {LATE - 1}, beside 10/7 on one side and 0 on the other",
                sides, [[10 / 7, 0, 0, 10 / 7, 10 / 7, 10 / 7], [0, 10 / 7, 10 / 7, 0, 0, 0]], SETTLED)  # fmt: skip
    yield close(f"playground: round {LATE + 1}, beside round {LATE - 1}", late[LATE + 1], late[LATE - 1], SETTLED)


@claim("sum-grows-like-perron", r"Sum with self grows like $\rho^k$, with $\rho$ the largest eigenvalue of $A + I$, and the proportions tend to its eigenvector, the Perron vector.")
def sum_grows_like_perron():
    for name, graph in UNDIRECTED.items():
        x = np.abs(start(graph)) + 0.1
        values, vectors = np.linalg.eigh(table(graph, include_self=True))
        late = simulate(graph, x, "sum", rounds=300)[:, :, 0]
        yield close(f"{name}: growth from round 299 to 300, beside ρ", late[300].sum() / late[299].sum(), values[-1], 1e-6)
        proportions = late[300] / late[300].max()
        yield close(f"{name}: direction of round 300", proportions / np.linalg.norm(proportions), np.abs(vectors[:, -1]), 1e-5)
        yield close(f"{name}: ρ, foretold", spectral.perron(graph)[0], values[-1], 1e-9)


@claim("float64-exact-until", r"In 64-bit floating point, sum with self from 5 at A is exact up to round 28; the first wrong digit comes in round 29.")
def float64_exact_until():
    exact = Scenario.from_params({"aggregate": "sum", "rounds": "40"}, base=SCENARIO).run()
    floating = simulate(PLAYGROUND, FROM_A, "sum", rounds=40)[:, :, 0]
    right = [all(int(floating[k][i]) == exact.values[k][v] for i, v in enumerate(SCENARIO.nodes)) for k in range(41)]
    yield equal("the first round that differs from the exact integers", right.index(False), 29)
    yield at_most("largest value of round 28, beside 2^53", max(exact.values[28].values()), 2**53)
    yield at_least("largest value of round 29, beside 2^53", max(exact.values[29].values()), 2**53)


@claim("reach-is-the-ball", r"The nonzero entries of $(A + I)^k$ are exactly the pairs at most $k$ hops apart: the $k$-hop balls.")
def reach_is_the_ball():
    for name, graph in UNDIRECTED.items():
        far, matrix = distances(graph), table(graph, include_self=True)
        for k in (1, 2, 3):
            yield equal(f"{name}: pairs heard of in {k} rounds", np.linalg.matrix_power(matrix, k) > 0, far <= k)
        yield equal(f"{name}: our own count of hops", walks.hops(graph), far)
    run = Scenario.from_params({"aggregate": "sum"}, base=SCENARIO).run(2)
    heard = [sum(value != 0 for value in run.values[k].values()) for k in range(3)]
    yield equal("playground from A: nodes that have heard, rounds 0, 1, 2", heard, [1, 3, 6])


@claim("reach-without-self-is-walks", r"The nonzero entries of $A^k$ are the pairs joined by a walk of exactly $k$ steps. On the playground, after an even number of rounds, A holds nothing "
       r"of B's start.")  # fmt: skip
def reach_without_self_is_walks():
    for name, graph in UNDIRECTED.items():
        there = np.eye(graph.num_nodes, dtype=bool)
        for k in (1, 2, 3):
            longer = np.zeros_like(there)
            for sender, receiver in zip(graph.source, graph.target):
                longer[receiver] |= there[sender]
            there = longer
            yield equal(f"{name}: pairs joined by a walk of {k}", np.linalg.matrix_power(table(graph), k) > 0, there)
            yield equal(f"{name}: our own walks of {k}", walks.walks(graph, k), there)
    after = [np.linalg.matrix_power(table(PLAYGROUND), k)[0, 1] for k in range(1, 7)]
    yield equal("playground: does A hold anything of B's start, rounds 1 to 6", [value > 0 for value in after], [True, False] * 3)


@claim("max-self-fills-in-eccentricity", r"Max with self never lowers a value, and the largest one fills a connected graph in exactly as many rounds as the farthest node is hops away.")
def max_self_fills_in_eccentricity():
    for name, graph in UNDIRECTED.items():
        far = distances(graph)
        for source in (0, graph.num_nodes - 1):
            x = -np.abs(start(graph))[:, 0]
            x[source] = 5.0
            values = simulate(graph, x, "max", rounds=graph.num_nodes)[:, :, 0]
            full = int(np.argmax((values == 5.0).all(axis=1)))
            ball = [[max(x[far[v] <= k]) for v in range(graph.num_nodes)] for k in (1, 2)]
            yield equal(f"{name} from node {source}: rounds 1 and 2, beside the largest start in the ball", values[1:3], ball)
            yield equal(f"{name} from node {source}: rounds until it is full", full, int(far[:, source].max()))
            yield at_least(f"{name} from node {source}: smallest change of any value in any round", np.diff(values, axis=0).min(), 0.0)


@claim("max-without-self-loses-source", r"Max without self can lose its source: on the playground, A forgets its 5 in round 1 and is told about it again in round 2.")
def max_without_self_loses_source():
    values = simulate(PLAYGROUND, FROM_A, "max", include_self=False, rounds=2)[:, 0, 0]
    yield equal("A in rounds 0, 1 and 2", values, [5.0, 0.0, 5.0])
    run = Scenario.from_params({"aggregate": "max", "self": "0"}, base=SCENARIO).run(2)
    yield equal("the same in fractions", [run.values[k]["A"] for k in range(3)], [5, 0, 5])
    yield equal("with self", simulate(PLAYGROUND, FROM_A, "max", rounds=2)[:, 0, 0], [5.0, 5.0, 5.0])
