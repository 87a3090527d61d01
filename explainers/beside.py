"""The same program twice, side by side: two files whose sections, each opened by a comment of its own line, are aligned.

    ```python exec="1" html="1"
    from explainers.beside import beside
    print(beside(("mpcore", "in-code/gcn_mpcore.py"), ("PyTorch Geometric", "in-code/gcn_pyg.py")))
    ```

Files whose sections differ stop the build.
"""

from __future__ import annotations

from itertools import zip_longest
from textwrap import dedent

from explainers.cells import SNIPPETS, coloured
from mpcore.render import tag, text

MOVES = ("message", "aggregate", "update")


def beside(*columns: tuple[str, str]) -> str:
    """A grid of code: a column for each (name, path below docs/snippets), a row for each section."""
    names = [name for name, _ in columns]
    parts = [sections((SNIPPETS / path).read_text("utf-8")) for _, path in columns]
    cells = [tag("div", text(name), class_="mp-beside__head") for name in names]
    rows = list(zip_longest(*parts, fillvalue=("", "")))
    for row in rows:
        titles = {title for title, _ in row}
        if len(titles) != 1:
            raise ValueError(f"{' and '.join(path for _, path in columns)}: the sections {sorted(titles)} stand beside each other")
        cells.append(tag("div", _title(titles.pop()), class_="mp-beside__move"))
        cells += [
            tag("pre", tag("code", coloured(code)), data_inner=row is not rows[0], role="group", aria_label=f"{name}: {title}", data_name=name)
            for name, (title, code) in zip(names, row)
        ]
    return tag("div", *cells, class_="mp-beside highlight no-copy")


def sections(source: str) -> list[tuple[str, str]]:
    """(comment, code) of every section; what stands in a class moves to the left, and the style sheet moves it back.

    >>> sections("# one\\nx = 1\\n\\n# two: more\\ny = 2\\n")
    [('one', 'x = 1'), ('two: more', 'y = 2')]
    """
    found: list[tuple[str, list[str]]] = []
    for line in source.splitlines():
        if line.lstrip().startswith("# "):
            found.append((line.strip()[2:], []))
        elif found:
            found[-1][1].append(line)
    return [(title, dedent("\n".join(lines)).strip("\n")) for title, lines in found]


def _title(title: str) -> str:
    move, colon, rest = title.partition(":")
    return tag("span", text(move), class_=f"mp-{move}") + text(colon + rest) if move in MOVES else text(title)
