"""The families of graphs that every textbook draws, each of any size you like.

All are undirected and unweighted, nodes numbered from 0.
"""

from __future__ import annotations

import numpy as np

from mpcore.errors import GraphError
from mpcore.graph import Graph

__all__ = [
    "barbell", "complete", "complete_bipartite", "cycle", "disjoint_union", "grid", "hypercube", "path",
    "ring_of_cliques", "star", "tree",
]  # fmt: skip


def path(n: int = 6) -> Graph:
    """n nodes in a row: the longest way for a message to go.

    >>> path(3).edge_index
    array([[0, 1, 1, 2],
           [1, 0, 2, 1]])
    """
    _at_least("path", 1, n=n)
    return Graph.from_edges([(i, i + 1) for i in range(n - 1)], num_nodes=n)


def cycle(n: int = 6) -> Graph:
    """n nodes in a ring; bipartite if n is even.

    >>> cycle(3).in_degree
    array([2., 2., 2.])
    """
    _at_least("cycle", 3, n=n)
    return Graph.from_edges([(i, (i + 1) % n) for i in range(n)], num_nodes=n)


def star(n: int = 7) -> Graph:
    """Node 0 in the middle, n - 1 leaves around it.

    >>> star(4).in_degree
    array([3., 1., 1., 1.])
    """
    _at_least("star", 1, n=n)
    return Graph.from_edges([(0, i) for i in range(1, n)], num_nodes=n)


def complete(n: int = 5) -> Graph:
    """K_n: everyone hears everyone, as in a transformer.

    >>> complete(4).num_edges
    12
    """
    _at_least("complete", 1, n=n)
    return Graph.from_edges([(i, j) for i in range(n) for j in range(i + 1, n)], num_nodes=n)


def complete_bipartite(a: int = 3, b: int = 3) -> Graph:
    """K_{a,b}: everyone of 0 to a-1 with everyone of the b others; without self loops, means never settle on it.

    >>> complete_bipartite(1, 2).in_degree
    array([2., 1., 1.])
    """
    _at_least("complete_bipartite", 1, a=a, b=b)
    return Graph.from_edges([(i, a + j) for i in range(a) for j in range(b)], num_nodes=a + b)


def grid(rows: int = 4, columns: int = 4) -> Graph:
    """rows × columns, node r·columns + c beside those left, right, above and below.

    >>> grid(2, 2).in_degree
    array([2., 2., 2., 2.])
    """
    _at_least("grid", 1, rows=rows, columns=columns)
    node = np.arange(rows * columns).reshape(rows, columns)
    pairs = [*zip(node[:, :-1].flat, node[:, 1:].flat, strict=True), *zip(node[:-1].flat, node[1:].flat, strict=True)]
    return Graph.from_edges(pairs, num_nodes=node.size)


def tree(branching: int = 2, depth: int = 3) -> Graph:
    """A root, node 0, and `branching` children for each node above the leaves: a bottleneck at every node.

    >>> tree(2, 2).num_nodes
    7
    """
    _at_least("tree", 1, branching=branching)
    _at_least("tree", 0, depth=depth)
    n = sum(branching**level for level in range(depth + 1))
    return Graph.from_edges([((i - 1) // branching, i) for i in range(1, n)], num_nodes=n)


def hypercube(dimension: int = 3) -> Graph:
    """2^dimension nodes; two are joined if their numbers differ in one bit.

    >>> hypercube(2).in_degree
    array([2., 2., 2., 2.])
    """
    _at_least("hypercube", 0, dimension=dimension)
    n = 2**dimension
    return Graph.from_edges(
        [(i, i | 1 << b) for i in range(n) for b in range(dimension) if not i >> b & 1], num_nodes=n
    )


def barbell(clique: int = 4, bridge: int = 1) -> Graph:
    """Two cliques joined by a path with `bridge` nodes inside: all that one side hears of the other comes through it.

    >>> barbell(3, 0).in_degree
    array([2., 2., 3., 3., 2., 2.])
    """
    _at_least("barbell", 1, clique=clique)
    _at_least("barbell", 0, bridge=bridge)
    n = 2 * clique + bridge
    sides = [range(clique), range(clique + bridge, n)]
    pairs = [(i, j) for side in sides for i in side for j in side if i < j]
    return Graph.from_edges(pairs + [(i, i + 1) for i in range(clique - 1, clique + bridge)], num_nodes=n)


def ring_of_cliques(cliques: int = 4, size: int = 4) -> Graph:
    """Cliques in a ring, the last node of each tied to the first node of the next.

    >>> ring_of_cliques(3, 3).num_edges
    24
    """
    _at_least("ring_of_cliques", 3, cliques=cliques)
    _at_least("ring_of_cliques", 1, size=size)
    n = cliques * size
    inside = [(c + i, c + j) for c in range(0, n, size) for i in range(size) for j in range(i + 1, size)]
    return Graph.from_edges(inside + [(c + size - 1, (c + size) % n) for c in range(0, n, size)], num_nodes=n)


def disjoint_union(*graphs: Graph) -> Graph:
    """The graphs side by side, with no edge between them; weights are kept, labels are not.

    >>> disjoint_union(cycle(3), cycle(3)).num_nodes
    6
    """
    shifts = np.concatenate([[0], np.cumsum([g.num_nodes for g in graphs])]).astype(int)
    ends = [np.concatenate([[], *(ends + shift for ends, shift in zip(side, shifts[:-1], strict=True))]).astype(int)
            for side in ([g.source for g in graphs], [g.target for g in graphs])]  # fmt: skip
    weighted = any(g.edge_weight is not None for g in graphs)
    return Graph(int(shifts[-1]), *ends, np.concatenate([g.weights for g in graphs]) if weighted else None)


def _at_least(function: str, lowest: int, **sizes: int) -> None:
    wrong = {k: v for k, v in sizes.items() if isinstance(v, bool) or not isinstance(v, int | np.integer) or v < lowest}
    if wrong:
        limit = f"must be a whole number from {lowest}"
        raise GraphError(*[f"{function}: {name} is {value!r}, but {limit}." for name, value in wrong.items()])
