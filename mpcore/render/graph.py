"""The drawing of a graph: nodes with their value written on them, edges that messages travel along. Returns SVG as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, hypot, pi, sin
from typing import Sequence

from .markup import compact, tag, text
from .paint import Template

WIDTH, HEIGHT, MARGIN = 560, 400, 58


@dataclass(frozen=True)
class NodeMark:
    """What is drawn for a node: place in 0..1, the series that holds its values, what a click sets, what is read out."""

    key: str
    label: str
    x: float
    y: float
    series: str | None = None  # text on the node
    level_of: str | None = None  # brightness; the series itself where not given
    patch: str | None = None  # urlencoded change of state on click or Enter
    announce: Template = field(default_factory=list)  # accessible name
    since: int | None = None  # the frame from which on the signal has reached it
    classes: str = ""


@dataclass(frozen=True)
class EdgeMark:
    """What is drawn for an edge: indices of its ends; an undirected edge carries messages both ways."""

    key: str
    source: int
    target: int
    directed: bool = False
    patch: str | None = None
    level_of: str | None = None
    announce: Template = field(default_factory=list)
    note: str = ""  # written at the middle: a weight, a curvature
    classes: str = ""


def circle_layout(count: int) -> list[tuple[float, float]]:
    """Places on a circle in 0..1, the first at the top, clockwise.

    >>> circle_layout(2)
    [(0.5, 0.0), (0.5, 1.0)]
    """
    turns = (2 * pi * k / max(1, count) for k in range(count))
    return [(round(0.5 + 0.5 * sin(t), 4), round(0.5 - 0.5 * cos(t), 4)) for t in turns]


def radius(count: int) -> int:
    """The radius of a node: smaller where there are many."""
    return 30 if count <= 9 else 22 if count <= 20 else 13 if count <= 40 else 9


def graph_skeleton(
    nodes: Sequence[NodeMark],
    edges: Sequence[EdgeMark],
    title: str,
    description: str,
    name: str = "graph",
    self_loops: bool = False,
    height: int = HEIGHT,
) -> str:
    """SVG of a graph with hooks where numbers go. `self_loops` draws the message that every node sends to itself.

    >>> svg = graph_skeleton([NodeMark("n0", "A", 0, 0, "n0"), NodeMark("n1", "B", 1, 1)], [EdgeMark("e0", 0, 1)], "Two", "A and B")
    >>> svg.count("mp-node__disc"), svg.count("mp-edge__line"), 'data-v="n0"' in svg
    (2, 1, True)
    """
    r = radius(len(nodes))
    place = [(round(MARGIN + p.x * (WIDTH - 2 * MARGIN), 1), round(MARGIN + p.y * (height - 2 * MARGIN), 1)) for p in nodes]
    bends = _bends(edges)
    loops = [_self_message(node, place, i, r) for i, node in enumerate(nodes)] if self_loops else []
    return tag(
        "svg",
        tag("title", text(title), id=f"{name}-title"),
        tag("desc", text(description), id=f"{name}-desc"),
        tag("g", *loops, *(_edge(e, place, r, bend) for e, bend in zip(edges, bends)), class_="mp-edges"),
        tag("g", class_="mp-flow", aria_hidden="true"),
        tag("g", *(_node(n, p, r) for n, p in zip(nodes, place)), class_="mp-nodes"),
        class_=f"mp-svg mp-graph{' mp-graph--dense' if r < 20 else ''}",
        viewBox=f"0 0 {WIDTH} {height}",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def _node(node: NodeMark, at: tuple[float, float], r: int) -> str:
    level = node.level_of or node.series
    inner = [
        tag("circle", r=r + 7, class_="mp-node__reach"),
        tag("circle", r=r, class_="mp-node__disc"),
    ]
    if node.series and r >= 20:
        inner.append(tag("text", class_="mp-node__value", y=6, data_v=node.series))
        inner.append(tag("text", text(node.label), class_="mp-node__label", x=round(-r * 0.86, 1), y=round(-r * 0.86, 1)))
    else:
        inner.append(tag("text", text(node.label), class_="mp-node__value", y=5))
    reads = bool(node.patch or node.announce)
    return tag(
        "g",
        *inner,
        class_=f"mp-node {node.classes}".strip(),
        transform=f"translate({at[0]} {at[1]})",
        data_key=node.key,
        data_level_of=level,
        data_since=node.since,
        data_set=node.patch,
        data_label=compact(node.announce) if reads else None,
        role=("button" if node.patch else "img") if reads else None,
        tabindex=0 if reads else None,
    )


def _edge(edge: EdgeMark, place: Sequence[tuple[float, float]], r: int, bend: float) -> str:
    (x1, y1), (x2, y2) = place[edge.source], place[edge.target]
    if edge.source == edge.target:
        path, middle = _loop(x1, y1, r, *_outward(place, edge.source, bend)), (x1, y1 - r - 26)
    else:
        path, middle = _curve(x1, y1, x2, y2, r, bend, edge.directed)
    flow = f"{edge.source}>{edge.target}" + ("" if edge.directed or edge.source == edge.target else f" {edge.target}>{edge.source}")
    content = [tag("path", class_="mp-edge__line", d=path)]
    if edge.patch or edge.announce:  # a wide invisible line to point at
        content.append(tag("path", class_="mp-edge__grip", d=path))
    if edge.directed and edge.source != edge.target:
        content.append(tag("path", class_="mp-edge__head", d=_head(x1, y1, x2, y2, r, bend)))
    if edge.note:
        content.append(tag("text", text(edge.note), class_="mp-edge__note", x=middle[0], y=middle[1]))
    return tag(
        "g",
        *content,
        class_=f"mp-edge {edge.classes}".strip(),
        data_key=edge.key,
        data_flow=flow,
        data_level_of=edge.level_of,
        data_set=edge.patch,
        data_label=compact(edge.announce) if edge.announce else None,
        role=("button" if edge.patch else "img") if edge.announce else None,
        tabindex=0 if edge.announce else None,
    )


def _bends(edges: Sequence[EdgeMark]) -> list[float]:
    """How far each edge bows out: parallel edges and opposite arrows side by side, single edges straight."""
    groups: dict[frozenset[int], list[int]] = {}
    for k, edge in enumerate(edges):
        groups.setdefault(frozenset((edge.source, edge.target)), []).append(k)
    bends = [0.0] * len(edges)
    for members in groups.values():
        for rank, k in enumerate(members):
            side = 1 if edges[k].source <= edges[k].target else -1
            bends[k] = side * 26.0 * (rank - (len(members) - 1) / 2) if edges[k].source != edges[k].target else float(rank)
    return bends


def _outward(place: Sequence[tuple[float, float]], i: int, turn: float = 0.0) -> tuple[float, float]:
    """A direction away from the middle of the drawing, for loops; further loops are turned."""
    cx, cy = (sum(axis) / len(place) for axis in zip(*place))
    dx, dy = place[i][0] - cx, place[i][1] - cy
    size = hypot(dx, dy)
    dx, dy = (dx / size, dy / size) if size > 1 else (0.0, -1.0)
    return dx * cos(turn) - dy * sin(turn), dx * sin(turn) + dy * cos(turn)


def _loop(x: float, y: float, r: int, dx: float, dy: float) -> str:
    px, py, far, wide = -dy, dx, r * 2.1, r * 0.9
    start = (x + dx * r * 0.8 + px * r * 0.55, y + dy * r * 0.8 + py * r * 0.55)
    end = (x + dx * r * 0.8 - px * r * 0.55, y + dy * r * 0.8 - py * r * 0.55)
    c1 = (x + dx * far + px * wide, y + dy * far + py * wide)
    c2 = (x + dx * far - px * wide, y + dy * far - py * wide)
    return "M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}".format(*start, *c1, *c2, *end)


def _self_message(node: NodeMark, place: Sequence[tuple[float, float]], i: int, r: int) -> str:
    path = _loop(*place[i], r, *_outward(place, i))
    return tag("g", tag("path", class_="mp-edge__line", d=path), class_="mp-edge mp-edge--self", data_key=f"s{node.key[1:]}", data_flow=f"{i}>{i}")


def _curve(x1: float, y1: float, x2: float, y2: float, r: int, bend: float, directed: bool) -> tuple[str, tuple[float, float]]:
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


def _head(x1: float, y1: float, x2: float, y2: float, r: int, bend: float) -> str:
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
