"""The drawing of the over-squashing lab: the graph with its narrow edges, every number before and after, and the tables."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple
from urllib.parse import urlencode

import numpy as np

from ..notation import factor
from ..render import (
    EdgeMark,
    NodeMark,
    button,
    choice,
    curve_skeleton,
    field,
    graph_skeleton,
    menu,
    readout,
    stepper,
    tag,
    text,
)
from ..render.facts import note
from ..render.measured import ratio
from ._library import LIBRARY, Drawn
from ._squashing import ROUNDS, Edge, Measured
from ._squashing_tables import change_table, node_and_edge_tables

MOST_TERMS = 6
MOST_DRAWN = 70  # new edges; more would cover the graph
MOST_FOCUS = 30  # edges that are stops on the way of the Tab key
CHANGES = (("none", "nothing"), ("add", "add an edge"), ("remove", "remove an edge"), ("virtual", "virtual node"), ("complete", "complete graph"))
SAID = {
    "none": [("", "Choose a change, or click an edge to take it away: every number is then shown before and after.")],
    "add": [("", "An added edge never raises a resistance. The spectral gap may fall, and the smoothing rate may fall too: faster smoothing.")],
    "remove": [("", "A removed edge never lowers a resistance. If it was a bridge, nothing gets across any more.")],
    "virtual": [("met", "Every two nodes are at most two hops apart, and no resistance is above 2."),
                ("not", "All far signals now share one node, whose vector is as wide as any other: the bottleneck has moved there. Graphs that refinement cannot tell apart stay equal.")],
    "complete": [("met", "Everyone hears everyone, as in a transformer: no path is long, and none is shared."),
                 ("not", "The graph itself is gone, each round costs n² messages, and with equal weights one round makes all nodes alike.")],
}  # fmt: skip


class Shown(NamedTuple):
    """What the reader chose."""

    source: int
    target: int
    edge: Edge
    change: str
    click: str
    edges: str


def parts(
    lab: str, before: Measured, after: Measured, drawn: Drawn, chosen: Shown, lines: Mapping[str, list[str]], axis: Mapping[str, Any]
) -> dict[str, str]:
    names, source, target = drawn.graph.names, chosen.source, chosen.target
    legend = [(f"s{target}", "after" if len(lines) > 1 else "signal"), (f"b{target}", "before")][: len(lines)]
    return {
        "graph": _graph(lab, before, after, drawn, chosen),
        "readout": readout(label="What reaches the chosen node") + "".join(note(words, kind) for kind, words in SAID[chosen.change]),
        "stepper": stepper("k", ROUNDS + 1, lab),
        "controls": _controls(lab, chosen, names),
        "facts": change_table(before, after, names, source, target),
        "curve": curve_skeleton(
            legend, lines, axis, f"What node {names[target]} owes to node {names[source]}, by round",
            "Sensitivity on a logarithmic scale; a zero is drawn at its lower edge.", name=f"{lab}-curve", styles={f"b{target}": "mp-foretold"},
        ) + tag("p", text(f"What node {names[target]} feels of node {names[source]}, on a logarithmic scale. 0 is drawn at the lower edge."), class_="mp-caption"),
        "table": node_and_edge_tables(before, after, names, source),
        "network": _network(lab, chosen.edges),
    }  # fmt: skip


def _controls(lab: str, chosen: Shown, names: tuple[str, ...]) -> str:
    source, target, edge = chosen[:3]
    options = [(key, words) for key, (words, _, _) in LIBRARY.items() if key not in ("bipartite", "parts", "complete")]
    join = urlencode({"change": "add", "edge": f"{min(source, target)}-{max(source, target)}"})
    return (
        menu("graph", "Graph", [*options, ("own", "your own edges")], lab)
        + choice("click", "A click on a node sets the", [("source", "source"), ("target", "target")], lab)
        + choice("change", "Change", CHANGES, lab)
        + field("edge", "Edge to change", f"{edge[0]}-{edge[1]}", lab, width=6)
        + button(f"Join {names[source]} and {names[target]}", patch=join)
        + button("Copy link", act="share")
        + button("Embed", act="embed")
    )


def _graph(lab: str, before: Measured, after: Measured, drawn: Drawn, chosen: Shown) -> str:
    source, target, names = chosen.source, chosen.target, after.graph.names
    places = list(drawn.places)
    if after.graph.num_nodes > len(places):
        places = [(x, round(0.8 * y, 3)) for x, y in places] + [(0.5, 1.0)]
    nodes = []
    for i, name in enumerate(names):
        mine = i < before.graph.num_nodes
        role = ", the source," if i == source else ", the target," if i == target else ""
        label = name if mine else "hub"
        if len(names) <= 20:
            label = f"from {name}" if i == source else f"to {name}" if i == target else label
        nodes.append(NodeMark(
            f"n{i}", label, *places[i], series=f"s{i}", patch=urlencode({chosen.click: str(i), "k": "0"}) if mine else None,
            announce=[f"{label} ", [f"s{i}", 0, "d"], f": node {name}{role} feels this much of node {names[source]}." + (f" Press Enter to make it the {chosen.click}." if mine else "")],
            classes="mp-node--source" if i == source else "mp-node--target" if i == target else "",
        ))  # fmt: skip
    new = [one for one in after.edges if one not in before.curvature]
    shown = [one for one in after.edges if one in before.curvature] + (new if len(new) <= MOST_DRAWN else [])
    gone = [one for one in before.edges if one not in after.curvature]
    focus = len(shown) <= MOST_FOCUS
    marks = [_edge(after, one, names, "new" if one in new else "old", focus) for one in shown]
    marks += [EdgeMark(f"g{j}-{i}", j, i, patch="change=none", announce=[f"Removed edge {names[j]} to {names[i]}. Press Enter to put it back."], classes="mp-edge--gone") for j, i in gone]
    words = f"{drawn.words}: {before.graph.num_nodes} nodes, {len(before.edges)} edges. Curvature: " + "; ".join(
        f"{names[j]} to {names[i]} {ratio(after.curvature[j, i])}" for j, i in after.edges[:40]
    )
    figure = graph_skeleton(nodes, marks, f"{drawn.words}: what each node feels of node {names[source]}", words, f"{lab}-graph")
    hidden = f" {len(new)} new edges are not drawn." if len(new) > MOST_DRAWN else ""
    legend = "Brightness: how much of the source arrives, by powers of ten. Edges: thick with its number where the curvature is negative, thin and grey where it is 0, thin and green where it is positive; dashed is new." + hidden
    return figure + tag("p", text(legend), class_="mp-caption")


def _edge(of: Measured, one: Edge, names: tuple[str, ...], kind: str, focus: bool) -> EdgeMark:
    value = of.curvature[one]
    look = "below" if value < -1e-9 else "above" if value > 1e-9 else "flat"
    patch = "change=none" if kind == "new" else urlencode({"change": "remove", "edge": f"{one[0]}-{one[1]}"})
    words = f"Edge {names[one[0]]} to {names[one[1]]}, curvature {ratio(value)}. Press Enter to take it away."
    return EdgeMark(
        f"e{one[0]}-{one[1]}", *one, patch=patch, announce=[words] if focus else [],
        note=ratio(value).split(" ")[-1].replace("-", "−") if look == "below" else "", classes=f"mp-edge--{look} mp-edge--{kind}",
    )  # fmt: skip


def _network(lab: str, typed: str) -> str:
    form = tag(
        "form",
        field("edges", "Edges", typed, f"{lab}-net", hint="0-1, 1-2 and so on; nodes are numbered from 0", width=44),
        tag("button", text("Use these edges"), type="submit", class_="mp-button"),
        data_apply=urlencode({"graph": "own", "source": "0", "target": "99", "change": "none"}), class_="mp-form",
    )  # fmt: skip
    return tag("details", tag("summary", "Draw your own graph"), form)


def details(of: Measured, drawn: Drawn, source: int) -> dict[str, Any]:
    """What pointing at a node or an edge says."""
    names = of.graph.names
    out: dict[str, Any] = {f"n{i}": _node(of, i, source) for i in range(of.graph.num_nodes)}
    for j, i in of.edges:
        out[f"e{j}-{i}"] = {
            "title": [f"Edge {names[j]} – {names[i]}"], "lights": [f"n{j}", f"n{i}"],
            "text": [f"balanced Forman curvature {ratio(of.curvature[j, i])}; resistance {ratio(of.resistance[j, i])}"],
        }  # fmt: skip
    return out


def _node(of: Measured, i: int, source: int) -> dict[str, Any]:
    """The entry of S^k as one row of S times the round before."""
    names, senders = of.graph.names, np.flatnonzero(of.matrix[i]).tolist()
    inner: list[Any] = []
    for place, j in enumerate(senders if len(senders) <= MOST_TERMS else []):
        value = float(of.matrix[i, j])
        near = Fraction(value).limit_denominator(99)
        weight = factor(near if abs(float(near) - value) < 1e-12 else Fraction(f"{value:.12g}"))
        inner += [" + " if place else "", f"{weight}·", [f"s{j}", -1, "x", "message"]]
    start = "1: it is the source" if i == source else "0"
    return {
        "title": [f"What {names[i]} feels of {names[source]} in round ", ["frame", 0, "d"]],
        "text": [*(inner or [f"weighted sum of what its {len(senders)} senders felt"]), " ", [f"s{i}", 0, "=", "update"]],
        "first_title": [f"What {names[i]} feels of {names[source]} at the start"], "first_text": [start],
        "lights": [f"n{j}" for j in senders if len(senders) <= MOST_TERMS],
    }  # fmt: skip
