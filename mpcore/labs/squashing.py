"""Over-squashing: how much of one node's start reaches each other node, where the graph is narrow, and what one change does to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import GraphError, MPCoreError, got
from ..render import axis_for
from ..render.measured import measured
from ._library import EDGE, LIBRARY, Drawn, library, typed
from ._squashing import CHANGES, ROUNDS, Edge, Measured, changed, fitting
from ._squashing_parts import Shown, details, parts

NAME = "squashing"
NEEDS: tuple[str, ...] = ("numpy",)
OWN = "0-1, 1-2, 2-0, 2-3, 3-4, 4-5, 5-3"
DEFAULT: dict[str, str] = {
    "graph": "barbell", "edges": OWN, "source": "0", "target": "8", "change": "none", "edge": "0-8", "click": "source", "k": "0",
}  # fmt: skip
GRAPHS = tuple(name for name in LIBRARY if name not in ("bipartite", "parts", "complete"))


def bank_states() -> Iterator[dict[str, str]]:
    """The states that the page's links and the first clicks set: each answers without Python."""
    yield from ({"source": str(node)} for node in range(1, 8))
    yield from ({"change": change} for change in CHANGES[1:])
    yield {"click": "target"}
    yield from ({"graph": graph} for graph in ("tree", "path", "cliques", "playground"))
    yield {"graph": "playground", "source": "3", "target": "4", "change": "add", "edge": "3-4"}


def view(state: Mapping[str, str]) -> dict[str, Any]:
    """The lab as data for one state; raises an MPCoreError with every problem of a state that it cannot draw.

    >>> seen = view({})
    >>> seen["series"]["s8"][3:5]
    ['0', '≈ 0.003333']
    """
    full, drawn, (source, target, edge) = _read(state)
    n = drawn.graph.num_nodes
    before = Measured(drawn.graph, n)
    after = before if full["change"] == "none" else Measured(changed(drawn.graph, full["change"], edge), n)
    series = {f"s{i}": _cells(after, i, source) for i in range(after.graph.num_nodes)}
    if after is not before:
        series |= {f"b{i}": _cells(before, i, source) for i in range(n)}
    lines = {key: series[key] for key in (f"s{target}", f"b{target}") if key in series}
    axis = axis_for(lines, log=True, right=74, lowest=1e-9)
    series["frame"] = [str(k) for k in range(ROUNDS + 1)]
    frame = min(ROUNDS, int(full["k"]))
    return {
        "lab": NAME,
        "title": "Over-squashing: what reaches whom",
        "state": {**full, "k": str(frame)},
        "frames": ROUNDS + 1,
        "frame_key": "k",
        "frame": frame,
        "selected": f"n{target}",
        "scale": {"kind": "log", "min": 1e-4, "max": 1.0},
        "axis": axis,
        "series": series,
        "details": details(after, drawn, source),
        "layout": ["graph readout", "stepper", "controls", "facts curve", "table", "network"],
        "say": ["After ", ["frame", 0, "d"], f" rounds, node {drawn.graph.names[target]} feels ", [f"s{target}", 0, "d"],
                f" of a change at node {drawn.graph.names[source]}."],
        "parts": parts(NAME, before, after, drawn, Shown(source, target, edge, full["change"], full["click"], full["edges"]), lines, axis),
    }  # fmt: skip


def _cells(of: Measured, node: int, source: int) -> list[str]:
    """What the node owes to the source, by round; 0 is exact while no walk has arrived."""
    return [measured(of.senses[k, node, source], size=0, exact=True) for k in range(ROUNDS + 1)]


def _read(state: Mapping[str, str]) -> tuple[dict[str, str], Drawn, tuple[int, int, Edge]]:
    """The full state, the graph, and what is shown of it: source, target, edge to change. Every fault is named at once."""
    full = {**DEFAULT, **{key: str(value) for key, value in state.items() if key in DEFAULT}}
    problems = [f"{key} is not a key of this figure; it has {', '.join(DEFAULT)}." for key in state if key not in DEFAULT]
    for key, allowed in (("graph", (*GRAPHS, "own")), ("change", CHANGES), ("click", ("source", "target"))):
        if full[key] not in allowed:
            problems.append(f"{key} is {got(full[key])}; it must be one of {', '.join(allowed)}.")
    drawn = None
    try:
        drawn = typed(full["edges"]) if full["graph"] == "own" else library(full["graph"] if full["graph"] in LIBRARY else "barbell")
        if drawn.graph.num_nodes < 2:
            problems.append("edges joins fewer than two nodes.")
    except GraphError as error:
        problems += error.problems
    edge = EDGE.fullmatch(full["edge"])
    if not edge:
        problems.append(f"edge is {got(full['edge'])}; an edge is written 0-8.")
    for key in ("source", "target"):
        if not full[key].isdecimal() or len(full[key]) > 4:
            problems.append(f"{key} is {got(full[key])}; it must be a node number.")
    if problems or drawn is None or not edge:
        raise MPCoreError(*problems)
    n = drawn.graph.num_nodes
    # the numbers of another graph's nodes mean nothing here, but stay in the address: going back to that graph finds them again
    source = int(full["source"]) if int(full["source"]) < n else 0
    target = int(full["target"]) if int(full["target"]) < n else n - 1
    pair = (min(int(edge[1]), int(edge[2])), max(int(edge[1]), int(edge[2])))
    found = fitting(drawn.graph, full["change"], pair, source, target) if full["change"] in ("add", "remove") else pair
    full["k"] = full["k"] if full["k"].isdecimal() and len(full["k"]) < 5 else "0"
    return full, drawn, (source, target, found)
