"""Where nodes stand, in 0..1: places by hand for the graphs that have a shape of their own. Plain numbers, no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

Places = list[tuple[float, float]]


def ring(count: int, x: float = 0.5, y: float = 0.5, wide: float = 0.5, high: float = 0.5, turn: float = 0.0) -> Places:
    """Places on an oval around (x, y), clockwise; `turn` is the part of a turn by which the first one leaves the top.

    >>> ring(4)
    [(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)]
    """
    turns = (2 * pi * (k / max(1, count) + turn) for k in range(count))
    return [(round(x + wide * sin(t), 3), round(y - high * cos(t), 3)) for t in turns]


def star(count: int) -> Places:
    """The first in the middle, the others around it."""
    return [(0.5, 0.5), *ring(count - 1)][:count]


def rows(*lengths: int, low: float = 0.0, high: float = 1.0) -> Places:
    """Rows below each other, each spread over the width between `low` and `high`.

    >>> rows(2, 1)
    [(0.0, 0.0), (1.0, 0.0), (0.5, 1.0)]
    """
    out: Places = []
    for r, count in enumerate(lengths):
        y = round(r / max(1, len(lengths) - 1), 3)
        out += [(round(low + (high - low) * ((c / (count - 1)) if count > 1 else 0.5), 3), y) for c in range(count)]
    return out


def tree(branching: int, depth: int) -> Places:
    """The root at the top, each level spread so that children hang below their parent."""
    out: Places = []
    for level in range(depth + 1):
        count = branching**level
        out += [(round((c + 0.5) / count, 3), round(level / max(1, depth), 3)) for c in range(count)]
    return out


def barbell(clique: int, bridge: int) -> Places:
    """A ring on each side; the nodes that the bridge starts from face each other."""
    wide, high = 0.13, 0.36
    left = ring(clique, wide, 0.5, wide, high, 0.25)
    right = ring(clique, 1 - wide, 0.5, wide, high, -0.25)
    between = [(round(2 * wide + (1 - 4 * wide) * (b + 1) / (bridge + 1), 3), 0.5) for b in range(bridge)]
    return [*left[1:], left[0], *between, *right]


def clusters(count: int, size: int) -> Places:
    """Small rings on a large one."""
    out: Places = []
    for c, (x, y) in enumerate(ring(count, 0.5, 0.5, 0.36, 0.36)):
        out += ring(size, x, y, 0.13, 0.15, c / count - (size - 1) / (2 * size))
    return out


def beside(*groups: Sequence[tuple[float, float]]) -> Places:
    """Drawings next to each other, each in a column of its own.

    >>> beside([(0, 0)], [(1, 1)])
    [(0.0, 0), (1.0, 1)]
    """
    n = len(groups)
    part = 0.82 / n if n > 1 else 1.0
    step = (1 - part) / (n - 1) if n > 1 else 0.0
    return [(round(g * step + x * part, 3), y) for g, group in enumerate(groups) for x, y in group]
