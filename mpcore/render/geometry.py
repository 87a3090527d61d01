"""Where lines run: circles of nodes, edges side by side, arrowheads, loops. Plain numbers in, path texts out."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, sin

Point = tuple[float, float]


def circle_layout(count: int) -> list[tuple[float, float]]:
    """Places on a circle in 0..1, the first at the top, clockwise.

    >>> circle_layout(2)
    [(0.5, 0.0), (0.5, 1.0)]
    """
    turns = (2 * pi * k / max(1, count) for k in range(count))
    return [(round(0.5 + 0.5 * sin(t), 4), round(0.5 - 0.5 * cos(t), 4)) for t in turns]


def bends(edges: Sequence[tuple[int, int]]) -> list[float]:
    """How far each edge bows out: parallel edges and opposite arrows side by side, single edges straight."""
    groups: dict[frozenset[int], list[int]] = {}
    for k, ends in enumerate(edges):
        groups.setdefault(frozenset(ends), []).append(k)
    bowed = [0.0] * len(edges)
    for members in groups.values():
        for rank, k in enumerate(members):
            source, target = edges[k]
            side = 1 if source <= target else -1
            bowed[k] = side * 26.0 * (rank - (len(members) - 1) / 2) if source != target else float(rank)
    return bowed


def outward(place: Sequence[tuple[float, float]], i: int, turn: float = 0.0) -> tuple[float, float]:
    """A direction away from the middle of the drawing, for loops; further loops are turned."""
    cx, cy = (sum(axis) / len(place) for axis in zip(*place))
    dx, dy = place[i][0] - cx, place[i][1] - cy
    size = hypot(dx, dy)
    dx, dy = (dx / size, dy / size) if size > 1 else (0.0, -1.0)
    return dx * cos(turn) - dy * sin(turn), dx * sin(turn) + dy * cos(turn)


def loop(x: float, y: float, r: int, dx: float, dy: float) -> str:
    px, py, far, wide = -dy, dx, r * 2.1, r * 0.9
    start = (x + dx * r * 0.8 + px * r * 0.55, y + dy * r * 0.8 + py * r * 0.55)
    end = (x + dx * r * 0.8 - px * r * 0.55, y + dy * r * 0.8 - py * r * 0.55)
    c1 = (x + dx * far + px * wide, y + dy * far + py * wide)
    c2 = (x + dx * far - px * wide, y + dy * far - py * wide)
    return "M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}".format(*start, *c1, *c2, *end)


def curve(x1: float, y1: float, x2: float, y2: float, r: int, bend: float, directed: bool) -> tuple[str, tuple[float, float]]:
    """From border to border, bowed by `bend`; an arrow stops short of its head."""
    size = hypot(x2 - x1, y2 - y1) or 1.0
    dx, dy = (x2 - x1) / size, (y2 - y1) / size
    mx, my = (x1 + x2) / 2 - dy * bend * 2, (y1 + y2) / 2 + dx * bend * 2
    stop = r + (9 if directed else 0)
    a, b = (x1 + dx * r, y1 + dy * r), (x2 - dx * stop, y2 - dy * stop)
    note = (round((a[0] + b[0]) / 4 + mx / 2, 1), round((a[1] + b[1]) / 4 + my / 2 - 4, 1))
    if not bend:
        return "M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*a, *b), note
    return "M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}".format(*a, mx, my, *b), note


def head(x1: float, y1: float, x2: float, y2: float, r: int, bend: float) -> str:
    size = hypot(x2 - x1, y2 - y1) or 1.0
    dx, dy = (x2 - x1) / size, (y2 - y1) / size
    if bend:  # arrive along the curve's last tangent
        mx, my = (x1 + x2) / 2 - dy * bend * 2, (y1 + y2) / 2 + dx * bend * 2
        size = hypot(x2 - dx * r - mx, y2 - dy * r - my) or 1.0
        tx, ty = (x2 - dx * r - mx) / size, (y2 - dy * r - my) / size
    else:
        tx, ty = dx, dy
    tip = (x2 - dx * r, y2 - dy * r)
    back = (tip[0] - tx * 12, tip[1] - ty * 12)
    return "M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}Z".format(
        *tip, back[0] - ty * 6, back[1] + tx * 6, back[0] + ty * 6, back[1] - tx * 6
    )
