"""Expressiveness: two graphs, refined side by side and given to the same network; what tells them apart and what never will."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ..errors import GraphError, MPCoreError, got
from ..exact import show
from ._expressiveness import AGGREGATES, GIVEN, ROUNDS, Compared
from ._expressiveness_parts import KINDS, detail, letter, parts
from ._library import typed
from ._pairs import OFFERED, Side, offered

NAME = "expressiveness"
NEEDS: tuple[str, ...] = ("numpy",)
DEFAULT: dict[str, str] = {
    "pair": "hexagon", "left": "0-1, 1-2, 2-3, 3-0, 0-2", "right": "0-1, 1-2, 2-3, 3-0, 3-4", "agg": "sum", "given": "nothing", "k": "0",
}  # fmt: skip
MOST = 16  # nodes of a graph that the reader draws
CHOICES = {"pair": (*OFFERED, "own"), "agg": AGGREGATES, "given": GIVEN}


def bank_states() -> Iterator[dict[str, str]]:
    """The states that the page's links set, and each choice alone: all answer without Python."""
    yield from ({"pair": pair} for pair in list(OFFERED)[1:])
    yield from ({"agg": aggregate} for aggregate in AGGREGATES[1:])
    yield from ({"given": given} for given in GIVEN[1:])
    yield {"pair": "tails", "agg": "mean"}
    yield {"pair": "decalin", "given": "triangles"}
    yield {"pair": "decalin", "agg": "gin"}


def view(state: Mapping[str, str]) -> dict[str, Any]:
    """The lab as data for one state; raises an MPCoreError with every problem of a state that it cannot draw.

    >>> seen = view({"pair": "tails"})
    >>> seen["series"]["same"][:3]
    ['equal', 'equal', 'different']
    """
    full, sides = _read(state)
    pair = Compared(sides[0].graph, sides[1].graph, full["given"], full["agg"])
    series = _series(pair)
    details = {}
    for side, mark in enumerate("nm"):
        details |= {f"{mark}{i}": detail(pair, side, i) for i in range(pair.graphs[side].num_nodes)}
    frame = min(ROUNDS, int(full["k"]))
    return {
        "lab": NAME,
        "title": "Expressiveness: two graphs, refined side by side",
        "state": {**full, "k": str(frame)},
        "frames": ROUNDS + 1,
        "frame_key": "k",
        "frame": frame,
        "selected": "n0",
        "scale": {"min": 0.0, "max": 1.0},
        "axis": {},
        "series": series,
        "details": details,
        "layout": ["left right", "stepper", "controls", "history readout", "breaks", "network"],
        "say": ["Round ", ["frame", 0, "d"], ": colour histograms ", ["same", 0, "d"], "; readouts ", ["alike", 0, "d"], "."],
        "parts": parts(NAME, pair, sides, full),
    }


def _series(pair: Compared) -> dict[str, list[str]]:
    rounds = range(ROUNDS + 1)
    out: dict[str, list[str]] = {"frame": [str(k) for k in rounds]}
    for side, mark in enumerate("nm"):
        for i in range(pair.graphs[side].num_nodes):
            colours = [int(pair.colours[k][side][i]) for k in rounds]
            out[f"{mark}{i}"] = [letter(c) for c in colours]
            out[f"{mark}k{i}"] = [str(c % KINDS) for c in colours]
            out[f"{mark}v{i}"] = [show(pair.values[side][k][i]).cell for k in rounds]
            near = np.flatnonzero(pair.graphs[side].target == i)
            senders = pair.graphs[side].source[near].tolist()
            out[f"{mark}h{i}"] = ["{}"] + [_multiset([int(pair.colours[k - 1][side][j]) for j in senders]) for k in rounds[1:]]
    out["rl"], out["rr"] = ([show(pair.readout(side, k)).cell for k in rounds] for side in (0, 1))
    out["rd"] = [show(abs(pair.readout(0, k) - pair.readout(1, k))).cell for k in rounds]
    out["same"] = ["equal" if left == right else "different" for left, right in pair.histograms]
    out["alike"] = ["equal" if pair.readout(0, k) == pair.readout(1, k) else "different" for k in rounds]
    return out


def _multiset(colours: list[int]) -> str:
    """Without spaces, so that a template shows it whole."""
    counts = {c: colours.count(c) for c in sorted(set(colours))}
    return "{" + ",".join(f"{letter(c)}×{n}" if n > 1 else letter(c) for c, n in counts.items()) + "}"


def _read(state: Mapping[str, str]) -> tuple[dict[str, str], tuple[Side, Side]]:
    """The full state and both graphs; every fault is named at once."""
    full = {**DEFAULT, **{key: str(value) for key, value in state.items() if key in DEFAULT}}
    problems = [f"{key} is not a key of this figure; it has {', '.join(DEFAULT)}." for key in state if key not in DEFAULT]
    problems += [f"{key} is {got(full[key])}; it must be one of {', '.join(allowed)}." for key, allowed in CHOICES.items() if full[key] not in allowed]
    sides: list[Side] = []
    if full["pair"] == "own":
        for key in ("left", "right"):
            try:
                drawn = typed(full[key], key, MOST)
                sides.append(Side(f"your {key} graph", drawn.graph, drawn.places))
            except GraphError as error:
                problems += error.problems
    if problems:
        raise MPCoreError(*problems)
    full["k"] = full["k"] if full["k"].isdecimal() and len(full["k"]) < 5 else "0"
    return full, (sides[0], sides[1]) if sides else offered(full["pair"])
