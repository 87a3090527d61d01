"""Cells: every example is a file in docs/snippets; here it is run and shown, and the same file is what a reader edits and a test repeats.

    ```cell
    file: in-code/by-hand.py
    ```

The cells of a page share their names, in order. A cell that fails stops the build, unless the fence says which error it is there
to show (`raises: ShapeError`); then it must be that one.  `title:` replaces the file's name above the cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from explainers.labs import figure_html
from mpcore import cell
from mpcore.render import tag, text

DOCS = Path(__file__).resolve().parents[1] / "docs"
SNIPPETS = DOCS / "snippets"
SETTINGS = ("file", "raises", "title")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*(.*)$")


class CellError(ValueError):
    """A cell that is not there, did not run, or ran where it should have failed."""


@dataclass(frozen=True)
class Cell:
    """What a fence asks for."""

    name: str  # path below docs/snippets; also what a traceback calls the file
    source: str
    raises: str = ""
    title: str = ""

    @property
    def identifier(self) -> str:
        """The id of the cell's element: it must not change when cells move on the page."""
        return "cell-" + re.sub(r"[^a-z0-9]+", "-", self.name.removesuffix(".py").lower())


@dataclass(frozen=True)
class Ran:
    """A cell and what came of it."""

    cell: Cell
    printed: str
    result: cell.Result

    def record(self) -> dict[str, Any]:
        """What every run of this cell must repeat, wherever it runs; without what is empty."""
        return {key: value for key, value in {"printed": self.printed, **self.result.to_dict()}.items() if value}


def read(settings: Mapping[str, str]) -> Cell:
    """The cell that a fence's settings name. Every fault is named at once."""
    name = settings.get("file", "")
    problems = [f"unknown setting {key!r}; a cell takes {', '.join(SETTINGS)}" for key in settings if key not in SETTINGS]
    file = (SNIPPETS / name).resolve()
    if not name.endswith(".py") or not file.is_relative_to(SNIPPETS):
        problems.append(f"file is {name!r}; write a path below docs/snippets such as `file: in-code/by-hand.py`")
    elif not file.is_file():
        problems.append(f"there is no docs/snippets/{name}")
    if problems:
        raise CellError("; ".join(problems))
    return Cell(name, file.read_text("utf-8").rstrip("\n"), settings.get("raises", ""), settings.get("title", ""))


def run(one: Cell, namespace: dict[str, Any]) -> Ran:
    """Run a cell in its page's namespace and hold it to what its fence says about errors."""
    pieces: list[str] = []
    ran = Ran(one, "", cell.run(one.source, one.name, namespace, pieces.append))
    ran = Ran(one, "".join(pieces), ran.result)
    kind = ran.result.error.kind if ran.result.error else ""
    if kind != one.raises:
        expected = f"{one.raises} was to be shown" if one.raises else "it must run"
        came = ran.result.error.text if ran.result.error else "nothing was raised"
        raise CellError(f"docs/snippets/{one.name}: {expected}, but:\n{came}")
    return ran


def cells_of(page: str) -> Iterator[Cell]:
    """The cells of a page's Markdown, in order; a fence inside a longer fence is only shown.

    >>> [one.name for one in cells_of("```cell\\nfile: index/definition.py\\n```\\n````md\\n```cell\\nfile: x\\n```\\n````")]
    ['index/definition.py']
    """
    fence, body = "", None
    for line in page.splitlines():
        mark = FENCE.match(line)
        if not fence and mark:
            fence, body = mark[1], ([] if mark[2].strip() == "cell" else None)
        elif fence and mark and not mark[2].strip() and mark[1].startswith(fence):
            if body is not None:
                pairs = (entry.partition(":") for entry in body if entry.strip())
                yield read({key.strip(): value.strip() for key, _, value in pairs})
            fence = ""
        elif fence and body is not None:
            body.append(line)


def pages() -> dict[str, list[Cell]]:
    """Every page that has cells: its path below docs -> the cells."""
    texts = {file.relative_to(DOCS).as_posix(): file.read_text("utf-8") for file in sorted(DOCS.rglob("*.md"))}
    found = {path: list(cells_of(page)) for path, page in texts.items()}
    return {path: cells for path, cells in found.items() if cells}


def run_page(cells: list[Cell]) -> list[Ran]:
    """All cells of a page in one namespace."""
    namespace: dict[str, Any] = {}
    return [run(one, namespace) for one in cells]


def coloured(source: str) -> str:
    """Python as markup, letter for letter."""
    lexer = PythonLexer(stripnl=False, ensurenl=False)
    return highlight(source, lexer, HtmlFormatter(nowrap=True)).removesuffix("\n")


def html(ran: Ran) -> str:
    """Source and output as the page shows them, complete without a script; docs/runtime/cell.js adds the buttons."""
    one = ran.cell
    title = one.title or one.name.rpartition("/")[2]
    shown = tag(
        "mp-cell",
        tag("div", tag("span", text(title), class_="mp-cell__name"), class_="mp-cell__bar"),
        # What has a scroll bar must be reachable by keyboard; without copy, since the cell has a button of its own.
        tag("div", tag("pre", tag("code", coloured(one.source))), class_="mp-cell__source highlight no-copy", tabindex=0, role="group", aria_label="Source"),
        tag("div", *output(ran), class_="mp-cell__output", data_search_exclude=True),
        class_="mp-cell",
        id=one.identifier,
        data_name=one.name,
        data_raises=one.raises or None,
        role="group",
        aria_label=f"Example {title}",
    )
    return tag("div", shown, class_="mp-cell-frame")  # Markdown puts an element that it does not know into a paragraph


def output(ran: Ran) -> Iterator[str]:
    """Printed text, value and error, in this order; docs/runtime/cell-output.js draws the same from the same record."""
    value, error = ran.result.value, ran.result.error
    if ran.printed:
        yield tag("pre", text(ran.printed), class_="mp-cell__printed")
    if value is not None:
        yield tag("div", drawn(value), class_="mp-cell__value", data_kind=value.kind)
    if error is not None:
        hint = tag("p", text(error.hint), class_="mp-cell__hint") if error.hint else ""
        yield tag("div", tag("pre", text(error.text)), hint, class_="mp-cell__error")
    if ran.result.exited is not None:
        yield tag("p", text(f"The program ended itself: sys.exit({ran.result.exited})."), class_="mp-cell__hint")


def drawn(value: cell.Value) -> str:
    """A value: text, a drawing that mpcore made, or a figure to step through."""
    if value.kind == "text":
        return tag("pre", text(value.text))
    return figure_html(json.loads(value.text)) if value.kind == "view" else value.text
