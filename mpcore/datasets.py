"""Small graphs with names, as code: nothing is downloaded, and each one makes some point of the article.

All are undirected and unweighted, nodes numbered from 0.  Those that come in any size are written in `families`; pairs
that colour refinement cannot tell apart are in `twins`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from mpcore.errors import GraphError
from mpcore.families import (
    barbell,
    complete,
    complete_bipartite,
    cycle,
    disjoint_union,
    grid,
    hypercube,
    path,
    ring_of_cliques,
    star,
    tree,
)  # fmt: skip
from mpcore.graph import Graph

__all__ = [
    "DATASETS", "barbell", "block_model", "complete", "complete_bipartite", "cycle", "disjoint_union", "grid",
    "hypercube", "karate_club", "karate_factions", "path", "playground", "ring_of_cliques", "star", "tree",
]  # fmt: skip


def playground() -> Graph:
    """The article's graph: six nodes A to F, seven edges, bipartite.

    >>> playground().names
    ('A', 'B', 'C', 'D', 'E', 'F')
    """
    from mpcore.scenario import PLAYGROUND  # here, so that the named scenarios stay reachable without numpy

    return Graph.from_scenario(PLAYGROUND)[0]


def block_model(sizes: Sequence[int], inside: float, between: float, rng: np.random.Generator) -> Graph:
    """A stochastic block model: two nodes are joined with probability `inside` if of one block, else `between`.

    Blocks are numbered in order: np.repeat(range(len(sizes)), sizes) gives each node's.  Holland et al. 1983.

    >>> block_model([3, 3], inside=1.0, between=0.0, rng=np.random.default_rng(0)) == disjoint_union(cycle(3), cycle(3))
    False
    """
    for name, chance in (("inside", inside), ("between", between)):
        if not 0 <= chance <= 1:
            raise GraphError(f"block_model: {name} is {chance!r}, but a probability lies in 0 to 1.")
    block = np.repeat(np.arange(len(sizes)), sizes)
    i, j = np.triu_indices(len(block), k=1)
    joined = rng.random(len(i)) < np.where(block[i] == block[j], inside, between)
    return Graph.from_edges(list(zip(i[joined].tolist(), j[joined].tolist(), strict=True)), num_nodes=len(block))


_KARATE = """0 1 2 3 4 5 6 7 8 10 11 12 13 17 19 21 31/1 2 3 7 13 17 19 21 30/2 3 7 8 9 13 27 28 32/3 7 12 13/4 6 10/5 6 10 16
6 16/8 30 32 33/9 33/13 33/14 32 33/15 32 33/18 32 33/19 33/20 32 33/22 32 33/23 25 27 29 32 33/24 25 27 31/25 31/26 29 33
27 33/28 31 33/29 32 33/30 32 33/31 32 33/32 33"""  # a node, then those of its friends that have a larger number


def karate_club() -> Graph:
    """Zachary's karate club: 34 members, 78 friendships, unweighted.  Zachary 1977.

    >>> karate_club().num_edges // 2
    78
    """
    rows = [[int(node) for node in row.split()] for row in _KARATE.replace("\n", "/").split("/")]
    return Graph.from_edges([(first, friend) for first, *friends in rows for friend in friends], num_nodes=34)


def karate_factions() -> np.ndarray:
    """(34,) int: the side that each member took when the club split, 0 with node 0 (Mr Hi), 1 with node 33 (John A).

    >>> karate_factions()[[0, 33]]
    array([0, 1])
    """
    return np.array([int(side) for side in "0000000001000011001010111111111111"])


#: Every graph that needs no choice, by name; each function has a small size as its default.
DATASETS: dict[str, Callable[[], Graph]] = {
    f.__name__: f
    for f in (playground, karate_club, path, cycle, star, complete, complete_bipartite, grid, tree, hypercube, barbell,
              ring_of_cliques)
}  # fmt: skip
