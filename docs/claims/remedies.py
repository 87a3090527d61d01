"""Remedies

What each change to the loop does to the three limits, on one and the same graph.
"""

import numpy as np
from claims._graphs import table

from mpcore import datasets, rewiring, twins, wl
from mpcore.evidence import at_least, at_most, claim, close, equal

BARBELL = datasets.barbell(4, 1)


def symmetric(graph):
    """S, written down from the edges."""
    a = table(graph, include_self=True)
    return a / np.sqrt(np.outer(a.sum(1), a.sum(1)))


def after(graph, rounds, step):
    """[N, N] what each start becomes at each node; `step` makes the next matrix of S, the last, and the identity."""
    s, eye = symmetric(graph), np.eye(graph.num_nodes)
    out = eye
    for _ in range(rounds):
        out = step(s, out, eye)
    return out


def roughness(graph, step):
    """Energy after 16 rounds from a signal at node 0, as a share of the sum of the squares."""
    x = after(graph, 16, step)[:, 0]
    return float(x @ (np.eye(graph.num_nodes) - symmetric(graph)) @ x / (x @ x))


def far(graph, step):
    """What node 8 feels of node 0 after 4 rounds."""
    return float(after(graph, 4, step)[8, 0])


def plain(s, h, start):
    return s @ h


KEEP = {"residual": lambda s, h, start: (h + s @ h) / 2, "initial residual": lambda s, h, start: 0.9 * s @ h + 0.1 * start}
OPEN = {"one edge more": rewiring.with_edge(BARBELL, 0, 8), "virtual node": rewiring.with_virtual_node(BARBELL), "complete graph": datasets.complete(9)}


@claim("what-keeps-apart-brings-nothing-nearer", r"On the barbell, residuals leave more roughness after 16 rounds than the plain loop, and bring less of the far signal in 4.", "he-2016", "gasteiger-2019")
def what_keeps_apart_brings_nothing_nearer():
    for name, step in KEEP.items():
        yield at_least(f"{name}: roughness, beside 1.5 times the plain one", roughness(BARBELL, step), 1.5 * roughness(BARBELL, plain))
        yield at_most(f"{name}: far signal, beside the plain one", far(BARBELL, step), 0.7 * far(BARBELL, plain))


@claim("what-brings-nearer-blends-sooner", r"On the barbell, an edge between the far ends, a virtual node and a complete graph bring over ten times the far signal in 4 rounds, and leave less than a tenth of the roughness after 16.")
def what_brings_nearer_blends_sooner():
    for name, graph in OPEN.items():
        yield at_least(f"{name}: far signal, beside ten times the plain one", far(graph, plain), 10 * far(BARBELL, plain))
        yield at_most(f"{name}: roughness, beside a tenth of the plain one", roughness(graph, plain), 0.1 * roughness(BARBELL, plain), 1e-12)


@claim("no-remedy-here-tells-the-pair-apart", r"Neither a virtual node nor joining everyone with everyone lets refinement tell a hexagon from two triangles; joining everyone makes the two the same graph.")
def no_remedy_here_tells_the_pair_apart():
    pair = twins.hexagon_and_triangles()
    yield equal("with a virtual node each: equal", wl.equivalent(*map(rewiring.with_virtual_node, pair)), True)
    yield equal("all pairs joined: the same edges", *(table(datasets.complete(g.num_nodes)) for g in pair))


@claim("initial-residual-shortens-reach", r"With an initial residual, what comes from $k$ hops away carries at most the factor $(1 - a)^k$ of what the plain loop brings in $k$ rounds.", "gasteiger-2019")
def initial_residual_shortens_reach():
    yield close("barbell, 4 hops, a = 0.1: the far signal beside 0.9^4 of the plain one", far(BARBELL, KEEP["initial residual"]), 0.9**4 * far(BARBELL, plain), 1e-12)
    line = datasets.path(8)
    for k in (1, 3, 7):
        reached = float(after(line, k, KEEP["initial residual"])[k, 0])
        yield close(f"path, {k} hops", reached, 0.9**k * float(np.linalg.matrix_power(symmetric(line), k)[k, 0]), 1e-12)
