"""How the matrix lab is drawn: the graph, and five matrices side by side."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from ..exact import show
from ..notation import canonical
from ..render import EdgeMark, Entry, NodeMark, graph_skeleton, matrix
from ..render.paint import level
from ._layers import SIGNAL, Layers


def drawing(layers: Layers, at: str, lab: str) -> str:
    """The playground graph, with the first feature of every node on it."""
    scenario = layers.scenario
    nodes = [
        NodeMark(
            f"n{i}", label, *scenario.positions[label], series=f"h{i}-0", patch=urlencode({"at": label, "k": "0"}),
            announce=[f"{label} ", [f"h{i}-0", 0, "d"], ", second feature ", [f"h{i}-1", 0, "d"], ". Press Enter to start the signal here."],
        )
        for i, label in enumerate(scenario.nodes)
    ]  # fmt: skip
    place = {label: i for i, label in enumerate(scenario.nodes)}
    edges = [EdgeMark(f"e{k}", place[u], place[v]) for k, (u, v) in enumerate(scenario.edges)]
    title = f"The playground graph; each node shows its first feature. The signal {SIGNAL} starts at {at}"
    links = "; ".join(f"{u} to {v}" for u, v in scenario.edges)
    return graph_skeleton(nodes, edges, title, links, f"{lab}-graph", scenario.include_self)


def matrices(layers: Layers, lab: str) -> dict[str, str]:
    """The five matrices, each a part of its own."""
    nodes, name = layers.scenario.nodes, layers.symbol
    n, features = range(len(nodes)), range(len(layers.w))
    top = max(max(float(entry) for entry in row) for row in layers.m)
    share = {"min": -top, "max": top}
    ahat = [[Entry(f"a{v}-{u}", fixed=_short(layers.m[v][u]), level=level(float(layers.m[v][u]), share)) for u in n] for v in n]
    weights = [
        [Entry(f"w{f}-{c}", fixed=canonical(layers.w[f][c]), name=f"w{f}{c}", label=f"W, from feature {f + 1} to feature {c + 1}") for c in features]
        for f in features
    ]
    ones = [str(f + 1) for f in features]
    rows = [f"n{i}" for i in n]

    def block(letter: str) -> list[list[Entry]]:
        return [[Entry(f"{letter}{i}-{c}", series=f"{letter}{i}-{c}") for c in features] for i in n]

    def words(what: str) -> list[Any]:
        return [what]

    role = {"t": "messages", "r": "message"}
    return {
        "ahat": matrix(name, [{"t": "who hears whom", "r": "aggregate"}], nodes, nodes, ahat, f"{name}: row hears column", row_keys=rows),
        "h": matrix("H", ["layer ", ["frame", 0, "d"]], nodes, ones, block("h"), "H: features of every node", before="·", row_keys=rows),
        "w": matrix("W", words("yours to change"), ones, ones, weights, "W: weights", before="·", lab=lab),
        "hw": matrix("HW", [role], nodes, ones, block("m"), "HW: what every node sends", before="⇒", row_keys=rows),
        "out": matrix("H′", [{"t": "σ", "r": "update"} if layers.relu else "no σ", ", layer ", ["next", 0, "d"]], nodes, ones, block("y"),
                      "H′: features after the layer", before="→", row_keys=rows),
    }  # fmt: skip


def _short(value: Any) -> str:
    shown = show(value)
    return shown.exact if shown.exact is not None and len(shown.exact) <= 4 else shown.decimal
