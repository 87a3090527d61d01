"""The third run: every cell and every claim in the Python that readers get prints what CPython prints."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import recorded
from in_pyodide import run

from explainers import cells
from explainers.claims import ledger

pytestmark = pytest.mark.pyodide


@pytest.fixture(scope="module")
def there(tmp_path_factory) -> dict:
    """What Pyodide makes of all of them, in one start."""
    given, out = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    pages = {page: [(one.name, one.source) for one in found] for page, found in cells.pages().items()}
    job = {"cells": pages, "claims": {name: entry.group for name, entry in ledger().items()}}
    (given / "job.json").write_text(json.dumps(job), "utf-8")
    code, said = run(Path(__file__).parent / "repeat.py", {"/in": given, "/out": out})
    assert code == 0, said[-5000:]
    return json.loads((out / "result.json").read_text("utf-8"))


@pytest.mark.parametrize("page", cells.pages())
def test_cells(there, page):
    with np.errstate():
        here = {ran.cell.name: ran.record() for ran in cells.run_page(cells.pages()[page])}
    recorded.compare(there["cells"][page], here, f"Pyodide's output for {page}")


def test_claims(there):
    with np.errstate():
        here = {name: entry.claim.outcome().to_dict() for name, entry in ledger().items()}
    recorded.compare(there["claims"], here, "what Pyodide makes of the claims")
