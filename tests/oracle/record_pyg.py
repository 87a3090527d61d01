"""Write tests/golden/pyg.json: what PyTorch Geometric and PyTorch's autograd say, and which versions said it.

Run by `make golden` in the oracle environment: PYTHONPATH=.:tests .venv-oracle/bin/python tests/oracle/record_pyg.py
"""

from __future__ import annotations

import json
import platform
from pathlib import Path

import numpy as np
import torch
import torch_geometric
from oracle import in_code, jacobian_cases, pyg_cases

GOLDEN = Path(__file__).parents[1] / "golden" / "pyg.json"


def record() -> dict[str, object]:
    return {
        "versions": {
            "torch": torch.__version__.split("+")[0],
            "torch_geometric": torch_geometric.__version__,
            "numpy": np.__version__,
            "python": ".".join(platform.python_version_tuple()[:2]),
        },
        "layers": {
            case: {**pyg_cases.inputs(case), "out": pyg_cases.theirs(case).tolist()} for case in pyg_cases.CASES
        },
        "in_code": {"x": in_code.X.tolist(), "weight": in_code.W.tolist(), "out": in_code.theirs().tolist()},
        "jacobians": {case: jacobian_cases.theirs(case).tolist() for case in jacobian_cases.CASES},
    }


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(record(), separators=(",", ":")) + "\n", encoding="utf-8")
