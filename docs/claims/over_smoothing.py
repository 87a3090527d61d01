"""Over-smoothing

What layers do to differences: the Dirichlet energy and its bounds, when collapse is guaranteed, what residuals change, and what smoothing is good for.
"""

from itertools import pairwise

import numpy as np
from claims._graphs import FROM_A, PLAYGROUND, UNDIRECTED, power, start
from claims._random import random_graphs

from mpcore import APPNPLayer, GCNLayer, Residual, datasets, diagnostics, gcn_matrix, pair_norm, walks
from mpcore.activations import identity
from mpcore.evidence import at_least, at_most, claim, close, differs, equal

TINY = 1e-9
K10 = datasets.complete_bipartite(10, 10)
SIDES = np.repeat([1.0, -1.0], 10)[:, None]


def energy(graph, x):
    """½ Σ over i and j of a_ij ‖x_i/√(1+d_i) − x_j/√(1+d_j)‖², edge by edge."""
    total = 0.0
    for j, i, weight in zip(graph.source, graph.target, graph.weights):
        gap = x[i] / np.sqrt(1 + graph.in_degree[i]) - x[j] / np.sqrt(1 + graph.in_degree[j])
        total += 0.5 * weight * float(gap @ gap)
    return total


def nonzero(graph):
    """The eigenvalues of I − S other than 0."""
    values = np.linalg.eigvalsh(np.eye(graph.num_nodes) - gcn_matrix(graph))
    return values[np.abs(values) > 1e-9]


def second(graph):
    """The second largest absolute eigenvalue of S on a connected graph."""
    return float(np.sort(np.abs(np.linalg.eigvalsh(gcn_matrix(graph))))[-2])


def far(graph, x):
    """The distance of x [N, F] from the collapsed features of a connected graph."""
    root = np.sqrt(graph.in_degree + 1)
    root = root / np.linalg.norm(root)
    return float(np.linalg.norm(x - np.outer(root, root @ x)))


@claim("energy-is-a-form", r"The Dirichlet energy is $E(X) = \operatorname{tr} X^{\mathsf T}(I - S)X$.", "cai-wang-2020")
def energy_is_a_form():
    for name, graph in UNDIRECTED.items():
        x = start(graph, width=2)
        form = float(np.trace(x.T @ (np.eye(graph.num_nodes) - gcn_matrix(graph)) @ x))
        yield close(f"{name}: edge by edge, and as a form", energy(graph, x), form, TINY)
        yield close(f"{name}: the library's", diagnostics.dirichlet_energy(graph, x), form, TINY)


@claim("energy-zero-means-collapsed", r"$E(X) = 0$ exactly when, on each connected component, $x_i$ is a multiple of $\sqrt{1 + d_i}$, with the same factor.", "cai-wang-2020")
def energy_zero_means_collapsed():
    for name, graph, rng in random_graphs(8, connected=False):
        part, root = walks.components(graph), np.sqrt(graph.in_degree + 1)
        yield close(f"{name}: √(1 + d) times a factor for each component", energy(graph, (root * rng.normal(size=part.max() + 1)[part])[:, None]), 0.0, TINY)
        values = np.linalg.eigvalsh(np.eye(graph.num_nodes) - gcn_matrix(graph))
        yield equal(f"{name}: independent ways to have energy 0, beside the components", int((values < 1e-9).sum()), int(part.max()) + 1)
    yield at_least("playground: the energy of a constant, which is not collapsed", energy(PLAYGROUND, np.ones((6, 1))), 0.01)


