"""The level table is the truth: no import points up or sideways, and the exact world needs the standard library only."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import mpcore
from mpcore.levels import EXACT_WORLD, LEVELS

ROOT = Path(mpcore.__file__).parent
LINES = 200  # no module of mpcore is longer
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for path in sorted(ROOT.rglob("*.py"))
    if path != ROOT / "__init__.py"
}


def top(module: str) -> str:
    """The entry of the level table that a module belongs to: a package stands there as one."""
    return module.split(".")[0]


def imports(module: str, inside_functions: bool = True) -> set[str]:
    """Everything that a module imports, by full name."""
    found: set[str] = set()
    pending: list[ast.AST] = [ast.parse(MODULES[module].read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and not inside_functions:
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            base = ["mpcore", *module.split(".")][: -node.level] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            within = source.removeprefix("mpcore.")
            package = source == "mpcore" or f"{within}.__init__" in MODULES
            found |= {f"{source}.{alias.name}" for alias in node.names} if package else {source}
        pending += ast.iter_child_nodes(node)
    return found


def own(module: str, inside_functions: bool = True) -> set[str]:
    """The modules of mpcore that a module imports, without the package name in front."""
    names = {name.removeprefix("mpcore.") for name in imports(module, inside_functions) if name.startswith("mpcore.")}
    return {next((m for m in (name, *reversed(parents(name))) if m in MODULES), top(name)) for name in names}


def parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:i]) for i in range(1, len(parts))]


def test_the_table_lists_every_module_and_no_other():
    assert {top(module) for module in MODULES} == set(LEVELS)


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_strictly_down(module):
    wrong = [
        name for name in own(module) if top(name) != top(module) and not LEVELS.get(top(name), 99) < LEVELS[top(module)]
    ]
    assert not wrong, f"{module} (level {LEVELS[top(module)]}) imports {wrong}: only lower levels are allowed"


@pytest.mark.parametrize("module", MODULES)
def test_modules_stay_small(module):
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= LINES, f"{module} has {lines} lines: split it"


def exact(module: str) -> bool:
    return any(name in EXACT_WORLD for name in (module, *parents(module))) or module in ("labs", "labs.__init__")


@pytest.mark.parametrize("module", [module for module in MODULES if exact(module)])
def test_the_exact_world_imports_the_standard_library_and_itself_only(module):
    foreign = {
        name
        for name in imports(module, inside_functions=False)
        if top(name) not in sys.stdlib_module_names | {"mpcore", "__future__"}
    }
    assert not foreign, f"{module} imports {foreign}, which a browser would have to fetch first"
    loose = {name for name in own(module, inside_functions=False) if not exact(name)}
    assert not loose, f"{module} imports {loose}, which are not of the exact world"


def test_the_array_world_imports_numpy_and_nothing_else_from_outside():
    for module in MODULES:
        foreign = (
            {top(name) for name in imports(module)} - set(sys.stdlib_module_names) - {"mpcore", "__future__", "numpy"}
        )
        assert not foreign, f"{module} imports {foreign}: conversions ask for a package by name when it is needed"


def test_mpcore_itself_does_not_load_numpy():
    import subprocess

    code = "import sys, mpcore, mpcore.levels; mpcore.Scenario; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT.parent, check=False).returncode == 0


def test_the_reader_of_imports_sees_them():
    assert {"checks", "conversions", "errors"} <= own("graph")
    assert "scenario" in own("datasets") and "scenario" not in own("datasets", inside_functions=False)
