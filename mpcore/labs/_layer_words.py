"""What every entry, weight and node of the matrix lab says of itself, and what lights up with it."""

from __future__ import annotations

from itertools import product
from typing import Any

from ..exact import show
from ..notation import canonical
from ._layers import Layers


def details(layers: Layers) -> dict[str, dict[str, Any]]:
    """What every entry and node says of itself, and what lights up with it."""
    nodes, name = layers.scenario.nodes, layers.symbol
    n, features = range(len(nodes)), range(len(layers.w))
    senders = {v: [u for u in n if layers.m[v][u]] for v in n}
    out: dict[str, dict[str, Any]] = {}
    for v, c in product(n, features):
        out[f"y{v}-{c}"] = {
            "title": [f"H′: {nodes[v]}, feature {c + 1}, layer ", ["next", 0, "d"]],
            "text": [f"row {nodes[v]} of {name} · H · column {c + 1} of W: ", *_sum(layers, v, c), " ", [f"z{v}-{c}", 0, "=", "aggregate"], *_sigma(layers, v, c)],
            "lights": [
                *(key for u in senders[v] for key in (f"a{v}-{u}", f"m{u}-{c}", f"n{u}", *(f"h{u}-{f}" for f in features))),
                *(f"w{f}-{c}" for f in features), f"n{v}", *_edges(layers, v, senders[v]),
            ],
        }  # fmt: skip
        out[f"m{v}-{c}"] = {
            "title": [f"HW: {nodes[v]}, feature {c + 1}"],
            "text": [f"row {nodes[v]} of H · column {c + 1} of W: ", *_product(layers, v, c), " ", [f"m{v}-{c}", 0, "=", "message"],
                     f". {nodes[v]} sends it to {_names(nodes, [r for r in n if layers.m[r][v]])}, each time scaled by an entry of {name}."],
            "lights": [f"n{v}", *(f"h{v}-{f}" for f in features), *(f"w{f}-{c}" for f in features), *(f"a{r}-{v}" for r in n if layers.m[r][v])],
        }  # fmt: skip
        out[f"h{v}-{c}"] = {
            "title": [f"H: {nodes[v]}, feature {c + 1}, layer ", ["frame", 0, "d"]],
            "text": [[f"h{v}-{c}", 0, "x", "message"], f". Row {c + 1} of W turns it into {nodes[v]}’s part of every message: ",
                     *(item for d in features for item in (" and " if d else "", [f"h{v}-{c}", 0, "x", "message"], f"·{_factor(layers.w[c][d])}")), "."],
            "lights": [f"n{v}", *(f"w{c}-{d}" for d in features), *(f"m{v}-{d}" for d in features)],
        }  # fmt: skip
    for v, u in product(n, n):
        out[f"a{v}-{u}"] = {
            "title": [f"{name}: row {nodes[v]}, column {nodes[u]}"],
            "text": [_entry_words(layers, v, u)],
            "lights": [f"n{v}", f"n{u}", *_edges(layers, v, [u] if layers.m[v][u] else []), *(f"m{u}-{c}" for c in features), *(f"y{v}-{c}" for c in features)],
        }  # fmt: skip
    for f, c in product(features, features):
        out[f"w{f}-{c}"] = {
            "title": [f"W: from feature {f + 1} to feature {c + 1}"],
            "text": [f"{canonical(layers.w[f][c])}: how much of a node’s feature {f + 1} goes into feature {c + 1} of its message. The same for every node; training changes it."],
            "lights": [key for v in n for key in (f"h{v}-{f}", f"m{v}-{c}", f"y{v}-{c}")],
        }  # fmt: skip
    for v in n:
        out[f"n{v}"] = {
            "title": [f"What {nodes[v]} computes in layer ", ["next", 0, "d"]],
            "text": [f"{nodes[v]} hears {_names(nodes, senders[v], v)}. ", *_row(layers, v)],
            "lights": [*(f"n{u}" for u in senders[v]), *(f"a{v}-{u}" for u in senders[v]), *(f"y{v}-{c}" for c in features)],
        }
    return out


def _factor(value: Any) -> str:
    words = canonical(value)
    return f"({words})" if words.startswith("-") or "/" in words else words


def _product(layers: Layers, u: int, c: int) -> list[Any]:
    """Row u of H times column c of W, written out."""
    out: list[Any] = []
    for f, row in enumerate(layers.w):
        out += [" + " if f else "", [f"h{u}-{f}", 0, "x", "message"], f"·{_factor(row[c])}"]
    return [item for item in out if item]


def _sum(layers: Layers, v: int, c: int) -> list[Any]:
    out: list[Any] = []
    for u, entry in enumerate(layers.m[v]):
        if entry:
            factor = layers.factors[v][u]
            out += [" + " if out else "", f"{factor}·(" if factor else "(", *_product(layers, u, c), ")"]
    return [item for item in out if item]


def _sigma(layers: Layers, v: int, c: int) -> list[Any]:
    if not layers.relu:
        return ["."]
    return [". σ: max(0, ", [f"z{v}-{c}", 0, "x"], ") ", [f"y{v}-{c}", 0, "=", "update"]]


def _row(layers: Layers, v: int) -> list[Any]:
    out: list[Any] = ["Its new row: "]
    for c in range(len(layers.w)):
        out += [", " if c else "", [f"y{v}-{c}", 0, "d", "update"]]
    return [*out, "."]


def _entry_words(layers: Layers, v: int, u: int) -> str:
    nodes, entry = layers.scenario.nodes, layers.m[v][u]
    if not entry:
        return f"0: {nodes[u]} sends nothing to {nodes[v]}." if u != v else f"0: {nodes[v]} does not hear itself here."
    who = f"{nodes[u]} sends to {nodes[v]}" if u != v else f"{nodes[v]} sends to itself"
    heard = sum(1 for other in layers.m[v] if other)
    if layers.scenario.aggregate == "gcn":
        degree = [sum(1 for other in layers.m[w] if other) for w in (v, u)]
        roots = f"{layers.factors[v][u]} {'=' if not show(entry).rounded else '≈'} {show(entry).decimal}"
        return f"{who}. Both ends count: {nodes[v]} has degree {degree[0]} and {nodes[u]} {degree[1]}, the node itself included, so the entry is {roots}."
    if layers.scenario.aggregate == "mean":
        return f"{who}. Only the receiver counts: {heard} messages arrive at {nodes[v]}{', its own included' if layers.scenario.include_self else ''}, so the entry is 1/{heard}."
    return f"{who}, so the entry is 1."


def _names(nodes: Any, some: list[int], own: int = -1) -> str:
    names = [nodes[i] for i in some if i != own] + (["itself"] if own in some else [])
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names) or "nobody"


def _edges(layers: Layers, v: int, senders: list[int]) -> list[str]:
    nodes = layers.scenario.nodes
    found = [f"e{k}" for k, (a, b) in enumerate(layers.scenario.edges) for u in senders if {a, b} == {nodes[u], nodes[v]}]
    return found + ([f"s{v}"] if v in senders else [])
