"""The playground: six nodes, one number each, and message passing stepped by hand. Runs on the standard library alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

from ..exact import AGGREGATES, Ref, Word, show
from ..render import (
    EdgeMark,
    NodeMark,
    axis_for,
    button,
    choice,
    circle_layout,
    curve_skeleton,
    field,
    graph_skeleton,
    readout,
    rounds_table,
    stepper,
    switch,
    tag,
    text,
)  # fmt: skip
from ..scenario import PLAYGROUND, Scenario

NAME = "playground"
NEEDS: tuple[str, ...] = ()
DEFAULT: dict[str, str] = {**PLAYGROUND.to_params(), "k": "0"}
WORDS = {"sum": "sum", "mean": "mean", "max": "max", "min": "min", "gcn": "GCN"}


def bank_states() -> Iterator[dict[str, str]]:
    """The states whose views the site carries: every start, every operator, with and without self."""
    for aggregate, include_self, node in product(AGGREGATES, "10", PLAYGROUND.nodes):
        yield {"aggregate": aggregate, "self": include_self, "start": f"{quote(node, safe='')}:5"}


def view(state: Mapping[str, str]) -> dict[str, Any]:
    """The playground as data for one state: the run of its scenario, drawn and explained.

    A state is a flat dict of texts, the same that stand in the page's address; missing keys take the playground's own.
    Raises ScenarioError, with every problem, for a state that is no scenario.

    >>> view({"aggregate": "mean"})["series"]["n1"][:3]
    ['0', '5/4 = 1.25', '35/48 ≈ 0.7292']
    """
    params = {key: value for key, value in state.items() if key != "k"}
    if params.get("nodes", DEFAULT["nodes"]) != DEFAULT["nodes"] and params.get("at", DEFAULT["at"]) == DEFAULT["at"]:
        params["at"] = ""  # the places of the first network mean nothing for another
    scenario = Scenario.from_params(params, base=PLAYGROUND)
    run = scenario.run()
    frames = len(run.values)
    frame = min(frames - 1, int(state["k"])) if str(state.get("k", "")).isdecimal() and len(str(state["k"])) < 6 else 0
    keys = {label: f"n{i}" for i, label in enumerate(scenario.nodes)}
    series = {keys[label]: [show(values[label]).cell for values in run.values] for label in scenario.nodes}
    axis = axis_for(series)
    top = max((abs(float(v)) for v in scenario.start.values()), default=0.0) or 1.0
    signal, source = _signal(scenario)
    how = _how(scenario)
    rows = [(keys[label], label) for label in scenario.nodes]
    return {
        "lab": NAME,
        "title": "Playground",
        "state": {**scenario.to_params(), "k": str(frame)},
        "frames": frames,
        "frame_key": "k",
        "frame": frame,
        "selected": keys[source],
        "scale": {"min": -top, "max": top},
        "axis": axis,
        "series": {**series, "frame": [str(k) for k in range(frames)]},
        "details": {keys[label]: _detail(run, label, keys) for label in scenario.nodes},
        "layout": ["graph readout", "stepper", "controls signal", "table curve", "network share"],
        "say": ["Round ", ["frame", 0, "d"], ": ", *_listing(rows), "."],
        "parts": {
            "graph": _graph(scenario, keys, signal, top, how),
            "readout": readout(),
            "stepper": stepper("k", frames, NAME),
            "controls": choice("aggregate", "Combine messages by", [(a, WORDS[a]) for a in AGGREGATES], NAME)
            + switch("self", "Include self", NAME),
            "signal": field("start", f"Signal at {source}", str(show(signal).exact or signal), NAME, pattern=f"{quote(source, safe='')}:{{}}", width=5),
            "share": button("Copy link", act="share") + button("Embed", act="embed"),
            "table": rounds_table(rows, frames, "Value of every node, by round", corner="node"),
            "curve": curve_skeleton(
                rows, series, axis, "Values by round",
                f"One line a node, {how}. " + ("The axis is logarithmic; a zero is drawn at its lower edge." if axis["kind"] == "log" else ""),
                name=f"{NAME}-curve",
            ),
            "network": _network(scenario),
        },
    }


def _signal(scenario: Scenario) -> tuple[Any, str]:
    """The injected value and where: the first node with a value other than zero."""
    for label in scenario.nodes:
        if scenario.start.get(label):
            return scenario.start[label], label
    return 0, scenario.nodes[0]


def _how(scenario: Scenario) -> str:
    return f"combined by {WORDS[scenario.aggregate]} {'with' if scenario.include_self else 'without'} self"


def _listing(rows: list[tuple[str, str]]) -> list[Any]:
    """Every node with its value, as words."""
    out: list[Any] = []
    for i, (key, label) in enumerate(rows):
        out += [", " if i else "", f"{label} ", [key, 0, "d"]]
    return out


def _detail(run: Any, label: str, keys: Mapping[str, str]) -> dict[str, Any]:
    """The arithmetic of one node as a template that fits every round, and what lights up with it."""
    first = {"first_title": [f"Node {label} at the start"], "first_text": _template(run.explain(0, label), keys)}
    if len(run.values) == 1:
        return {**first, "title": first["first_title"], "text": first["first_text"], "lights": []}
    explanation = run.explain(1, label)
    senders = list(dict.fromkeys(keys[term.node] for term in explanation.terms))
    return {
        **first,
        "title": [f"What {label} computes in round ", ["frame", 0, "d"]],
        "text": _template(explanation, keys),
        "lights": senders,
    }


def _template(explanation: Any, keys: Mapping[str, str]) -> list[Any]:
    out: list[Any] = []
    for piece in explanation.pieces:
        if isinstance(piece, Ref):
            out.append([keys[piece.node], piece.round - explanation.round, piece.form, piece.role or ""])
        elif isinstance(piece, Word):
            out.append({"t": piece.text, "r": piece.role or ""})
        else:
            out.append(piece)
    return out


def _graph(scenario: Scenario, keys: Mapping[str, str], signal: Any, top: float, how: str) -> str:
    reach = scenario.hops()
    places = scenario.positions or dict(zip(scenario.nodes, circle_layout(len(scenario.nodes))))
    amount = str(show(signal or 5).exact or signal)
    nodes = [
        NodeMark(
            keys[label], label, *places[label], series=keys[label], since=reach[label],
            patch=urlencode({"start": f"{quote(label, safe='')}:{amount}", "k": "0"}),
            announce=[f"{label} ", [keys[label], 0, "d"], ". Press Enter to start the signal here."],
        )
        for label in scenario.nodes
    ]  # fmt: skip
    index = {label: i for i, label in enumerate(scenario.nodes)}
    weights = scenario.weights or [None] * len(scenario.edges)
    edges = [
        EdgeMark(f"e{k}", index[u], index[v], scenario.directed, note="" if w is None else show(w).cell.split(" ")[0])
        for k, ((u, v), w) in enumerate(zip(scenario.edges, weights))
    ]
    description = f"{len(nodes)} nodes, {len(edges)} edges, values {how}. " + "; ".join(f"{u} to {v}" for u, v in scenario.edges[:40])
    drawing = graph_skeleton(nodes, edges, "The network, with the value of each node", description, f"{NAME}-graph", scenario.include_self)
    limit = str(show(abs(signal or 5)).exact or f"{top:.4g}")
    steps = "".join(tag("i", data_level=str(n)) for n in (-10, -5, 0, 2, 4, 6, 8, 10))
    legend = tag(
        "p", tag("span", f"−{limit}"), tag("span", steps, class_="mp-legend__ramp", aria_hidden="true"), tag("span", limit),
        tag("span", "Brightness is the value. Dashed rim: negative; thick dashed rim: beyond the scale. Dotted ring: the signal can have arrived.", class_="mp-legend__words"),
        class_="mp-legend",
    )  # fmt: skip
    return drawing + legend


def _network(scenario: Scenario) -> str:
    """A form that replaces the network: nodes, edges and start are applied together."""
    params = scenario.to_params()
    fields = (
        field("nodes", "Nodes", params["nodes"], f"{NAME}-net", hint="labels, separated by commas", width=28),
        field("edges", "Edges", params["edges"], f"{NAME}-net", hint="A-B both ways, A>B from A to B; all of one kind", width=44),
        field("start", "Start", params["start"], f"{NAME}-net", hint="node:value, the others start at 0", width=28),
        tag("button", text("Use this network"), type="submit", class_="mp-button"),
    )
    return tag("details", tag("summary", "Change the network"), tag("form", *fields, data_apply="at=", class_="mp-form"))
