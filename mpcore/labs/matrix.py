"""The matrix: one GCN layer, H' = σ(M H W), with every entry traced to the numbers and the edges that it is made of.

The state: which matrix, the weights w00 … w11, ReLU on or off, where the signal starts, and which layer is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from ..errors import ScenarioError, got
from ..exact import show
from ..notation import canonical, parse
from ..render import button, choice, readout, stepper, switch, tag, text
from ..scenario import PLAYGROUND
from ._layer_drawing import drawing, matrices
from ._layer_words import details
from ._layers import FEATURES, LAYERS, OPERATORS, SIGNAL, Layers, compute

NAME = "matrix"
NEEDS: tuple[str, ...] = ()
DEFAULT: dict[str, str] = {"matrix": "S", "relu": "1", "w00": "1", "w01": "-1", "w10": "0", "w11": "1", "at": "A", "k": "0"}
MOST = 1000  # a larger weight would say nothing more
EXAMPLES = (("the example", "w00=1&w01=-1&w10=0&w11=1"), ("W = I", "w00=1&w01=0&w10=0&w11=1"))
WEIGHTS = tuple(f"w{f}{c}" for f, c in product(range(FEATURES), repeat=2))


def bank_states() -> Iterator[dict[str, str]]:
    """Every matrix with and without σ, for the example and for W = I; and the signal at every node."""
    plain = {"w00": "1", "w01": "0", "w10": "0", "w11": "1"}
    yield from ({"matrix": m, "relu": relu, **w} for m, relu, w in product(OPERATORS, "10", ({}, plain)))
    yield from ({"at": node} for node in PLAYGROUND.nodes)


def view(state: Mapping[str, str]) -> dict[str, Any]:
    """One layer as data for one state: matrices, graph, and the sum behind every entry.

    Raises ScenarioError, with every problem, for a weight that is no number or a choice that does not exist.

    >>> view({"matrix": "P", "w01": "0"})["series"]["y1-0"]
    ['5/4 = 1.25', '35/48 ≈ 0.7292', '509/576 ≈ 0.8837', '≈ 0.7703', '≈ 0.7886', '≈ 0.7625']
    """
    full, layers = read(state)
    series = numbers(layers)
    frame = int(full["k"])
    return {
        "lab": NAME,
        "title": "One layer as matrices",
        "state": full,
        "frames": LAYERS,
        "frame_key": "k",
        "frame": frame,
        "selected": "y1-0",
        "scale": {"min": -SIGNAL, "max": SIGNAL},
        "axis": {},
        "series": series,
        "say": ["Layer ", ["next", 0, "d"], ": first feature of ", *_listing(layers.scenario.nodes), "."],
        **parts(layers, full["at"]),
    }


def read(state: Mapping[str, str]) -> tuple[dict[str, str], Layers]:
    """The full state and all numbers of it. Every fault is named at once."""
    full = {key: str(state.get(key, DEFAULT[key])) for key in DEFAULT}
    problems = [f"unknown key {got(key)}; the figure knows {', '.join(DEFAULT)}." for key in state if key not in DEFAULT]
    if full["matrix"] not in OPERATORS:
        problems.append(f"matrix is {got(full['matrix'])}; allowed are {', '.join(OPERATORS)}.")
    if full["relu"] not in ("0", "1"):
        problems.append(f"relu is {got(full['relu'])}; allowed are 1 (on) and 0 (off).")
    if full["at"] not in PLAYGROUND.nodes:
        problems.append(f"at is {got(full['at'])}; allowed are {', '.join(PLAYGROUND.nodes)}.")
    weights: dict[str, Fraction] = {}
    for key in WEIGHTS:
        try:
            weights[key] = parse(full[key])
            if abs(weights[key]) > MOST:
                raise ValueError(f"allowed is −{MOST} to {MOST}.")
        except ValueError as error:
            problems.append(f"{key} is {got(full[key])}; {error}")
    if problems:
        raise ScenarioError(*problems)
    full |= {key: canonical(weights[key]) for key in WEIGHTS}
    full["k"] = str(min(LAYERS - 1, int(full["k"]))) if full["k"].isdecimal() and len(full["k"]) < 6 else "0"
    w = [[weights[f"w{f}{c}"] for c in range(FEATURES)] for f in range(FEATURES)]
    return full, compute(full["matrix"], full["at"], w, full["relu"] == "1")


def numbers(layers: Layers) -> dict[str, list[str]]:
    """Every number that a frame may change, as text."""
    series = {"frame": [str(k) for k in range(LAYERS)], "next": [str(k + 1) for k in range(LAYERS)]}
    for i, c in product(range(len(layers.scenario.nodes)), range(FEATURES)):
        for name, values in (("h", layers.h), ("m", layers.hw), ("z", layers.z), ("y", layers.h[1:])):
            series[f"{name}{i}-{c}"] = [show(values[k][i][c]).cell for k in range(LAYERS)]
    return series


def _listing(nodes: Sequence[str]) -> list[Any]:
    out: list[Any] = []
    for i, node in enumerate(nodes):
        out += [", " if i else "", f"{node} ", [f"y{i}-0", 0, "d"]]
    return out


def parts(layers: Layers, at: str) -> dict[str, Any]:
    """Layout, skeletons and details of a view."""
    return {
        "layout": ["graph readout", "choices weights", "operator", "ahat h w hw out", "stepper", "moves"],
        "details": details(layers),
        "parts": {
            "graph": drawing(layers, at, NAME),
            "readout": readout(label="Where the chosen entry comes from"),
            "choices": choice("matrix", "Matrix", [(name, o.formula.partition(" = ")[0]) for name, o in OPERATORS.items()], NAME) + switch("relu", "σ = ReLU", NAME),
            "weights": tag("div", tag("span", "Weights", class_="mp-group__name"), *(button(words, patch=w) for words, w in EXAMPLES),
                           button("Copy link", act="share"), class_="mp-group"),
            "operator": _operator(layers),
            **matrices(layers, NAME),
            "stepper": stepper("k", LAYERS, NAME, noun="layer", forward="Next layer"),
            "moves": _moves(layers),
        },
    }  # fmt: skip


def _operator(layers: Layers) -> str:
    """Which operator of the playground the matrix is, and the evidence: its row sums."""
    sums = [show(sum(row)) for row in layers.m]
    rounded = any(one.rounded for one in sums)
    listing = ", ".join(f"{node} {one.decimal}" for node, one in zip(layers.scenario.nodes, sums))
    same = {one.exact for one in sums} == {"1"}
    total = "Every row sums to 1." if same else f"Its rows sum to {'≈ ' if rounded else ''}{listing}."
    formula = text(layers.operator.formula).replace("^−½", "<sup>−½</sup>")
    return tag("p", tag("strong", formula), " is ", text(layers.operator.words), ". ", total, class_="mp-lab__note")


def _moves(layers: Layers) -> str:
    name = layers.symbol
    sigma = "σ, here ReLU: what is negative becomes 0" if layers.relu else "nothing, since σ is off"
    return tag(
        "p",
        tag("span", "Message", class_="mp-message"), f" ψ: each node sends its row of HW, scaled by an entry of {name}. ",
        tag("span", "Aggregate", class_="mp-aggregate"), f" ⊕: the receiver adds up, along its row of {name}. ",
        tag("span", "Update", class_="mp-update"), f" φ: {sigma}. ",
        "W may as well act after the sum: both are linear, so the result is the same. "
        f"Brightness: in {name} the share of its largest entry, elsewhere the value, from −5 to 5.",
        class_="mp-lab__note mp-lab__note--small",
    )  # fmt: skip