@claim("energy-after-s", r"$E(SX) \le \max_{\lambda \ne 0}(1 - \lambda)^2\,E(X)$, the maximum over all non-zero eigenvalues $\lambda$ of $I - S$.", "cai-wang-2020")
def energy_after_s():
    for name, graph in {**UNDIRECTED, "K_10,10": K10}.items():
        factor, s = float(((1 - nonzero(graph)) ** 2).max()), gcn_matrix(graph)
        x = start(graph, width=3)
        yield at_most(f"{name}: E(SX), and the bound", energy(graph, s @ x), factor * energy(graph, x), TINY)
        modes = [mode[:, None] for mode in np.linalg.eigh(s)[1].T]
        form = np.eye(graph.num_nodes) - s
        kept = [float(((s @ m).T @ form @ s @ m)[0, 0] / (m.T @ form @ m)[0, 0]) for m in modes if (m.T @ form @ m)[0, 0] > 1e-9]
        yield close(f"{name}: the largest part that any start keeps, and the factor", max(kept), factor, 1e-6)
        yield close(f"{name}: the library's factor", diagnostics.energy_factor(graph), factor, TINY)


@claim("energy-needs-the-maximum", r"With the smallest non-zero $\lambda$ in place of the maximum the bound is false: on $K_{10,10}$ it would allow $1/121$ of the energy, and the "
       r"pattern of $+1$ on one side and $-1$ on the other keeps $81/121$.")  # fmt: skip
def energy_needs_the_maximum():
    yield close("K_10,10: what the smallest λ would allow", float((1 - nonzero(K10).min()) ** 2), 1 / 121, TINY)
    kept = energy(K10, gcn_matrix(K10) @ SIDES) / energy(K10, SIDES)
    yield close("what the pattern keeps", kept, 81 / 121, TINY)
    yield close("what the maximum allows", float(((1 - nonzero(K10)) ** 2).max()), 81 / 121, TINY)
    yield at_least("kept, beside what the smallest λ would allow", kept, float((1 - nonzero(K10).min()) ** 2) + 0.5)


@claim("energy-after-w", r"$E(XW) \le \lVert W\rVert_2^2\,E(X)$, with $\lVert W\rVert_2$ the largest singular value of $W$.", "cai-wang-2020")
def energy_after_w():
    for name, graph, rng in random_graphs(12):
        x, w = rng.normal(size=(graph.num_nodes, 3)), rng.normal(size=(3, 2))
        yield at_most(f"{name}: E(XW), and the bound", energy(graph, x @ w), np.linalg.norm(w, 2) ** 2 * energy(graph, x), TINY)
    w = np.array([[3.0, 0.0], [4.0, 0.0]])
    x = np.outer(start(PLAYGROUND)[:, 0], [0.6, 0.8])
    yield close("playground, features along the longest direction of W: E(XW) / E(X), beside ‖W‖²", energy(PLAYGROUND, x @ w) / energy(PLAYGROUND, x), 25.0, 1e-8)


@claim("energy-after-relu", r"$E(\mathrm{ReLU}(X)) \le E(X)$.", "cai-wang-2020")
def energy_after_relu():
    for name, graph, rng in random_graphs(12):
        x = rng.normal(size=(graph.num_nodes, 3))
        yield at_most(f"{name}: after ReLU, and before", energy(graph, np.maximum(x, 0)), energy(graph, x), TINY)


@claim("distance-shrinks-by-s-lambda", r"On a connected graph a layer $\mathrm{ReLU}(SXW)$ multiplies the distance to the collapsed features by at most $s\lambda$, with $\lambda$ the "
       r"second largest absolute eigenvalue of $S$ and $s$ the largest singular value of $W$.", "oono-suzuki-2020")  # fmt: skip
def distance_shrinks_by_s_lambda():
    for name, graph, rng in random_graphs(12):
        x, w = rng.normal(size=(graph.num_nodes, 3)), rng.normal(size=(3, 3))
        bound = np.linalg.norm(w, 2) * second(graph) * far(graph, x)
        yield at_most(f"{name}: distance after a layer, and the bound", far(graph, GCNLayer(w)(graph, x)), bound, TINY)
    kept = far(K10, GCNLayer([[1.0]], activation=identity)(K10, SIDES)) / far(K10, SIDES)
    yield close("K_10,10, +1 and −1, without ReLU: the factor that is reached, beside λ", kept, second(K10), TINY)


