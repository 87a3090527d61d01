"""Over-smoothing: 64 layers on a graph, what theory foretells of them, and what comes out, in one figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import numpy as np

from ..errors import MPCoreError, UnknownNameError, got
from ..notation import parse
from ..render import axis_for
from ..render.measured import measured
from ._library import LIBRARY, library
from ._smoothing import DEPTH, Stack
from ._smoothing_parts import detail, parts

NAME = "smoothing"
NEEDS: tuple[str, ...] = ("numpy",)
DEFAULT: dict[str, str] = {
    "graph": "playground", "start": "node", "source": "0", "op": "P", "self": "1", "skip": "none", "relu": "0", "s": "1", "k": "0",
}  # fmt: skip
CHOICES = {"graph": tuple(LIBRARY), "start": ("node", "mixed", "sides"), "op": ("P", "S", "T"), "self": ("1", "0"),
           "skip": ("none", "residual", "initial"), "relu": ("0", "1")}  # fmt: skip
LOWEST = 1e-16  # of a distance on the chart; less is drawn at its lower edge
WIDE = 84  # room for the labels of a chart


def bank_states() -> Iterator[dict[str, str]]:
    """The states that the page's links set: each answers without Python."""
    yield from ({"op": op} for op in "ST")
    yield from ({"op": op, "self": "0"} for op in "PS")
    yield from ({"skip": skip} for skip in ("residual", "initial"))
    yield from ({"op": "S", **more} for more in ({"skip": "residual"}, {"skip": "initial"}, {"s": "0.5"}, {"s": "2"}))
    yield {"start": "mixed"}
    yield {"op": "S", "start": "mixed", "relu": "1", "s": "2"}
    yield {"graph": "parts"}


def view(state: Mapping[str, str]) -> dict[str, Any]:
    """The lab as data for one state; raises an MPCoreError with every problem of a state that it cannot draw.

    >>> seen = view({})
    >>> seen["series"]["dist"][8], seen["series"]["bound"][8]
    ('≈ 0.03027', '≈ 0.1564')
    """
    full, scale = _read(state)
    drawn = library(full["graph"])
    n = drawn.graph.num_nodes
    x = _start(full["start"], int(full["source"]), n)
    stack = Stack(drawn.graph, x, full["op"], full["self"] == "1", full["skip"], full["relu"] == "1", scale)
    series, top = _series(stack), float(np.abs(x).max())
    names = drawn.graph.names
    axis = {
        "distance": axis_for({key: series[key] for key in ("dist", "bound", "dirn")}, log=True, right=WIDE, lowest=LOWEST),
        "energy": axis_for({key: series[key] for key in ("en", "enb")}, log=True, right=WIDE, lowest=LOWEST**2),
    }
    frame = min(DEPTH, int(full["k"]))
    return {
        "lab": NAME,
        "title": "Over-smoothing: predicted and measured",
        "state": {**full, "k": str(frame)},
        "frames": DEPTH + 1,
        "frame_key": "k",
        "frame": frame,
        "selected": f"n{full['source']}",
        "scale": {"min": -top, "max": top},
        "axis": axis,
        "series": series,
        "details": {f"n{i}": detail(stack, i, names) for i in range(n)},
        "layout": ["graph readout", "stepper", "controls", "distance energy", "spectrum verdict", "table"],
        "say": ["After ", ["frame", 0, "d"], " layers: distance ", ["dist", 0, "d"], ", foretold at most ", ["bound", 0, "d"],
                "; energy ", ["en", 0, "d"], ", foretold at most ", ["enb", 0, "d"], "."],
        "parts": parts(NAME, stack, drawn, series, axis, full, lambda i: urlencode({"start": "node", "source": str(i), "k": "0"})),
    }  # fmt: skip


def _read(state: Mapping[str, str]) -> tuple[dict[str, str], float]:
    """The full state and s; every fault is named at once."""
    full = {**DEFAULT, **{key: str(value) for key, value in state.items() if key in DEFAULT}}
    problems = [f"{key} is not a key of this figure; it has {', '.join(DEFAULT)}." for key in state if key not in DEFAULT]
    problems += [f"{key} is {got(full[key])}; it must be one of {', '.join(allowed)}." for key, allowed in CHOICES.items() if full[key] not in allowed]
    scale = 1.0
    try:
        scale = float(parse(full["s"]))
        problems += [] if 0 < scale <= 4 else [f"s is {got(full['s'])}; allowed is a number above 0, up to 4."]
    except ValueError as error:
        problems.append(f"s is {got(full['s'])}; {error}")
    if not full["k"].isdecimal() or len(full["k"]) > 4:
        full["k"] = "0"
    if full["graph"] in LIBRARY:
        n = library(full["graph"]).graph.num_nodes
        if not full["source"].isdecimal() or len(full["source"]) > 4:
            problems.append(f"source is {got(full['source'])}; it must be a node number.")
        elif int(full["source"]) >= n:
            full["source"] = "0"  # a node of another graph means nothing here
    if problems:
        raise (UnknownNameError if len(problems) == 1 else MPCoreError)(*problems)
    return full, scale


def _start(kind: str, source: int, n: int) -> np.ndarray:
    if kind == "node":
        return np.where(np.arange(n) == source, 5.0, 0.0)
    if kind == "sides":
        return np.where(np.arange(n) < (n + 1) // 2, 1.0, -1.0)
    return np.array([(7 * i * i + 3 * i) % 11 - 5.0 for i in range(n)])  # both signs, no pattern, the same on every machine


@lru_cache(maxsize=1)
def _frames() -> list[str]:
    return [str(k) for k in range(DEPTH + 1)]


def _series(stack: Stack) -> dict[str, list[str]]:
    root = np.sqrt(stack.energy)
    out = {f"n{i}": [measured(v, float(abs(stack.values[k]).max()), exact=True) for k, v in enumerate(stack.values[:, i])] for i in range(len(stack.x))}
    out["dist"] = [measured(v, size=0) for v in stack.distance]
    out["bound"] = [measured(v, size=0) for v in stack.bound(float(stack.distance[0]))]
    out["dirn"] = [measured(v, size=0) for v in stack.direction]
    out["en"] = [measured(v, size=0) for v in stack.energy]
    out["enb"] = [measured(v * v, size=0) for v in stack.bound(float(root[0]))]
    out["frame"] = _frames()
    return out
