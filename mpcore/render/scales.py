"""From numbers to looks: brightness steps, heights and places on charts. Its twin is docs/runtime/paint.js."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, isfinite, log10
from typing import Any


def decimal(cell: str) -> str:
    """The decimal text of a cell: what stands on a node or in a table.

    >>> [decimal(c) for c in ("5", "3/4 = 0.75", "1/3 ≈ 0.3333", "≈ 0.7512")]
    ['5', '0.75', '0.3333', '0.7512']
    """
    return cell.split(" ")[-1]


def number(cell: str) -> float:
    """The cell as a float, for positions and colours only."""
    return float(decimal(cell))


def level(value: float, scale: Mapping[str, Any]) -> str:
    """The brightness step of a value: 0 at zero, ±1 … ±10 towards the ends of the scale, else "over" or "under".

    A value other than zero never looks like zero. A scale of kind "log" goes by powers of ten.

    >>> [level(v, {"min": -5, "max": 5}) for v in (0, 0.01, 2.5, 5, 5.1, -5, -6)]
    ['0', '1', '5', '10', 'over', '-10', 'under']
    >>> [level(v, {"kind": "log", "min": 0.001, "max": 1}) for v in (0, 1e-9, 0.001, 0.01, 0.1, 1)]
    ['0', '1', '1', '4', '7', '10']
    """
    if value > scale["max"] * (1 + 1e-9):
        return "over"
    if scale.get("kind") == "log":  # positive values by their power of ten; below `min` they look alike
        if value <= 0:
            return "0" if value == 0 else "under"
        low, high = log10(scale["min"]), log10(scale["max"])
        return str(1 + floor(9 * max(0.0, (log10(value) - low) / (high - low)) + 0.5))
    if value < scale["min"] * (1 + 1e-9):
        return "under"
    if value == 0:
        return "0"
    end = scale["max"] if value > 0 else -scale["min"]
    steps = max(1, floor(10 * abs(value) / end + 0.5))
    return str(steps if value > 0 else -steps)


def y_of(value: float, axis: Mapping[str, Any]) -> int:
    """The height of a value on a chart, clamped to the drawing area; on a log axis the sign is dropped."""
    low, high = axis["min"], axis["max"]
    if axis["kind"] == "log":
        value, low, high = (log10(max(abs(v), 1e-300)) for v in (value, low, high))
    share = (value - low) / (high - low) if isfinite(value) and high > low else 0.0
    return floor(axis["y0"] + (axis["y1"] - axis["y0"]) * min(1.0, max(0.0, share)) + 0.5)


def x_of(frame: int, axis: Mapping[str, Any], frames: int) -> int:
    """The place of a frame on a chart."""
    return floor(axis["x0"] + (axis["x1"] - axis["x0"]) * frame / max(1, frames - 1) + 0.5)


def line(cells: list[str], axis: Mapping[str, Any]) -> str:
    """The path of a series on a chart."""
    points = (f"{x_of(k, axis, len(cells))} {y_of(number(cell), axis)}" for k, cell in enumerate(cells))
    return "M" + "L".join(points)


def named(several: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The scale or axis of that name where a view has several by name, else the only one.

    >>> named({"min": 0, "max": 1}, ""), named({"energy": {"min": 1, "max": 2}}, "energy")["min"]
    ({'min': 0, 'max': 1}, 1)
    """
    return several[name] if name else several
