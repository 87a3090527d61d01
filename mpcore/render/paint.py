"""Paint: fill the hooks of a view's skeleton with the numbers of one frame.

A skeleton is HTML or SVG whose elements carry hooks (data-v, data-level-of, data-tpl …) instead of numbers. The build paints the first
frame here; docs/runtime/paint.js fills the same hooks in the browser, and a browser test holds the two equal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from typing import Any

from ..wording import Piece, Ref, Word, marked
from .markup import tag, text
from .scales import decimal, level, line, named, number, x_of, y_of

WIDE = 6  # characters that fit on a node at full size

Template = list[Any]  # str | [series, offset, form, role] | {"t": text, "r": role}


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
            extra += f' data-level="{level(number(self.cell(hooks["data-level-of"])), named(view["scale"], hooks.get("data-scale", "")))}"'
        if "data-kind-of" in hooks:
            extra += f' data-kind="{escape(self.cell(hooks["data-kind-of"]))}"'
        axis = named(view.get("axis", {}), hooks.get("data-axis", ""))
        if "data-since" in hooks and frame >= int(hooks["data-since"]):
            extra += ' data-on=""'
        if "data-from" in hooks and frame < int(hooks["data-from"]):
            extra += ' hidden=""'
        if "data-at" in hooks and frame == int(hooks["data-at"]):
            extra += ' data-now=""'
        if "data-label" in hooks:
            extra += f' aria-label="{escape(plain(json.loads(hooks["data-label"]), self.series, frame))}"'
        if "data-line" in hooks:
            extra += f' d="{line(self.series[hooks["data-line"]], axis)}"'
        if "data-cursor" in hooks:
            extra += f' transform="translate({x_of(frame, axis, view["frames"])} 0)"'
        if "data-dot" in hooks:
            extra += f' cy="{y_of(number(self.cell(hooks["data-dot"])), axis)}"'
        extra += self._state(name, hooks)
        if "data-v" in hooks:
            shown = decimal(self.cell(hooks["data-v"]))
            content = text(shown)
            extra += ' data-wide=""' if len(content) > WIDE else ""
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
