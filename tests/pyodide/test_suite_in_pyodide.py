"""mpcore's own tests again, in the Python that readers get."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from in_pyodide import FULL_LIBRARY, ROOT, run

pytestmark = pytest.mark.pyodide

TOOLS = ("pytest", "_pytest", "iniconfig", "packaging", "pluggy", "pygments")


def test_doctests_and_unit_tests_pass_in_pyodide():
    mounts = {f"/tools/{name}": Path(str(import_module(name).__file__)).parent for name in TOOLS}
    mounts["/repo/tests"] = ROOT / "tests"
    site = Path(str(pytest.__file__)).parents[1]
    copies = {
        "/tools/py.py": site / "py.py",
        "/full/python_stdlib.zip": FULL_LIBRARY,
        "/repo/pyproject.toml": ROOT / "pyproject.toml",
    }
    code, said = run(Path(__file__).parent / "suite.py", mounts, copies)
    assert code == 0, said[-20_000:]
    passed = re.search(r"(\d+) passed", said)
    assert passed and int(passed[1]) > 200, said[-2000:]
    assert "skipped" not in said, said[-2000:]
