"""Pairs of graphs to tell apart: most of them look the same to colour refinement, and so to every message-passing network.

PAIRS lists them all; a few in it are easy, so that a reader sees refinement succeed as well.
"""

from __future__ import annotations

from collections.abc import Callable

from mpcore.errors import GraphError
from mpcore.families import complete_bipartite, cycle, disjoint_union, path, star
from mpcore.graph import Graph

__all__ = [
    "PAIRS", "circular_skip_links", "csl_pair", "decalin_and_bicyclopentyl", "hexagon_and_triangles",
    "k33_and_prism", "path_and_star", "rook_and_shrikhande", "tailed_triangle_and_square",
]  # fmt: skip

Pair = tuple[Graph, Graph]


def hexagon_and_triangles() -> Pair:
    """C_6 and two C_3: every node has two neighbours, and that is all that refinement ever sees.

    >>> [g.num_edges // 2 for g in hexagon_and_triangles()]
    [6, 6]
    """
    return cycle(6), disjoint_union(cycle(3), cycle(3))


def decalin_and_bicyclopentyl() -> Pair:
    """Two real molecules of ten carbon atoms: two hexagons that share an edge, two pentagons joined by one.

    >>> [sorted(g.in_degree.tolist()) == [2.0] * 8 + [3.0] * 2 for g in decalin_and_bicyclopentyl()]
    [True, True]
    """
    ring = [(i, (i + 1) % 10) for i in range(10)]
    pentagons = [(5 * side + i, 5 * side + (i + 1) % 5) for side in (0, 1) for i in range(5)]
    return Graph.from_edges([*ring, (0, 5)]), Graph.from_edges([*pentagons, (0, 5)])


def k33_and_prism() -> Pair:
    """K_{3,3} and the triangular prism: three neighbours for each of six nodes, without and with triangles.

    >>> [set(g.in_degree.tolist()) for g in k33_and_prism()]
    [{3.0}, {3.0}]
    """
    triangles = [(3 * side + i, 3 * side + (i + 1) % 3) for side in (0, 1) for i in range(3)]
    return complete_bipartite(3, 3), Graph.from_edges([*triangles, (0, 3), (1, 4), (2, 5)])


def rook_and_shrikhande() -> Pair:
    """Two strongly regular graphs (16, 6, 2, 2): not even folklore 2-WL tells them apart.

    In the rook's graph two squares of a 4 × 4 board see each other along a row or a column.  Shrikhande 1959.

    >>> [set(g.in_degree.tolist()) for g in rook_and_shrikhande()]
    [{6.0}, {6.0}]
    """
    cells = [(r, c) for r in range(4) for c in range(4)]
    steps = {(0, 1), (0, 3), (1, 0), (3, 0), (1, 1), (3, 3)}
    pairs = [(i, j) for i in range(16) for j in range(i)]
    rook = [(i, j) for i, j in pairs if cells[i][0] == cells[j][0] or cells[i][1] == cells[j][1]]
    away = {(i, j): tuple((a - b) % 4 for a, b in zip(cells[i], cells[j], strict=True)) for i, j in pairs}
    return Graph.from_edges(rook), Graph.from_edges([pair for pair in pairs if away[pair] in steps])


def circular_skip_links(n: int = 11, skip: int = 2) -> Graph:
    """A ring of n nodes with a second link from each node to the one `skip` further.  Murphy et al. 2019.

    >>> set(circular_skip_links(11, 3).in_degree.tolist())
    {4.0}
    """
    if not 2 <= skip < n / 2:
        raise GraphError(f"circular_skip_links: skip is {skip!r}, but must lie above 1 and below n / 2 = {n / 2:g}.")
    return Graph.from_edges([(i, (i + step) % n) for i in range(n) for step in (1, skip)])


def csl_pair(n: int = 11, left: int = 2, right: int = 3) -> Pair:
    """Two circular skip-link graphs: four neighbours everywhere, different skips.

    >>> [g.num_edges for g in csl_pair()]
    [44, 44]
    """
    return circular_skip_links(n, left), circular_skip_links(n, right)


def path_and_star() -> Pair:
    """Four nodes, three edges, told apart in one round: the degrees differ.

    >>> [sorted(g.in_degree.tolist()) for g in path_and_star()]
    [[1.0, 1.0, 2.0, 2.0], [1.0, 1.0, 1.0, 3.0]]
    """
    return path(4), star(4)


def tailed_triangle_and_square() -> Pair:
    """A triangle with two tails of one node, and a square with... the same degrees: told apart in the second round.

    >>> [sorted(g.in_degree.tolist()) for g in tailed_triangle_and_square()]
    [[1.0, 2.0, 2.0, 2.0, 3.0], [1.0, 2.0, 2.0, 2.0, 3.0]]
    """
    return (
        Graph.from_edges([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)]),
        Graph.from_edges([(0, 1), (1, 2), (2, 3), (3, 0), (3, 4)]),
    )


#: Name → the function that makes the pair.
PAIRS: dict[str, Callable[[], Pair]] = {
    f.__name__: f
    for f in (hexagon_and_triangles, decalin_and_bicyclopentyl, k33_and_prism, rook_and_shrikhande, csl_pair,
              path_and_star, tailed_triangle_and_square)
}  # fmt: skip
