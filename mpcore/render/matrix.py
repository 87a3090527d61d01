"""A matrix as a grid between brackets: rows and columns are named, every entry explains itself and lights up with what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .markup import compact, tag, text
from .paint import Template


@dataclass(frozen=True)
class Entry:
    """What stands in one place: a series, a fixed text, or a field that the reader may change."""

    key: str
    series: str = ""  # its decimal is shown, and its brightness
    fixed: str = ""  # text that no frame changes
    level: str = ""  # brightness of a fixed text
    name: str = ""  # the state key of a field that holds the fixed text
    label: str = ""  # the accessible name of that field


def matrix(
    symbol: str,
    caption: Template,
    rows: Sequence[str],
    columns: Sequence[str],
    entries: Sequence[Sequence[Entry]],
    label: str,
    before: str = "",
    row_keys: Sequence[str] = (),
    lab: str = "",
) -> str:
    """One matrix with its symbol above and, in `before`, the sign that joins it to what stands on its left.

    Arrow keys move from entry to entry, except where entries are fields.

    >>> html = matrix("W", ["weights"], ["1"], ["1", "2"], [[Entry("w0", fixed="1"), Entry("w1", series="w1")]], "Weights")
    >>> html.count("<td"), 'data-v="w1"' in html, 'data-roving' in html
    (2, True, True)
    """
    fields = any(entry.name for line in entries for entry in line)
    bracket = {"rowspan": len(rows), "aria_hidden": "true"}
    head = tag(
        "tr", tag("th", aria_hidden="true"), tag("th", aria_hidden="true"), *(tag("th", text(name), scope="col") for name in columns),
        tag("th", aria_hidden="true"),
    )
    body = (
        tag(
            "tr",
            tag("th", text(name), scope="row", data_key=row_keys[i] if row_keys else None),
            tag("th", **bracket, class_="mp-bracket mp-bracket--open") if i == 0 else "",
            *(_entry(entry, fields, lab) for entry in entries[i]),
            tag("th", **bracket, class_="mp-bracket mp-bracket--close") if i == 0 else "",
        )
        for i, name in enumerate(rows)
    )
    grid = tag(
        "table", tag("thead", head), tag("tbody", *body), class_="mp-matrix__grid", aria_label=label, role=None if fields else "grid",
        data_roving=not fields,
    )
    return tag(
        "div",
        tag("p", text(before), class_="mp-matrix__sign", aria_hidden="true") if before else "",
        tag("div", tag("p", tag("span", text(symbol), class_="mp-matrix__symbol"), tag("span", data_tpl=compact(caption)), class_="mp-matrix__caption"),
            tag("div", grid, class_="mp-scroll"), class_="mp-matrix__body"),
        class_="mp-matrix",
    )  # fmt: skip


def _entry(entry: Entry, fields: bool, lab: str) -> str:
    if entry.name:
        content = tag(
            "input", type="text", name=entry.name, value=entry.fixed, id=f"{lab}-{entry.name}", size=3, autocomplete="off", spellcheck="false",
            aria_label=entry.label, inputmode="text",
        )
        return tag("td", content, data_key=entry.key)
    if entry.series:
        return tag("td", data_v=entry.series, data_level_of=entry.series, data_key=entry.key, tabindex=-1)
    return tag("td", text(entry.fixed), data_key=entry.key, data_level=entry.level or None, tabindex=None if fields else -1)
