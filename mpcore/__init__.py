"""Message passing on graphs: exact, one node at a time, and as arrays, all nodes at once.

Names are resolved on first use, so that the exact world (scenarios and their explanations) runs without numpy.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME: dict[str, str] = {  # public name -> module that defines it; a module that is itself public maps to ""
    "MPCoreError": "errors",
    "Scenario": "scenario",
    "Graph": "graph",
    "AGGREGATORS": "aggregators",
    "aggregate": "aggregators",
    "datasets": "",
    "twins": "",
    "adjacency": "matrices",
    "mean_matrix": "matrices",
    "gcn_matrix": "matrices",
    "transition": "matrices",
    "laplacian": "matrices",
    "normalized_laplacian": "matrices",
    "MessagePassing": "message_passing",
    "SimpleLayer": "message_passing",
    "Steps": "message_passing",
    "simulate": "message_passing",
    "stepped": "stepping",
    "spectral": "",
    "diagnostics": "",
    "wl": "",
    "walks": "",
    "rewiring": "",
    "GCNLayer": "gcn",
    "SAGELayer": "layers",
    "GINLayer": "layers",
    "GATLayer": "layers",
    "APPNPLayer": "layers",
    "GCNIILayer": "layers",
    "Residual": "layers",
    "pair_norm": "layers",
}

__all__ = ["__version__", *sorted(_HOME)]  # noqa: PLE0604 - the names come from the table above


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'mpcore' has no attribute {name!r}; it offers {', '.join(__all__)}")
    home = _HOME[name]
    value = getattr(import_module(f"mpcore.{home}"), name) if home else import_module(f"mpcore.{name}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