@claim("small-weights-collapse", r"If $s\lambda < 1$ in every layer, bounded away from 1, the features must collapse as layers are added.", "oono-suzuki-2020")
def small_weights_collapse():
    lam = second(PLAYGROUND)
    x, rng = start(PLAYGROUND, width=3), np.random.default_rng(0)
    first = far(PLAYGROUND, x)
    for _ in range(40):
        w = rng.normal(size=(3, 3))
        x = GCNLayer(0.9 / lam * w / np.linalg.norm(w, 2))(PLAYGROUND, x)
    yield at_most("playground, 40 random layers with sλ = 0.9: distance, beside 0.9^40 of the first", far(PLAYGROUND, x), 0.9**40 * first, 1e-12)
    modes = np.linalg.eigh(gcn_matrix(PLAYGROUND))[1]
    y = (100 * np.abs(modes[:, -1]) + modes[:, -2])[:, None]
    slowest = [far(PLAYGROUND, y)]
    for _ in range(12):
        y = GCNLayer([[0.9 / lam]])(PLAYGROUND, y)
        slowest.append(far(PLAYGROUND, y))
    yield close("playground, the slowest pattern with W = 0.9/λ: what each of 12 layers leaves of its distance", [b / a for a, b in pairwise(slowest)], 0.9, 1e-6)


@claim("large-weights-can-grow", r"If $s\lambda \ge 1$ nothing follows: on the playground with $W = 2I$, where $s\lambda$ ≈ 1.223, there are features whose distance and energy grow in every layer.")
def large_weights_can_grow():
    modes = np.linalg.eigh(gcn_matrix(PLAYGROUND))[1]
    yield close("s λ", 2 * second(PLAYGROUND), 1.223, 5e-4)
    x = (modes[:, -1] * np.sign(modes[0, -1]) * 100 + modes[:, -2])[:, None]
    steps = [x]
    for _ in range(8):
        steps.append(GCNLayer([[2.0]])(PLAYGROUND, steps[-1]))
    yield at_least("smallest growth of the distance in a layer, of 8", min(far(PLAYGROUND, b) / far(PLAYGROUND, a) for a, b in pairwise(steps)), 1.2)
    yield at_least("smallest growth of the energy in a layer", min(energy(PLAYGROUND, b) / energy(PLAYGROUND, a) for a, b in pairwise(steps)), 1.4)


@claim("residual-collapses-in-direction", r"With a residual, $H \leftarrow H + SH$, values grow without bound, and their direction collapses all the same, at the rate $\max(1 + \mu)/2$ over the eigenvalues "
       r"$\mu \ne 1$ of $S$: ≈ 0.8058 on the playground, instead of ≈ 0.6116.")  # fmt: skip
def residual_collapses_in_direction():
    values = np.linalg.eigvalsh(gcn_matrix(PLAYGROUND))
    rate = float((1 + values[:-1]).max() / 2)
    yield close("playground: the rate, and without residual", [rate, second(PLAYGROUND)], [0.8058, 0.6116], 5e-5)
    layer, h, part = Residual(GCNLayer([[1.0]], activation=identity)), FROM_A[:, None], []
    for _ in range(60):
        h = layer(PLAYGROUND, h)
        part.append(far(PLAYGROUND, h) / float(np.linalg.norm(h)))
    yield close("distance as a part of the size: layer 60 divided by layer 59", part[-1] / part[-2], rate, 1e-3)
    yield at_most("that part after 60 layers", part[-1], 1e-5)
    yield at_least("the size after 60 layers", float(np.linalg.norm(h)), 1e15)


@claim("appnp-limit", r"$H \leftarrow (1 - a)\,S H + a Z$ tends to $a\,(I - (1 - a)S)^{-1} Z$, from any start, for $0 < a \le 1$.", "gasteiger-2019")
def appnp_limit():
    for name, graph in UNDIRECTED.items():
        z, a = start(graph, width=2), 0.1
        h, layer = np.zeros_like(z), APPNPLayer(start=z, alpha=a)
        for _ in range(300):
            h = layer(graph, h)
        yield close(f"{name}: after 300 rounds from zeros", h, a * np.linalg.solve(np.eye(len(z)) - (1 - a) * gcn_matrix(graph), z), TINY)


