"""The layers that are compared with PyTorch Geometric: inputs, our result, and how to ask for theirs.

Every case runs twice: `make test` compares with the numbers in tests/golden/pyg.json, `make oracle` with the library itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from laws import WILD, features

from mpcore import APPNPLayer, GATLayer, GCNLayer, GINLayer, Graph, SAGELayer, SimpleLayer
from mpcore.activations import identity
from mpcore.datasets import karate_club

RNG = np.random.default_rng(2026)
W, W_SELF, B = RNG.normal(size=(3, 2)), RNG.normal(size=(3, 2)), RNG.normal(size=2)
A_SOURCE, A_TARGET = RNG.normal(size=2), RNG.normal(size=2)
EPSILON, ALPHA, ROUNDS = 0.25, 0.15, 5

KEPT = WILD.source != WILD.target  # a self loop that is there already is replaced by theirs and doubled by ours
NO_LOOPS = Graph(6, WILD.source[KEPT], WILD.target[KEPT], WILD.weights[KEPT])
PLAIN = Graph(6, NO_LOOPS.source, NO_LOOPS.target)
GRAPHS = {"wild": WILD, "no_loops": NO_LOOPS, "plain": PLAIN, "karate": karate_club()}


def _appnp(graph: Graph, x: np.ndarray) -> np.ndarray:
    layer, h = APPNPLayer(start=x, alpha=ALPHA), x
    for _ in range(ROUNDS):
        h = layer(graph, h)
    return h


#: name -> (graph, our layer). Weighted graphs only where theirs takes weights.
CASES: dict[str, tuple[str, Any]] = {
    "gcn, weighted, directed": ("no_loops", GCNLayer(W, B, identity)),
    "gcn, karate": ("karate", GCNLayer(W, B, identity)),
    "sage": ("plain", SAGELayer(W, W_SELF, B)),
    "sage, karate": ("karate", SAGELayer(W, W_SELF, B)),
    "gin": ("plain", GINLayer(lambda h: np.maximum(h @ W + B, 0), EPSILON)),
    "gin, karate": ("karate", GINLayer(lambda h: np.maximum(h @ W + B, 0), EPSILON)),
    "gat": ("plain", GATLayer(W, A_SOURCE, A_TARGET, B)),
    "gat, karate": ("karate", GATLayer(W, A_SOURCE, A_TARGET, B)),
    "appnp": ("no_loops", _appnp),
    "appnp, karate": ("karate", _appnp),
    "simple sum": ("wild", SimpleLayer("sum", include_self=False)),
    "simple mean": ("plain", SimpleLayer("mean", include_self=False)),
    "simple max": ("wild", SimpleLayer("max", include_self=False)),
    "simple min": ("wild", SimpleLayer("min", include_self=False)),
}


def ours(case: str) -> np.ndarray:
    name, layer = CASES[case]
    return layer(GRAPHS[name], features(GRAPHS[name], 3))


def inputs(case: str) -> dict[str, Any]:
    """All that went in, as lists: the recorded file keeps it, so that a changed input cannot pass for the same case."""
    graph = GRAPHS[CASES[case][0]]
    return {
        "edge_index": graph.edge_index.tolist(),
        "edge_weight": None if graph.edge_weight is None else graph.edge_weight.tolist(),
        "x": features(graph, 3).tolist(),
    }


def theirs(case: str) -> np.ndarray:
    """The same layer by PyTorch Geometric, in float64, with our weights put in."""
    import torch
    from torch_geometric import nn

    graph = GRAPHS[CASES[case][0]]
    x, edges = torch.tensor(features(graph, 3)), torch.tensor(graph.edge_index)
    weight = None if graph.edge_weight is None else torch.tensor(graph.edge_weight.copy())
    kind = case.split(",")[0]
    with torch.no_grad():
        if kind == "gcn":
            layer = nn.GCNConv(3, 2).double()
            _fill(layer, {"lin.weight": W.T, "bias": B})
        elif kind == "sage":
            layer = nn.SAGEConv(3, 2, aggr="mean").double()
            _fill(layer, {"lin_l.weight": W.T, "lin_l.bias": B, "lin_r.weight": W_SELF.T})
        elif kind == "gin":
            network = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.ReLU())
            layer = nn.GINConv(network, eps=EPSILON).double()
            _fill(layer, {"nn.0.weight": W.T, "nn.0.bias": B})
        elif kind == "gat":
            layer = nn.GATConv(3, 2).double()
            _fill(
                layer, {"lin.weight": W.T, "bias": B, "att_src": A_SOURCE[None, None], "att_dst": A_TARGET[None, None]}
            )
        elif kind == "appnp":
            layer = nn.APPNP(K=ROUNDS, alpha=ALPHA)
        else:
            layer = nn.SimpleConv(aggr=kind.split()[1])
        takes_weight = kind not in ("sage", "gin", "gat")
        return (layer(x, edges, weight) if takes_weight else layer(x, edges)).numpy()


def _fill(layer: Any, values: dict[str, np.ndarray]) -> None:
    import torch

    parameters = dict(layer.named_parameters())
    assert set(parameters) == set(values), f"{type(layer).__name__} has {sorted(parameters)}, we fill {sorted(values)}"
    for name, value in values.items():
        parameters[name].copy_(torch.tensor(np.ascontiguousarray(value)))
