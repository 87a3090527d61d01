"""The drawing of the over-smoothing lab: graph, charts, spectrum, tables, and the sentences that say which case this is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from ..notation import factor, show
from ..render import (
    EdgeMark,
    NodeMark,
    button,
    choice,
    curve_skeleton,
    graph_skeleton,
    menu,
    readout,
    stepper,
    switch,
    tag,
    text,
)
from ..render.facts import facts, note
from ..render.measured import measured
from ..render.spectrum import Stem, gathered, spectrum_skeleton
from ._library import LIBRARY, Drawn, edges
from ._smoothing import ALPHA, Stack

DEPTHS = (0, 1, 2, 4, 8, 16, 32, 64)
MOST_TERMS = 6
LETTER = {"P": "P", "S": "S", "T": "Pᵀ"}
PLACES = {"P": "the same number at every node", "S": "a multiple of √d at every node", "T": "a multiple of d at every node"}


def number(value: float) -> str:
    """A number in a sentence: "= 2" or "≈ 0.6116"."""
    cell = measured(value)
    return cell if cell.startswith("≈") else f"= {cell}"


def parts(
    lab: str, stack: Stack, drawn: Drawn, series: Mapping[str, list[str]], axis: Mapping[str, Any], full: Mapping[str, str], patch: Callable[[int], str]
) -> dict[str, str]:
    names = drawn.graph.names
    return {
        "graph": _graph(lab, stack, drawn, patch),
        "readout": readout(label="What the chosen node computes")
        + facts(
            [["after ", ["frame", 0, "d"], " layers"], "measured", "foretold"],
            [["distance from collapsed", ("dist",), ["≤ ", ["bound", 0, "d"]]],
             ["as a share of the size", ("dirn",), ""],
             ["Dirichlet energy", ("en",), ["≤ ", ["enb", 0, "d"]]]],
            "Measured beside foretold",
        ),
        "verdict": "".join(note(words, kind) for kind, words in verdicts(stack)),
        "stepper": stepper("k", len(series["frame"]), lab, noun="layer", forward="Add a layer"),
        "controls": _controls(lab),
        "distance": curve_skeleton(
            [("dist", "distance"), ("bound", "at most"), ("dirn", "share")], {key: series[key] for key in ("dist", "bound", "dirn")}, axis["distance"],
            "Distance from collapsed, by depth",
            "Measured, with the line that theory foretells it to stay below, and the distance as a share of the size. Logarithmic; what lies below the axis is drawn at its lower edge.",
            name=f"{lab}-distance", x_label="layers", chart="distance", styles={"bound": "mp-foretold"},
        ) + tag("p", text("Distance from collapsed, on a logarithmic scale. Dashed: foretold."), class_="mp-caption"),
        "energy": curve_skeleton(
            [("en", "energy"), ("enb", "at most")], {key: series[key] for key in ("en", "enb")}, axis["energy"],
            "Dirichlet energy, by depth", "Measured, with the bound that theory foretells. Logarithmic.",
            name=f"{lab}-energy", x_label="layers", chart="energy", styles={"enb": "mp-foretold"},
        ) + tag("p", text("Dirichlet energy, on a logarithmic scale. Dashed: foretold."), class_="mp-caption"),
        "spectrum": _spectrum(lab, stack),
        "table": _tables(stack, names),
    }  # fmt: skip


def verdicts(stack: Stack) -> list[tuple[str, str]]:
    """Sentences about this case, each with its kind: met, not, or plain."""
    letter, s = LETTER[stack.op], f"{stack.scale:g}"
    out: list[tuple[str, str]] = []
    product = stack.scale * stack.rate
    said = f"s·λ = {s} · {show(float(f'{stack.rate:.12g}')).decimal} {number(product)}"
    if stack.skip == "none" and product < 1 - 1e-9:
        out.append(("met", f"{said}, below 1: the condition is met. Each layer multiplies the distance by at most this, so collapse is certain."))
    elif stack.skip == "none":
        out.append(("not", f"{said}, not below 1: the condition is not met, and nothing is promised. Watch what the distance does."))
    elif stack.skip == "residual":
        grow = "the largest eigenvalue of the whole step is " + number(1 + stack.scale).removeprefix("= ")
        out.append(("not", f"A layer multiplies the distance by at most a factor {number(stack.factor)}; {grow}. Values grow, and the distance as a share of the size falls all the same: the direction collapses."))
    else:
        out.append(("met", f"Each layer returns {ALPHA:g} of the start, so the distance settles above 0 (unless the start had none): no collapse, at any depth."))
    if stack.swings and stack.skip == "none":
        out.append(("not", "Bipartite, and no self: −1 is an eigenvalue. Values swing between two states for ever, and the distance never falls to 0."))
    if stack.parts > 1:
        out.append(("", f"{stack.parts} components: the eigenvalue 1 occurs {stack.parts} times, and each component settles by itself."))
    if stack.limit is not None and stack.skip == "none" and stack.scale == 1:
        level = bool(np.ptp(stack.degree) == 0)
        where = "" if stack.op == "P" else f", d being the degree{' with self' if stack.include_self else ''}"
        same = " Here all degrees are equal, so that is a constant." if stack.op != "P" and level else ""
        out.append(("", f"{letter} tends to {PLACES[stack.op]}{' of a component' if stack.parts > 1 else ''}{where}.{same}"))
    if stack.scale != 1 and stack.skip == "none" and not stack.bends:
        out.append(("", "One weight s for one feature only rescales: the values shrink or grow, and their direction collapses at the same rate as with s = 1."))
    if stack.relu:
        out.append(("", "ReLU cuts what is negative." if stack.bends else "ReLU changes nothing here: no value is negative."))
    return out


def _controls(lab: str) -> str:
    return (
        menu("graph", "Graph", [(key, words) for key, (words, _, _) in LIBRARY.items()], lab)
        + menu("start", "Start", [("node", "5 at one node"), ("mixed", "both signs"), ("sides", "+1 and −1")], lab)
        + choice("op", "Operator", [("P", "mean"), ("S", "GCN"), ("T", "spread")], lab)
        + switch("self", "Include self", lab)
        + choice("skip", "Skip connection", [("none", "none"), ("residual", "residual"), ("initial", "initial")], lab)
        + switch("relu", "ReLU", lab)
        + menu("s", "Weight s", [(s, s) for s in ("0.5", "0.8", "1", "1.5", "2")], lab)
        + button("Copy link", act="share")
        + button("Embed", act="embed")
    )


def _graph(lab: str, stack: Stack, drawn: Drawn, patch: Callable[[int], str]) -> str:
    names, graph = drawn.graph.names, drawn.graph
    nodes = [
        NodeMark(f"n{i}", name, *drawn.places[i], series=f"n{i}", patch=patch(i),
                 announce=[f"{name} ", [f"n{i}", 0, "d"], ". Press Enter to start with 5 here."])
        for i, name in enumerate(names)
    ]  # fmt: skip
    pairs = edges(graph)
    words = f"{drawn.words}: {graph.num_nodes} nodes, {len(pairs)} edges. " + "; ".join(f"{names[j]} to {names[i]}" for j, i in pairs[:40])
    loops = stack.include_self and graph.num_nodes <= 9
    return graph_skeleton(nodes, [EdgeMark(f"e{k}", *pair) for k, pair in enumerate(pairs)], f"The graph, {drawn.words}", words, f"{lab}-graph", loops)


def _spectrum(lab: str, stack: Stack) -> str:
    found = gathered(stack.spectrum.tolist())
    rest = sorted(stack.spectrum.tolist()[stack.parts :], key=lambda v: (-round(abs(v), 9), -v))
    second = rest[0] if rest else None
    stems = [
        Stem(value, count, f"μ₂ {number(value)}" if second is not None and abs(value - second) < 1e-8 else "",
             "mp-stem--second" if second is not None and abs(value - second) < 1e-8 else "")
        for value, count in found
    ]  # fmt: skip
    listed = ", ".join(f"{measured(value)}{f' ({count} times)' if count > 1 else ''}" for value, count in reversed(found))
    letter = LETTER[stack.op] + ("" if stack.include_self else " without self")
    figure = spectrum_skeleton(stems, f"Eigenvalues of {letter}", listed, f"{lab}-spectrum")
    words = f"Eigenvalues of {letter}. Second largest in absolute value, 1 left out once a component: λ {number(stack.rate)}."
    return figure + tag("p", text(words), class_="mp-caption") + tag("details", tag("summary", "Eigenvalues as numbers"), tag("p", text(listed)))


def _tables(stack: Stack, names: tuple[str, ...]) -> str:
    depths = facts(
        ["layers", "distance", "at most", "share of the size", "energy", "at most"],
        [[str(k), *((f"{key}@{k}",) for key in ("dist", "bound", "dirn", "en", "enb"))] for k in DEPTHS],
        "Measured and foretold, by depth",
    )  # fmt: skip
    none = "no formula" if stack.bends else "swings" if stack.swings and stack.skip == "none" else "grows"
    limit = [none] * len(names) if stack.limit is None else [measured(v, float(np.abs(stack.limit).max()) or 1.0) for v in stack.limit]
    nodes = facts(
        ["node", "start", "now", "tends to", "degree"],
        [[name, (f"n{i}@0",), (f"n{i}",), limit[i], f"{stack.degree[i]:g}"] for i, name in enumerate(names)],
        "Every node: at the start, at this depth, and what theory says it tends to.",
    )  # fmt: skip
    return depths + tag("details", tag("summary", "Every node as numbers"), nodes, open=len(names) <= 9)


def detail(stack: Stack, i: int, names: tuple[str, ...]) -> dict[str, Any]:
    """The arithmetic of one node as a template that fits every layer."""
    row = stack.matrix[i]
    senders = np.flatnonzero(row).tolist()
    s = "" if stack.scale == 1 else f"{stack.scale:g}·"
    inner: list[Any] = []
    for place, j in enumerate(senders if len(senders) <= MOST_TERMS else []):
        inner += [" + " if place else "", f"{_weight(stack, i, j)}·", [f"n{j}", -1, "x", "message"]]
    if not inner:
        inner = [f"weighted sum of {len(senders)} messages"]
    wrapped = [f"{s}(", *inner, ")"] if s or stack.skip == "initial" else inner
    start = show(float(stack.x[i])).decimal
    if stack.skip == "initial":
        wrapped = [f"{1 - ALPHA:g}·", *wrapped, f" + {ALPHA:g}·{f'({start})' if start.startswith('-') else start}"]
    if stack.relu:
        wrapped = ["ReLU(", *wrapped, ")"]
    if stack.skip == "residual":
        wrapped = [[f"n{i}", -1, "x", "message"], " + ", *wrapped]
    first = {"first_title": [f"Node {names[i]} at the start"], "first_text": [f"{names[i]} starts at {start}"]}
    return {**first, "title": [f"What {names[i]} computes in layer ", ["frame", 0, "d"]], "text": [*wrapped, " ", [f"n{i}", 0, "=", "update"]],
            "lights": [f"n{j}" for j in senders if len(senders) <= MOST_TERMS]}  # fmt: skip


def _weight(stack: Stack, i: int, j: int) -> str:
    """The factor of one message: a fraction where it is one."""
    value = float(stack.matrix[i, j])
    near = Fraction(value).limit_denominator(99)
    return factor(near if abs(float(near) - value) < 1e-12 else Fraction(f"{value:.12g}"))
