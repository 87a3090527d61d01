"""Run a script in the browser's Python, as it is shipped, under Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parents[1]
RUNTIME = ROOT / "docs" / "assets" / "generated" / "runtime"
FULL_LIBRARY = ROOT / "node_modules" / "pyodide" / "python_stdlib.zip"


def manifest() -> dict:
    """The manifest of the assembled runtime; a test without one fails, because it would prove nothing."""
    path = RUNTIME / "manifest.json"
    if not path.exists():
        pytest.fail("The browser's Python is not assembled: run `make assets`.")
    return json.loads(path.read_text("utf8"))


def run(script: Path, mounts: Mapping[str, Path] = {}, copies: Mapping[str, Path] = {}) -> tuple[int, str]:
    """The exit code (what the script's coroutine `main` returns) and everything it printed. mpcore is in /repo, the current folder."""
    manifest()
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node is not on the PATH: install Node 20 or newer.")
    with TemporaryDirectory() as temporary:
        job = Path(temporary) / "job.json"
        paths = {
            "mounts": {at: str(path) for at, path in mounts.items()},
            "copies": {at: str(path) for at, path in copies.items()},
        }
        job.write_text(json.dumps({"runtime": str(RUNTIME), "script": str(script), **paths}), "utf8")
        command = [node, str(Path(__file__).with_suffix(".mjs")), str(job)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    return done.returncode, done.stdout + done.stderr
