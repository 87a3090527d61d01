"""Paint: fill the hooks of a view's skeleton with the numbers of one frame.

A skeleton is HTML or SVG whose elements carry hooks (data-v, data-level-of, data-tpl …) instead of numbers. The build paints the first
frame here; docs/runtime/paint.js fills the same hooks in the browser, and a browser test holds the two equal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from math import floor, isfinite, log10
from typing import Any

from ..wording import Piece, Ref, Word, marked
from .markup import tag, text

Template = list[Any]  # str | [series, offset, form, role] | {"t": text, "r": role}


def decimal(cell: str) -> str:
    """The decimal text of a cell: what stands on a node or in a table.

    >>> [decimal(c) for c in ("5", "3/4 = 0.75", "1/3 ≈ 0.3333", "≈ 0.7512")]
    ['5', '0.75', '0.3333', '0.7512']
    """
    return cell.split(" ")[-1]


def number(cell: str) -> float:
    """The cell as a float, for positions and colours only."""
    return float(decimal(cell))


def level(value: float, scale: Mapping[str, float]) -> str:
    """The brightness step of a value: 0 at zero, ±1 … ±10 towards the ends of the scale, else "over" or "under".

    A value other than zero never looks like zero.

    >>> [level(v, {"min": -5, "max": 5}) for v in (0, 0.01, 2.5, 5, 5.1, -5, -6)]
    ['0', '1', '5', '10', 'over', '-10', 'under']
    """
    if value > scale["max"] * (1 + 1e-9):
        return "over"
    if value < scale["min"] * (1 + 1e-9):
        return "under"
    if value == 0:
        return "0"
    end = scale["max"] if value > 0 else -scale["min"]
    steps = max(1, floor(10 * abs(value) / end + 0.5))
    return str(steps if value > 0 else -steps)


def spans(template: Template, series: Mapping[str, list[str]], frame: int) -> list[tuple[str, str]]:
    """The template's texts with their roles ("" for none) at one frame, under the rules of `wording.marked`.

    >>> spans(["(", ["n0", -1, "x", "message"], ") / 2 ", ["n0", 0, "=", "update"]], {"n0": ["3", "3/2 = 1.5"]}, 1)
    [('(', ''), ('3', 'message'), (') / 2 ', ''), ('= 3/2 = 1.5', 'update')]
    """
    pieces = [_piece(item, frame) for item in template]
    return [(part, role or "") for part, role in marked(pieces, lambda name, at: series[name][at])]


def _piece(item: Any, frame: int) -> Piece:
    if isinstance(item, str):
        return item
    if isinstance(item, dict):
        return Word(item["t"], item.get("r") or None)
    name, offset, *rest = item
    return Ref(name, max(0, frame + offset), *(part or None for part in rest or ["x"]))


def plain(template: Template, series: Mapping[str, list[str]], frame: int) -> str:
    """The template as plain text."""
    return "".join(part for part, _ in spans(template, series, frame))


def rich(template: Template, series: Mapping[str, list[str]], frame: int) -> str:
    """The template as markup: a role becomes a span with the colour and mark of its move."""
    return "".join(
        tag("span", text(part), class_=f"mp-{role}") if role else text(part)
        for part, role in spans(template, series, frame)
    )


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


def paint(view: Mapping[str, Any], area: str, frame: int | None = None) -> str:
    """One part of a view with the numbers of one frame in it: complete HTML, no script needed.

    >>> paint({"parts": {"p": '<b data-v="n0"></b>'}, "series": {"n0": ["5", "5/2 = 2.5"]}, "frame": 1}, "p")
    '<b data-v="n0">2.5</b>'
    """
    painter = _Painter(view, view.get("frame", 0) if frame is None else frame)
    painter.feed(view["parts"][area])
    painter.close()
    return "".join(painter.out)


class _Painter(HTMLParser):
    """Copies the skeleton and adds, after each start tag, what its hooks ask for."""

    def __init__(self, view: Mapping[str, Any], frame: int) -> None:
        super().__init__(convert_charrefs=False)
        self.view, self.frame, self.series, self.out = view, frame, view.get("series", {}), []
        self.select: str | None = None

    def cell(self, reference: str) -> str:
        name, _, fixed = reference.partition("@")
        return self.series[name][int(fixed) if fixed else self.frame]

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        hooks = {key: value or "" for key, value in attributes}
        extra, content, frame, view = "", "", self.frame, self.view
        if "data-level-of" in hooks:
            extra += f' data-level="{level(number(self.cell(hooks["data-level-of"])), view["scale"])}"'
        if "data-since" in hooks and frame >= int(hooks["data-since"]):
            extra += ' data-on=""'
        if "data-from" in hooks and frame < int(hooks["data-from"]):
            extra += ' hidden=""'
        if "data-at" in hooks and frame == int(hooks["data-at"]):
            extra += ' data-now=""'
        if "data-label" in hooks:
            extra += f' aria-label="{escape(plain(json.loads(hooks["data-label"]), self.series, frame))}"'
        if "data-line" in hooks:
            extra += f' d="{line(self.series[hooks["data-line"]], view["axis"])}"'
        if "data-cursor" in hooks:
            extra += f' transform="translate({x_of(frame, view["axis"], view["frames"])} 0)"'
        if "data-dot" in hooks:
            extra += f' cy="{y_of(number(self.cell(hooks["data-dot"])), view["axis"])}"'
        extra += self._state(name, hooks)
        if "data-v" in hooks:
            content = text(decimal(self.cell(hooks["data-v"])))
        if "data-tpl" in hooks:
            content = rich(json.loads(hooks["data-tpl"]), self.series, frame)
        if "data-detail" in hooks:
            detail = view["details"][view["selected"]]
            first = detail.get(f"first_{hooks['data-detail']}") if frame == 0 else None
            content = rich(first or detail[hooks["data-detail"]], self.series, frame)
        raw = self.get_starttag_text() or ""
        self.out.append(f"{raw[:-1]}{extra}>{content}" if extra else raw + content)

    def _state(self, name: str, hooks: dict[str, str]) -> str:
        """Controls show the state: a checked radio, a ticked box, a chosen option, a typed value."""
        state, key = self.view.get("state", {}), hooks.get("name", "")
        if name == "select":
            self.select = state.get(key)
        if name == "option":
            return ' selected=""' if self.select is not None and hooks.get("value") == self.select else ""
        if name != "input":
            return ""
        if key == self.view.get("frame_key"):
            return f' value="{self.frame}"'
        if hooks.get("type") == "radio":
            return ' checked=""' if state.get(key) == hooks.get("value") else ""
        if hooks.get("type") == "checkbox":
            return ' checked=""' if state.get(key) == "1" else ""
        return ""

    def handle_endtag(self, name: str) -> None:
        self.select = None if name == "select" else self.select
        self.out.append(f"</{name}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")
