"""The drawing of a graph: nodes with their value written on them, edges that messages travel along. Returns SVG as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .geometry import bends, curve, head, loop, outward
from .markup import compact, tag, text
from .paint import Template

WIDTH, HEIGHT, MARGIN = 560, 390, 56


@dataclass(frozen=True)
class NodeMark:
    """What is drawn for a node: place in 0..1, the series that holds its values, what a click sets, what is read out."""

    key: str
    label: str
    x: float
    y: float
    series: str | None = None  # text on the node
    level_of: str | None = None  # brightness; the series itself where not given
    kind_of: str | None = None  # instead of brightness: a series of classes, each with a look of its own
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
    bowed = bends([(e.source, e.target) for e in edges])
    loops = [_self_message(node, place, i, r) for i, node in enumerate(nodes)] if self_loops else []
    return tag(
        "svg",
        tag("title", text(title), id=f"{name}-title"),
        tag("desc", text(description), id=f"{name}-desc"),
        tag("g", *loops, *(_edge(e, place, r, bend) for e, bend in zip(edges, bowed)), class_="mp-edges"),
        tag("g", class_="mp-flow", aria_hidden="true"),
        tag("g", *(_node(n, p, r) for n, p in zip(nodes, place)), class_="mp-nodes"),
        class_=f"mp-svg mp-graph{' mp-graph--dense' if r < 20 else ' mp-graph--small' if r < 30 else ''}",
        viewBox=f"0 0 {WIDTH} {height}",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def short(label: str, most: int = 12) -> str:
    """A label that fits beside its node; the whole of it is in the node's accessible name.

    >>> short("A"), short("a rather long label")
    ('A', 'a rather lo…')
    """
    return label if len(label) <= most else f"{label[: most - 1]}…"


def _node(node: NodeMark, at: tuple[float, float], r: int) -> str:
    level = None if node.kind_of else node.level_of or node.series
    reads = bool(node.patch or node.announce)
    inner = [
        tag("circle", r=r + 7, class_="mp-node__reach"),
        tag("circle", r=r, class_="mp-node__disc"),
    ]
    if node.series and r >= 20:
        inner.append(tag("text", text(short(node.label)), class_="mp-node__label", x=round(-r * 0.85, 1), y=round(-r * 0.98, 1)))
        inner.append(" ")  # what is visible reads "A 5", as the node's name does
        inner.append(tag("text", class_="mp-node__value", y=6, data_v=node.series))
    else:
        inner.append(tag("text", text(short(node.label, 4)), class_="mp-node__value", y=5))
    return tag(
        "g",
        *inner,
        class_=f"mp-node {node.classes}".strip(),
        transform=f"translate({at[0]} {at[1]})",
        data_key=node.key,
        data_level_of=level,
        data_kind_of=node.kind_of,
        data_since=node.since,
        data_set=node.patch,
        data_label=compact(node.announce) if reads else None,
        role=("button" if node.patch else "img") if reads else None,
        tabindex=0 if reads else None,
    )


def _edge(edge: EdgeMark, place: Sequence[tuple[float, float]], r: int, bend: float) -> str:
    (x1, y1), (x2, y2) = place[edge.source], place[edge.target]
    if edge.source == edge.target:
        path, middle = loop(x1, y1, r, *outward(place, edge.source, bend)), (x1, y1 - r - 26)
    else:
        path, middle = curve(x1, y1, x2, y2, r, bend, edge.directed)
    flow = f"{edge.source}>{edge.target}" + ("" if edge.directed or edge.source == edge.target else f" {edge.target}>{edge.source}")
    content = [tag("path", class_="mp-edge__line", d=path)]
    if edge.patch or edge.announce:  # a wide invisible line to point at
        content.append(tag("path", class_="mp-edge__grip", d=path))
    if edge.directed and edge.source != edge.target:
        content.append(tag("path", class_="mp-edge__head", d=head(x1, y1, x2, y2, r, bend)))
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


def _self_message(node: NodeMark, place: Sequence[tuple[float, float]], i: int, r: int) -> str:
    path = loop(*place[i], r, *outward(place, i))
    return tag("g", tag("path", class_="mp-edge__line", d=path), class_="mp-edge mp-edge--self", data_key=f"s{node.key[1:]}", data_flow=f"{i}>{i}")
