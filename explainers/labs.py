"""The HTML of a lab on a page: the painted figure, complete without a script, and its view as data for the browser."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from mpcore.render import compact, paint, plain, tag, text

WRITTEN_OUT = 3  # rounds that are spelled out for readers without JavaScript


def lab_html(name: str, state: Mapping[str, str]) -> str:
    """One lab in one state. Raises what the lab raises for a state that it cannot draw."""
    lab = importlib.import_module(f"mpcore.labs.{name}")
    return figure_html(lab.view(dict(state)), id=name, data_bank=hasattr(lab, "bank_states"), data_needs=" ".join(lab.NEEDS) or None)


def figure_html(view: Mapping[str, Any], **attributes: object) -> str:
    """A view, painted, with the data from which the browser brings it to life."""
    rows = (
        tag("div", *(tag("div", paint(view, area), data_part=area, class_=f"mp-part mp-part--{area}") for area in row.split()), class_="mp-row")
        for row in view["layout"]
    )
    figure = tag(
        "mp-lab",
        *rows,
        tag("div", class_="mp-lab__status", role="status", hidden=True),
        tag("div", class_="mp-lab__error", role="alert", hidden=True),
        tag("p", class_="mp-lab__live mp-sr", aria_live="polite"),
        tag("noscript", _written_out(view)),
        # no script element: instant navigation would run it as one
        tag("template", text(compact(view)), class_="mp-view"),
        class_="mp-lab",
        role="group",
        aria_label=view["title"],
        **attributes,
    )
    return tag("figure", figure, class_="mp-figure", data_search_exclude=True)  # Markdown puts an element that it does not know into a paragraph


def _written_out(view: Mapping[str, Any]) -> str:
    """The arithmetic of the first frames, which a script would show on pointing at a value."""
    details = [detail for detail in view["details"].values() if "text" in detail and "first_text" in detail]
    if not details or view["frames"] < 2:
        return ""
    rounds = range(1, min(WRITTEN_OUT, view["frames"] - 1) + 1)
    items = (
        tag("dt", text(plain(detail["title"], view["series"], k))) + tag("dd", text(plain(detail["text"], view["series"], k)))
        for k in rounds
        for detail in details
    )
    return tag("details", tag("summary", f"The first {len(rounds)} rounds, written out"), tag("dl", *items), open=True, class_="mp-written")
