"""Tables of measured numbers: a cell is a text, a template, or (series,) for the number of the current frame."""

from __future__ import annotations

from collections.abc import Sequence

from .markup import compact, tag, text
from .paint import Template

Cell = str | Template | tuple[str]


def facts(columns: Sequence[Cell], rows: Sequence[Sequence[Cell]], caption: str, classes: str = "") -> str:
    """A table whose first column heads its row; it scrolls inside itself where the screen is narrow.

    >>> html = facts(["measure", "value", "at 3"], [["distance", [["d", 0, "="]], ("d@3",)]], "Measured")
    >>> "data-tpl" in html, 'scope="row">distance' in html, '<td data-v="d@3">' in html
    (True, True, True)
    """
    head = tag("tr", *(_cell("th", c, scope="col") for c in columns))
    body = (tag("tr", _cell("th", first, scope="row"), *(_cell("td", cell) for cell in rest)) for first, *rest in rows)
    table = tag(
        "table", tag("caption", text(caption)), tag("thead", head), tag("tbody", *body), class_=f"mp-table mp-facts {classes}".strip()
    )
    return tag("div", table, class_="mp-scroll", tabindex=0, role="region", aria_label=caption)


def _cell(name: str, content: Cell, **attributes: str) -> str:
    if isinstance(content, str):
        return tag(name, text(content), **attributes)
    if isinstance(content, tuple):
        return tag(name, data_v=content[0], **attributes)
    return tag(name, data_tpl=compact(content), **attributes)


def note(words: str | Template, kind: str = "") -> str:
    """A sentence beside a figure; `kind` is "met", "not" or empty, shown by a mark as well as by colour."""
    classes = f"mp-note{f' mp-note--{kind}' if kind else ''}"
    if isinstance(words, str):
        return tag("p", text(words), class_=classes)
    return tag("p", data_tpl=compact(words), class_=classes)