@claim("appnp-keeps-energy", r"The energy of that limit $H$ is bounded away from 0: $E(H) \ge \bigl(a/(2 - a)\bigr)^2 E(Z)$, so an initial residual does not collapse, at any depth.", "gasteiger-2019")
def appnp_keeps_energy():
    for name, graph, rng in random_graphs(10):
        z, a = rng.normal(size=(graph.num_nodes, 2)), float(rng.uniform(0.05, 0.9))
        h = a * np.linalg.solve(np.eye(len(z)) - (1 - a) * gcn_matrix(graph), z)
        yield at_least(f"{name}, a ≈ {a:.2f}: energy of the limit, and the bound", energy(graph, h), (a / (2 - a)) ** 2 * energy(graph, z), TINY)
    yield at_most("playground without it: the energy after 200 rounds", energy(PLAYGROUND, power(gcn_matrix(PLAYGROUND), 200, FROM_A[:, None])), 1e-20)


@claim("some-smoothing-helps", r"On graphs of two groups of fifty with one noisy feature, the sign of $S^k x$ is right for about 70 % of the nodes at $k = 0$, for over 95 % at $k = 3$, and for about half of them at $k = 32$.",
       "keriven-2022", "wu-2019")  # fmt: skip
def some_smoothing_helps():
    groups, right = np.repeat([0, 1], 50), {0: [], 3: [], 32: []}
    for seed in range(20):
        rng = np.random.default_rng(seed)
        s = gcn_matrix(datasets.block_model([50, 50], inside=0.2, between=0.02, rng=rng))
        x = np.where(groups, 0.5, -0.5) + rng.normal(size=100)
        for k, found in right.items():
            found.append(float(((power(s, k, x) > 0) == groups).mean()))
    yield close("right at k = 0, average of 20 graphs", float(np.mean(right[0])), 0.7, 0.03)
    yield at_least("right at k = 3", float(np.mean(right[3])), 0.95)
    yield close("right at k = 32", float(np.mean(right[32])), 0.5, 0.06)


@claim("pair-norm-keeps-spread", r"PairNorm keeps the mean squared distance of two rows what it was, by construction; after many linear rounds on the barbell, the slowest pattern of the graph is all that is left in it.",
       "zhao-akoglu-2020")  # fmt: skip
def pair_norm_keeps_spread():
    graph = datasets.barbell(4, 1)
    x = pair_norm(start(graph, width=2))
    spread = []
    for _ in range(60):
        x = pair_norm(gcn_matrix(graph) @ x)
        spread.append(float(((x[:, None] - x[None, :]) ** 2).sum(axis=2).mean()))
    yield close("mean squared distance of two rows, rounds 1 to 60", spread, 2.0, TINY)
    values = np.linalg.svd(x, compute_uv=False)
    yield at_most("second pattern left after 60 rounds, beside the first", float(values[1] / values[0]), 0.05)
    yield differs("signs on the left and on the right bell", np.sign(x[0]), np.sign(x[8]))


@claim("self-is-no-residual", r"Counting oneself and a residual are different operators: $S$, $I + S$ and $\tfrac12(I + D^{-1}A)$ give different values on the playground after one round.")
def self_is_no_residual():
    a = np.zeros((6, 6))
    a[PLAYGROUND.target, PLAYGROUND.source] = 1
    s, eye = gcn_matrix(PLAYGROUND), np.eye(6)
    lazy = (eye + a / a.sum(1)[:, None]) / 2
    for name, left, right in (("S and I + S", s, eye + s), ("S and the half", s, lazy), ("I + S and the half", eye + s, lazy)):
        yield differs(f"{name}, from A = 5", left @ FROM_A, right @ FROM_A, by=0.1)
