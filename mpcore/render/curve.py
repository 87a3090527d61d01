"""Line charts as SVG: one line a series over the frames, labelled at its end, never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Any

from .markup import tag, text
from .scales import number, y_of

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 58, 34, 16, 34


def axis_for(series: Mapping[str, list[str]], log: bool | None = None, right: int = RIGHT, lowest: float = 1e-16) -> dict[str, Any]:
    """The vertical axis that holds all series: linear, or logarithmic once positive values span over three powers of ten.

    `right` is the room for labels; on a logarithmic axis what is below `lowest` is drawn at its lower edge.

    >>> axis_for({"a": ["0", "5"]})["kind"], axis_for({"a": ["1", "123456 ≈ 1.235e5"]})["kind"]
    ('linear', 'log')
    """
    values = [number(cell) for cells in series.values() for cell in cells] or [0.0]
    low, high = min(values), max(values)
    positive = [v for v in values if v > 0]
    if log is None:
        log = low >= 0 and bool(positive) and high / max(min(positive), 1e-9) > 1e3 and high > 1e3
    box = {"x0": LEFT, "x1": WIDTH - right, "y0": HEIGHT - BOTTOM, "y1": TOP}
    if log and positive:
        top = 10.0 ** ceil(log10(max(high, lowest * 10) * 1.0001))
        return {"kind": "log", "min": min(10.0 ** floor(log10(max(min(positive), lowest))), top / 10), "max": top, **box}
    low, high = min(low, 0.0), max(high, 0.0)
    return {"kind": "linear", "min": low, "max": high if high > low else low + 1, **box}


def ticks(axis: Mapping[str, Any]) -> list[tuple[float, str]]:
    """Round places on the axis with their texts.

    >>> [words for _, words in ticks({"kind": "linear", "min": 0, "max": 5})]
    ['0', '1', '2', '3', '4', '5']
    """
    low, high = axis["min"], axis["max"]
    if axis["kind"] == "log":
        first, last = round(log10(low)), round(log10(high))
        step = max(1, ceil((last - first) / 6))
        return [(10.0**p, f"1e{p}" if abs(p) > 3 else f"{10.0**p:g}") for p in range(first, last + 1, step)]
    span = high - low
    step = 10.0 ** floor(log10(span / 4))
    step = next(step * m for m in (1, 2, 2.5, 5, 10) if span / (step * m) <= 6)
    return [(k * step, f"{k * step:.6g}") for k in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def curve_skeleton(
    lines: Sequence[tuple[str, str]],
    series: Mapping[str, list[str]],
    axis: Mapping[str, Any],
    title: str,
    description: str,
    name: str = "curve",
    x_label: str = "round",
    styles: Mapping[str, str] | None = None,
    chart: str | None = None,
) -> str:
    """SVG of (series, label) lines over all frames, with a cursor at the current frame.

    Labels at the right end are moved apart so that none covers another; longer ones need an axis with room for them.
    `chart` names the axis where the view has several; a style is a class of a line, "mp-foretold" for one that theory draws.
    """
    frames = max((len(cells) for cells in series.values()), default=1)
    grid = [
        tag("g", tag("line", x1=axis["x0"], x2=axis["x1"], class_="mp-grid"), tag("text", text(words), x=axis["x0"] - 8, y=4, class_="mp-tick mp-tick--y"),
            transform=f"translate(0 {y_of(value, axis)})")
        for value, words in ticks(axis)
    ]
    width = axis["x1"] - axis["x0"]
    every = next(s for s in (1, 2, 4, 8, 16, 32, 64, 128) if (frames - 1) / s <= 8)
    below = [
        tag("text", str(k), x=round(axis["x0"] + width * k / max(1, frames - 1), 1), y=axis["y0"] + 18, class_="mp-tick")
        for k in range(0, frames, every)
    ]
    ends = _apart([y_of(number(series[s][-1]), axis) for s, _ in lines], axis["y1"], axis["y0"])
    marks = [
        tag(
            "g",
            tag("path", data_line=s, data_axis=chart, class_="mp-curve__line"),
            tag("circle", r=4.5, data_dot=s, data_cursor=True, data_axis=chart, class_="mp-curve__dot"),
            tag("text", text(words), x=axis["x1"] + 8, y=end + 5, class_="mp-curve__label"),
            class_=f"mp-curve__series mp-series-{i % 8} {(styles or {}).get(s, '')}".strip(),
            data_key=s,
        )
        for i, ((s, words), end) in enumerate(zip(lines, ends))
    ]
    return tag(
        "svg",
        tag("title", text(title), id=f"{name}-title"),
        tag("desc", text(description), id=f"{name}-desc"),
        *grid,
        *below,
        tag("text", text(x_label), x=axis["x1"], y=axis["y0"] + 32, class_="mp-tick mp-tick--name"),
        tag("line", y1=axis["y0"], y2=axis["y1"], class_="mp-cursor", data_cursor=True, data_axis=chart),
        *marks,
        class_="mp-svg mp-curve",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def _apart(heights: Sequence[int], top: int, bottom: int, gap: int = 15) -> list[int]:
    """Label heights in the order given, at least `gap` apart and inside the drawing where there is room."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = [0] * len(heights)
    at = top - gap
    for i in order:
        at = max(heights[i], at + gap)
        placed[i] = at
    over = max(0, at - bottom)
    for i in reversed(order):  # push back up what ran out at the bottom
        placed[i] = min(placed[i], bottom - over if over and i == order[-1] else placed[i])
    limit = bottom
    for i in reversed(order):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - gap
    return placed
