"""Which packages a cell needs before it can run: seen from its text, so that numpy is fetched only when it is used."""

from __future__ import annotations

import ast

import mpcore
from mpcore.levels import EXACT_WORLD

#: What a page can load besides the standard library and mpcore.
PACKAGES = ("numpy",)


def _plain(module: str) -> bool:
    """Whether a module of mpcore works with the standard library alone."""
    return module in EXACT_WORLD or any(module.startswith(f"{known}.") for known in EXACT_WORLD)


def _name_needs(name: str) -> bool:
    home = mpcore._HOME.get(name, name) or name
    return name != "__version__" and not _plain(home)


def packages(source: str) -> list[str]:
    """The shipped packages that the cell imports, by itself or through mpcore; none if it cannot be read.

    >>> packages("import numpy as np"), packages("from mpcore import Scenario"), packages("from mpcore import Graph")
    (['numpy'], [], ['numpy'])
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    nodes = list(ast.walk(tree))
    aliases = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == "mpcore"
    }
    return ["numpy"] if any(_uses_numpy(node, aliases) for node in nodes) else []


def _uses_numpy(node: ast.AST, aliases: set[str]) -> bool:
    if isinstance(node, ast.Import):
        return any(_module_needs(alias.name) for alias in node.names)
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        if node.module == "mpcore":
            return any(alias.name == "*" or _name_needs(alias.name) for alias in node.names)
        return _module_needs(node.module)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id in aliases and _name_needs(node.attr)
    return False


def _module_needs(module: str) -> bool:
    package, _, rest = module.partition(".")
    return package == "numpy" or (package == "mpcore" and bool(rest) and not _plain(rest))
