"""Tables as HTML: values by round, and plain tables of words and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from .markup import compact, tag, text
from .paint import Template


def rounds_table(rows: Sequence[tuple[str, str]], frames: int, caption: str, key: str = "k", corner: str = "node") -> str:
    """One row a (series, label), one column a frame, revealed as the frames are reached; every cell explains itself.

    >>> html = rounds_table([("n0", "A")], 2, "Values")
    >>> 'data-v="n0@1"' in html, 'data-from="1"' in html
    (True, True)
    """
    head = tag(
        "tr",
        tag("th", text(corner), scope="col"),
        *(tag("th", tag("span", text(key)), str(k), scope="col", data_from=k, data_at=k) for k in range(frames)),
    )
    body = (
        tag(
            "tr",
            tag("th", text(label), scope="row", data_key=name),
            *(
                tag("td", data_v=f"{name}@{k}", data_level_of=f"{name}@{k}", data_key=f"{name}@{k}", data_from=k, data_at=k, tabindex=-1)
                for k in range(frames)
            ),
        )
        for name, label in rows
    )
    table = tag("table", tag("caption", text(caption)), tag("thead", head), tag("tbody", *body), class_="mp-table mp-rounds", role="grid", data_roving=True)
    return tag("div", table, class_="mp-scroll", tabindex=0, role="region", aria_label=caption)


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], caption: str = "") -> str:
    """A plain table; the first column heads its row.

    >>> table(["node", "value"], [["A", 5]])
    '<table class="mp-table"><thead><tr><th scope="col">node</th><th scope="col">value</th></tr></thead><tbody><tr><th scope="row">A</th><td>5</td></tr></tbody></table>'
    """
    head = tag("tr", *(tag("th", text(c), scope="col") for c in columns))
    body = (tag("tr", tag("th", text(first), scope="row"), *(tag("td", text(c)) for c in rest)) for first, *rest in rows)
    return tag("table", tag("caption", text(caption)) if caption else "", tag("thead", head), tag("tbody", *body), class_="mp-table")


def readout(heading: str = "title", body: str = "text", label: str = "Arithmetic of the chosen value") -> str:
    """The panel that says in words and numbers what one value is made of."""
    return tag(
        "div", tag("p", data_detail=heading, class_="mp-readout__title"), tag("p", data_detail=body, class_="mp-readout__text"),
        class_="mp-readout", role="group", aria_label=label,
    )


def words(template: Template, classes: str = "") -> str:
    """A line of words with numbers of the current frame in it."""
    return tag("p", data_tpl=compact(template), class_=classes or None)
