"""The two layers of the page *In code*: its own files, run on the playground graph with the same features and weights."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np

from mpcore import datasets

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "snippets" / "in-code"
GRAPH = datasets.playground()
X = np.column_stack([[5.0, 0, 0, 0, 0, 0], np.ones(6)])
W = np.array([[1.0, -1.0], [0.0, 1.0]])


def layer(name: str) -> Any:
    """The class GCN of a file of the page."""
    spec = spec_from_file_location(name, FOLDER / f"{name}.py")
    module = sys.modules[name] = module_from_spec(spec)  # PyTorch Geometric looks a layer's module up by its name
    spec.loader.exec_module(module)
    return module.GCN


def ours() -> np.ndarray:
    return layer("gcn_mpcore")(W).propagate(GRAPH, X)


def theirs() -> np.ndarray:
    import torch

    return layer("gcn_pyg")(torch.tensor(W))(torch.tensor(X), torch.tensor(GRAPH.edge_index)).numpy()
