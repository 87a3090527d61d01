"""The order of the package as a drawing, made from the table that the architecture test reads."""

from __future__ import annotations

import ast
from pathlib import Path

from explainers.api import PAGES, modules_of
from mpcore.levels import EXACT_WORLD, LEVELS
from mpcore.render import tag, text

PACKAGE = Path(__file__).resolve().parents[1] / "mpcore"


def architecture() -> str:
    """A row for each level, the highest first; a module with a page in the reference links to it."""
    pages = {name: page for page in PAGES for name in modules_of(page)}
    rows = []
    for level in sorted(set(LEVELS.values()), reverse=True):
        modules = (_module(name, pages.get(f"mpcore.{name}")) for name, its in LEVELS.items() if its == level)
        rows.append(tag("tr", tag("th", str(level), scope="row"), tag("td", tag("ul", *modules, class_="mp-levels__modules"))))
    head = tag("tr", tag("th", "level", scope="col"), tag("th", "modules; hollow ones need the standard library alone, filled ones numpy", scope="col"))
    return tag("table", tag("caption", "mpcore: imports point down"), tag("thead", head), tag("tbody", *rows), class_="mp-levels")


def _module(name: str, page: str | None) -> str:
    exact = name in EXACT_WORLD
    label = tag("a", text(name), href=f"../reference/{page}/#mpcore{name}") if page else text(name)
    return tag("li", label, tag("span", text(sentence(name)), class_="mp-levels__words"), class_="mp-levels__exact" if exact else None)


def sentence(name: str) -> str:
    """What a module says of itself in its first clause, read without importing it.

    >>> sentence("wl"), sentence("scenario")
    ('Colour refinement (1-WL)', 'A small labelled graph')
    """
    path = PACKAGE / f"{name}.py"
    source = (path if path.exists() else PACKAGE / name / "__init__.py").read_text("utf-8")
    first = (ast.get_docstring(ast.parse(source)) or "").split("\n\n")[0].replace("\n", " ")
    name_of_it, _, rest = first.split(". ")[0].rstrip(".").partition(": ")
    words = rest.split(",")[0] if rest and len(name_of_it.split()) < 3 else name_of_it
    return words[0].upper() + words[1:]
