"""The browser code without a browser: its unit tests run under Node, and its types hold."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = sorted(Path(__file__).parent.glob("*.test.js"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("node") is None or not (ROOT / "node_modules").is_dir():
        pytest.fail("Node or node_modules is missing: install Node 20 or newer and run `npm ci`.")
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.name)
def test_unit_tests_under_node(file):
    done = run("node", "--test", "--test-reporter=spec", str(file))
    assert done.returncode == 0, done.stdout + done.stderr


def test_types():
    done = run("node", "node_modules/typescript/bin/tsc", "--project", "docs/runtime/tsconfig.json")
    assert done.returncode == 0, done.stdout + done.stderr
